"""Phrases as the lists of words write them."""

import re

from tawthiq.report.sentences.phrases import any_of, met, phrase
from tawthiq.text import fold


def test_endings_single_words_and_gaps() -> None:
    assert re.fullmatch(phrase("confirm*"), "confirmed")
    assert re.fullmatch(phrase("by _ account"), "by one account")
    assert re.fullmatch(phrase("nothing … confirm*"), "nothing that we saw confirmed")
    assert not re.fullmatch(phrase("confirm"), "confirmed")


def test_the_longest_comes_first() -> None:
    assert any_of(["war", "war crime"]) == "war crime|war"


def test_arabic_is_met_with_what_is_written_before_a_word_and_english_is_not() -> None:
    pattern = met(any_of(["aid"]), any_of(["مساعدات"]))
    assert pattern.search(fold("قُطعت المساعدات")) and pattern.search(fold("بالمساعدات"))
    assert not pattern.search("paid")
