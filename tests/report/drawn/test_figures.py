"""The figures of scenes: ringed, captioned as investigators do, the same bytes twice, their data beside them."""

import csv
from functools import partial
from pathlib import Path

import pytest

from tawthiq.case import Case, Decision, Signer
from tawthiq.errors import BadInput, NotFound
from tawthiq.imagery.comparing import compare
from tawthiq.imagery.detect import scene
from tawthiq.imagery.drawing import draw as mark
from tawthiq.imagery.scenes import Said
from tawthiq.report import evidence
from tawthiq.report.drawn.figures import FIGURES, asked_of, density, draw, pair, unfit
from tawthiq.report.drawn.figures import scene as scene_figure
from tawthiq.report.drawn.studio import Studio
from tawthiq.report.sentences import writing
from tawthiq.report.sentences.references import resolve
from tests.imagery.scenes import ground, tiff
from tests.report.invented import BARE, HELD


@pytest.fixture
def studio(told: Case, tmp_path: Path) -> Studio:
    return studio_of(told, tmp_path / "figures")


def studio_of(case: Case, folder: Path) -> Studio:
    return Studio(evidence.read(case), "en", folder, partial(evidence.opened, case), partial(evidence.ground, case))


def test_a_scene_is_captioned_as_investigators_do(studio: Studio) -> None:
    picture, ids = draw(studio, "figure:scene")
    assert picture.caption.startswith(
        "Marks that may be impact craters: 2, of which a person accepted 0; middle at 34 42"
    )
    assert picture.caption.endswith("; bands: pan; 2031-04-04; © Nobody.")
    assert ids == (studio.held.scenes[0].finding.id,)
    assert "each of 2 marks" in picture.alt


def test_its_data_are_the_marks(studio: Studio) -> None:
    picture, _ = draw(studio, "figure:scene")
    assert picture.data
    with picture.data.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    marks = studio.held.scenes[0].marks
    assert [row["mark"] for row in rows] == [one.id for one in marks]
    assert float(rows[0]["lat"]) == pytest.approx(marks[0].fields["lat"])


def test_a_place_in_a_scene_and_the_density(studio: Studio) -> None:
    mark = studio.held.scenes[0].marks[0].fields
    picture, _ = draw(studio, f"figure:scene within 20m of {mark['lat']:.6f}, {mark['lon']:.6f}")
    assert "within 20 m of 34 42" in picture.caption
    picture, _ = draw(studio, f"figure:density of {studio.held.scenes[0].item.id}")
    assert picture.caption.startswith("Density of marks; hatched where")


def test_they_are_the_same_bytes_twice(studio: Studio) -> None:
    for name in ("scene", "density"):
        first = draw(studio, f"figure:{name}")[0].file.read_bytes()
        assert draw(studio, f"figure:{name}")[0].file.read_bytes() == first


def test_a_figure_that_there_is_not() -> None:
    with pytest.raises(BadInput, match="overlap"):
        asked_of("figure:foo", HELD, "en")
    assert isinstance(unfit("figure:foo", HELD, "en"), BadInput)
    assert isinstance(unfit("figure:scene of i-9", HELD, "en"), NotFound)
    assert [name for name in FIGURES if unfit(f"figure:{name}", HELD, "en")] == []
    assert [name for name in FIGURES if unfit(f"figure:{name}", BARE, "en") is None] == []
    assert (FIGURES["scene"], FIGURES["density"], FIGURES["pair"]) == (scene_figure, density, pair)


def test_a_pair_is_captioned_as_investigators_do_and_rings_each_mark_by_its_state(
    told: Case, ana: Signer, tmp_path: Path
) -> None:
    """The same ground, before without a scar; what a person drew has no state."""
    scene_ = evidence.read(told).scenes[0]
    path = tiff(tmp_path / "before.tif", ground(256, []))
    before = told.receive(path, source="satellite", how="by hand", by=ana)
    scene(told, before.id, Said(owner="© Nobody", date="2031-03-04", bands=("pan",)), by=ana)
    mark(told, scene_.item.id, Said(), (60.0, 200.0), 4.0, by=ana)
    states = compare(told, before.id, scene_.item.id, by=ana).counts
    made, ids = draw(studio_of(told, tmp_path / "figures"), "figure:pair")
    assert f": {states['new']} new, {states['already there']} already there" in made.caption
    assert made.caption.endswith("; bands: pan; 2031-03-04 and 2031-04-04; © Nobody.")
    assert "middle at 34 42" in made.caption and "side by side" in made.alt
    assert made.data
    with made.data.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["state"] for row in rows][-1] == "drawn" and len(rows) == 3
    assert ids[0] == told.current(f"change/{scene_.item.id}").id  # type: ignore[union-attr]


def test_a_mark_that_a_person_drew_is_counted_and_told(told: Case, ana: Signer) -> None:
    item = evidence.read(told).scenes[0].item.id
    made = mark(told, item, Said(), (60.0, 200.0), 4.0, by=ana)
    held = evidence.read(told)
    for asked, count in (("count", "3"), ("drawn", "1"), ("accepted", "1")):
        assert resolve(f"marks.{asked} of {item}", held, "en").words == count
    assert "a person drew {marks.drawn of" in writing.draft(held, "en")
    told.judge([Decision("withdraw", (made.id,), "a shadow")], ana)
    assert resolve(f"marks.count of {item}", evidence.read(told), "en").words == "2"
