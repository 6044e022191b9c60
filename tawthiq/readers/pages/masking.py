"""Masking: the words of a testimony without those that tell who the witness is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa

from tawthiq import text
from tawthiq.skeletons import skeleton

WITHHELD = "[withheld]"
LEFT_OUT = frozenset(["al", "el", "bin", "ibn", "bint", "ال", "بن", "ابن", "بنت"])
BEFORE = frozenset(["abd", "abdul", "abdel", "abu", "abo", "umm", "um", "عبد", "ابو", "ابي", "ابا", "ام"])
PREPOSITION = "على"
DIGITS = 6
SOUNDS = 3
OTHER = {"A": "L", "L": "A"}
NAMES = re.compile(r"[/,;،؛()]")

Forms = frozenset[str]


class Secret(NamedTuple):
    """Words that must not stand together, each as the forms that betray it, and how much of the name they are.

    ``weight`` is 2 for a whole name, 1 for a part of one and 0 for anything else.
    """

    words: tuple[Forms, ...]
    weight: int


class Hit(NamedTuple):
    """Where secrets stand in a paragraph: from which word to before which, and how much of the name that is."""

    start: int
    end: int
    weight: int


@dataclass(frozen=True, slots=True)
class Mask:
    """What hides a witness: the pseudonym, the words and the numbers that it stands for."""

    pseudonym: str
    secrets: tuple[Secret, ...]
    numbers: tuple[re.Pattern[str], ...]

    def apply(self, paragraph: str) -> tuple[str, int]:
        """The paragraph with the name as ``[pseudonym]``, and how often something else was withheld.

        A part of the name that stands alone may be somebody else's, so it becomes ``[withheld]``, as do the other
        secrets: a wrong name would mislead, a right one would betray.
        """
        words, withheld = list(re.finditer(r"\S*\w\S*", paragraph)), 0
        for hit in reversed(_hits(_spoken([word[0] for word in words]), self.secrets)):
            sign = f"[{self.pseudonym}]" if hit.weight > 1 else WITHHELD
            last = words[hit.end - 1]
            end = last.start() + len(last[0].rstrip(".,;:!?؟،؛)]}»\"'") or last[0])
            first = words[hit.start]
            start = first.end() - len(first[0].lstrip("([{«\"'") or first[0])
            paragraph = paragraph[:start] + sign + paragraph[end:]
            withheld += sign == WITHHELD
        return self._without_numbers(paragraph, withheld)

    def _without_numbers(self, paragraph: str, withheld: int) -> tuple[str, int]:
        for number in self.numbers:
            for found in reversed(list(number.finditer(text.digits(paragraph)))):
                paragraph = paragraph[: found.start()] + WITHHELD + paragraph[found.end() :]
                withheld += 1
        return paragraph, withheld


def mask(pseudonym: str, names: Sequence[str], others: Sequence[str]) -> Mask:
    """A mask for every spelling that folds alike of the witness's names, and for other words and numbers of theirs.

    ``names`` may hold several at once, parted by ``/``, commas or brackets. A part of a name is known in the other
    script too, by its skeleton, where that has three consonants: سمير hides Sameer; write Ali in both.
    """
    secrets = [secret for said in names for name in NAMES.split(said) for secret in _of_name(name)]
    secrets += [Secret(_forms(words), 0) for other in others if (words := re.findall(r"\S*\w\S*", other))]
    numbers = [re.sub(r"\D", "", text.digits(other)) for other in others]
    return Mask(
        pseudonym,
        tuple(sorted(secrets, key=lambda secret: (len(secret.words), secret.weight), reverse=True)),
        tuple(re.compile(r"\D{0,3}".join(number)) for number in numbers if len(number) >= DIGITS),
    )


def _of_name(name: str) -> Iterator[Secret]:
    """The parts of a name; what leads to the next word (Abu, Umm, Abd) stays with it, what joins (bin, al) goes."""
    parts: list[list[str]] = []
    for word in re.split(r"[\s-]+", name):
        if parts and text.fold(parts[-1][-1]) in BEFORE:
            parts[-1].append(word)
        elif text.fold(word) not in LEFT_OUT | {""}:
            parts.append([word])
    for part in parts:
        weight = 2 if len(parts) == 1 else 1
        yield Secret(_betraying(part), weight)
        yield Secret(_betraying(["".join(part)]), weight)


def _spoken(words: Sequence[str]) -> tuple[Forms, ...]:
    """The forms of the words of a paragraph, with the sound of those that may be names: no small letters."""
    forms = zip(words, _forms(words), strict=True)
    return tuple(one | (frozenset() if word.strip("([{«\"'").islower() else _sounds(one)) for word, one in forms)


def _betraying(words: Sequence[str]) -> tuple[Forms, ...]:
    """The forms that betray the words of a name, with their sound in the other script."""
    return tuple(one | {OTHER.get(sound[0], "Z") + sound[1:] for sound in _sounds(one)} for one in _forms(words))


def _sounds(forms: Forms) -> Forms:
    """``A`` or ``L`` for the script, and the skeleton, where it has at least three consonants.

    A final i is part of it: ``حمصي`` is a name, ``Homs`` is where everybody lives.
    """
    heard = {(text.script(form)[0], skeleton(form) + "i" * form.endswith(("ي", "i", "y", "ee"))) for form in forms}
    return frozenset(f"{script}~{sound}" for script, sound in heard if len(sound.rstrip("i")) >= SOUNDS)


def _forms(words: Sequence[str]) -> tuple[Forms, ...]:
    """Of each word its folded forms, with and without the clitics of Arabic; none of the preposition ``على``."""
    spoken = ["" if text.tidy(word) == PREPOSITION else re.sub(r"['’]s\b", "", word) for word in words]
    indexed = text.index_column(pa.array(map(text.fold, spoken), pa.string()))
    return tuple(frozenset(str(forms).split()) - LEFT_OUT for forms in indexed.to_pylist())


def _hits(words: Sequence[Forms], secrets: Sequence[Secret]) -> list[Hit]:
    """Where the longest secrets stand; parts of the name that follow one another are one hit."""
    hits: list[Hit] = []
    at = 0
    while at < len(words):
        secret = next((secret for secret in secrets if _stands(secret, words, at)), None)
        start, at = at, at + (len(secret.words) if secret else 1)
        if secret and secret.weight and hits and hits[-1].end == start and hits[-1].weight:
            hits[-1] = Hit(hits[-1].start, at, hits[-1].weight + secret.weight)
        elif secret:
            hits.append(Hit(start, at, secret.weight))
    return hits


def _stands(secret: Secret, words: Sequence[Forms], at: int) -> bool:
    here = words[at : at + len(secret.words)]
    return len(here) == len(secret.words) and all(a & b for a, b in zip(secret.words, here, strict=True))
