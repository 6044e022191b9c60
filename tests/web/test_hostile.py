"""What comes from outside cannot act: a name that is a script, a file called HTML, a picture that carries a script."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tawthiq.case import Case, keys
from tawthiq.nouns import Source
from tawthiq.readers import read
from tests.web.conftest import PATIENCE, Look, Serve, Served

SCRIPT = '<script>window.caught = 1</script><img src=x onerror="window.caught = 2">'
NAME = "<img src=x onerror=window.caught=3>.csv"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.caught=4"><script>window.caught=5</script></svg>'
QUOTED = SCRIPT.replace('"', '""')
ROWS = f'id,name,father,date of death,place\n1,"{QUOTED}",{{{{ 7*7 }}}},2012-02-03,"<b>Homs</b>"\n'
PLAIN = "id,name,father,date of death,place\n2,Samir Qasim,Omar,2012-02-04,Homs\n"


@pytest.fixture(scope="module")
def attacked(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A case of hostile files."""
    folder = tmp_path_factory.mktemp("hostile")
    people = folder / "people"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(people))
        ana = keys.create("<i>Ana</i>", "ana")
        with Case.new(folder / "case", f"A case {SCRIPT}") as case:
            case.add_source(Source("lists", f"Lists {SCRIPT}", reliability="C"))
            for name, text in ((NAME, ROWS), ("plain.csv", PLAIN), ("picture.svg", SVG), ("picture.jpg", SVG + "\n")):
                path = folder / name
                path.write_text(text, "utf-8")
                case.receive(path, source="lists", how=SCRIPT, by=ana)
            for name in (NAME, "plain.csv"):
                read(case, folder / name, by=ana)
    made = serve(folder / "case", "--as", "ana", "--lang", "en", people=people)
    answer = httpx.get(f"{made.address}/enter", params={"token": made.token}, timeout=120)
    made.cookies = dict(answer.cookies)
    return made


@pytest.fixture
def look(attacked: Served, browser: Browser) -> Iterator[Look]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": k, "value": v, "url": attacked.address} for k, v in attacked.cookies.items()])  # type: ignore[list-item]
    made = Look(attacked, context, context.new_page())
    made.page.on("request", lambda request: made.asked.append(request.url))
    yield made
    context.close()
    assert [url for url in made.asked if not url.startswith(attacked.address)] == []


def test_no_page_lets_a_name_act(look: Look) -> None:
    with Case.open(look.served.case) as case:
        items, records = case.items(), [case.shelves.at_place(case.items()[n].id, "row 2") for n in (0, 1)]
        finding = case.shelves.current()[0].id
    paths = ["/", "/search?q=Homs", f"/search?q={SCRIPT}", "/register", "/who", f"/finding/{finding}", f"/{SCRIPT}"]
    paths += [f"/trace/{one}" for one in records] + [f"/item/{one.id}" for one in items]
    paths += [f"/pairs?r={records[0]}&r={records[1]}", f"/trace/{SCRIPT}"]
    for path in paths:
        page = look.at(path)
        assert page.evaluate("window.caught") is None, path
        assert page.locator("main script, main b, img[src=x]").count() == 0, path
    assert SCRIPT in (look.at(f"/trace/{records[0]}").text_content("main") or "")


def test_a_file_name_that_is_html_is_only_a_name(look: Look) -> None:
    with Case.open(look.served.case) as case:
        item = next(one for one in case.items() if one.name == NAME)
    with look.served.client() as client:
        answer = client.post(f"/item/{item.id}/download")
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''INTERNAL-%3Cimg%20src")
    assert "\n" not in answer.headers["content-disposition"]


@pytest.mark.parametrize("name", ["picture.svg", "picture.jpg"])
def test_an_svg_is_never_shown_whatever_it_is_called(look: Look, name: str) -> None:
    with Case.open(look.served.case) as case:
        item = next(one for one in case.items() if one.name == name)
    with look.served.client() as client:
        assert client.get(f"/item/{item.id}/picture").status_code == 400
        download = client.post(f"/item/{item.id}/download")
    assert download.headers["content-type"] == "application/octet-stream"
    page = look.at(f"/item/{item.id}")
    assert page.evaluate("window.caught") is None
    with page.expect_download() as asked:
        page.get_by_text("Download (").click()
    assert Path(asked.value.path()).read_text("utf-8").strip() == SVG
