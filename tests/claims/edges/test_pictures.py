import numpy as np
import pytest
from PIL import Image

from tawthiq.claims.edges.pictures import Likeness, Picture, alike, compare, groups
from tests.readers.making import picture


def textured(seed: int) -> Image.Image:
    """A picture with blocks and edges, another for each seed."""
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, 255, (15, 20), np.uint8)
    return Image.fromarray(blocks).resize((480, 360), Image.Resampling.NEAREST).convert("RGB")


ONE = textured(1)


def crop(image: Image.Image, share: float) -> Image.Image:
    width, height = (int(side * share**0.5) for side in image.size)
    return image.crop((20, 10, 20 + width, 10 + height))


@pytest.mark.parametrize("change", [*Image.Transpose])
def test_turned_and_mirrored_copies_are_found_by_their_prints(change: Image.Transpose) -> None:
    found = compare(Picture("a", ONE), Picture("b", ONE.transpose(change)))
    assert found is not None
    assert found.by == "print"


@pytest.mark.parametrize("share", [0.6, 0.8])
def test_crops_are_found_by_keypoints(share: float) -> None:
    found = compare(Picture("a", ONE), Picture("b", crop(ONE, share)))
    assert found is not None
    assert found.by == "keypoints"
    assert found.words.say("ar")


def test_a_crop_of_a_mirrored_copy_is_found() -> None:
    mirrored = crop(ONE.transpose(Image.Transpose.FLIP_LEFT_RIGHT), 0.6)
    assert compare(Picture("a", ONE), Picture("b", mirrored)) is not None


def test_a_crop_of_a_copy_squeezed_into_a_square_is_found() -> None:
    squeezed = crop(ONE.resize((360, 360)), 0.6)
    assert compare(Picture("a", ONE), Picture("b", squeezed)) is not None


def test_other_pictures_are_not_alike() -> None:
    assert alike({"a": ONE, "b": textured(2), "c": crop(textured(3), 0.6)}) == []


def test_of_a_picture_without_texture_nothing_is_said() -> None:
    grey = Image.new("RGB", (300, 200), (90, 90, 90))
    assert Picture("a", grey).plain
    assert not Picture("b", ONE).plain
    assert compare(Picture("a", grey), Picture("b", grey)) is None


def test_pictures_of_one_photograph_hang_together_over_steps() -> None:
    turned = ONE.rotate(90, expand=True)
    found = alike({"one": ONE, "turned": turned, "part": crop(turned, 0.6), "other": picture()})
    assert {"one", "turned", "part"} in groups(found)
    assert all(isinstance(one, Likeness) for one in found)
    assert groups([]) == []
