"""What a witness consented to, and what they did not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tawthiq.nouns import Judgement
from tawthiq.report.door.consent import consents, covers, item_of
from tawthiq.report.sentences.references import resolve
from tawthiq.report.shape import Consent
from tests.report.invented import HELD


@pytest.mark.parametrize(
    ("uses", "audiences", "audience", "covered"),
    [
        ("analysis, publication without the name", "investigators, court, public", "public", True),
        ("analysis, publication", "investigators, court", "public", False),
        ("analysis", "public", "public", False),
        ("analysis, no publication", "public", "public", False),
        ("publication", "everybody", "court", False),
        ("court proceedings", "courts", "court", True),
        ("التحليل والنشر دون الاسم", "المحققون والعموم", "public", True),
        ("التحليل دون النشر", "المحققون والعموم", "public", False),
        ("", "", "working", True),
        ("", "", "public", False),
    ],
)
def test_uses_and_audiences(uses: str, audiences: str, audience: str, *, covered: bool) -> None:
    assert consents(Consent(uses, audiences), audience) is covered


def test_an_expired_consent_covers_nothing_and_silence_is_none() -> None:
    told = Consent("publication", "public", date(2041, 1, 1))
    assert consents(told, "public", date(2040, 12, 31))
    assert not consents(told, "public", date(2041, 1, 1))
    assert not consents(None, "public")


def test_words_of_an_interview_need_consent_and_those_of_an_account_none() -> None:
    interview, account = resolve("claim:c-not said", HELD, "en"), resolve("claim:c-one said", HELD, "en")
    assert (item_of(HELD, interview), item_of(HELD, account)) == ("i-2", "i-1")
    assert covers(HELD, interview, "public") and covers(HELD, account, "public")
    silent = replace(HELD, consents={"i-2": None})
    assert not covers(silent, interview, "public")
    assert covers(silent, interview, "working")


def test_words_of_a_protected_file_are_never_public() -> None:
    judged = Judgement("j-2", "protect", ("i-1",), "", "ana", datetime(2031, 4, 2, tzinfo=UTC), facts={"kind": "item"})
    found = resolve("claim:c-one said", HELD, "en")
    held = replace(HELD, protected={"i-1": judged})
    assert not covers(held, found, "public")
    assert covers(held, found, "court")
