from datetime import date
from pathlib import Path

import pytest

from tawthiq.claims.entering import Entry, account_from, claim_from, read_table
from tawthiq.errors import BadInput
from tawthiq.nouns import Account, Actor, Claim, Span

TEXT = "On 3 March the army shelled Northquay, said a doctor. Over 12 dead."
ACCOUNT = Account("a-1", "paper", TEXT)


def test_an_account_from_its_fields() -> None:
    told = {"source": "paper", "published": "2031-03-04", "lang": "en", "kind": "official", "text": TEXT}
    found = account_from(told, "row 2")
    assert (found.source, found.kind, found.locator, found.text) == ("paper", "official", "row 2", TEXT)
    assert found.published
    assert found.published.start == date(2031, 3, 4)


def test_a_claim_from_its_fields_with_the_span_of_its_words_and_of_its_parts() -> None:
    fields = {
        "act": "shelling", "said": "the army shelled Northquay", "place": "Northquay", "at": "34.7, 36.7",
        "radius": "500", "when": "2031-03-03", "actors": "the army", "observed": "two tanks", "numbers": "over 12 dead",
        "attributed": "a doctor", "basis": "hearsay",
    }  # fmt: skip
    found = claim_from(ACCOUNT, fields)
    assert found.span == Span(11, 37, "the army shelled Northquay")
    assert found.where
    assert (found.where.name, found.where.lat, found.where.radius_m) == ("Northquay", 34.7, 500.0)
    assert found.actors == (
        Actor(Span(11, 19, "the army"), "the army"),
        Actor(Span(0, 0, "two tanks"), "two tanks", False),
    )
    (number,) = found.numbers
    assert (number.low, number.high, number.sense, number.of) == (12, None, "lower bound", "dead")
    assert (found.attributed[0].to, found.basis, found.stance) == ("a doctor", "hearsay", "affirms")


def test_the_least_claim_is_an_act() -> None:
    assert claim_from(ACCOUNT, {"act": "torture"}) == Claim("", "a-1", "torture", Span(0, 0, ""))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"said": "nobody was hurt"}, "do not stand there"),
        ({"stance": "perhaps"}, "'perhaps' is no stance"),
        ({"basis": "rumour"}, "'rumour' is no basis"),
        ({"numbers": "many"}, "no single number"),
        ({"at": "34.7, 36.7", "radius": "wide"}, "no number of metres"),
    ],
)
def test_what_cannot_be_read(fields: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        claim_from(ACCOUNT, {"act": "shelling", **fields})


def test_a_table_of_claims_good_rows_and_bad_ones(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text("account,source,act,said\nA,paper,shelling,x\nA,paper,,y\n", "utf-8")
    good, bad = read_table(file)
    assert good == [Entry(2, "A", {"account": "A", "source": "paper", "act": "shelling", "said": "x"})]
    assert [row for row, _ in bad] == [3]
    file.write_text("account,colour\nA,red\n", "utf-8")
    with pytest.raises(BadInput, match=r"act, source.*colour"):
        read_table(file)
