"""Map and timeline in the browser: drawn without network, filtered together, the person's own ground beneath."""

import json
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.web import archives
from tests.web.conftest import Look, Served

RED = (200, 30, 40)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_wrong_in_either_language_at_either_width(look: Look, language: str) -> None:
    look.speak(language)
    look.at("/map").wait_for_selector("[data-ready=yes]")
    assert look.violations() == []
    look.narrow()
    assert not look.overflows()


def test_map_timeline_and_list_are_filtered_together(look: Look) -> None:
    page = look.at("/map")
    page.wait_for_selector("[data-ready=yes]")
    bars = page.locator(".chart .certain").count()
    with page.expect_response(lambda one: "things.json" in one.url) as got:
        page.fill("[name=since]", "2012-02-22")
        page.fill("[name=until]", "2012-02-22")
        page.keyboard.press("Tab")
    assert "2012-02-22" in got.value.url
    expect(page.locator(".chart .certain")).not_to_have_count(bars)
    assert "since=2012-02-22" in page.url


def test_a_bar_leads_to_its_days(look: Look) -> None:
    page = look.at("/map?kind=people")
    href = page.locator(".chart a").nth(3).get_attribute("href")
    assert href
    assert "since=2012" in href
    count = page.locator(".chart title").nth(3).text_content()
    assert count
    page = look.at(href)
    assert page.locator(".chart .certain").count() >= 1


def test_places_are_told_with_their_radius(served: Served) -> None:
    with served.client() as client:
        made = client.get("/map/things.json", params={"kind": "claims"}).json()
        assert client.get("/map", params={"since": "soon"}).status_code == 400
    radii = {one["properties"]["radius_m"] for one in made["features"]}
    assert {800.0, 150.0} <= radii


def test_the_ground_may_be_a_file_of_the_person(look: Look) -> None:
    """Only a file of that very name, and nothing else of the case, is given out."""
    ground = look.served.case / "maps" / "base.geojson"
    line = {"type": "LineString", "coordinates": [[36.6, 34.7], [36.8, 34.7]]}
    ground.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": line}), "utf-8")
    try:
        page = look.at("/map")
        page.wait_for_selector("[data-ready=yes]")
        assert "base.geojson" in page.content()
        with look.served.client() as client:
            assert client.get("/map/base/base.geojson", headers={"range": "bytes=0-3"}).status_code == 206
            assert client.get("/map/base/base.pmtiles").status_code == 404
            assert client.get("/map/base/..%2Fcase.toml").status_code == 404
    finally:
        ground.unlink()


def red(page: Page) -> int:
    """How many pixels of the map are of the very red of the invented ground."""
    shown = np.asarray(Image.open(BytesIO(page.locator(".atlas").screenshot())).convert("RGB")).astype(int)
    return int((np.abs(shown - RED).max(axis=2) < 12).sum())


def drawn(page: Page) -> int:
    """How many pixels in the middle of the map, where no control is, are not bare ground."""
    shown = np.asarray(Image.open(BytesIO(page.locator(".atlas").screenshot())).convert("RGB")).astype(int)
    high, wide = shown.shape[0] // 4, shown.shape[1] // 4
    middle = shown[high:-high, wide:-wide]
    return int((np.abs(middle - middle[0, 0]).max(axis=2) > 8).sum())


def test_a_pmtiles_file_of_pictures_is_the_ground(look: Look) -> None:
    ground = look.served.case / "maps" / "base.pmtiles"
    ground.write_bytes(archives.raster(RED))
    try:
        page = look.at("/map")
        page.wait_for_selector("[data-ready=yes]")
        page.wait_for_timeout(1_500)
        assert "base.pmtiles" in page.content()
        assert red(page) > 100_000
    finally:
        ground.unlink()


def test_a_pmtiles_file_of_lines_is_drawn_layer_by_layer(look: Look) -> None:
    """The line is the equator: nothing of it is to be seen until one looks there."""
    ground = look.served.case / "maps" / "base.pmtiles"
    ground.write_bytes(archives.vector("roads"))
    try:
        page = look.at("/map?kind=scenes&q=nowhere")
        page.wait_for_selector("[data-ready=yes]")
        assert drawn(page) == 0
        page.locator(".atlas canvas").focus()
        for _ in range(16):
            page.keyboard.press("ArrowDown")
            page.wait_for_timeout(400)
            if drawn(page):
                break
        assert drawn(page) > 100
    finally:
        ground.unlink()
