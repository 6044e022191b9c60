from datetime import UTC, datetime

import pytest

from tawthiq.claims.grading.weighing import Weighed
from tawthiq.claims.grading.why import named, shown, title, why
from tawthiq.nouns import Judgement
from tests.claims.telling import account, claim, weighed

AT = datetime(2031, 4, 9, tzinfo=UTC)
X = dict.fromkeys(("c-1", "c-2", "c-3", "c-4"), "x")


@pytest.fixture
def told() -> Weighed:
    accounts = [
        account("1", "channel", "film"),
        account("2", "paper"),
        account("3", "watch", "witness"),
        account("4", "doubter"),
    ]
    claims = [claim("1", "1"), claim("2", "2"), claim("3", "3"), claim("4", "4", stance="disputes")]
    given = [Judgement("j-1", "derives", ("a-2", "a-1"), "it says so", "ana", AT)]
    return weighed(accounts, claims, given, X)


def test_the_whole_reasoning_for_a_claim(told: Weighed) -> None:
    said = "\n".join(why(told, 0, "en", {"channel": "B"}))
    for words in (
        "c-1: Torture (affirms), as told by channel, 2031-04-01 (a-1)",
        "consistent with others, by its weakest part (what): independent origins 1–2",
        "B2",
        "Origin (film): channel, 2031-04-01 (a-1). Accounts that derive from it: 1.",
        "derives: paper, 2031-04-01 (a-2). Judged: ana: it says so (j-1)",
        "Nobody judged whether these are independent",
        "Without watch, 2031-04-01 (a-3): independent origins 1.",
        "Disputed, with no observation that would count, by doubter, 2031-04-01 (a-4) in c-4",
        "63(4)",
    ):
        assert words in said
    assert "rests on one origin alone" not in said


def test_sources_judged_independent_do_not_part_an_account_that_does_not_say_how_it_knows() -> None:
    claims = [claim("1", "1"), claim("3", "3")]
    given = [Judgement("j-1", "independent", ("channel", "paper"), "", "ana", AT)]
    told = weighed([account("1", "channel", "film"), account("3", "paper")], claims, given, X)
    assert "does not say how it knows" in "\n".join(why(told, 0, "en", {}))


def test_in_arabic_it_has_as_many_sentences(told: Weighed) -> None:
    for row in range(4):
        english, arabic = why(told, row, "en", {}), why(told, row, "ar", {})
        assert len(english) == len(arabic)
        assert all(any("\u0600" <= letter <= "\u06ff" for letter in one) for one in arabic)


def test_a_dispute_has_no_grade_and_says_so(told: Weighed) -> None:
    assert "It is not graded: disputes." in "\n".join(why(told, 3, "en", {}))


def test_ranges_names_and_titles() -> None:
    assert (shown((1, 2)), shown((2, 2))) == ("1–2", "2")
    assert named("part", "how many", "en") == "how many"
    assert named("kind", "", "ar") == "نوعه غير معروف"
    assert title(account("1", "paper")) == "paper, 2031-04-01 (a-1)"
