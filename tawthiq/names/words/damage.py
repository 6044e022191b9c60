"""Damage: Arabic names as they come out of PDF files and of careless typing, mended where nothing else can be meant.

A PDF that is read letter by letter exchanges the letters of the ligature lam-alef (``عالء`` for ``علاء``,
``عبدهللا`` for ``عبدالله``), parts a last nun from its word (``حسي ن``) and loses spaces (``محمدكمال``).
"""

from collections import Counter
from collections.abc import Mapping

import polars as pl

TIMES = 5
"""A repaired word must be so many times as common as what was written."""

GLUED_TIMES, GLUED_LEAST = 20, 3
"""Two words written together are each so many times as common, and each has so many letters."""

MARKS = 3_000
"""One word in so many, and three at least, shows the marks of a broken ligature in a damaged list."""

_LONE = r"ي ن( |$)"
_TOGETHER = "ابو", "ال", "عبد", "بال", "وال"


def whole(folded: pl.Series) -> pl.Series:
    """Folded names with a last nun that stands alone put back to its word."""
    return folded.str.replace_all(_LONE, "ين$1")


def respelt(often: Mapping[str, int]) -> Mapping[str, str]:
    """What to write for which of the folded words of all names, given how often each stands in these very lists.

    *Allah* and the article are put in order wherever they are broken, other pairs of lam and alef only where the words
    show that ligatures broke, and where the list knows the other word much better.
    """
    arabic = {word: count for word, count in often.items() if len(word) > 2 and "ؠ" <= word[0] <= "ي"}
    certain = {word: _certain(word) for word in arabic}
    counts: Counter[str] = Counter()
    for word, better in certain.items():
        counts[better] += arabic[word]
    marked = sum(count for word, count in arabic.items() if certain[word] != word)
    damaged = marked >= max(3, sum(often.values()) / MARKS)
    judged = {word: _apart(word, counts) or (damaged and _ordered(word, counts)) or word for word in counts}
    return {word: judged[better] for word, better in certain.items() if judged[better] != word}


def _certain(word: str) -> str:
    mended = word.replace("هللا", "الله")
    return "الا" + mended[3:] if mended.startswith("اال") else mended


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
