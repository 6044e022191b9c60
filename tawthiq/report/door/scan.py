"""The scan: every protected word, name, number and place, in every spelling, in every file that is about to leave.

It errs on the side of silence: a name is found in either script by its consonants, with up to two words between its
parts and in either order, a number without its country, a place within 25 metres. Who is stopped by a stranger of the
same name writes the protected name in full.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import cast

import pyarrow as pa

from tawthiq.coordinates import coordinates, looks_like
from tawthiq.errors import BadInput
from tawthiq.report.door.contents import texts
from tawthiq.report.door.numerals import Numerals
from tawthiq.skeletons import skeleton
from tawthiq.text import fold, index_column

BETWEEN = 2
CONSONANTS = 3
LONGEST = 40
MOST_HEARD = 300_000
LEADING = frozenset("وفبكلا")
"""Arabic words that begin so may be led by a clitic."""
_PARTING = re.compile(r"[/;؛()]")
JOINING = frozenset(
    ["al", "el", "bin", "ibn", "bint", "abu", "umm", "abd", "ال", "بن", "ابن", "بنت", "ابو", "ام", "عبد"]
)
PIECE, OVERLAP = 1 << 20, 1 << 10


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that must not be published: ``kind`` is person, word, place, number or item; ``id`` the judgement's."""

    id: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Leak:
    """A protected thing in a file that was to leave: which one, in which file, and where in it; never its words."""

    secret: str
    file: str
    where: str


Keys = tuple[frozenset[str], ...]
NONE: frozenset[str] = frozenset()
Watch = Callable[[str], set[str]]
"""What looks for something in a text, and gives the ids of what it holds."""


def leaks(files: Iterable[Path], *watches: Watch) -> Iterator[Leak]:
    """Every leak in some files, each secret once a file; each file is read once, whoever looks.

    Raises Refused for a file that cannot be looked into.
    """
    for path in files:
        found: set[str] = set()
        for where, said in chain([("name", path.stem)], texts(path)):
            for piece in _pieces(said):
                for secret in sorted({one for watch in watches for one in watch(piece)} - found):
                    found.add(secret)
                    yield Leak(secret, path.name, where)


def _pieces(said: str) -> Iterator[str]:
    """A long text in pieces that overlap, so that its words never lie in memory all at once."""
    for at in range(0, max(1, len(said)), PIECE):
        yield said[max(0, at - OVERLAP) : at + PIECE]


class Scanner:
    """Looks for all secrets of a case at once; made once, used for many texts.

    Each distinct word is folded and sounded once. Where in a text its words stand is asked only when all the parts of
    a phrase are in it somewhere.
    """

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._phrases: list[_Phrase] = []
        self._numerals = Numerals()
        for one in secrets:
            self._learn(one)
        self._wanted = {key for phrase in self._phrases for key in phrase.keys}
        self._led = defaultdict[str, list[_Phrase]](list)
        for phrase in self._phrases:
            self._led[phrase.keys[0]].append(phrase)
        self._heard: dict[str, Keys] = {}

    def leaks(self, files: Iterable[Path]) -> Iterator[Leak]:
        """Every leak in some files (``leaks``)."""
        return leaks(files, self.secrets_in)

    def secrets_in(self, said: str) -> set[str]:
        """The ids of the secrets that a text holds."""
        return {*self._numerals.found_in(said), *self._phrases_in(said)}

    def _learn(self, one: Secret) -> None:
        if one.kind == "number":
            self._numerals.add_number(one.id, one.value)
        elif one.kind == "place" and looks_like(one.value):
            place = coordinates(one.value)
            self._numerals.add_place(one.id, cast(float, place.lat), cast(float, place.lon), place.radius_m or 0.0)
        elif one.kind == "person":
            self._phrases += [_Phrase(one.id, keys, BETWEEN) for keys in _names(one.value)]
        else:
            self._phrases.append(_Phrase(one.id, _exactly(one.value), 0))

    def _phrases_in(self, said: str) -> set[str]:
        words = said.split() if self._phrases else []
        distinct = set(words)
        self._hear(distinct)
        present = {key for word in distinct for keys in self._heard[word] for key in keys}
        likely = [phrase for key in present for phrase in self._led[key] if present.issuperset(phrase.keys)]
        if not likely:
            return set()
        places = self._places(words, {key for phrase in likely for key in phrase.keys})
        return {one.secret for one in likely if _stands([places[key] for key in one.keys], one.gap)}

    def _places(self, words: Iterable[str], asked: set[str]) -> dict[str, list[int]]:
        """Where each key stands, in words of the folded text."""
        places = defaultdict[str, list[int]](list)
        for at, keys in enumerate(chain.from_iterable(map(self._heard.__getitem__, words))):
            for key in keys & asked if keys else ():
                places[key].append(at)
        return places

    def _hear(self, words: set[str]) -> None:
        """Learn of words not met before which keys of the secrets they are, with and without Arabic clitics."""
        if len(self._heard) > MOST_HEARD:
            self._heard.clear()
        fresh = {word: fold(word.replace("_", " ")).split() for word in words if word not in self._heard}
        led = sorted({part for parts in fresh.values() for part in parts if part[0] in LEADING})
        forms = dict(zip(led, index_column(pa.array(led, pa.string())).to_pylist() if led else (), strict=True))
        for word, parts in fresh.items():
            self._heard[word] = tuple(self._keys(str(forms.get(part, part)).split()) for part in parts)

    def _keys(self, forms: Sequence[str]) -> frozenset[str]:
        found = {key for form in forms for key in (f"={form}", f"~{_sound(form)}") if key in self._wanted}
        return frozenset(found) if found else NONE


def _sound(form: str) -> str:
    """The skeleton of what may be a part of a name: letters alone, and not too many."""
    if not form.isalpha() or len(form) > LONGEST:
        return form
    return skeleton(form) if form.isascii() or "\u0600" <= form[0] <= "\u06ff" else form


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Keys that must not stand one after another: ``=`` a folded word, ``~`` a sound; up to ``gap`` words between."""

    secret: str
    keys: tuple[str, ...]
    gap: int


def _exactly(value: str) -> tuple[str, ...]:
    words = fold(value).split()
    if not words:
        raise BadInput("scan.nothing", value=value)
    return tuple(f"={word}" for word in words)


def _names(value: str) -> Iterator[tuple[str, ...]]:
    """The ways in which each name may stand: whole, turned round, family first, the given name with any other."""
    for name in filter(str.strip, _PARTING.split(value)):
        words = [word for word in fold(name).split() if word not in JOINING]
        parts = tuple(f"~{skeleton(word)}" for word in words)
        if sum(len(part) - 1 for part in parts) < CONSONANTS:
            yield _exactly(name)
            continue
        yield from {parts, parts[::-1], parts[-1:] + parts[:-1]}
        if len(parts) > 2:
            yield from {(parts[0], other) for other in parts[1:]} | {(other, parts[0]) for other in parts[1:]}


def _stands(places: Sequence[Sequence[int]], gap: int) -> bool:
    """Whether a place of the first is followed by one of the second within the gap, and so on."""
    ends = set(places[0])
    for following in places[1:]:
        ends = {at for at in following if any(at - step in ends for step in range(1, gap + 2))}
    return bool(ends)
