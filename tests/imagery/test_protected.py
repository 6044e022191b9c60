"""Protected objects out of a person's file."""

import json
from pathlib import Path

import pytest

from tawthiq.errors import BadInput
from tawthiq.imagery.protected import objects

SQUARE = [[[38.0, 47.0], [38.2, 47.0], [38.2, 47.2], [38.0, 47.2], [38.0, 47.0]]]


def written(path: Path, properties: dict[str, str]) -> Path:
    shapes = [{"type": "Point", "coordinates": [38.5, 47.5]}, {"type": "Polygon", "coordinates": SQUARE}]
    features = [{"type": "Feature", "properties": properties, "geometry": one} for one in shapes]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def test_an_object_is_a_named_point_and_a_wide_one_its_middle(tmp_path: Path) -> None:
    (name, *at), (_, *middle) = objects(written(tmp_path / "a.geojson", {"name": "مستشفى"}))
    assert (name, at) == ("مستشفى", [38.5, 47.5])
    assert middle == pytest.approx([38.1, 47.1])


def test_without_names_they_are_numbered(tmp_path: Path) -> None:
    assert [one[0] for one in objects(written(tmp_path / "a.geojson", {}))] == ["1", "2"]


def test_what_is_no_map_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text("words", "utf-8")
    with pytest.raises(BadInput, match=r"a\.geojson"):
        objects(tmp_path / "a.geojson")
