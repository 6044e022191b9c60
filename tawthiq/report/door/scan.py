"""The scan: every protected word, name, number and place, in every spelling, in every file that is about to leave.

It errs on the side of silence: a name is found in either script by its consonants, with up to two words between its
parts and in either order, a number without its country, a place within 25 metres. Who is stopped by a stranger of the
same name writes the protected name in full.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq.coordinates import EARTH_M, coordinates, looks_like
from tawthiq.errors import BadInput
from tawthiq.report.door.contents import texts
from tawthiq.skeletons import skeleton
from tawthiq.text import digits, fold, index_column

Degrees = NDArray[np.float64]

BETWEEN = 2
NATIONAL = 9
FEWEST_DIGITS = 5
NEAR_M = 25.0
CONSONANTS = 3
LONGEST = 40
MOST_HEARD = 500_000
LEADING = frozenset("وفبكلا")
"""Arabic words that begin so may be led by a clitic."""
_PARTING = re.compile(r"[/;؛()]")
JOINING = frozenset(
    ["al", "el", "bin", "ibn", "bint", "abu", "umm", "abd", "ال", "بن", "ابن", "بنت", "ابو", "ام", "عبد"]
)
_RUN = re.compile(r"\d(?:[\s().\-–/]{0,3}\d){4,}")
_DECIMALS = re.compile(r"(?<![\d.])(?=(-?\d{1,3}\.\d{3,})[^\d-]{1,24}(-?\d{1,3}\.\d{3,}))")
_ANGLES = re.compile(r"\d{1,3}\s*[°º\s]\s*\d{1,2}\s*['′’\s]\s*\d{1,2}(?:[.,]\d+)?\s*[\"″”]?\s*[NS].{0,6}?"
                     r"\d{1,3}\s*[°º\s]\s*\d{1,2}\s*['′’\s]\s*\d{1,2}(?:[.,]\d+)?\s*[\"″”]?\s*[EW]")  # fmt: skip
_GRID = re.compile(r"\b\d{1,2} ?[C-HJ-NP-X] ?[A-HJ-NP-Z][A-HJ-NP-V] ?\d{3,5} ?\d{3,5}\b")


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


class Scanner:
    """Looks for all secrets of a case at once; made once, used for many texts."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._phrases: list[_Phrase] = []
        self._numbers: list[tuple[str, str]] = []
        self._places: list[tuple[str, float, float, float]] = []
        for one in secrets:
            self._learn(one)
        self._wanted = {key for phrase in self._phrases for key in phrase.keys}
        self._heard: dict[str, tuple[str, ...]] = {}

    def leaks(self, files: Iterable[Path]) -> Iterator[Leak]:
        """Every leak in some files, each secret once a file. Raises Refused for a file that cannot be looked into."""
        for path in files:
            found: set[str] = set()
            for where, said in chain([("name", path.stem)], texts(path)):
                for secret in self.secrets_in(said) - found:
                    found.add(secret)
                    yield Leak(secret, path.name, where)

    def secrets_in(self, said: str) -> set[str]:
        """The ids of the secrets that a text holds."""
        plain = digits(said)
        return {*self._numbers_in(plain), *self._places_in(plain), *self._phrases_in(plain)}

    def _learn(self, one: Secret) -> None:
        if one.kind == "number":
            self._numbers.append((one.id, _national(one.value)))
        elif one.kind == "place" and looks_like(one.value):
            place = coordinates(one.value)
            self._places.append((one.id, cast(float, place.lat), cast(float, place.lon), place.radius_m or 0.0))
        elif one.kind == "person":
            self._phrases += [_Phrase(one.id, keys, BETWEEN) for keys in _names(one.value)]
        else:
            self._phrases.append(_Phrase(one.id, _exactly(one.value), 0))

    def _numbers_in(self, plain: str) -> Iterator[str]:
        runs = [re.sub(r"\D", "", run) for run in _RUN.findall(plain)] if self._numbers else []
        yield from (id_ for id_, number in self._numbers if any(number in run for run in runs))

    def _places_in(self, plain: str) -> Iterator[str]:
        found = np.array(list(_positions(plain)) if self._places else [], float).reshape(-1, 2)
        for id_, lat, lon, radius in self._places:
            if _is_near(lat, lon, radius, found) or _is_near(lat, lon, radius, found[:, ::-1]):
                yield id_

    def _phrases_in(self, plain: str) -> Iterator[str]:
        words = fold(plain.replace("_", " ")).split() if self._phrases else []
        self._hear(words)
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            for key in self._heard[word]:
                places[key].append(at)
        for phrase in self._phrases:
            if _stands([places.get(key, []) for key in phrase.keys], phrase.gap):
                yield phrase.secret

    def _hear(self, words: Sequence[str]) -> None:
        """Learn of words not met before which keys of the secrets they are, with and without Arabic clitics."""
        if len(self._heard) > MOST_HEARD:
            self._heard.clear()
        fresh = {word for word in words if word not in self._heard}
        led = sorted(word for word in fresh if word[0] in LEADING)
        forms = dict(zip(led, index_column(pa.array(led, pa.string())).to_pylist() if led else (), strict=True))
        for word in fresh:
            keys = {key for form in str(forms.get(word, word)).split() for key in (f"={form}", f"~{_sound(form)}")}
            self._heard[word] = tuple(keys & self._wanted)


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


def _national(value: str) -> str:
    number = re.sub(r"\D", "", digits(value)).lstrip("0")
    if len(number) < FEWEST_DIGITS:
        raise BadInput("scan.short", value=value, fewest=FEWEST_DIGITS)
    return number[-NATIONAL:]


def _stands(places: Sequence[Sequence[int]], gap: int) -> bool:
    """Whether a place of the first is followed by one of the second within the gap, and so on."""
    ends = set(places[0])
    for following in places[1:]:
        ends = {at for at in following if any(at - step in ends for step in range(1, gap + 2))}
    return bool(ends)


def _positions(plain: str) -> Iterator[tuple[float, float]]:
    yield from ((float(a), float(b)) for a, b in _DECIMALS.findall(plain))
    for written in chain(_ANGLES.findall(plain), _GRID.findall(plain)):
        try:
            place = coordinates(written)
        except BadInput:
            continue
        if place.lat is not None and place.lon is not None:
            yield place.lat, place.lon


def _is_near(lat: float, lon: float, radius: float, found: Degrees) -> bool:
    """Whether a position lies within the radius; on a plane, which is exact enough for so few metres."""
    north = EARTH_M * np.radians(found[:, 0] - lat)
    east = EARTH_M * np.radians((found[:, 1] - lon + 180) % 360 - 180) * np.cos(np.radians(lat))
    return bool(np.any(np.hypot(north, east) <= max(radius, NEAR_M)))
