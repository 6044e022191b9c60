"""How two places agree. The people are invented."""

import numpy as np
import pytest

from tawthiq.names.scoring.columns import columns
from tawthiq.names.scoring.comparisons import PLACE
from tawthiq.names.scoring.whereabouts import places
from tests.names.invented import lists_of

ONE, OTHER = np.array([0], np.int32), np.array([1], np.int32)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("Baba Amr", "Syria / Homs"), ("baba amr", ""), "same place"),
        (("Baba Amr", "Syria / Homs"), ("بابا عمرو", "Syria / Homs"), "spelt alike"),
        (("Baba Amr", "Syria / Homs"), ("Babaa Amr", "Syria / Hama"), "spelt alike"),
        (("Baba Amr", "Syria / Homs"), ("Homs", "Syria"), "a larger place is shared"),
        (("Baba Amr", "Syria / Homs"), ("Masyaf", "Syria / Hama"), "only the widest is shared"),
        (("Baba Amr", "Syria / Homs"), ("Masyaf", "Hama"), "different"),
        (("", ""), ("Masyaf", "Hama"), "nothing to compare"),
    ],
)
def test_places(one: tuple[str, str], other: tuple[str, str], level: str) -> None:
    told = columns(
        lists_of(*({"place": place or None, "place_within": above or None} for place, above in (one, other)))
    )
    assert PLACE.levels[places(told, ONE, OTHER)[0][0]].name == level


def test_a_residence_is_another_role_than_a_death() -> None:
    told = columns(
        lists_of({"place": "Baba Amr", "place_role": "death"}, {"place": "Baba Amr", "place_role": "residence"})
    )
    assert PLACE.levels[places(told, ONE, OTHER)[0][0]].name == "other role, same place"


def test_the_chance_is_the_share_of_records_that_have_the_place() -> None:
    told = columns(lists_of(*({"place": place} for place in ("Homs", "Homs", "Homs", "Hama"))))
    assert places(told, ONE, OTHER)[1][0] == pytest.approx(0.75)


def test_lists_without_places_have_nothing_to_compare() -> None:
    levels, chance, shared = places(columns(lists_of({"name": "x"}, {"name": "y"})), ONE, OTHER)
    assert (levels.tolist(), chance.tolist(), shared.tolist()) == ([0], [0], [-1])
