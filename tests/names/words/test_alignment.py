"""Chains side by side: agreement, what is missing, what conflicts. Everybody here is invented."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq import tables
from tawthiq.names.shape import Lists
from tawthiq.names.words.alignment import Aligned, Aligner, rarity
from tawthiq.names.words.chains import chains
from tawthiq.names.words.wordpairs import GRADES

Said = str | dict[str, Any]
PARTS = {"name_given": "José María", "name_family": "Paz Luna"}


def aligned(*names: Said) -> Aligned:
    """The first name beside each other one."""
    records = [one if isinstance(one, dict) else {"name": one} for one in names]
    told = chains(Lists(tables.rows(tables.RECORDS, records)))
    return Aligner.of(told).align(np.array([(0, row) for row in range(1, len(names))], np.int32))


def told(one: Said, other: Said) -> tuple[str, str, str]:
    found = aligned(one, other)
    return GRADES[found.given[0]], GRADES[found.family[0]], GRADES[found.middle[0]]


def counts(one: Said, other: Said) -> tuple[int, int, int]:
    found = aligned(one, other)
    return int(found.agreed[0]), int(found.missing[0]), int(found.conflicts[0])


@pytest.mark.parametrize(
    ("one", "other", "grades", "agreed_missing_conflicts"),
    [
        ("Khaled Omar Saqr", "خالد عمر صقر", ("same", "same", "same"), (3, 0, 0)),
        ("Khaled Omar Ali Saqr", "Khaled Saqr", ("exact", "exact", "missing"), (2, 2, 0)),
        ("Khaled Omar Ali Saqr", "Khaled Ali Saqr", ("exact", "exact", "exact"), (3, 1, 0)),
        ("Khaled Omar Saqr", "Hussam Omar Saqr", ("conflict", "exact", "exact"), (2, 0, 1)),
        ("Khaled Omar Saqr", "Omar Saqr", ("partial", "exact", "missing"), (2, 1, 0)),
        ("Khaled Omar", "Khaled Omar Ali Saqr", ("exact", "partial", "missing"), (2, 2, 0)),
        ("Khaled Omar Saqr", "Khaled Basel Saqr", ("exact", "exact", "conflict"), (2, 0, 1)),
        ("Khaled", "Khaled Saqr", ("exact", "missing", "missing"), (1, 1, 0)),
        ("Khaled Saqr", "Omar Basel", ("conflict", "conflict", "missing"), (0, 0, 2)),
        (PARTS, {"name_given": "José", "name_family": "Paz"}, ("exact", "exact", "missing"), (2, 2, 0)),
        (PARTS, {"name_given": "José Bruno", "name_family": "Paz"}, ("conflict", "exact", "missing"), (2, 1, 1)),
    ],
)
def test_what_agrees(
    one: Said, other: Said, grades: tuple[str, ...], agreed_missing_conflicts: tuple[int, ...]
) -> None:
    assert told(one, other) == told(other, one) == grades
    assert counts(one, other) == counts(other, one) == agreed_missing_conflicts


def test_first_and_last_exchanged() -> None:
    found = aligned("Saqr Khaled", "Khaled Saqr", "Saqr Khaled")
    assert found.crossed.tolist() == [True, False]
    assert [GRADES[one] for one in found.given] == [GRADES[one] for one in found.family] == ["exact", "exact"]


def test_an_alias_agrees_for_a_name_that_conflicts() -> None:
    assert told("Khaled Saqr (Abu Omar)", "Abu Omar al-Saqr")[:2] == ("exact", "same")
    assert told("Khaled Saqr (Basel)", "Abu Omar al-Saqr")[0] == "conflict"


def test_without_a_name_there_is_nothing_to_compare() -> None:
    assert told("Khaled Saqr", "") == ("missing", "missing", "missing")
    assert counts("", "") == (0, 0, 0)


def test_agreement_on_a_rare_word_is_told_as_rare() -> None:
    names = [
        "Khaled Saqr",
        "Khaled Saqr",
        "Khaled Omar",
        "Khaled Omar",
        "Khaled Omar",
        "Khaled Omar",
        "Ali Omar",
        "Ali Omar",
    ]
    found = aligned(*names)
    assert found.given_bits.tolist() == pytest.approx([-np.log2(5 / 7)] * 5 + [0, 0], abs=1e-6)
    assert found.family_bits.tolist() == pytest.approx([-np.log2(1 / 7), 0, 0, 0, 0, 0, 0])


def test_names_of_several_words_are_weighed_by_the_words_that_agree() -> None:
    """Manuel Jesús and Jesús agree in Jesús, whatever stands first; of two that agree the commoner counts half."""
    others = [{"name_given": one, "name_family": "Rey"} for one in ("Jesús", "Jesús", "Jesús", "José", "José", "María")]
    both = {"name_given": "María Jesús", "name_family": "Paz"}
    found = aligned(both, {"name_given": "Jesús", "name_family": "Paz"}, both, *others)
    # of the 8 others of each record 5 have Jesús among their names, 2 have María
    jesus, maria = -np.log2(5 / 8), -np.log2(2 / 8)
    assert found.given_bits[:2].tolist() == pytest.approx([jesus, maria + jesus / 2], abs=1e-6)


def test_one_of_two_family_names_that_differs_makes_another_family() -> None:
    one, other = {"name_given": "Ana", "name_family": "Paz Luna"}, {"name_given": "Ana", "name_family": "Paz Rey"}
    assert told(one, other) == ("exact", "conflict", "missing")
    assert told(one, {"name_given": "Ana", "name_family": "Luna"}) == ("exact", "exact", "missing")


def test_rarity_counts_places_apart() -> None:
    told_chains = chains(
        Lists(tables.rows(tables.RECORDS, [{"name": "Omar Ali Saqr"}, {"name": "Ali Omar"}, {"name": "Rami Saqr"}]))
    )
    code = {one: at for at, one in enumerate(told_chains.words.skeletons.to_pylist())}
    rare = rarity(told_chains)
    assert (rare.given[code["mr"]], rare.family[code["mr"]], rare.middle[code["l"]]) == (1, 1, 1)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(st.sampled_from(["khaled", "omar", "ali", "saqr", "خالد", "m"]), max_size=7), min_size=2, max_size=4
    )
)
def test_whatever_the_names_a_pair_and_its_reverse_agree_alike(names: list[list[str]]) -> None:
    records = tables.rows(tables.RECORDS, [{"name": " ".join(one)} for one in names])
    aligner = Aligner.of(chains(Lists(records)))
    pairs = np.array([(i, j) for i in range(len(names)) for j in range(len(names))], np.int32)
    there, back = aligner.align(pairs), aligner.align(pairs[:, ::-1].copy())
    count = aligner.chains.count[pairs].astype(int)
    assert (there.given == back.given).all()
    assert (there.conflicts == back.conflicts).all()
    assert (2 * there.agreed + there.missing + 2 * there.conflicts == count.sum(1) * (count.min(1) > 0)).all()
