"""A geometry is one position: a point, or the middle of what it spans with a radius that covers it."""

import pytest

from tawthiq.coordinates import coordinates
from tawthiq.readers.lists.geometry import position

SQUARE = [[[36.0, 34.0], [36.0, 34.2], [36.2, 34.2], [36.2, 34.0], [36.0, 34.0]]]


def test_a_point_stands_as_it_is_written() -> None:
    assert position({"type": "Point", "coordinates": ["36.70", "34.720", "501"]}) == "geo:34.720,36.70"


def test_an_area_is_its_middle_with_a_radius_to_its_corners() -> None:
    # half of 0.2° of latitude is 11.1 km, half of 0.2° of longitude at 34.1° N is 9.2 km; together 14.4 km
    said = position({"type": "Polygon", "coordinates": SQUARE})
    assert said
    place = coordinates(said)
    assert (place.lat, place.lon, place.radius_m) == (34.1, 36.1, pytest.approx(14_440, rel=0.01))


def test_parts_are_taken_together() -> None:
    parts = [{"type": "Point", "coordinates": [36, 34]}, {"type": "Polygon", "coordinates": SQUARE}]
    whole = position({"type": "Polygon", "coordinates": SQUARE})
    assert position({"type": "GeometryCollection", "geometries": parts}) == whole


def test_nothing_is_nowhere() -> None:
    assert [position(one) for one in (None, {}, {"type": "Point", "coordinates": []}, "x")] == [None] * 4


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="could not convert"):
        position({"type": "LineString", "coordinates": [["a", "b"], [1, 2]]})
