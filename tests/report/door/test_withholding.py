"""What the public may not be told, case by case."""

from dataclasses import replace
from datetime import date

import pytest

from tawthiq.errors import BadInput
from tawthiq.report import evidence
from tawthiq.report.door.withholding import Rules, happened, hidden, is_force, is_sheltered, objections, quoted
from tawthiq.report.edition import Note
from tests.report.conftest import DAY, Office
from tests.report.invented import BARE, claim


@pytest.mark.parametrize(
    "name", ["the army", "Syrian armed forces", "الجيش", "قوات الأمن", "unknown gunmen", "Air Force"]
)
def test_forces_and_crowds_are_no_persons(name: str) -> None:
    assert is_force(name)


@pytest.mark.parametrize(
    "name", ["Colonel Samir Haddad", "Samir of the army", "العقيد سمير حداد", "", "Fourth Brigade"]
)
def test_whoever_is_called_otherwise_may_be_a_person(name: str) -> None:
    assert not is_force(name)


def test_shelters_and_hospitals_are_known_by_their_words_unless_they_are_closed() -> None:
    assert is_sheltered("al-Nabaa field hospital", Rules())
    assert is_sheltered("مشفى النبع", Rules())
    assert not is_sheltered("Bab Amr", Rules())
    assert not is_sheltered("مشفى النبع", Rules(closed=("مشفى النبع",)))


@pytest.mark.parametrize("told", [{"embargo": 3}, {"embargo_days": -1}, {"smallest_cell": True}, {"actors": "army"}])
def test_a_rule_that_means_nothing_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        Rules.of(told)


def test_rules_are_read_as_they_stand() -> None:
    assert Rules.of({"embargo_days": 7, "actors": ["Fourth Division"]}) == Rules(7, 5, ("Fourth Division",))


def test_words_of_an_interview_need_its_consent(office: Office) -> None:
    """The witness spoke for a court alone."""
    held, item = evidence.read(office.case), office.case.items()[1].id
    note = Note(1, f"item:{item} paragraph 1 “We counted”", "", (), (item,))
    assert list(quoted(note, held)) == [item]
    assert [one.key for one in objections(note, held, Rules(), "public", DAY)] == ["withholding.consent"]
    assert objections(note, held, Rules(), "court", DAY) == []


def test_a_register_and_a_list_are_no_strikes(office: Office) -> None:
    held = evidence.read(office.case)
    assert happened(office.people[0], held) is None
    assert happened(office.case.items()[0].id, held) is None


def test_the_name_of_a_witness_is_hidden_that_of_an_organisation_is_not(office: Office) -> None:
    found = {one.value.strip() for one in hidden(evidence.read(office.case), Rules())}
    assert found == {"Dana Rahhal"}
    assert date(2012, 6, 1) == DAY


@pytest.mark.parametrize(("radius_m", "secrets"), [(500.0, 1), (None, 1), (5_000.0, 0)])
def test_a_shelter_of_which_no_more_than_its_town_is_known_has_no_position_to_hide(
    radius_m: float | None, secrets: int
) -> None:
    said = claim("c-1", "one origin", 1, 1, place="Field hospital", radius_m=radius_m)
    found = hidden(replace(BARE, claims={"c-1": said}), Rules())
    assert [one.value for one in found if one.kind == "place"] == ["34.700000 36.700000"] * secrets
