"""References to claims: a citation, the number in its sense, the words, what where and when, who tells it."""

import pytest

from tawthiq.errors import BadInput, NotFound
from tawthiq.report.sentences.claimed import CLAIM_PARTS, claim, said_figure
from tawthiq.report.sentences.references import KINDS, resolve
from tawthiq.report.shape import Figure, Number
from tests.report.invented import HELD


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("claim:c-one", ""),
        ("claim:c-one number", "9"),
        ("claim:c-over number", "7,500"),
        ("claim:c-one said", "“nine people died at the quay”"),
        ("claim:c-one act", "Killing"),
        ("claim:c-one where", "Northquay"),
        ("claim:c-one when", "2 April 2031"),
        ("claim:c-one source", "Committees of the quays"),
        ("claim:c-over source", "a person (source 3)"),
        ("claim:c-some accounts", "1"),
        ("claim:c-both low", "2"),
        ("claim:c-both high", "3"),
    ],
)
def test_its_parts(asked: str, words: str) -> None:
    found = resolve(asked, HELD, "en")
    assert (found.words, found.claim and found.claim.id) == (words, asked.split(maxsplit=1)[0][6:])


def test_in_arabic_the_act_and_the_quotation_marks_are_arabic() -> None:
    assert resolve("claim:c-one act", HELD, "ar").words == "قتل"
    assert resolve("claim:c-one said", HELD, "ar").words.startswith("«")


def test_before_a_word_a_bare_claim_is_its_one_number() -> None:
    assert resolve("claim:c-over", HELD, "en", before_word=True).words == "7,500"
    assert resolve("claim:c-both", HELD, "en", before_word=True).words == ""


def test_a_number_keeps_its_sense() -> None:
    assert resolve("claim:c-over number", HELD, "en").figure == Figure("said", "lower")
    assert said_figure(Number(20, 30, "exact")) == Figure("said", "approximate")
    assert said_figure(Number(9, 9, "exact")) == Figure("said", "exact")


def test_what_a_claim_does_not_tell_is_an_error() -> None:
    for asked in ("claim:c-none where", "claim:c-none when", "claim:c-both number", "claim:c-one number 2"):
        with pytest.raises(NotFound):
            resolve(asked, HELD, "en")
    with pytest.raises(BadInput, match=", ".join(CLAIM_PARTS)):
        resolve("claim:c-one foo", HELD, "en")


def test_it_stands_in_the_table_of_kinds() -> None:
    assert KINDS["claim"] is claim
