"""A scene that is received is ready to be looked at. The ground is rendered."""

from pathlib import Path

import numpy as np

from examples.simulate.scenes import write_tiff
from tawthiq.case import Case, Signer
from tawthiq.imagery.detect import scene
from tawthiq.imagery.scenes import Said
from tawthiq.imagery.showing import overviews, shown


def test_the_overviews_of_a_large_scene_are_made_once_with_progress_beside_the_vault(
    case: Case, ana: Signer, tmp_path: Path
) -> None:
    """2,560 pixels are beyond the 2,048 that are read as they lie; a copy of half the size is two windows square."""
    file = tmp_path / "large.tif"
    write_tiff(file, np.random.default_rng(1).integers(1, 255, (3, 2_560, 2_560), np.uint8), "2012-02-22")
    item = case.receive(file, source="lcc", how="invented", by=ana)
    told: list[tuple[int, int]] = []
    made = shown(case, item, lambda done, total: told.append((done, total)))
    place = overviews(case, item)
    assert place.is_relative_to(case.root / "scratch")
    assert (place / (made.half or made.whole)).exists()
    assert told[-1][0] == told[-1][1] > 1
    told.clear()
    assert shown(case, item, lambda done, total: told.append((done, total))) == made
    assert told == []


def test_another_place_told_by_a_person_has_other_overviews(case: Case, ana: Signer, tmp_path: Path) -> None:
    file = tmp_path / "small.tif"
    write_tiff(file, np.full((3, 64, 64), 9, np.uint8), "2012-02-22")
    item = case.receive(file, source="lcc", how="invented", by=ana)
    before = overviews(case, item)
    scene(case, item.id, Said("SIMULATED", "2012-02-22", ("nir", "red", "green")), by=ana)
    assert overviews(case, item) != before
