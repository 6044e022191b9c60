"""The words of names with what is known of each. Everybody here is invented."""

import polars as pl

from tawthiq.names.words.tokens import Tokens, tokens


def told(*texts: str) -> Tokens:
    columns = {"record": pl.int_range(len(texts), eager=True), "text": pl.Series(texts, dtype=pl.String)}
    return tokens(pl.DataFrame(columns).with_columns(role=pl.lit(0, pl.Int8)))


def said(one: Tokens, alias: bool = False) -> list[str]:
    return [one.words[code] for code, other in zip(one.code, one.alias, strict=True) if other == alias]


def test_words_are_folded_and_know_their_record() -> None:
    one = told("Khaled  al-Saqr", "", "خالدٌ")
    assert said(one) == ["khaled", "al", "saqr", "خالد"]
    assert one.record.tolist() == [0, 0, 0, 2]


def test_what_stands_in_brackets_or_after_alias_is_one() -> None:
    one = told("Khaled (Abu Omar) Saqr", "Rana alias Rima Saqr", "Omar [")
    assert said(one) == ["khaled", "saqr", "rana", "omar"]
    assert said(one, alias=True) == ["abu", "omar", "rima", "saqr"]
    assert one.record.tolist() == [0, 0, 0, 0, 1, 1, 1, 2]


def test_words_that_were_written_together_become_two_in_place() -> None:
    one = told("رنا محمدكمال صقر", *["محمد كمال"] * 20)
    assert said(one)[:4] == ["رنا", "محمد", "كمال", "صقر"]
    assert one.record.tolist()[:6] == [0, 0, 0, 0, 1, 1]


def test_no_names_no_words() -> None:
    assert told("", "؟").code.tolist() == []
    assert told().code.tolist() == []
