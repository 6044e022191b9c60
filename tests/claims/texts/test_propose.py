"""What rules propose from words; a person confirms. The texts are invented."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from tawthiq.claims.shape import Proposal
from tawthiq.claims.texts.propose import propose
from tawthiq.messages import say
from tawthiq.nouns import Sense
from tawthiq.places import Gazetteer
from tests.claims.accounts import account


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    own = tmp_path / "places.csv"
    rows = ["name,lat,lon,radius_m,within,aliases", "Tel Warda,34.5,36.5,800,Syria,تل وردة"]
    own.write_text("\n".join(rows), "utf-8")
    return Gazetteer(own, ["SY"])


def read(text: str, gazetteer: Gazetteer | None = None, lang: str = "en") -> list[Proposal]:
    return propose(account("a", text, lang=lang), gazetteer)


def test_a_sentence_with_all_its_parts(gazetteer: Gazetteer) -> None:
    text = "According to River Post, soldiers shelled Tel Warda on 2 March 2012 and at least 14 people were killed."
    shelling, killing = sorted(
        read(text.replace("shelled", "shelled houses in"), gazetteer), key=lambda p: p.claim.act
    )[::-1]
    claim = killing.claim
    assert (shelling.claim.act, claim.act) == ("shelling", "killing")
    assert claim.where is not None and (claim.where.name, claim.where.lat) == ("Tel Warda", 34.5)
    assert claim.when is not None and claim.when.edtf == "2012-03-02"
    assert [(one.low, one.sense, one.of) for one in claim.numbers] == [(14, "lower bound", "dead")]
    assert [(one.name, one.alleged) for one in claim.actors] == [("Syrian army", True)]
    assert [one.to for one in claim.attributed] == ["River Post"]
    assert {*claim.spans} == {"what", "where", "when", "who", "how many"}
    assert shelling.claim.numbers == ()


def test_every_span_is_cut_from_the_account(gazetteer: Gazetteer) -> None:
    text = "Rain fell. On 2 March 2012 troops entered Tel Warda; 3 men were arrested.\nقُتل خمسة أشخاص في تل وردة."
    for one in read(text, gazetteer):
        for span in (one.claim.span, *one.claim.spans.values(), *(n.span for n in one.claim.numbers)):
            assert text[span.start : span.end] == span.said


def test_arabic(gazetteer: Gazetteer) -> None:
    found = read("قُتل ما لا يقل عن خمسة أشخاص في تل وردة يوم 2 آذار 2012.", gazetteer, "ar")
    assert [one.claim.act for one in found] == ["killing"]
    claim = found[0].claim
    assert claim.where is not None and claim.where.lat == 34.5
    assert claim.when is not None and claim.when.edtf == "2012-03-02"
    assert [(one.low, one.high, one.of) for one in claim.numbers] == [(5, None, "dead")]


def test_what_a_witness_saw_is_observed_and_the_rest_alleged() -> None:
    seen, told = read("I saw soldiers beat my neighbour; they tortured him. The soldiers tortured others.")[-2:]
    assert [one.alleged for one in seen.claim.actors] == [False]
    assert seen.claim.basis == "first-hand"
    assert [one.alleged for one in told.claim.actors] == [True]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The massacre never happened.", "denies"),
        ("The film of the torture was staged.", "disputes"),
        ("There was torture.", "affirms"),
    ],
)
def test_denials_are_claims_too(text: str, stance: str) -> None:
    assert [one.claim.stance for one in read(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("It rained in Warda. Shells fell.", "propose.no_place"),
        ("Shells fell in Warda and near Bistan.", "propose.several_places"),
        ("Shells fell in Warda.", "propose.unplaced"),
        ("Shells fell on 2 March 2012 and 4 March 2012.", "propose.several_dates"),
        ("The killing was staged.", "propose.denied"),
        ("Shells fell, which could not be verified.", "propose.unverified"),
        ("We call on all sides to end the siege.", "propose.wish"),
    ],
)
def test_what_is_doubtful_is_said(text: str, doubt: str) -> None:
    assert doubt in [said.key for one in read(text) for said in one.doubts]


def test_names_in_process_are_names_and_not_deaths() -> None:
    found = read("The group is processing about 6,000 names of the dead.")
    assert [(n.low, n.sense, n.of) for one in found for n in one.claim.numbers] == [(6000, "approximate", "names")]


def test_persons_are_names_that_are_no_place_and_no_organisation() -> None:
    text = "Soldiers arrested Karim Haddan in Warda, says the Relief Committee."
    assert [one.claim.persons for one in read(text)] == [("Karim Haddan",)]


def test_a_particular_act_stands_for_the_general_one() -> None:
    assert [one.claim.act for one in read("Mass arrests followed; all were arrested.")] == ["mass_arrest"]


def test_a_text_without_acts_proposes_nothing() -> None:
    assert read("The council met and could not agree.") == []
    assert read("") == []


def test_every_reason_is_said_in_both_languages(gazetteer: Gazetteer) -> None:
    for one in read("According to River Post, soldiers killed 14 people in Tel Warda on 2 March 2012.", gazetteer):
        assert all(said.say("en") and said.say("ar") for said in (*one.why, *one.doubts))


def test_what_speaks_for_a_claim_is_said_in_one_language_at_a_time() -> None:
    (one,) = read("At least 14 people were killed on 2 March 2012.")
    (number,) = [said for said in one.why if said.key == "propose.number"]
    assert number.say("ar") == "«At least 14» عدد: قتلى؛ على الأقل."
    assert number.say() == "“At least 14” counts dead: lower bound."


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_sense_and_all_that_is_counted_has_its_words(lang: str) -> None:
    counted = tomllib.loads(files("tawthiq.claims.texts").joinpath("quantities.toml").read_text("utf-8"))["of"]
    for key in (*(f"of_{of}" for of in counted), *(f"sense_{sense.replace(' ', '_')}" for sense in get_args(Sense))):
        assert say(f"propose.{key}", lang)
