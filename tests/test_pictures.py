"""A waterfall shows the very numbers, in both directions, and the same bytes each time."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from tawthiq.errors import BadInput
from tawthiq.pictures import AGAINST, FOR, STEADY, Step, signed, waterfall

STEPS = (Step("start", -12.3), Step("name: سمير / Sameer", 14.2), Step("age", 0.0))


def draw(file: Path, steps: tuple[Step, ...] = STEPS, *, right_to_left: bool = False) -> Path:
    return waterfall(steps, file, title="Is it one person?", total="sum", unit="bits", right_to_left=right_to_left)


def test_the_same_steps_give_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("svg", "png"):
        one, other = draw(tmp_path / f"1.{ending}"), draw(tmp_path / f"2.{ending}")
        assert one.read_bytes() == other.read_bytes()
    assert ElementTree.parse(tmp_path / "1.svg").getroot().tag.endswith("svg")


def reach(file: Path, colour: str) -> tuple[int, int]:
    """From where to where the bar in a colour reaches, in pixels."""
    pixels = np.asarray(Image.open(file).convert("RGB"))
    there = (pixels == [int(colour[n : n + 2], 16) for n in (1, 3, 5)]).all(axis=2).any(axis=0)
    columns = np.flatnonzero(there)
    return int(columns.min()), int(columns.max())


def test_what_speaks_for_it_grows_in_the_direction_of_reading(tmp_path: Path) -> None:
    """-1 and then +14.2: the two bars begin together, and the second is 14.2 times as long, rightwards or leftwards."""
    steps = (Step("start", -1.0), Step("name", 14.2))
    for right_to_left in (False, True):
        file = draw(tmp_path / "w.png", steps, right_to_left=right_to_left)
        (low, high), (first, last) = reach(file, FOR), reach(file, AGAINST)
        assert (high - low) / (last - first) == pytest.approx(14.2, rel=0.1)
        assert (high - last if right_to_left else low - first) == pytest.approx(0, abs=2)


def columns_of(text: str, file: Path) -> NDArray[np.int64]:
    """How much ink each column of pixels has in a picture of a text."""
    with rc_context(STEADY):
        figure = Figure(figsize=(4, 1))
        figure.text(0.05, 0.4, text, fontsize=30)
        figure.savefig(file)
    ink = (np.asarray(Image.open(file).convert("L")) < 128).sum(axis=0)
    return np.trim_zeros(ink)


def test_arabic_letters_are_joined_and_run_from_right_to_left(tmp_path: Path) -> None:
    """Joined, a word is narrower than its letters apart; an alef that comes first stands on the right, apart."""
    file = tmp_path / "a.png"
    assert len(columns_of("سمير", file)) < 0.9 * len(columns_of("س\u200cم\u200cي\u200cر", file))
    ink = columns_of("اس", file)
    assert np.argmax(ink == 0) > len(ink) / 2


def test_signs_of_mathematics_in_a_name_are_letters(tmp_path: Path) -> None:
    draw(tmp_path / "x.svg", (Step("$\\frac{1}{$ and _", 1.0),))


def test_numbers_keep_their_sign_before_them() -> None:
    assert [signed(one).strip("\u200e") for one in (4.24, -1.5, 0.04, -0.04)] == ["+4.2", "−1.5", "0.0", "0.0"]


def test_what_cannot_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.svg, \.png"):
        draw(tmp_path / "x.pdf")
    with pytest.raises(BadInput):
        draw(tmp_path / "x.svg", ())
