"""Scenes: where and when a GeoTIFF was taken, how fine and in which bands, as a record and as a STAC item."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa

from tawthiq import rasters, tables
from tawthiq.nouns import Date
from tawthiq.readers.entries import Entry, put, when
from tawthiq.readers.metadata import moment
from tawthiq.readers.shape import About, Sink

MARKS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
WHERE = "scene"
TAKEN = (
    "tag IMAGERY ACQUISITIONDATETIME",
    "tag ACQUISITIONDATETIME",
    "tag ACQUISITION_DATETIME",
    "tag ACQUISITION_DATE",
    "tag DATE_ACQUIRED",
    "tag SENSING_TIME",
    "tag datetime",
)
WRITTEN = "tag TIFFTAG_DATETIME"
ANY_TIME = ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")
EXTENSIONS = ("projection/v1.1.0", "raster/v1.1.0", "eo/v1.1.0")

STAC = pa.schema([("item", pa.string())])
"""One row: a STAC 1.0.0 item as JSON, its asset the file under the name by which it was received."""


@dataclass(frozen=True, slots=True)
class Scene:
    """GeoTIFF (also BigTIFF and cloud-optimised): footprint, date, ground sample distance, bands, tags.

    The date is the one that the tags give for the taking; when the TIFF was written is no answer to that. A scene
    that does not say where it lies is a record without position. The pixels are not judged here, but all of them
    must be there.
    """

    name: ClassVar[str] = "scene"
    version: ClassVar[str] = "1"

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """By the first bytes of a TIFF, whatever the name says."""
        return head.startswith(MARKS)

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read it. Raises BadInput for a file that is cut off, and for what GDAL cannot read as TIFF."""
        with rasters.opened(file, about.name) as raster:
            scene = rasters.described(raster)
        said = {
            **{f"tag {name}": tag for name, tag in scene.tags.items()},
            "scene size": f"{scene.width} × {scene.height}",
            "scene crs": scene.crs,
        }
        taken = next(filter(None, (moment(said.get(key, ""), "taken") for key in TAKEN)), None)
        if not taken:
            written = said.get(WRITTEN, "")
            sink.reject("scene.undated", level="doubt", row=0, locator=WHERE, column="date", value=written)
        if not scene.ground:
            sink.reject("scene.nowhere", level="doubt", row=0, locator=WHERE, column="lat", value=scene.crs)
        fields = {**(when(taken) if taken else {}), **_where(scene.ground)}
        put([Entry("scene", WHERE, said, " ".join(said.values()), fields)], sorted(said), about, sink)
        item = json.dumps(stac(scene, taken, about), ensure_ascii=False, sort_keys=True)
        sink.add("stac", tables.rows(STAC, [{"item": item}]))


def _where(ground: rasters.Ground | None) -> dict[str, Any]:
    if not ground:
        return {}
    lon, lat = ground.centre
    return {"lat": lat, "lon": lon, "radius_m": ground.radius_m}


def stac(scene: rasters.Description, taken: Date | None, about: About) -> dict[str, Any]:
    """The scene as a STAC item (stacspec.org, 1.0.0) with the extensions projection, raster and eo.

    ``gsd`` is in metres, the coarser of across and down. Where the day is known and not the instant, the item says
    from when to when; where nothing is known, it says any time, and has no geometry where the place is not known.
    """
    bands = [{"data_type": band.dtype, "nodata": band.nodata} for band in scene.bands]
    asset = {
        "href": about.name,
        "type": "image/tiff; application=geotiff",
        "roles": ["data"],
        "raster:bands": [{key: value for key, value in band.items() if value is not None} for band in bands],
        "eo:bands": [{"name": band.name} for band in scene.bands],
    }
    projection = {"proj:epsg": scene.epsg, "proj:shape": [scene.height, scene.width], "proj:transform": scene.transform}
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": [f"https://stac-extensions.github.io/{name}/schema.json" for name in EXTENSIONS],
        "id": about.item,
        **_geometry(scene.ground),
        "properties": {**_times(taken), **projection, **({"gsd": max(scene.ground.metres)} if scene.ground else {})},
        "links": [],
        "assets": {"scene": asset},
    }


def _geometry(ground: rasters.Ground | None) -> dict[str, Any]:
    if not ground:
        return {"geometry": None}
    lons, lats = zip(*ground.footprint, strict=True)
    ring = [list(point) for point in ground.footprint]
    return {
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "bbox": [min(lons), min(lats), max(lons), max(lats)],
    }


def _times(taken: Date | None) -> Mapping[str, str | None]:
    if taken and taken.edtf.endswith("Z"):
        return {"datetime": taken.edtf}
    start, end = (f"{taken.start}T00:00:00Z", f"{taken.end}T23:59:59Z") if taken else ANY_TIME
    return {"datetime": None, "start_datetime": start, "end_datetime": end}
