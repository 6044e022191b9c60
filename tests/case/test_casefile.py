"""case.toml is people's: sources are added without disturbing it, and what is wrong in it is said."""

import pytest

from tawthiq.case import Case, casefile
from tawthiq.errors import BadInput, Refused
from tawthiq.nouns import Source


def test_a_source_is_added_and_what_people_wrote_stays(case: Case) -> None:
    path = case.root / "case.toml"
    path.write_text(path.read_text() + "\n# a remark by hand\n[rules]\nembargo_days = 30\n".replace("[rules]\n", ""))
    case.add_source(Source("sana-list", "A list", "list-keeper", "C", ("lcc", "vdc")))
    assert "# a remark by hand" in path.read_text()
    assert case.casefile.source("sana-list").draws_on == ("lcc", "vdc")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (Source("x", "X", "rumour"), "'rumour'"),
        (Source("x", "X", "outlet", "G"), "'G'"),  # type: ignore[arg-type]
        (Source("x", "X", "outlet", "A", ("nobody",)), "'nobody'"),
    ],
)
def test_a_source_that_cannot_be_is_refused_and_not_written(case: Case, source: Source, message: str) -> None:
    before = (case.root / "case.toml").read_bytes()
    with pytest.raises(BadInput, match=message):
        case.add_source(source)
    assert (case.root / "case.toml").read_bytes() == before


def test_a_handle_is_used_once(case: Case) -> None:
    with pytest.raises(Refused, match="already a source 'lcc'"):
        case.add_source(Source("lcc", "Another"))


def test_a_broken_case_file_names_itself_and_the_place(case: Case) -> None:
    path = case.root / "case.toml"
    path.write_text(path.read_text() + "\n[[[")
    with pytest.raises(BadInput, match=r"case\.toml.*line"):
        casefile.load(path)


def test_a_case_of_a_newer_format_is_refused(case: Case) -> None:
    path = case.root / "case.toml"
    path.write_text(path.read_text().replace("format = 1", "format = 2"))
    with pytest.raises(Refused, match="newer"):
        Case.open(case.root)
