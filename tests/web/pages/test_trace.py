import pytest

from tawthiq.case import Case
from tests.web.conftest import Look


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_record_is_followed_down_to_bytes_that_hash_right(look: Look, language: str) -> None:
    look.speak(language)
    with Case.open(look.served.case) as case:
        record = case.shelves.search("الشيخ", 1)[0]
        item = case.item(record.item)
    page = look.at(f"/trace/{record.id}")
    assert look.violations() == []
    shown = page.text_content("main") or ""
    assert item.sha256 in shown
    assert ("hash as received" if language == "en" else "البصمة كما عند الاستلام") in shown
    assert page.locator("tr.here").count() == 1
    look.narrow()
    assert not look.overflows()


def test_a_judgement_and_a_person_have_traces_too(look: Look) -> None:
    with Case.open(look.served.case) as case:
        judgement = next(one for one in case.judgements() if one.verdict == "same")
        person = case.register.person_of(judgement.subjects[0])
    assert judgement.why in (look.at(f"/trace/{judgement.id}").text_content("main") or "")
    assert judgement.subjects[0] in (look.at(f"/trace/{person}").text_content("main") or "")
    assert look.violations() == []


def test_an_id_of_nothing_says_so(look: Look) -> None:
    page = look.at("/trace/r-0000000000000000")
    assert page.locator(".told.wrong").count() == 1
    assert look.violations() == []
    look.complaints.clear()
