"""Differing: where two spellings part, character by character, also across scripts; for the eye, never for a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from tawthiq.skeletons import bare, sounds
from tawthiq.text import fold, script

ALIKE = 0.5
"""Words of two names that share less than this are two words, not two spellings of one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters as they stand, and whether the other spelling lacks them."""

    text: str
    differs: bool


Pieces = tuple[Piece, ...]


def differences(one: str, other: str) -> tuple[Pieces, Pieces]:
    """Two spellings in pieces.

    Words are paired first, whatever their order; a word without a fellow differs as a whole. Within a script what
    folding makes alike is alike; across scripts a consonant differs that the other does not have, and vowels, which
    the other script may leave out, never do.
    """
    left, right = one.split(), other.split()
    marks = [[True] * len(word) for word in left], [[True] * len(word) for word in right]
    for a, b in _paired(left, right):
        marks[0][a], marks[1][b] = _marked(left[a], right[b])
    return _pieces(left, marks[0]), _pieces(right, marks[1])


def _paired(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Words that are spellings of one, the most alike first, each once; among equals those at the same place."""
    alike = sorted(
        (-_likeness(one, other), abs(a - b), a, b) for a, one in enumerate(left) for b, other in enumerate(right)
    )
    found: list[tuple[int, int]] = []
    for likeness, _, a, b in alike:
        if -likeness >= ALIKE and a not in {x for x, _ in found} and b not in {y for _, y in found}:
            found.append((a, b))
    return found


def _likeness(one: str, other: str) -> float:
    left, right = [[code for code in codes if code] for codes in _codes(one, other)]
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _marked(one: str, other: str) -> tuple[list[bool], list[bool]]:
    """Which characters of each word the other lacks."""
    made = []
    codes = _codes(one, other)
    told = [[(place, code) for place, code in enumerate(side) if code] for side in codes]
    left, right = [[code for _, code in side] for side in told]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    blocks = matcher.get_matching_blocks()
    for n, side in enumerate(told):
        same = {side[block[n] + k][0] for block in blocks for k in range(block.size)}
        made.append([bool(code) and place not in same for place, code in enumerate(codes[n])])
    return made[0], made[1]


def _codes(one: str, other: str) -> tuple[list[str], list[str]]:
    """What is compared of each character: its letter within a script, its sound across."""
    scripts = {script(one), script(other)} - {"Zyyy"}
    if scripts == {"Arab", "Latn"}:
        return _without_article(one), _without_article(other)
    return [fold(char) for char in one], [fold(char) for char in other]


def _without_article(word: str) -> list[str]:
    plain = "".join(fold(word).split())
    leading = plain != bare(plain) and plain[:2] in ("ال", "al", "el")
    return [*("" for _ in word[:2]), *sounds(word)[2:]] if leading else sounds(word)


def _pieces(words: Sequence[str], marks: Sequence[Sequence[bool]]) -> Pieces:
    chars: list[tuple[str, bool]] = []
    for word, marked in zip(words, marks, strict=True):
        chars += [(" ", False)] if chars else []
        chars += zip(word, marked, strict=True)
    grouped = groupby(chars, key=lambda one: one[1])
    return tuple(Piece("".join(char for char, _ in some), differs) for differs, some in grouped)
