"""Each thing is told once, by the first card that has it. What is told is invented."""

from tawthiq.report.edition import Note
from tawthiq.report.outputs.sparing import Step, cards, derivations

FILE = (("File", "list.csv (i-1)"), ("SHA-256", "ab12"), ("Source", "committees"))


def note(number: int, *lines: tuple[str, str], trace: tuple[tuple[int, str], ...] = ()) -> Note:
    return Note(number, "people", "people", lines, (), trace)


def test_a_step_told_before_is_named_and_what_it_rests_on_left_out() -> None:
    item, source = (1, "item i-1. name: list.csv"), (2, "source lcc. kind: organisation")
    notes = [
        note(1, trace=((0, "claim c-1. said: a"), item, source)),
        note(4, trace=((0, "claim c-2. said: b"), item, source)),
    ]
    assert [*derivations(notes)] == [
        (Step(0, "claim c-1. said: a"), Step(1, "item i-1. name: list.csv"), Step(2, "source lcc. kind: organisation")),
        (Step(0, "claim c-2. said: b"), Step(1, "item i-1", 1)),
    ]


def test_what_comes_after_a_step_told_before_is_told() -> None:
    notes = [note(1, trace=((0, "a"), (1, "b"))), note(2, trace=((0, "x"), (1, "a"), (2, "b"), (1, "c")))]
    assert [*derivations(notes)][1] == (Step(0, "x"), Step(1, "a", 1), Step(1, "c"))


def test_lines_of_a_file_are_told_by_the_first_card_of_it() -> None:
    first, second = cards([note(1, ("Where", "Northquay"), *FILE), note(2, ("Where", "Southquay"), *FILE)], "en")
    assert first == (("Where", "Northquay"), *FILE)
    assert second == (("Where", "Southquay"), ("File", "list.csv (i-1) (see [1])"))


def test_a_single_line_is_told_each_time() -> None:
    """To say where it stands would be as long as to say it."""
    assert [*cards([note(1, ("Where", "Northquay")), note(2, ("Where", "Northquay"))], "en")][1] == (
        ("Where", "Northquay"),
    )
