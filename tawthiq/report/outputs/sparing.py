"""Sparing: what an earlier card of an edition says in full is not said again; the later card names that one instead.

A derivation of ten thousand claims goes through the same few files: each step is told once, as in the notes of a
court's brief ("see note 4").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.messages import say
from tawthiq.report.edition import Note

Line = tuple[str, str]
GROUPS: Mapping[str, tuple[str, ...]] = {
    "finding": ("method", "parameters", "seed", "state"),
    "item": ("hash", "source", "received"),
}
"""Lines of a card that belong together: the line that names a thing, and those that tell of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a derivation as it is printed; ``note`` is the one that tells it whole, 0 where it is told here."""

    depth: int
    said: str
    note: int = 0


def derivations(notes: Sequence[Note]) -> Iterator[tuple[Step, ...]]:
    """The derivation of each note; a step told before is named by its id, and what it comes from is left out."""
    told: dict[str, int] = {}
    for note in notes:
        yield tuple(_steps(note, told))


def _steps(note: Note, told: dict[str, int]) -> Iterator[Step]:
    within: int | None = None
    for depth, said in note.trace:
        if within is not None and depth > within:
            continue
        within = depth if said in told else None
        yield Step(depth, said.partition(". ")[0] if said in told else said, told.get(said, 0))
        told.setdefault(said, note.number)


def cards(notes: Sequence[Note], lang: str) -> Iterator[tuple[Line, ...]]:
    """The lines of each card; what was told of a finding or a file before is left out, with the note that tells it."""
    groups = {say(f"cards.{name}", lang): {say(f"cards.{one}", lang) for one in rest} for name, rest in GROUPS.items()}
    told: dict[tuple[Line, ...], int] = {}
    for note in notes:
        kept: list[Line] = []
        for group in _grouped(note.lines, groups):
            (label, value), known = group[0], told.setdefault(group, note.number)
            again = len(group) > 1 and known != note.number
            kept += [(label, f"{value} {say('page.see', lang, number=known)}")] if again else group
        yield tuple(kept)


def _grouped(lines: Sequence[Line], groups: Mapping[str, set[str]]) -> Iterator[tuple[Line, ...]]:
    group: list[Line] = []
    for line in lines:
        if group and line[0] not in groups.get(group[0][0], ()):
            yield tuple(group)
            group = []
        group.append(line)
    if group:
        yield tuple(group)
