"""One wrong letter. All names are invented."""

import pytest

from tawthiq.names.words.chains import chains, strings
from tawthiq.names.words.slips import slipped, spelt
from tests.names.invented import lists_of


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("kocher", "kocner", True),
        ("barazi", "brazi", True),
        ("barazi", "barrazi", True),
        ("barazi", "baraiz", True),
        ("barazi", "bazari", False),
        ("barazi", "banani", False),
        ("ali", "al", False),
        ("uwe", "uweq", True),
    ],
)
def test_a_slip_is_one_letter(one: str, other: str, slip: bool) -> None:
    told = chains(lists_of({"name": one}, {"name": other}))
    words = strings(told.words.folded)
    x, y = (told.links[k : k + 1, 0] for k in (0, 1))
    assert sorted(words) == sorted({one, other})
    assert slipped(spelt(told), x, y).tolist() == [slip]


def test_two_common_words_are_two_names() -> None:
    told = chains(lists_of(*[{"name": "karim"}] * 5, *[{"name": "kamim"}] * 5))
    assert slipped(spelt(told), told.links[:1, 0], told.links[9:, 0]).tolist() == [False]
