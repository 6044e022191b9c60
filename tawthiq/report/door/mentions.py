"""Mentions: full names of the dead that stand in a text, in either script, among very many names at once."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from tawthiq.report.door.contents import texts
from tawthiq.report.door.scan import JOINING, Leak
from tawthiq.skeletons import skeleton
from tawthiq.text import fold

CONSONANTS = 5
"""Fewer than these, and a name is looked for as it is written only: too many words sound like it."""

Key = tuple[str, ...]


class Names:
    """Looks for whole names: all parts one after the other, or turned round. Made once, used for many texts.

    A name of one part is nobody's alone and is not looked for. ``names`` are the id and the name of each person.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._heard: dict[str, str] = {}
        self._sounds: dict[Key, str] = {}
        self._words: dict[Key, str] = {}
        for id_, name in names:
            words = tuple(one for one in fold(name).split() if one not in JOINING)
            if len(words) > 1:
                self._learn(id_, words)
        self._lengths = sorted({len(key) for key in chain(self._sounds, self._words)})

    def _learn(self, id_: str, words: Key) -> None:
        sounds = tuple(map(self._sound, words))
        if sum(map(len, sounds)) >= CONSONANTS:
            self._sounds[sounds] = self._sounds[sounds[::-1]] = id_
        else:
            self._words[words] = self._words[words[::-1]] = id_

    def _sound(self, word: str) -> str:
        if word not in self._heard:
            self._heard[word] = skeleton(word)
        return self._heard[word]

    def found_in(self, said: str) -> set[str]:
        """The ids of the people whose names a text holds."""
        if not self._lengths:
            return set()
        words = [one for one in fold(said).split() if one not in JOINING]
        sounds = [*map(self._sound, words)]
        return {*_windows(words, self._words, self._lengths), *_windows(sounds, self._sounds, self._lengths)}

    def leaks(self, files: Iterable[Path]) -> Iterator[Leak]:
        """Every name in some files, once a file. Raises Refused for a file that cannot be looked into."""
        for path in files:
            found: set[str] = set()
            for where, said in texts(path):
                for id_ in sorted(self.found_in(said) - found):
                    found.add(id_)
                    yield Leak(id_, path.name, where)


def _windows(words: list[str], known: dict[Key, str], lengths: list[int]) -> Iterator[str]:
    for length in lengths:
        for at in range(len(words) - length + 1):
            if id_ := known.get(tuple(words[at : at + length])):
                yield id_
