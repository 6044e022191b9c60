import pytest

from tests.web.conftest import Look


def drafted(look: Look) -> None:
    """A draft that tawthiq wrote, opened."""
    look.at("/report").locator("form[action='/report/new'] button[value=en]").click()
    look.page.wait_for_selector("#text")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_draft_is_begun_and_what_is_wrong_in_it_is_told_while_one_writes(look: Look, language: str) -> None:
    look.speak(language)
    drafted(look)
    assert look.violations() == []
    page = look.page
    page.locator("#text").fill("# A report\n\nAt least 7,500 people were killed in Homs.\n")
    page.locator("#faults [data-line='3']").first.wait_for()
    assert "7,500" in page.inner_text("#faults")
    assert look.violations() == []
    look.narrow()
    assert not look.overflows()


def test_what_was_written_is_kept_and_nothing_is_written_over(look: Look) -> None:
    drafted(look)
    page = look.page
    first = page.url
    page.locator("#text").fill("# Ours\n")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("#kept span")
    name = first.partition("file=")[2]
    assert (look.served.case / "reports" / name).read_text("utf-8") == "# Ours\n"
    drafted(look)
    assert page.url != first
    assert (look.served.case / "reports" / name).read_text("utf-8") == "# Ours\n"


def test_the_evidence_stands_beside_the_line_that_one_is_on(look: Look) -> None:
    drafted(look)
    page = look.page
    page.locator("#text").fill("# A report\n\nThe case holds {items.count} files.\n")
    page.locator("#text").press("ArrowUp")
    page.locator("#cards .note").wait_for()
    assert "items.count" in page.inner_text("#cards")


def test_every_footnote_opens_its_evidence(look: Look) -> None:
    drafted(look)
    page = look.page
    page.locator("#text").fill("# A report\n\nThe case holds {items.count} files.\n")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("#kept span")
    page.get_by_role("link", name="Read it").click()
    page.wait_for_selector(".edition")
    assert look.violations() == []
    page.locator("sup a").first.click()
    page.wait_for_selector(".note[open]")


def test_the_first_draft_is_read_with_its_pictures_and_a_note_leads_to_the_bytes(look: Look) -> None:
    drafted(look)
    page = look.page
    page.get_by_role("link", name="Read it").click()
    page.wait_for_selector(".plate img")
    for one in page.locator(".plate img").all():
        one.scroll_into_view_if_needed()
        page.wait_for_function("one => one.complete && one.naturalWidth > 100", arg=one.element_handle())
    assert look.violations() == []
    look.narrow()
    assert not look.overflows()
    page.locator(".note").evaluate_all("some => some.forEach(one => { one.open = true; })")
    assert "hash as received" in page.inner_text(".notes")
    item = page.locator(".note p a[href^='/trace/i-']").first
    known = item.inner_text()
    item.click()
    page.wait_for_url("**/item/" + known)
    assert "hash as received" in page.inner_text("main")


def test_nothing_but_figures_is_given_out_as_a_figure(look: Look) -> None:
    with look.served.client() as client:
        for name in ("..%2f..%2f..%2fcase.toml", "case.toml", "nothing.png"):
            assert client.get(f"/report/figure/{name}").status_code == 404


@pytest.mark.parametrize("name", ["../case.toml", "nothing.md", "..%2fcase.toml"])
def test_only_drafts_are_opened(look: Look, name: str) -> None:
    with look.served.client() as client:
        assert client.get(f"/report/read?file={name}").status_code == 404
        assert client.post("/report/save", data={"file": name, "text": "x"}).status_code == 404
