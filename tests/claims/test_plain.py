import json
from datetime import date

from tawthiq.claims.plain import account_of, claim_of, date_of, place_of, plain, quantity_of, span_of
from tawthiq.nouns import Account, Actor, Attribution, Claim, Date, Place, Quantity, Span

SAID = Span(4, 9, "eight")


def test_a_claim_comes_back_as_it_went() -> None:
    claim = Claim(
        "c-1", "a-1", "killing", SAID, "denies",
        Place("Homs", "Homs", 34.73, 36.71, 5000.0, ("Syria",)),
        Date("3 Feb", "2012-02-03", date(2012, 2, 3), None),
        (Actor(SAID, "the army", False), Actor(SAID, "a militia")), ("Samir (invented)",),
        (Quantity(SAID, 8, None, "lower bound", "dead", "documented"),), (Attribution(SAID, "a doctor"),),
        "first-hand", {"where": SAID},
    )  # fmt: skip
    assert claim_of("c-1", "a-1", json.loads(json.dumps(plain(claim)))) == claim


def test_an_account_comes_back_and_takes_its_text_from_elsewhere() -> None:
    account = Account("a-1", "lcc", "", "en", Date("", "2012", date(2012, 1, 1), date(2012, 12, 31)), links=("x",))
    told = json.loads(json.dumps(plain(account)))
    assert "text" not in told
    assert account_of("a-1", told) == account
    assert account_of("a-1", told, item="i-1", text="words").text == "words"


def test_what_is_empty_is_nothing() -> None:
    assert span_of(None) == Span(0, 0, "")
    assert (date_of(None), place_of({})) == (None, None)
    assert quantity_of({"low": 7}) == Quantity(Span(0, 0, ""), 7, None)
