"""Fingerprints find a picture again after somebody changed, turned or mirrored it."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tawthiq.prints import PRINTS, SIDE, TURNS, prints
from tests.readers.making import picture

ALIKE = 31


def bits(print_: str) -> np.ndarray:
    return np.unpackbits(np.frombuffer(bytes.fromhex(print_), np.uint8))


def distance(one: str, other: str) -> int:
    return int((bits(one) != bits(other)).sum())


def hashes(picture: Image.Image) -> dict[str, str]:
    return {row["turn"]: row["hash"] for row in prints(picture, 0, "").to_pylist()}


def nearest(copy: Image.Image, original: Image.Image) -> tuple[str, int]:
    """Which turn of the original the copy, as it is, is nearest to, and how many bits away."""
    here = hashes(copy)["as it is"]
    return min(((turn, distance(here, print_)) for turn, print_ in hashes(original).items()), key=lambda pair: pair[1])


def test_a_picture_has_eight_rows_of_256_bits() -> None:
    table = prints(picture(), 7, "00:00:01.000")
    assert table.schema == PRINTS
    assert table["turn"].to_pylist() == list(TURNS)
    assert set(table["row"].to_pylist()) == {7}
    assert set(table["locator"].to_pylist()) == {"00:00:01.000"}
    assert {len(bits(one)) for one in table["hash"].to_pylist()} == {256}


@pytest.mark.parametrize(
    ("change", "turn"),
    [
        (Image.Transpose.ROTATE_90, "rotated 90"),
        (Image.Transpose.ROTATE_180, "rotated 180"),
        (Image.Transpose.ROTATE_270, "rotated 270"),
        (Image.Transpose.FLIP_TOP_BOTTOM, "flipped top to bottom"),
        (Image.Transpose.FLIP_LEFT_RIGHT, "flipped left to right"),
        (Image.Transpose.TRANSPOSE, "transposed"),
        (Image.Transpose.TRANSVERSE, "transversed"),
    ],
)
def test_a_turned_or_mirrored_copy_is_found_by_that_turn(change: Image.Transpose, turn: str) -> None:
    found, bits_away = nearest(picture().transpose(change), picture())
    assert found == turn
    assert bits_away <= ALIKE


def test_a_smaller_copy_is_alike_and_another_picture_is_not() -> None:
    assert nearest(picture().resize((200, 150)), picture())[1] <= ALIKE
    assert nearest(picture(seed=2), picture())[1] > 2 * ALIKE


def test_a_flat_picture_says_that_its_print_is_worth_nothing() -> None:
    assert set(prints(Image.new("RGB", (100, 100), "grey"), 0, "")["quality"].to_pylist()) == {0}


def test_a_large_picture_is_made_small_first() -> None:
    large = picture().resize((3 * SIDE, 2 * SIDE))
    assert nearest(large, picture())[1] <= ALIKE
    assert large.size == (3 * SIDE, 2 * SIDE)


def opened(path: Path) -> Image.Image:
    with Image.open(path) as found:
        found.load()
        return found


def test_real_edits_rotations_and_mirrors_are_found_and_unrelated_ones_are_not(real_data: Path) -> None:
    folder = real_data / "claims" / "pdq_images"
    bridge = opened(folder / "rotations" / "bridge-1-original.jpg")
    turned = [nearest(opened(path), bridge) for path in sorted((folder / "rotations").glob("*.jpg"))]
    assert [turn for turn, _ in turned] == list(TURNS)
    edited = opened(folder / "edits" / "aaa-orig.jpg")
    edits = [nearest(opened(path), edited) for path in (folder / "edits").glob("*.jpg")]
    assert max(bits_away for _, bits_away in turned + edits) <= ALIKE
    others = [nearest(opened(path), edited) for path in (folder / "unrelated").glob("*.jpg")]
    assert min(bits_away for _, bits_away in others) > 2 * ALIKE
