"""Rasters: the only door to GDAL. Files told without their pixels, and pictures laid on a grid fixed to the ground."""

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
from tawthiq.rasters.ground import Box, Layer, Picture, picture
from tawthiq.rasters.placing import Told

__all__ = [
    "EDGE",
    "PICTURES",
    "WGS84",
    "Band",
    "Box",
    "Description",
    "Ground",
    "Layer",
    "Picture",
    "Point",
    "Told",
    "centre",
    "described",
    "footprint",
    "ground_distance",
    "located",
    "lonlat",
    "metres",
    "opened",
    "picture",
]
