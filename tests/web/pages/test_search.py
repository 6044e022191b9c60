from tawthiq.case import Case
from tests.web.conftest import Look


def test_words_find_people_and_records_in_any_spelling(look: Look) -> None:
    page = look.at("/")
    page.keyboard.press("/")
    page.keyboard.type("بالقصـ.ـف")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    assert page.locator("main li a").count() > 10
    assert look.violations() == []
    page = look.at("/search?q=haytham+shaykh")
    assert page.locator("a[href^='/register/p-']").count() > 0


def test_an_id_leads_to_its_page(look: Look) -> None:
    with Case.open(look.served.case) as case:
        item, finding = case.items()[0].id, case.register.current()
        record = case.shelves.search("الشيخ", 1)[0].id
    assert finding
    for id_, path in ((item, "/item/"), (finding.id, "/finding/"), (record, "/trace/")):
        assert look.at(f"/search?q={id_}").url.endswith(path + id_)
    assert look.violations() == []


def test_nothing_typed_finds_nothing(look: Look) -> None:
    assert look.at("/search?q=").locator("main li a").count() == 0
    assert look.at("/search?q=%21%21").locator(".told.wrong").count() == 1
    look.complaints.clear()
