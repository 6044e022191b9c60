"""Fingerprints of pictures: PDQ hashes of a picture and of its turns and mirrors, so that copies are found."""

import numpy as np
import pdqhash
import pyarrow as pa
from PIL import Image

from tawthiq import tables

TURNS = (
    "as it is",
    "rotated 90",
    "rotated 180",
    "rotated 270",
    "flipped top to bottom",
    "flipped left to right",
    "transposed",
    "transversed",
)
"""In the order of PDQ; rotations are counter-clockwise, as in Pillow, whose names these are."""
SIDE = 1_024

PRINTS = (
    pa.schema([(name, pa.string()) for name in ("locator", "turn", "hash")])
    .insert(0, pa.field("row", pa.int64()))
    .append(pa.field("quality", pa.int64()))
)
"""Eight rows a picture. ``hash`` is 256 bits as 64 hexadecimal digits, in the order of other PDQ tools; two pictures
are held alike at 31 differing bits or fewer and a ``quality`` (0 to 100) of at least 50 (Meta 2019, PDQ & TMK+PDQF)."""


def prints(picture: Image.Image, row: int, locator: str) -> pa.Table:
    """The PDQ hashes of a picture in its eight turns, from at most 1,024 pixels a side.

    A copy that somebody rotated or mirrored has, as it is, nearly the hash of one of the turns.
    """
    small = picture.convert("RGB")
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    hashes, quality = pdqhash.compute_dihedral(np.asarray(small))
    digits = (np.packbits(bits.astype(np.uint8)).tobytes().hex() for bits in hashes)
    place = {"row": row, "locator": locator, "quality": quality}
    return tables.rows(PRINTS, [{**place, "turn": turn, "hash": one} for turn, one in zip(TURNS, digits, strict=True)])
