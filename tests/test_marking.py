"""Marks that people drew, read from judgements."""

from datetime import UTC, datetime

from tawthiq.marking import VERDICT, drawn, mark_of, standing
from tawthiq.nouns import Judgement

AT = datetime(2031, 4, 2, tzinfo=UTC)
DRAWN = Judgement("j-1a", VERDICT, ("i-3",), "round", "ana", AT, facts={"lat": 34.7, "lon": 36.7, "diameter_m": 4.0})


def judged(id_: str, verdict: str, subject: str) -> Judgement:
    return Judgement(id_, verdict, (subject,), "", "ana", AT)


def test_a_drawn_mark_has_the_id_of_its_judgement_stands_as_accepted_and_has_no_score() -> None:
    made = mark_of(DRAWN)
    assert (made.id, made.scene, made.verdict) == ("m-1a", "i-3", "accept")
    assert (made.fields["diameter_m"], made.fields["score"]) == (4.0, None)
    assert drawn([DRAWN], "i-3") == [made] and drawn([DRAWN], "i-4") == []


def test_what_was_taken_back_by_its_own_id_or_that_of_its_mark_does_not_stand() -> None:
    for subject in ("j-1a", "m-1a"):
        assert DRAWN not in standing([DRAWN, judged("j-2", "withdraw", subject)])
    assert DRAWN in standing([DRAWN, judged("j-2", "reject", "m-1a")])
