"""What waits for whom, blind; people parted and put together, and undone; a score explained."""

import dataclasses

import pytest

from tawthiq.case import Case, Decision, Signer
from tawthiq.errors import BadInput, NotFound
from tawthiq.names import review
from tawthiq.names.link import link
from tests.names.conftest import Read
from tests.names.test_link import EIGHT, ONE, SEVEN, SIX, TWO, groups, people_of
from tests.names.toy import Toy


@pytest.fixture
def linked(two_lists: Case, ana: Signer) -> Case:
    link(two_lists, by=ana, method=Toy())
    return two_lists


def waiting(case: Case, who: str, **how: bool) -> list[tuple[str, str]]:
    return [(one.one.id, one.other.id) for one in review.pairs(case, who, **how)]


def test_the_pair_that_is_neither_sure_nor_decided_waits(linked: Case) -> None:
    (pair,) = review.pairs(linked, "ana")
    assert (pair.one.id, pair.other.id, pair.sources) == (TWO, SIX, ("lcc", "vdc"))
    assert (pair.one.said["name"], pair.other.said["name"]) == ("Omar Salim", "Omar Salem")


def test_a_pair_shows_no_score_and_nobodys_verdict(linked: Case, basil: Signer) -> None:
    linked.judge([Decision("same", (TWO, SIX), "his father says so")], basil)
    told = str([dataclasses.asdict(one) for one in review.pairs(linked, "ana")])
    assert TWO in told
    assert not [word for word in ("weight", "probability", "0.5", "basil", "his father") if word in told]


def test_a_pair_waits_until_two_people_decided_alike(linked: Case, ana: Signer, basil: Signer) -> None:
    linked.judge([Decision("same", (TWO, SIX), "")], ana)
    assert (waiting(linked, "ana"), waiting(linked, "basil")) == ([], [(TWO, SIX)])
    assert waiting(linked, "basil", fresh=True) == []
    linked.judge([Decision("same", (TWO, SIX), "")], basil)
    assert waiting(linked, "chadi") == []


def test_where_two_disagree_a_third_is_asked(linked: Case, ana: Signer, basil: Signer) -> None:
    linked.judge([Decision("same", (TWO, SIX), "")], ana)
    linked.judge([Decision("different", (TWO, SIX), "")], basil)
    assert waiting(linked, "chadi") == [(TWO, SIX)]


def test_an_undone_decision_is_asked_for_again(linked: Case, ana: Signer) -> None:
    (made,) = linked.judge([Decision("same", (TWO, SIX), "")], ana)
    linked.judge([Decision("withdraw", (made.id,), "")], ana)
    assert waiting(linked, "ana") == [(TWO, SIX)]


def test_people_are_put_together_and_parted_again_by_one_withdrawal(linked: Case, ana: Signer) -> None:
    before = {"".join(records): id_ for id_, records in people_of(linked).items()}
    made = review.merge(linked, [before["2"], before["6"]], "his father says so", ana)
    link(linked, by=ana, method=Toy())
    assert "26" in groups(linked)
    linked.judge([Decision("withdraw", tuple(one.id for one in made), "another father")], ana)
    link(linked, by=ana, method=Toy())
    assert {"2", "6"} <= groups(linked)
    after = {"".join(records): id_ for id_, records in people_of(linked).items()}
    assert after["2"] == before["2"]


def test_some_records_of_a_person_are_parted_from_the_others(linked: Case, read: Read, ana: Signer) -> None:
    read("vdc", {"9": "Samir Q."}, "autumn")
    link(linked, by=ana, method=Toy())
    (three,) = [id_ for id_, records in people_of(linked).items() if len(records) == 3]
    review.split(linked, three, [EIGHT], "two cousins", ana)
    link(linked, by=ana, method=Toy())
    assert {"79", "8"} <= groups(linked)
    assert linked.register.person(three).forwards == (linked.register.person_of(EIGHT),)


def test_what_cannot_be_merged_or_split(linked: Case, ana: Signer) -> None:
    samir = linked.register.person_of(SEVEN)
    assert samir
    with pytest.raises(BadInput, match="two people"):
        review.merge(linked, [samir, samir], "", ana)
    for records in ([SEVEN, EIGHT], [], [ONE]):
        with pytest.raises(BadInput, match="but not all"):
            review.split(linked, samir, records, "", ana)
    assert linked.judgements() == []


def test_a_person_of_very_many_records_is_parted_by_several_decisions(case: Case, read: Read, ana: Signer) -> None:
    """A decision names 99 records at most; 120 and 1 are parted by three."""
    read("lcc", {str(n): "Samir Q." for n in range(1, 122)})
    link(case, by=ana, method=Toy())
    (one,) = people_of(case)
    made = review.split(case, one, [ONE], "the first is another", ana)
    assert [len(judgement.subjects) for judgement in made] == [50, 50, 23]
    link(case, by=ana, method=Toy())
    assert sorted(map(len, people_of(case).values())) == [1, 120]


def test_a_score_explained_by_its_very_numbers(linked: Case) -> None:
    made = review.explained(linked, SIX, TWO)
    assert (made.a, made.b, made.weight, made.probability) == (TWO, SIX, 0.0, 0.5)
    assert [(one.name, one.bits) for one in made.steps] == [("start", -8.0), ("given", 8.0)]
    assert made.people == (linked.register.person_of(TWO), linked.register.person_of(SIX))
    with pytest.raises(NotFound, match="plainly different"):
        review.explained(linked, ONE, SIX)


def test_people_by_a_condition(linked: Case) -> None:
    assert review.people(linked, "governorate = 'Homs' and name like 'Huda%'").num_rows == 1
    assert review.people(linked).num_rows == 6


def test_without_a_register_it_is_said_how_to_make_one(two_lists: Case) -> None:
    for ask in (lambda: review.pairs(two_lists, "ana"), lambda: review.people(two_lists)):
        with pytest.raises(NotFound, match="tawthiq link"):
            ask()
