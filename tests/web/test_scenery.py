"""What the page of scenes shows, from the demonstration: two rendered scenes with marks, three of them judged."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tawthiq.case import Case
from tawthiq.imagery.showing import shown
from tawthiq.messages import LANGUAGES
from tawthiq.rasters.patterns import Density
from tawthiq.web import scenery
from tawthiq.web.scenery import Scene


@pytest.fixture(scope="module")
def case(demonstration: Path) -> Iterator[Case]:
    with Case.open(demonstration) as opened:
        yield opened


@pytest.fixture(scope="module")
def after(case: Case) -> Scene:
    return next(one for one in scenery.scenes(case) if "after" in one.item.name)


def test_scenes_stand_in_the_order_of_their_days(case: Case) -> None:
    assert [one.said.date for one in scenery.scenes(case)] == ["2012-01-28", "2012-02-22"]


def test_marks_wait_the_most_doubtful_first(after: Scene) -> None:
    """Uncalibrated here, all are in equal doubt; then the faintest comes first."""
    assert (after.count("accept"), after.count("reject")) == (2, 1)
    assert len(after.open) == len(after.marks or ()) - 3
    scores = [one.fields["score"] for one in after.open]
    assert scores == sorted(scores)


def test_the_map_shows_a_mark_where_the_method_found_it(case: Case, after: Scene) -> None:
    sheet, every = shown(case, after.item), after.marks or ()
    made = scenery.columns(every, sheet)
    assert made["id"] == [one.id for one in every]
    for lon, lat, metres, mark in zip(*(made[name] for name in ("lon", "lat", "metres")), every, strict=True):
        assert sheet.lonlat(mark.fields["x_px"], mark.fields["y_px"]) == pytest.approx((lon, lat), abs=2e-6)
        assert metres == round(mark.fields["diameter_m"], 2)


def test_a_picture_of_no_place_shows_its_marks_by_their_pixels(case: Case, after: Scene) -> None:
    sheet, (mark, *_) = shown(case, after.item), after.marks or ()
    nowhere = replace(mark, fields={**mark.fields, "lon": None, "lat": None})
    made, where = scenery.columns([nowhere], sheet), sheet.lonlat(mark.fields["x_px"], mark.fields["y_px"])
    assert (made["lon"][0], made["lat"][0]) == pytest.approx(where)


def test_a_chip_is_the_very_pixels_each_as_a_square(case: Case, after: Scene) -> None:
    """24 m of 0.5 m pixels are 48 of them, six screen pixels each."""
    picture = np.asarray(Image.open(BytesIO(scenery.chipped(case, after, (after.marks or ())[0]))))
    assert picture.shape == (288, 288, 3)
    blocks = picture.reshape(48, 6, 48, 6, 3)
    assert (blocks == blocks[:, :1, :, :1]).all()


def test_density_lies_on_its_scene_and_leaves_clear_what_nobody_could_assess(case: Case, after: Scene) -> None:
    told, corners = scenery.density(case, after)
    west, south, east, north = shown(case, after.item).bounds
    cell = 32 / 90_000
    assert all(west - cell <= lon <= east + cell and south - cell <= lat <= north + cell for lon, lat in corners)
    assert np.nanmax(told.per_km2) > 100
    half = Density(np.array([[1.0, np.nan]]), 0, 0)
    alpha = np.asarray(Image.open(BytesIO(scenery.painted(half))))[..., 3]
    assert (alpha[0, 0] > 0, alpha[0, 1]) == (True, 0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_caption_says_what_where_when_whose_and_that_it_is_internal(case: Case, after: Scene, lang: str) -> None:
    said = scenery.caption(case, after, lang)
    for one in (
        "laplacian-of-gaussian",
        "34 42 43N",
        "36 40 58E",
        "nir, red, green",
        "2012-02-22",
        "SIMULATED",
        "INTERNAL",
    ):
        assert one in said


def test_scenes_of_one_quarter_meet_and_those_of_another_place_do_not(case: Case) -> None:
    before, after = (scenery.bounds(case, one) for one in scenery.scenes(case))
    assert before
    assert scenery.meet(before, after)
    west, south, east, north = before
    assert not scenery.meet((west + 1, south, east + 1, north), after)
    assert not scenery.meet(before, None)
