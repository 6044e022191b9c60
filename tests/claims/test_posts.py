from pathlib import Path

import pytest

from examples.simulate.posts import posts, write
from tawthiq.case import Case, Signer
from tawthiq.claims import store
from tawthiq.claims.posts import handle_of, read_posts
from tawthiq.errors import BadInput


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "posts.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_a_post_is_an_account_with_its_row_day_and_address(tmp_path: Path) -> None:
    file = table(tmp_path, "id,Text,Channel,Date,URL\n7,Shells fell.,Mill News,2031-02-03 08:12,https://t.example/1\n")
    told = read_posts(file)
    (one,) = told.accounts
    assert (one.text, one.source, one.address, one.locator) == (
        "Shells fell.", "Mill News", "https://t.example/1", "row 2",
    )  # fmt: skip
    assert one.published
    assert (one.published.edtf, one.published.said) == ("2031-02-03", "2031-02-03 08:12")
    assert told.unread == ("id",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_headings_semicolons_and_other_encodings(tmp_path: Path, encoding: str) -> None:
    told = read_posts(
        table(tmp_path, "النص;القناة;التاريخ\nقصف على الحي;نبض المحطة;3/2/2031\nقصف;نبض;25/2/2031\n", encoding)
    )
    assert [one.source for one in told.accounts] == ["نبض المحطة", "نبض"]
    assert [one.published.edtf for one in told.accounts if one.published] == ["2031-02-03", "2031-02-25"]


def test_line_breaks_in_a_post_and_a_date_as_programs_write_it(tmp_path: Path) -> None:
    told = read_posts(
        table(tmp_path, 'created_at\tuser\tfull_text\nMon Mar 05 18:02:11 +0000 2012\tamal\t"one\n🔴 two"\n')
    )
    assert [one.text for one in told.accounts] == ["one\n🔴 two"]
    assert [one.published.edtf for one in told.accounts if one.published] == ["2012-03-05"]


def test_a_row_without_words_is_told_and_a_table_without_them_refused(tmp_path: Path) -> None:
    told = read_posts(table(tmp_path, "text,channel,date\n,mill,2031-02-03\nShells,mill,someday\nShells,mill,\n"))
    assert [row for row, _ in told.bad] == [2, 3]
    assert [one.locator for one in told.accounts] == ["row 4"]
    with pytest.raises(BadInput, match="full text"):
        read_posts(table(tmp_path, "channel,date\nmill,2031-02-03\n"))
    with pytest.raises(BadInput, match="quotation mark"):
        read_posts(table(tmp_path, 'text,channel\n"' + "a" * 1_000_001))
    with pytest.raises(BadInput, match="column"):
        read_posts(table(tmp_path, ""))


def test_the_handle_of_a_channel() -> None:
    assert handle_of("Tn_News 🔴") == "tn-news"
    assert handle_of("تنسيقيّة الحي") == "تنسيقيه-الحي"
    assert handle_of("🔴") == "unnamed"


def test_posts_enter_a_case_once_however_often_they_are_entered(case: Case, ana: Signer, tmp_path: Path) -> None:
    feed = posts(3)
    write(feed, file := tmp_path / "feed.csv")
    item = case.receive(file, source=next(iter(case.casefile.sources)), how="", by=ana)
    ids, told = store.enter_posts(case, file, item.id, ana)
    assert (len(ids), told.bad) == (len(feed.posts), [])
    assert store.enter_posts(case, file, item.id, ana)[0] == []
    held = store.read(case)
    assert {one.source for one in held.accounts} == {one.channel for one in feed.posts}
    assert [one.text for one in held.accounts] == [one.text.strip() for one in feed.posts]
