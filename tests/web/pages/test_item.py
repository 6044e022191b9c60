from playwright.sync_api import expect

from tawthiq.case import Case
from tests.web.conftest import PATIENCE, Look, Served


def item(served: Served, name: str) -> str:
    with Case.open(served.case) as case:
        return next(one.id for one in case.items() if one.name == name)


def test_bytes_are_downloaded_as_they_came_and_never_opened(look: Look) -> None:
    id_ = item(look.served, "simulated-page.html")
    with look.served.client() as client:
        answer = client.post(f"/item/{id_}/download")
    assert answer.content == (look.served.case / "files" / "simulated-page.html").read_bytes()
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''INTERNAL-simulated-page.html"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_download_is_noted_as_what_leaves_the_case(look: Look) -> None:
    id_ = item(look.served, "simulated-street.jpg")
    page = look.at(f"/item/{id_}")
    with page.expect_download() as got:
        page.keyboard.press("d")
    assert got.value.suggested_filename == "INTERNAL-simulated-street.jpg"
    with Case.open(look.served.case) as case:
        edition, sha256 = case.catalogue.editions()[-1], case.item(id_).sha256
    assert (edition["audience"], edition["what"], edition["by"]) == ("working", f"item {id_}", "ana-simulated")
    assert [one["sha256"] for one in edition["files"]] == [sha256]


def test_a_picture_is_blurred_until_asked_for(look: Look) -> None:
    page = look.at(f"/item/{item(look.served, 'simulated-street.jpg')}")
    assert look.violations() == []
    shown = page.locator(".graphic img")
    assert shown.evaluate("one => getComputedStyle(one).filter") == "blur(28px)"
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    page.keyboard.press("v")
    expect(shown).to_have_css("filter", "none", timeout=PATIENCE)


def test_only_pictures_are_shown_as_pictures(look: Look) -> None:
    with look.served.client() as client:
        answer = client.get(f"/item/{item(look.served, 'simulated-page.html')}/picture")
    assert answer.status_code == 400
