"""Damage: Arabic names as they come out of PDF files and of careless typing, mended where nothing else can be meant.

A PDF that is read letter by letter exchanges the letters of the ligature lam-alef (``عالء`` for ``علاء``,
``عبدهللا`` for ``عبدالله``), parts a last nun from its word (``حسي ن``) and loses spaces (``محمدكمال``).
"""

from collections.abc import Mapping

import polars as pl

ALLAH = {"هللا": "الله"}
TIMES = 5
"""A repaired word must be so many times as common as what was written."""

GLUED_TIMES, GLUED_LEAST = 20, 3
"""Two words written together are each so many times as common, and each has so many letters."""

_LONE = r"ي ن( |$)"
_TOGETHER = "ابو", "ال", "عبد", "بال", "وال"


def whole(folded: pl.Series) -> pl.Series:
    """Folded names with *Allah* and the article in the right order and a last nun that stands alone put back."""
    mended = folded.str.replace_many(ALLAH).str.replace_all(r"(^| )اال", "${1}الا")
    return mended.str.replace_all(_LONE, "ين$1")


def respelt(words: pl.Series, damaged: bool) -> Mapping[str, str]:
    """What to write for which of the words of all names: judged by how common both are in these very lists.

    ``damaged`` tells that the lists show the marks of a broken ligature: only then lam and alef are put in order.
    """
    counts = words.value_counts(name="count")
    often: dict[str, int] = dict(counts.filter(counts[words.name].str.contains(r"^[\u0620-\u064a]{3,}$")).iter_rows())
    told = {word: better for word in often if (better := _apart(word, often))}
    if damaged:
        told |= {word: better for word in often if word not in told and (better := _ordered(word, often))}
    return told


def is_damaged(folded: pl.Series) -> bool:
    """Whether names show the marks of a broken ligature: one in a thousand, and three at least."""
    marked = int(folded.str.contains(r"هللا|(?:^| )اال").sum() or 0)
    return marked >= max(3, len(folded) / 1_000)


def _ordered(word: str, often: Mapping[str, int]) -> str | None:
    """The commonest word that differs in the order of one lam and alef beyond the article."""
    places = [at for at in range(1, len(word) - 1) if word[at : at + 2] == "ال"]
    found = [word[:at] + "لا" + word[at + 2 :] for at in places]
    best = max(found, key=lambda one: often.get(one, 0), default=None)
    return best if best and often.get(best, 0) >= TIMES * often[word] else None


def _apart(word: str, often: Mapping[str, int]) -> str | None:
    """Two common words that were written together, where one way to part them is the likeliest."""
    if word.startswith(_TOGETHER):
        return None
    least = GLUED_TIMES * often[word]
    cuts = [
        (min(often.get(word[:at], 0), often.get(word[at:], 0)), word[:at], word[at:])
        for at in range(GLUED_LEAST, len(word) - GLUED_LEAST + 1)
    ]
    common, first, second = max(cuts, default=(0, "", ""))
    return f"{first} {second}" if common >= least else None
