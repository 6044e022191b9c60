import polars as pl
import pytest

from tawthiq.case import Case
from tawthiq.web.pages import register
from tests.web.conftest import Look, Served


def person(served: Served, records: int = 3) -> str:
    """Somebody with so many records."""
    with Case.open(served.case) as case:
        register = case.register.current()
        assert register
        with case.open_table(register, "people") as path:
            found = pl.read_parquet(path).filter(pl.col("records") == records, pl.col("counted")).sort("id")
    return str(found["id"][0])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_wrong_with_the_list_and_a_card(look: Look, language: str) -> None:
    look.speak(language)
    for path in ("/register", f"/register/{person(look.served)}"):
        look.at(path)
        assert look.violations() == []
    look.narrow()
    assert not look.overflows()


@pytest.mark.parametrize("query", ["mohamed shaykh", "محمد الشيخ", "Muhammad al-Sheikh", "shaykh mohammad"])
def test_a_name_is_found_in_any_spelling(look: Look, query: str) -> None:
    page = look.at("/register")
    page.keyboard.press("f")
    page.keyboard.type(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert "Mohamad Tarek al-Shaykh" in page.inner_text(".people")


def test_filters_leave_those_who_fit(look: Look) -> None:
    page = look.at("/register?stands=apart")
    assert page.locator(".people tbody tr").count() == page.locator(".people .tag").count() > 0
    page = look.at("/register?since=2012-03-10&until=2012-03-12&status=killed")
    days = page.locator(".people tbody td:nth-child(4)").all_inner_texts()
    assert days
    assert all("2012-03" in day for day in days)


def test_a_card_has_every_record_and_who_says_what(look: Look) -> None:
    id_ = person(look.served)
    page = look.at(f"/register/{id_}")
    assert page.locator(".sides thead th").count() == 3
    with Case.open(look.served.case) as case:
        records = case.register.person(id_).records
    for record in records:
        assert page.locator(f"a[href='/trace/{record}']").count() > 0


def test_many_records_come_eight_at_a_time_and_none_is_left_out(look: Look) -> None:
    """The demonstration has nobody with so many: what leads from page to page, by hand."""
    assert register._ways(0, 20, 8) == [("on", 8)]
    assert register._ways(8, 20, 8) == [("back", 0), ("on", 16)]
    assert register._ways(16, 20, 8) == [("back", 8)]
    page = look.at(f"/register/{person(look.served)}?from=1")
    assert page.locator(".sides thead th").count() == 2
    assert page.locator("form[action$=split] input[type=checkbox]").count() == 3


def test_split_merge_choose_and_undo_are_judgements(look: Look) -> None:
    id_, other = person(look.served), person(look.served, 2)
    page = look.at(f"/register/{id_}")
    page.locator("form[action$=split] input[type=checkbox]").first.check()
    page.locator("form[action$=split] input[name=why]").fill("two cousins")
    page.locator("form[action$=split] button").click()
    assert "Written down" in page.inner_text("[role=status].told")
    page.locator("form[action$=merge] input[name=other]").fill(other)
    page.locator("form[action$=merge] input[name=why]").fill("his brother said so")
    page.locator("form[action$=merge] button").click()
    page.locator("form[action$=choose] input[name=value]").fill("Samir Qasim")
    page.locator("form[action$=choose] input[name=why]").fill("as in his passport")
    page.locator("form[action$=choose] button").click()
    assert "Samir Qasim" in page.inner_text("main")
    with Case.open(look.served.case) as case:
        made = case.judgements()[-3:]
    assert [(one.verdict, one.why) for one in made] == [
        ("different", "two cousins"), ("same", "his brother said so"), ("choose", "as in his passport"),
    ]  # fmt: skip
    page.locator(f"input[value='{made[-1].id}'] + button").click()
    with Case.open(look.served.case) as case:
        assert case.judgements()[-1].subjects == (made[-1].id,)


def test_nobody_merges_with_a_stranger(look: Look) -> None:
    with look.served.client() as client:
        answer = client.post(f"/register/{person(look.served)}/merge", data={"other": "p-0000000000000000", "why": "x"})
    assert answer.status_code == 404
