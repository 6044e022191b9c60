import numpy as np
import pytest

from tawthiq.toll import ESTIMATORS, Overlap, estimate
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.decomposable import Decomposable

ABC = ("A", "B", "C")
TABLE = Overlap.from_cells(ABC, np.array([0, 69, 55, 21, 63, 17, 18, 28]))
QUICK = (ChaoBound(), Decomposable())


def test_the_documented_count_comes_first_and_apart() -> None:
    told = estimate(TABLE, QUICK, seed=1)
    assert told.documented == 271
    assert str(told).splitlines()[0].startswith("Documented: 271")
    assert [one.method for one in told.estimates] == ["chao-bound", "decomposable"]


def test_every_number_stands_with_its_interval_and_its_assumption() -> None:
    bound, average = str(estimate(TABLE, QUICK, seed=1)).splitlines()[1:3]
    assert bound.startswith("chao-bound: at least about 475 (95% interval of this bound: 407 to 576)")
    assert "opposed sides" in bound
    assert average.startswith("decomposable: from 354 to 630 (95%; about 402)")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_refused_table_gives_the_documented_and_the_reason(lang: str) -> None:
    told = estimate(Overlap.from_cells(ABC, np.array([0, 40, 30, 6, 20, 0, 0, 0])), QUICK)
    assert all(one.point is None for one in told.estimates)
    lines = told.say(lang).splitlines()
    assert "96" in lines[0]
    assert "'C'" in lines[1]


def test_a_warning_names_its_methods_unless_all_give_it() -> None:
    few = Overlap.from_cells(ABC, np.array([0, 200, 200, 2, 200, 2, 2, 0]))
    lines = str(estimate(few, QUICK)).splitlines()
    assert sum(line.startswith("Only 6 people stand on two or more lists") for line in lines) == 1
    assert any(line.startswith("decomposable: The interval reaches the ceiling") for line in lines)


def test_the_same_seed_gives_the_same_numbers() -> None:
    one, again = (estimate(TABLE, QUICK, seed=7).estimates[1].draws for _ in range(2))
    assert one is not None
    assert again is not None
    assert (one == again).all()


def test_names_of_methods_are_distinct() -> None:
    assert len({method.name for method in ESTIMATORS}) == len(ESTIMATORS)
