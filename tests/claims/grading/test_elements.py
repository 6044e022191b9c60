from tawthiq.claims.grading.elements import matrix
from tawthiq.elements import elements
from tests.claims.telling import account, claim, weighed


def test_who_affirms_stands_on_one_side_who_denies_or_disputes_on_the_other() -> None:
    claims = [
        claim("1", "1", "torture"),
        claim("2", "2", "torture", stance="denies"),
        claim("3", "3", "torture", stance="disputes"),
        claim("4", "3", "looting"),
    ]
    told = weighed([account(one) for one in "123"], claims, labels=dict.fromkeys(("c-1", "c-2", "c-3"), "x"))
    cells = {one.element.id: one for one in matrix(told)}
    pain = cells["torture.pain"]
    assert [(one.claim.id, one.range, one.against) for one in pain.incriminating] == [("c-1", (1, 1), (1, 1))]
    assert [one.claim.id for one in pain.exonerating] == ["c-2", "c-3"]
    assert [one.claim.id for one in cells["war_pillage.taken"].incriminating] == ["c-4"]


def test_an_element_to_which_no_type_of_act_speaks_stays_empty_and_is_shown() -> None:
    told = weighed([account("1")], [claim("1", "1")])
    (cell,) = matrix(told, [one for one in elements() if one.id == "attack.knowledge"])
    assert (cell.incriminating, cell.exonerating) == ((), ())
