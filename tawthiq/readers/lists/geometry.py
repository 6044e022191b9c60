"""GeoJSON geometries as one position: a point, or the middle of what they span with a radius that covers it."""

from collections.abc import Iterator
from typing import Any

from tawthiq.coordinates import metres_between


def position(geometry: Any) -> str | None:
    """A geometry (RFC 7946, WGS 84) as a ``geo:`` address (RFC 5870), with its radius ``u`` in metres unless a point.

    Raises ValueError for coordinates that are no numbers.

    >>> position({"type": "Point", "coordinates": [36.7, 34.72]})
    'geo:34.72,36.7'
    """
    points = list(_points(geometry))
    if len(points) < 2:
        return f"geo:{points[0][1]},{points[0][0]}" if points else None
    lons, lats = zip(*((float(lon), float(lat)) for lon, lat in points), strict=True)
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    radius = max(metres_between(lat, lon, *corner) for corner in zip(lats, lons, strict=True))
    return f"geo:{lat:.6f},{lon:.6f};u={radius:.0f}"


def _points(geometry: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(geometry, dict):
        for part in geometry.get("geometries", ()):
            yield from _points(part)
        yield from _pairs(geometry.get("coordinates"))


def _pairs(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, list) and len(value) > 1 and not isinstance(value[0], list):
        yield value[0], value[1]
    elif isinstance(value, list):
        for inner in value:
            yield from _pairs(inner)
