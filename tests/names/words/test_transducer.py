"""Costs are learnt from pairs: here from a few made-up words."""

import numpy as np

from tawthiq.names.words.transducer import learn, written
from tawthiq.names.words.variants import NAMES

WORDS = [("قبم", "qbm"), ("بمق", "bmq"), ("مقب", "mqb"), ("بقم", "bqm"), ("مبق", "mbq"), ("قمب", "kmb")]


def at(symbol: str) -> int:
    return NAMES.index(symbol)


def test_what_stands_for_what_is_learnt() -> None:
    told = learn(WORDS * 20, rounds=5)
    assert told.pair[at("ب"), at("b")] < 0 < told.pair[at("ب"), at("m")]
    assert told.pair[at("ق"), at("q")] < told.pair[at("ق"), at("k")] < 0
    assert told.pair[at("q"), at("k")] < told.pair[at("q"), at("b")]
    assert told.typical[at("m")] < 0


def test_the_same_pairs_teach_the_same_and_are_written_without_words() -> None:
    one, other = learn(WORDS, rounds=3), learn(WORDS, rounds=3)
    assert np.array_equal(one.pair, other.pair)
    lines = written(one).splitlines()
    assert lines == written(other).splitlines()
    assert len(lines) == len(NAMES) * (len(NAMES) + 1) // 2 + len(NAMES)
    assert all(len(field) <= 6 for line in lines for field in line.split(","))
