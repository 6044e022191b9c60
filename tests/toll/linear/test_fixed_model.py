import numpy as np
import pytest

from tawthiq.errors import BadInput
from tawthiq.toll import Overlap
from tawthiq.toll.linear.fixed_model import FixedModel

ABC = ("A", "B", "C")
TABLE = Overlap.from_cells(ABC, np.array([0, 40, 30, 12, 20, 8, 6, 4]))
ARTIFICIAL = Overlap.from_cells(ABC, np.array([0, 40, 30, 6, 20, 1, 0, 0]))


def test_the_estimate_lies_in_its_profile_interval() -> None:
    one = FixedModel("[A.B, A.C]").estimate(TABLE, seed=0)
    assert one.point == pytest.approx(120 + 30 * 20 / 6)
    assert one.lower is not None
    assert one.upper is not None
    assert 120 < one.lower < one.details["profile_peak"] < one.point < one.upper


def test_a_wider_level_is_a_wider_interval() -> None:
    narrow, wide = (FixedModel("[A, B, C]", level).estimate(TABLE, seed=0) for level in (0.8, 0.99))
    assert narrow.lower is not None
    assert wide.lower is not None
    assert wide.lower < narrow.lower


def test_a_model_without_an_estimate_gives_the_reason() -> None:
    lonely = Overlap.from_cells(ABC, np.array([0, 40, 30, 6, 20, 1, 0, 0]))
    why = FixedModel("[A.B, A.C, B.C]").estimate(lonely, seed=0).why
    assert why is not None
    assert why.key == "toll.model_is_not_identified"
    assert "[A.B, A.C, B.C]" in why.say("ar")


def test_a_list_that_is_not_there_is_bad_input() -> None:
    with pytest.raises(BadInput, match="'D'"):
        FixedModel("[A.D]").estimate(TABLE, seed=0)
