"""Numerals: protected numbers and positions in a text, however their digits are parted and in whatever digits.

A number is found by its last nine digits. A position is found as two decimals, two pairs (degrees, minutes) or two
threes (degrees, minutes, seconds) of numbers near one another, whatever signs or words stand between, in either
order; and as MGRS or UTM.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from tawthiq.coordinates import EARTH_M, coordinates
from tawthiq.errors import BadInput

Degrees = NDArray[np.float64]

NATIONAL = 9
FEWEST_DIGITS = 5
NEAR_M = 25.0
NOWHERE = 999.0
AROUND = 150
METRES = 50_000.0
"""Fewer than those of a degree of longitude where people live."""
FARTHEST = 24
"""So many characters at most stand between two numbers of one position."""
FORMS = ((1, 3), (2, 2), (3, 0))
"""A position as one, two or three numbers an angle, the last with so many decimals: fewer are a place of kilometres."""
_PARTED = r"[\s().·_/\u200e\u200f\u2010-\u2015\u2066-\u2069\u202a-\u202e\u2212-]{0,3}"
_RUN = re.compile(rf"\d(?:{_PARTED}\d){{4,}}")
_NUMBER = re.compile(
    r"(?<![A-CF-MO-RT-VX-Za-ce-lo-rt-vx-z_\d])(\d++(?:[.٫]\d++)?+)(?![A-CF-MO-RT-VX-Za-ce-lo-rt-vx-z_]|[A-Za-z]{2})"
)
"""A number that is no part of a word or of a hash: only the letters of hemispheres, degrees, minutes may touch it."""
_OTHER = re.compile(r"(?![0-9])\d")
_NEVER = re.compile(r"(?!)")
_COMMA = re.compile(r"(?<=\d),(?=\d{3})")
_GRID = re.compile(r"\b\d{1,2} ?[C-HJ-NP-X] ?[A-HJ-NP-Z] ?[A-HJ-NP-V] ?\d{3,5} ?\d{3,5}\b")
_UTM = re.compile(r"\b\d{1,2} ?[C-HJ-NP-X][ ,;:/]{1,3}\d{6}(?:\.\d+)?\s?m?\s?E?[ ,;/]{1,3}\d{7}(?:\.\d+)?(?!\d)")


class Numerals:
    """Looks for numbers and positions."""

    def __init__(self) -> None:
        self._numbers: list[tuple[str, str]] = []
        self._places: list[tuple[str, float, float, float]] = []
        self._degrees, self._zones = _NEVER, _NEVER

    def add_number(self, id_: str, value: str) -> None:
        """Look for a number. Raises BadInput where it has too few digits to be anybody's."""
        number = _plain(value).lstrip("0")
        if len(number) < FEWEST_DIGITS:
            raise BadInput("scan.short", value=value, fewest=FEWEST_DIGITS)
        self._numbers.append((id_, number[-NATIONAL:]))

    def add_place(self, id_: str, lat: float, lon: float, radius_m: float) -> None:
        """Look for a position in degrees, and whatever lies within its radius."""
        self._places.append((id_, lat, lon, max(radius_m, NEAR_M)))
        known = [(abs(angle), far / METRES) for _, *angles, far in self._places for angle in angles]
        whole = {int(angle + shift) for angle, near in known for shift in (-near, 0.0, near) if angle + shift >= 0}
        self._degrees = re.compile(rf"(?<![\d.٫])0?(?:{'|'.join(map(str, sorted(whole)))})(?!\d)")
        zones = {int((lon + shift + 180) // 6 % 60) + 1 for _, _, lon, _ in self._places for shift in (-0.5, 0.0, 0.5)}
        self._zones = re.compile(rf"(?<!\d)0?(?:{'|'.join(map(str, sorted(zones)))}) ?[C-X]")

    def found_in(self, said: str) -> Iterator[str]:
        """The ids of the numbers and positions that a text holds."""
        plain = said if said.isascii() else _OTHER.sub(lambda one: str(int(one[0])), said)
        if self._numbers:
            runs = re.sub(r"[^\d|]", "", "|".join(_RUN.findall(plain)))
            yield from (id_ for id_, number in self._numbers if number in runs)
        if self._places:
            found = np.array([*self._angles(plain), *self._grids(plain)], float).reshape(-1, 2)
            yield from (id_ for id_, lat, lon, far in self._places if _is_near(abs(lat), abs(lon), far, found))

    def _angles(self, plain: str) -> Iterator[tuple[float, float]]:
        """Pairs of angles in degrees, without their signs, around each number that may be one of what is looked for."""
        for found in self._degrees.finditer(plain):
            around = plain[max(0, found.start() - AROUND) : found.end() + AROUND]
            before = min(found.start(), AROUND)
            for written in {around, _COMMA.sub(".", around)}:
                yield from _around(written, before)

    def _grids(self, plain: str) -> Iterator[tuple[float, float]]:
        written = chain(_GRID.findall(plain), _UTM.findall(plain)) if self._zones.search(plain) else ()
        for one in written:
            with suppress(BadInput):
                place = coordinates(one)
                if place.lat is not None and place.lon is not None:
                    yield abs(place.lat), abs(place.lon)


def _around(written: str, at: int) -> Iterator[tuple[float, float]]:
    """The pairs in a stretch of text that begin, or whose second angle begins, with the number at a place in it."""
    parts = _NUMBER.split(written)
    gaps, told = parts[::2], parts[1::2]
    ends = [*accumulate(len(gap) + len(one) for gap, one in zip(gaps, told, strict=False))]
    number = next((n for n, end in enumerate(ends) if end > at), len(ends))
    for size, decimals in FORMS:
        for begin in {number, max(0, number - size)}:
            if pair := _pair(told, gaps, begin, size, decimals):
                yield pair
                yield pair[::-1]


def _pair(told: list[str], gaps: list[str], at: int, size: int, decimals: int) -> tuple[float, float] | None:
    """The two angles that begin at a number, where its numbers stand near one another and are fine enough."""
    if at + 2 * size > len(told) or any(len(one) > FARTHEST for one in gaps[at + 1 : at + 2 * size]):
        return None
    ends = told[at + size - 1], told[at + 2 * size - 1]
    if any(len(one.replace("٫", ".").partition(".")[2]) < decimals for one in ends):
        return None
    first, second = (_degrees(told[n : n + size]) for n in (at, at + size))
    return (first, second) if max(first, second) <= 180 else None


def _degrees(parts: list[str]) -> float:
    numbers = [float(one.replace("٫", ".")) for one in parts]
    return sum(number / 60**n for n, number in enumerate(numbers)) if max(numbers[1:], default=0) < 60 else NOWHERE


def _plain(said: str) -> str:
    """The digits of a text as ASCII digits, whatever their script."""
    return "".join(str(int(one)) for one in said if one.isdecimal())


def _is_near(lat: float, lon: float, radius: float, found: Degrees) -> bool:
    """Whether a position lies within the radius; on a plane, which is exact enough for so few metres."""
    north = EARTH_M * np.radians(found[:, 0] - lat)
    east = EARTH_M * np.radians((found[:, 1] - lon + 180) % 360 - 180) * np.cos(np.radians(lat))
    return bool(np.any(np.hypot(north, east) <= radius))
