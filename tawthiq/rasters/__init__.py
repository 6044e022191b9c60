"""Rasters: the only door to GDAL.

Files told without their pixels stand here; pictures on a grid fixed to the ground in ``rasters.ground``, which brings
compiled kernels along, and what a person tells of a file in ``rasters.placing``.
"""

from tawthiq.rasters.files import (
    EDGE,
    PICTURES,
    WGS84,
    Band,
    Description,
    Ground,
    Point,
    centre,
    described,
    footprint,
    ground_distance,
    located,
    lonlat,
    metres,
    opened,
)

__all__ = [
    "EDGE",
    "PICTURES",
    "WGS84",
    "Band",
    "Description",
    "Ground",
    "Point",
    "centre",
    "described",
    "footprint",
    "ground_distance",
    "located",
    "lonlat",
    "metres",
    "opened",
]
