"""A small PMTiles file (version 3, one tile of zoom 0, nothing compressed), put together by hand by its specification.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md; the vector tile by
https://github.com/mapbox/vector-tile-spec/tree/master/2.1.
"""

import json
import struct
from io import BytesIO

from PIL import Image

NONE, VECTOR, PNG = 1, 1, 2
EXTENT = 4096


def raster(colour: tuple[int, int, int]) -> bytes:
    """The whole world in one colour."""
    out = BytesIO()
    Image.new("RGB", (256, 256), colour).save(out, "PNG")
    return archive(out.getvalue(), PNG, {})


def vector(layer: str) -> bytes:
    """A line of the equator around the world, from x = 0 to x = 4,096 at half the height of the tile."""
    half = EXTENT // 2
    path = [9, _zigzag(0), _zigzag(half), 10, _zigzag(EXTENT), _zigzag(0)]
    feature = _field(3, 2) + _bytes(4, b"".join(map(varint, path)))
    made = _field(15, 2) + _bytes(1, layer.encode()) + _bytes(2, feature) + _field(5, EXTENT)
    return archive(_bytes(3, made), VECTOR, {"vector_layers": [{"id": layer, "fields": {}}]})


def archive(tile: bytes, kind: int, metadata: dict[str, object]) -> bytes:
    """Header, directory of one entry (tile 0, run of 1, its length, offset 0 written as 1), metadata, the tile."""
    directory = varint(1) + varint(0) + varint(1) + varint(len(tile)) + varint(1)
    told = json.dumps(metadata).encode()
    at = [127, 127 + len(directory), 127 + len(directory) + len(told)]
    header = b"PMTiles\x03" + struct.pack(
        "<11Q6B4iB2i", at[0], len(directory), at[1], len(told), at[2], 0, at[2], len(tile), 1, 1, 1,
        1, NONE, NONE, kind, 0, 0, -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000, 0, 0, 0,
    )  # fmt: skip
    assert len(header) == 127
    return header + directory + told + tile


def varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _zigzag(value: int) -> int:
    return value * 2 if value >= 0 else -value * 2 - 1


def _field(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def _bytes(number: int, value: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(value)) + value
