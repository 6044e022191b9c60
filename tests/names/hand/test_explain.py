"""A score in words, in both languages, with the very numbers."""

import json

import pytest

from tawthiq.messages import say
from tawthiq.names.hand.explain import as_steps, in_words, reasons
from tawthiq.names.scoring.comparisons import COMPARISONS

LEVELS = {one.name: [level.name for level in one.levels] for one in COMPARISONS}
SAME_DAY = LEVELS["day"].index("same day")
WHY = json.dumps({"start": [0, -12.5], "given": [7, 9.25], "day": [SAME_DAY, 6.0], "sex": [0, 0.0]})


def test_steps_add_up_and_what_said_nothing_is_left_out() -> None:
    steps = reasons(WHY)
    assert [(one.name, one.bits) for one in steps] == [("start", -12.5), ("given", 9.25), ("day", 6.0)]
    assert [one.value for one in as_steps(steps)] == [-12.5, 9.25, 6.0]
    assert steps[2].level == "the same day"


def test_in_words() -> None:
    told = [line.replace("\u200e", "") for line in in_words(reasons(WHY), 2.75, 0.873)]
    assert told[0] == "−12.5 bits  Where it begins: most pairs are two people."
    assert told[2] == "+6.0 bits  The day of the event; a burial or a report may follow a death. → the same day"
    assert told[-1] == "+2.8 bits in all: with this evidence, 87.3 % of such pairs are one person."
    assert "اليوم نفسه" in list(in_words(reasons(WHY, "ar"), 2.75, 0.873, "ar"))[2]
    assert as_steps(reasons(WHY, "ar"), "ar")[2].label == "اليوم: اليوم نفسه"


def test_a_comparison_of_a_strangers_linker_is_named_as_it_names_itself() -> None:
    (one,) = reasons(json.dumps({"tattoo": [2, 3.0]}))
    assert (one.said, one.level, one.bits) == ("tattoo", "", 3.0)


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda one: one.name)
def test_the_reviewer_sees_the_sentence_of_the_comparison_and_every_level_in_both_languages(comparison) -> None:  # type: ignore[no-untyped-def]
    assert say(f"explain.said_{comparison.name}") == comparison.said
    for level in range(len(comparison.levels)):
        (told,) = reasons(json.dumps({comparison.name: [level, 1.0]}), "ar")
        assert not set(told.level) & set("abcdefghijklmnopqrstuvwxyz"), f"no Arabic for {comparison.levels[level].name}"
