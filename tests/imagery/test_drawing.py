"""A person draws a mark that no method found: it is entered, listed with the others, rejected or taken back."""

from pathlib import Path

import pytest

from tawthiq.case import Case, Decision, Signer
from tawthiq.case.tracing import trace
from tawthiq.errors import BadInput
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.detect import detect, marks
from tawthiq.imagery.drawing import draw, drawn, standing
from tawthiq.imagery.scenes import Said
from tawthiq.nouns import Item
from tests.imagery.scenes import ground, tiff


@pytest.fixture
def scene(case: Case, ana: Signer, tmp_path: Path) -> Item:
    path = tiff(tmp_path / "scene.tif", ground(256, [(100.3, 120.6, 11.0, -40.0)]))
    item = case.receive(path, source="lcc", how="by hand", by=ana)
    detect(case, item.id, by=ana, method=LaplacianOfGaussian(threshold=2.0))
    return item


def test_a_drawn_mark_stands_beside_those_that_were_found(case: Case, ana: Signer, scene: Item) -> None:
    ((_, _, before),) = marks(case)
    made = draw(case, scene.id, Said(), (200.0, 60.0), 4.5, by=ana, why="a second, smaller one")
    ((_, _, held),) = marks(case)
    assert [one.id for one in held] == [*(one.id for one in before), made.id]
    assert (held[-1].verdict, held[-1].fields["score"], held[-1].fields["diameter_m"]) == ("accept", None, 4.5)
    assert held[-1].fields["lon"] == pytest.approx(before[0].fields["lon"], abs=0.01)
    assert made.id in str(trace(case, made.id))


def test_it_is_rejected_or_taken_back_like_any(case: Case, ana: Signer, scene: Item) -> None:
    made = draw(case, scene.id, Said(), (200.0, 60.0), 4.5, by=ana)
    case.judge([Decision("reject", (made.id,), "a bush")], ana)
    assert marks(case)[0][2][-1].verdict == "reject"
    case.judge([Decision("withdraw", (made.id,), "drawn by mistake")], ana)
    assert made.id not in [one.id for one in marks(case)[0][2]]
    assert drawn(standing(case.judgements()), scene.id) == []


def test_a_verdict_that_is_taken_back_leaves_the_mark_open(case: Case, ana: Signer, scene: Item) -> None:
    mark = marks(case)[0][2][0]
    (said,) = case.judge([Decision("reject", (mark.id,))], ana)
    assert marks(case)[0][2][0].verdict == "reject"
    case.judge([Decision("withdraw", (said.id,), "too early")], ana)
    assert marks(case)[0][2][0].verdict == ""


@pytest.mark.parametrize(("at", "size"), [((300.0, 10.0), 4.0), ((-1.0, 10.0), 4.0), ((10.0, 10.0), 0.0)])
def test_a_mark_outside_the_scene_or_without_a_size_is_none(
    case: Case, ana: Signer, scene: Item, at: tuple[float, float], size: float
) -> None:
    with pytest.raises(BadInput):
        draw(case, scene.id, Said(), at, size, by=ana)
