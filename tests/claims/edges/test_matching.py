from datetime import date

import pytest

from tawthiq.claims.edges.matching import Matching, score
from tawthiq.claims.shape import Match
from tawthiq.nouns import Account, Claim, Date, Place, Quantity, Span
from tawthiq.typology import typology

NONE = Span(0, 0, "")
MILL = Place("the mill", "Mill", 34.70, 36.70, 500)
NEAR = Place("mill quarter", "Mill quarter", 34.702, 36.70, 800)
FAR = Place("the port", "Port", 35.5, 35.8, 800)


def claim(id_: str, act: str = "shelling", where: Place | None = MILL, day: int = 8, **more: object) -> Claim:
    when = date(2012, 3, day)
    return Claim(id_, f"a-{id_}", act, NONE, where=where, when=Date("", when.isoformat(), when, when), **more)  # type: ignore[arg-type]


def match(one: Claim, other: Claim) -> Match:
    return score(one, other, typology())


def dead(low: int | None, high: int | None) -> Quantity:
    return Quantity(Span(0, 1, f"{low}-{high}"), low, high, "as said", "dead")


def test_one_act_on_one_day_in_one_quarter() -> None:
    found = match(claim("1"), claim("2", where=NEAR))
    assert found.decided == "same"
    assert found.bits["when"] == 7.0
    assert sum(found.bits.values()) > 4


@pytest.mark.parametrize(
    "other",
    [claim("2", where=FAR), claim("2", day=20), claim("2", act="water_cut")],
    ids=["another town", "another day", "another act"],
)
def test_what_is_plainly_another_act(other: Claim) -> None:
    assert match(claim("1"), other).decided == "different"


def test_too_little_is_said_and_it_waits() -> None:
    assert match(claim("1"), claim("2", where=None)).decided == "waits"


def test_a_slip_of_one_day_is_not_yet_another_event() -> None:
    assert match(claim("1"), claim("2", day=9)).bits["when"] == -1.0


@pytest.mark.parametrize(
    ("one", "other", "bits"),
    [((14, 14), (14, 14), 2.0), ((14, 14), (15, 15), 0.5), ((14, None), (20, 20), 0.5), ((14, 14), (40, 40), -2.0)],
)
def test_numbers_agree_as_far_as_they_are_said(
    one: tuple[int, int | None], other: tuple[int, int | None], bits: float
) -> None:
    found = match(claim("1", numbers=(dead(*one),)), claim("2", numbers=(dead(*other),)))
    assert found.bits["how many"] == bits


def test_a_person_named_by_both_in_two_scripts() -> None:
    one, other = claim("1", "killing", persons=("Karim Haddan",)), claim("2", "killing", persons=("كريم حدان",))
    assert match(one, other).bits["persons"] == 5.0


def test_places_without_position_are_met_by_name() -> None:
    one, other = Place("Karm al-Warda", "Karm al-Warda"), Place("كرم الوردة", "كرم الوردة")
    assert match(claim("1", where=one), claim("2", where=other)).bits["where"] == 3.0


def accounts(**sources: str) -> list[Account]:
    return [Account(f"a-{one}", source, "") for one, source in sources.items()]


def test_a_source_tells_of_one_act_once() -> None:
    told = [claim("1"), claim("2"), claim("3", where=NEAR)]
    found = Matching().matches(told, [Account("a-1", "x", ""), Account("a-2", "y", ""), Account("a-3", "y", "")])
    decided = {(one.a, one.b): one.decided for one in found}
    assert decided["1", "2"] == "same"
    assert decided["2", "3"] == "same"
    other = [claim("1"), claim("2"), claim("3", numbers=(dead(90, 90),), where=NEAR)]
    apart = [Claim(**{name: getattr(one, name) for name in Claim.__slots__}) for one in other]
    assert {one.decided for one in Matching().matches(apart, [])} <= {"same", "waits"}


def test_of_two_that_fit_the_better_stays_and_the_other_waits() -> None:
    told = [
        claim("1", numbers=(dead(14, 14),)),
        claim("2", numbers=(dead(14, 14),)),
        claim("3", numbers=(dead(40, 40),)),
    ]
    sources = [Account("a-1", "x", ""), Account("a-2", "y", ""), Account("a-3", "y", "")]
    told[2] = Claim("3", "a-2", "shelling", NONE, where=MILL, when=told[0].when, numbers=(dead(40, 40),))
    found = {(one.a, one.b): one for one in Matching().matches(told, sources)}
    assert found["1", "2"].decided == "same"
    assert found["1", "3"].decided == "waits"
    assert found["1", "3"].words[-1].key == "matching.one_to_one"


def test_claims_of_one_account_are_never_matched() -> None:
    same = [claim("1"), Claim("2", "a-1", "shelling", NONE, where=MILL, when=claim("1").when)]
    assert Matching().matches(same, accounts()) == []


def test_every_reason_is_said_in_both_languages() -> None:
    one = claim("1", persons=("Karim Haddan",), numbers=(dead(14, 14),))
    for other in (claim("2", persons=("Karim Haddan",), numbers=(dead(40, 40),)), claim("2", "looting", FAR, 20)):
        assert all(said.say("en") and said.say("ar") for said in match(one, other).words)
