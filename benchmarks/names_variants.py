"""Learns the costs of variants of spelling, measures them on names held out, and prints a table.

    python -m benchmarks.names_variants [--write]

Learnt from Google's pairs of names in both scripts (the train part); measured on its test and evaluation parts, less
the words that were learnt from. ``--write`` writes ``tawthiq/names/words/variants.csv``. Compared are all names with
all: recall is the share of true pairs found where a given share of the untrue ones is taken for true as well.
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler, Levenshtein
from rapidfuzz.process import cdist

from benchmarks.names_data import data
from tawthiq.names.words import kernels, transducer, variants
from tawthiq.names.words.chains import SCRIPTS, Words, strings
from tawthiq.names.words.kernels import Letters
from tawthiq.names.words.wordpairs import letters
from tawthiq.skeletons import skeleton_column
from tawthiq.text import fold, script

TRAIN, HELD_OUT = ("google_ar2en-train.txt",), ("google_ar2en-test.txt", "google_ar2en-eval.txt")
FALSE_RATES = (1e-4, 3e-4, 1e-3)
ARABIC_LETTERS = set("حعصضطظذقخث")


def pairs(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Folded pairs, Arabic first."""
    lines = [line for name in names for line in (data() / "arabic_latin_names" / name).read_text("utf-8").splitlines()]
    both = [tuple(fold(side).replace(" ", "") for side in line.split("\t")[:2]) for line in lines]
    return [(one, other) for one, other in both if script(one) == "Arab" and script(other) == "Latn"]


def words_of(folded: list[str]) -> Words:
    """Words as chains would hold them."""
    column = pa.array(folded)
    coded = skeleton_column(column).dictionary_encode()
    scripts = np.array([SCRIPTS.index(script(word)) for word in folded], np.int8)
    return Words(column, coded.dictionary, coded.indices.to_numpy().astype(np.int32), scripts)


def all_with_all(told: Letters, n: int) -> NDArray[np.float32]:
    """How far the first n words are from the others: the likeness, negative."""
    left, right = np.divmod(np.arange(n * n, dtype=np.int64), n)
    return -kernels.likenesses(told, left, right + n).reshape(n, n)


def recall(far: NDArray[np.float32], true: NDArray[np.bool_], untrue: NDArray[np.bool_]) -> list[str]:
    """Recall at each false rate; where many are equally far, a share of them by chance."""
    low, high = np.sort(far[untrue]), far[true]
    told = []
    for rate in FALSE_RATES:
        allowed = rate * len(low)
        limit = low[int(allowed)]
        below, ties = np.searchsorted(low, limit), np.searchsorted(low, limit, "right")
        share = (allowed - below) / (ties - below)
        told.append(f"{(high < limit).mean() + share * (high == limit).mean():.3f}")
    return told


def measure(held: list[tuple[str, str]], learnt: variants.Costs, title: str) -> None:
    words = words_of([one for one, _ in held] + [other for _, other in held])
    arabic = np.array([one for one, _ in held])
    true, untrue = np.eye(len(held), dtype=bool), arabic[:, None] != arabic[None, :]
    skeletons = np.array(strings(words.skeletons))[words.skeleton]
    left, right = skeletons[: len(held)], skeletons[len(held) :]
    equal = left[:, None] == right[None, :]
    print(f"{title}: {len(held)} pairs; equal skeletons: {equal[true].mean():.3f} of the true pairs, "
          f"{equal[untrue].mean():.2e} of the untrue")  # fmt: skip
    ways = {
        "equal skeleton": -equal.astype(np.float32),
        "Jaro-Winkler on skeletons": -cdist(left, right, scorer=JaroWinkler.similarity),
        "Levenshtein on skeletons": -cdist(left, right, scorer=Levenshtein.normalized_similarity),
        "learnt weights": all_with_all(letters(words, learnt), len(held)),
    }  # fmt: skip
    for name, far in ways.items():
        print(f"  {name:34}", *recall(far, true, untrue))


def main() -> None:
    train, held = pairs(TRAIN), pairs(HELD_OUT)
    seen = {word for pair in train for word in pair}
    held = [pair for pair in held if not seen & set(pair)]
    cost = transducer.learn(train)
    if "--write" in sys.argv:
        Path(variants.__file__).with_suffix(".csv").write_text(transducer.written(cost), "utf-8")
    print(f"learnt from {len(train)} pairs; recall at false rates", *FALSE_RATES)
    measure(held, cost, "all held out")
    measure([pair for pair in held if ARABIC_LETTERS & set(pair[0])], cost, "with letters of Arabic alone")


if __name__ == "__main__":
    main()
