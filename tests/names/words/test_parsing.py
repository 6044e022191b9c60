"""What the words inside a name do."""

import numpy as np
import pytest

from tawthiq.names.words.parsing import in_compound, is_kunya, kind_of, linked, one_script, words_of
from tawthiq.text import fold


def links(*words: str) -> list[int]:
    """The link of each word of one name."""
    kinds = np.array([kind_of(word) for word in words], np.int8)
    first, last = (np.array([ord(word[at]) for word in words], np.int32) for at in (0, -1))
    return linked(np.zeros(len(words), np.int64), kinds, first, last).tolist()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mohammad khaled saqr", [0, 1, 2]),
        ("abd al rahman saqr", [0, 0, 0, 1]),
        ("abdul rahman saqr", [0, 0, 1]),
        ("nour al din saqr", [0, 0, 0, 1]),
        ("khaled abu abd allah", [0, 1, 1, 1]),
        ("khaled bin ahmad al saqr", [0, -1, 1, 2, 2]),
        ("ahmad ash shami", [0, 1, 1]),
        ("ahmad as shami", [0, 1, 1]),
        ("ahmad ar shami", [0, 1, 2]),
        ("juan de la cruz", [0, -1, -1, 1]),
        ("dr khaled saqr 2", [-1, 0, 1, -1]),
        ("ben", [0]),
        ("abed al rahman", [0, 0, 0]),
        ("abed khaled", [0, 1]),
        ("عبد الرحمن بن خالد ال صقر", [0, 0, -1, 1, 2, 2]),
    ],
)
def test_compounds_are_one_link_and_connectors_none(name: str, expected: list[int]) -> None:
    assert links(*name.split()) == expected


def test_two_names_do_not_run_into_each_other() -> None:
    kinds = np.array([kind_of(word) for word in ("saqr", "abd", "din")], np.int8)
    letters = np.zeros(3, np.int32)
    assert linked(np.array([0, 0, 2]), kinds, letters, letters).tolist() == [0, 1, 2]


def test_of_two_scripts_the_one_with_more_words_stays_and_of_equals_the_first() -> None:
    arab, latin = 1, 2
    group = np.array([0, 0, 0, 2, 2, 4], np.int64)
    writing = np.array([latin, arab, latin, arab, latin, latin], np.int8)
    assert one_script(group, writing).tolist() == [True, False, True, True, False, True]


def test_words_inside_compounds_have_one_spelling() -> None:
    assert [in_compound(word) for word in ("el", "ash", "abdoul", "abou", "oum", "khaled")] == [
        "al", "al", "abdal", "abu", "um", "khaled",
    ]  # fmt: skip
    assert in_compound("ابو") == "ابو"
    assert is_kunya("abo")
    assert not is_kunya("khaled")


@pytest.mark.parametrize("kind", ["article", "servant", "father", "son", "faith", "title", "particle", "alias"])
def test_the_words_are_folded(kind: str) -> None:
    assert [fold(word) for word in words_of(kind)] == words_of(kind)
