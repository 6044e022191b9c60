"""The command estimate: a plain table, a register, wrong input, figures. All people are invented."""

from pathlib import Path

import pytest

from tawthiq.case import Case, Signer
from tawthiq.nouns import Source
from tests.cli.conftest import Type
from tests.toll.register_of import invented, put

QUICK = ("--method", "chao-bound", "--method", "decomposable")
HEAD = "a,b,c,count\n"
ROWS = "1,0,0,69\n0,1,0,55\n1,1,0,21\n0,0,1,63\n1,0,1,17\n0,1,1,18\n1,1,1,28\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(tmp_path, HEAD + ROWS)


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_plain_table_needs_no_case(tawthiq: Type, table: Path) -> None:
    said = tawthiq("estimate", "--table", table, *QUICK)
    assert said.code == 0
    assert said.out.splitlines()[0].startswith("Documented: 271 people")
    assert "chao-bound: at least about 475 (95% interval of this bound: 407 to 576)" in said.out
    assert "decomposable: from 354 to 630 (95%; about 402)" in said.out


def test_arabic(tawthiq: Type, table: Path) -> None:
    assert tawthiq("estimate", "--table", table, *QUICK, "--lang", "ar").out.startswith("الموثَّق: 271")


def test_json_keeps_the_documented_and_the_estimated_apart(tawthiq: Type, table: Path) -> None:
    told = tawthiq("estimate", "--table", table, "--json").json
    assert told["documented"] == 271
    assert set(told) >= {"documented", "headline", "why", "methods", "warnings", "swings", "xi", "calibrated"}
    if told["headline"] is None:
        assert told["why"]
    else:
        assert set(told["headline"]) == {"estimate", "lower", "upper", "level"}
        assert told["headline"]["lower"] <= told["headline"]["estimate"] <= told["headline"]["upper"]
    assert {one["method"] for one in told["methods"]} >= {"chao-bound", "log-linear-best-bic", "latent-classes"}
    assert all((one["estimate"] is None) == (one["why"] is not None) for one in told["methods"])
    assert len(told["swings"]) == 6


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b,count\n1,0,5\n0,1,7\n1,1,2\n", "2 lists are too few"),
        (HEAD + "1,0,0,9\n0,1,0,9\n0,0,1,9\n", "nobody stands on two lists"),
        (HEAD + "1,0,0,9\n0,1,0,9\n1,1,0,4\n0,0,1,9\n", "the list 'c' shares nobody"),
    ],
)
def test_a_table_that_cannot_be_estimated_from_gives_the_documented_and_no_headline(
    tawthiq: Type, tmp_path: Path, text: str, why: str
) -> None:
    told = tawthiq("estimate", "--table", written(tmp_path, text), "--json").json
    assert told["headline"] is None
    assert why in told["why"]
    assert told["documented"] > 0
    assert all(one["estimate"] is None for one in told["methods"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "cannot be read as CSV"),
        ("a,b,c\n1,0,1\n", "needs a column 'count'"),
        (HEAD + "1,0,many,9\n", "row 2, column 'c': 'many' is not 0 or 1"),
        (HEAD + "1,0,0,nine\n", "row 2, column 'count': 'nine' is not a number of people"),
        (HEAD + "0,0,0,9\n", "9 people are counted on no list"),
    ],
)
def test_what_cannot_be_read_is_named(tawthiq: Type, tmp_path: Path, text: str, why: str) -> None:
    said = tawthiq("estimate", "--table", written(tmp_path, text))
    assert said.code == 2
    assert why in said.err


def test_arabic_digits_are_digits(tawthiq: Type, tmp_path: Path) -> None:
    arabic = (HEAD + ROWS).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert "decomposable: from 354 to 630" in tawthiq("estimate", "--table", written(tmp_path, arabic), *QUICK).out


def test_a_table_has_no_strata_and_a_method_must_be_on_offer(tawthiq: Type, table: Path) -> None:
    assert tawthiq("estimate", "--table", table, "--by", "month").code == 2
    assert tawthiq("estimate", "--table", table, "--method", "divining").code == 3


def test_figures_beside_one_another(tawthiq: Type, table: Path, tmp_path: Path) -> None:
    said = tawthiq("estimate", "--table", table, *QUICK, "--figure", tmp_path / "toll.svg")
    assert said.code == 0
    assert {one.name for one in tmp_path.glob("*.svg")} == {"toll.svg", "toll-overlaps.svg"}
    assert tawthiq("estimate", "--table", table, *QUICK, "--figure", tmp_path / "toll.doc").code == 2


@pytest.fixture
def registered(inside: Path, case: Case, ana: Signer) -> Path:
    case.add_source(Source("sn", "A network (invented)", "organisation", "C"))
    put(case, ana, *invented(300, {"lcc": 0.5, "sn": 0.55, "vdc": 0.4}))
    return inside


@pytest.mark.usefixtures("registered")
def test_the_register_of_the_case(tawthiq: Type) -> None:
    said = tawthiq("estimate", *QUICK)
    assert said.code == 0
    assert "The list 'vdc' draws on 'lcc'" in said.out
    assert "No plan was recorded before linking" in said.out
    finding = tawthiq("log", "--limit", 1, "--json").json[0]["id"]
    assert f"Put into the case as finding {finding}." in said.out
    assert tawthiq("rerun", finding).code == 0
    assert "ربط" in tawthiq("estimate", *QUICK, "--dry-run", "--lang", "ar").out


@pytest.mark.usefixtures("registered")
def test_lists_counted_as_one_are_too_few_then(tawthiq: Type) -> None:
    told = tawthiq("estimate", *QUICK, "--merge", "lcc+vdc", "--dry-run", "--json").json
    assert (told["headline"], told["findings"]) == (None, [])
    assert "2 lists are too few" in told["why"]
    assert tawthiq("estimate", *QUICK, "--merge", "lcc").code == 2


@pytest.mark.usefixtures("inside")
def test_a_case_without_a_register(tawthiq: Type, ana: Signer) -> None:
    said = tawthiq("estimate")
    assert said.code == 3
    assert "tawthiq link" in said.err
