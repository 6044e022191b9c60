"""Mentions: full names of the dead that stand in a text, in either script, among very many names at once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from tawthiq.report.door.scan import JOINING, LONGEST, MOST_HEARD
from tawthiq.skeletons import skeleton
from tawthiq.text import fold

CONSONANTS = 5
"""Fewer than these, and a name is looked for as it is written only: too many words sound like it."""

Key = tuple[str, ...]
Part = tuple[str, str]
"""A word and how it sounds."""


class Names:
    """Looks for whole names: all parts one after the other, or turned round. Made once, used for many texts.

    A name of one part is nobody's alone and is not looked for. ``names`` are the id and the name of each person.
    Each distinct word of a text is heard once; only where words of names stand side by side are they put together.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._sounded: dict[str, str] = {}
        self._sounds: dict[Key, str] = {}
        self._words: dict[Key, str] = {}
        for id_, name in names:
            words = tuple(one for one in fold(name).split() if one not in JOINING)
            if len(words) > 1:
                self._learn(id_, words)
        self._lengths = sorted({len(key) for key in chain(self._sounds, self._words)})
        self._parts = {part for key in chain(self._sounds, self._words) for part in key}
        self._heard: dict[str, tuple[Part | None, ...]] = {}

    def _learn(self, id_: str, words: Key) -> None:
        sounds = tuple(map(self._sound, words))
        if sum(map(len, sounds)) >= CONSONANTS:
            self._sounds[sounds] = self._sounds[sounds[::-1]] = id_
        else:
            self._words[words] = self._words[words[::-1]] = id_

    def _sound(self, word: str) -> str:
        if word not in self._sounded:
            self._sounded[word] = skeleton(word) if word.isalpha() and len(word) <= LONGEST else word
        return self._sounded[word]

    def found_in(self, said: str) -> set[str]:
        """The ids of the people whose names a text holds."""
        if not self._lengths:
            return set()
        words = said.split()
        self._hear(set(words))
        parts = chain.from_iterable(map(self._heard.__getitem__, words))
        return {id_ for known, run in groupby(parts, bool) if known for id_ in self._named([*run])}

    def _hear(self, words: set[str]) -> None:
        if len(self._heard) > MOST_HEARD:
            self._heard.clear()
            self._sounded.clear()
        for word in [one for one in words if one not in self._heard]:
            parts = [one for one in fold(word).split() if one not in JOINING]
            self._heard[word] = tuple(map(self._part, parts))

    def _part(self, word: str) -> Part | None:
        sound = self._sound(word)
        return (word, sound) if sound in self._parts or word in self._parts else None

    def _named(self, run: Sequence[Part | None]) -> Iterator[str]:
        if len(run) < self._lengths[0]:
            return
        words, sounds = zip(*filter(None, run), strict=True)
        yield from _windows(words, self._words, self._lengths)
        yield from _windows(sounds, self._sounds, self._lengths)


def _windows(words: Key, known: dict[Key, str], lengths: Sequence[int]) -> Iterator[str]:
    for length in lengths:
        for at in range(len(words) - length + 1):
            if id_ := known.get(words[at : at + length]):
                yield id_
