from tawthiq.claims.grading.leave_one_out import left_without, range_of, rests_on
from tests.claims.weighing import ARMY, one_act, told


def test_a_sentence_has_the_support_of_its_weakest_part() -> None:
    """Both say what, one alone says who: without that one nothing is left of the whole sentence."""
    act = one_act([told(0), told(1, who=ARMY)], ["film", "witness"], independent=[(0, 1)])
    assert range_of(act.support(0)) == (2, 2)
    assert range_of(act.support(1)) == (1, 1)
    assert left_without(act, 1) == {0: (1, 1), 1: (0, 0)}
    assert rests_on(left_without(act, 1)) == (1,)


def test_two_origins_leave_one_whichever_goes() -> None:
    act = one_act([told(0), told(1)], ["film", "witness"])
    assert left_without(act, 0) == {0: (1, 1), 1: (1, 1)}
    assert rests_on(left_without(act, 0)) == ()


def test_a_dispute_rests_on_nothing() -> None:
    act = one_act([told(0, "disputes")], [""])
    assert range_of(act.support(0)) == (0, 0)
    assert left_without(act, 0) == {}
