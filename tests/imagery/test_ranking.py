"""Buildings between two scenes of a case become a finding, and are made again the same."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely

from tawthiq.case import Case, Signer
from tawthiq.errors import NotFound
from tawthiq.imagery.ranking import BuildingRanks, rank, rerun
from tawthiq.methods import recipe_of
from tawthiq.rasters.ground import picture
from tests.imagery.scenes import tiff
from tests.imagery.test_buildings import CORNERS, town
from tests.imagery.test_coregistering import texture


def footprints(scene: Path, file: Path) -> Path:
    """The houses of the town of the tests of ``buildings``, as GeoJSON."""
    shapes = []
    with picture(scene, "b") as seen:
        for x, y in CORNERS:
            across, down = (
                np.array([x, x + 40, x + 40, x]) + seen.box.x0,
                np.array([y, y, y + 30, y + 30]) + seen.box.y0,
            )
            shapes.append(shapely.polygons(np.column_stack(seen.lonlat(across.astype(float), down.astype(float)))))
    features = ",".join(
        f'{{"type":"Feature","properties":{{}},"geometry":{shapely.to_geojson(one)}}}' for one in shapes
    )
    file.write_text(f'{{"type":"FeatureCollection","features":[{features}]}}', "utf-8")
    return file


def test_the_destroyed_one_of_a_case_comes_first(case: Case, ana: Signer, tmp_path: Path) -> None:
    before = tiff(tmp_path / "a.tif", town(texture(768), None))
    after = tiff(tmp_path / "b.tif", town(texture(768), 6))
    shapes = footprints(after, tmp_path / "town.geojson")
    with pytest.raises(NotFound):
        rank(case, before, after, shapes, by=ana)
    old, new, drawn = (case.receive(one, source="lcc", how="by hand", by=ana) for one in (before, after, shapes))
    made = rank(case, old.id, new.id, drawn.id, by=ana)
    assert (made.finding.slot, made.count, made.assessed) == (f"buildings/{new.id}", 16, 16)
    with case.open_table(made.finding, "buildings") as path:
        rows = pq.read_table(path).to_pylist()
    assert next(row["building"] for row in rows if row["rank"] == 1) == 7, "the seventh of the map"
    assert {row["before"] for row in rows} == {old.id}
    assert rerun(case, made.finding.id).same
    assert recipe_of(BuildingRanks()) == ("building-ranks", "1", {})
