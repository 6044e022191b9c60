"""Every case is small enough to count by hand. Account 0 is a film, 1 an interview, as the kinds say."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.claims.grading.support import Act, Count, Ground, Said, Support, acts
from tawthiq.nouns import Kind
from tests.claims.weighing import ARMY, ON_3, ON_5, one_act, told

Pairs = list[tuple[int, int]]
PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]), max_size=8)


def what(act: Act, row: int = 0, without: int = -1) -> tuple[int, int]:
    count = act.support(row, without)["what"].for_
    return count.low, count.high


def test_seven_who_derive_from_a_film_add_nothing_to_it() -> None:
    act = one_act([told(n) for n in range(8)], ["film"] + [""] * 7, derives=[(n, 0) for n in range(1, 8)])
    assert what(act) == what(act, row=7) == (1, 1)


def test_two_whom_nobody_judged_are_one_or_two() -> None:
    assert what(one_act([told(0), told(1)], ["film", "witness"])) == (1, 2)


def test_two_who_were_judged_independent_are_two_and_of_two_kinds() -> None:
    count = one_act([told(0), told(1)], ["film", "witness"], independent=[(0, 1)]).support(0)["what"].for_
    assert count == Count(2, 2, (0, 1), (0, 1), 2)


def test_who_cites_three_sources_has_not_three_behind_each_sentence() -> None:
    """Account 3 cites a film, a witness and a hospital. Of the first claim all three may be the origin, as long as
    nobody entered what they say; once their claims are entered, and none is about this act, 3 stands for itself."""
    kinds: list[Kind] = ["film", "witness", "medical", ""]
    cites = [(3, 0), (3, 1), (3, 2)]
    assert what(one_act([told(3)], kinds, derives=cites)) == (1, 3)
    act = one_act([told(3)], kinds, derives=cites, coded=(0, 1, 2))
    assert act.support(0)["what"].for_ == Count(0, 1, (3,))
    assert what(one_act([told(0), told(3)], kinds, derives=cites, coded=(0, 1, 2)), row=1) == (1, 1)


def test_without_the_film_one_is_left() -> None:
    act = one_act([told(0), told(1), told(2)], ["film", "witness", ""], derives=[(2, 0)], independent=[(0, 1)])
    assert what(act, without=0) == (1, 1)


def test_two_whom_nobody_judged_beside_a_judged_pair_do_not_make_three() -> None:
    """0 and 1 are independent, and 1 and 2; 0 and 2 may be one."""
    act = one_act([told(0), told(1), told(2)], ["film", "witness", "witness"], independent=[(0, 1), (1, 2)])
    assert what(act) == (2, 3)


def test_a_scene_supports_what_and_when_it_is_asked_who_it_is_silent() -> None:
    """The scene 0 was coded with an actor; the page 1 that shows it names him too, and has that from nowhere known."""
    act = one_act([told(0, who=ARMY), told(1, who=ARMY)], ["satellite", ""], derives=[(1, 0)])
    found = act.support(0)
    assert found["what"].for_ == Count(1, 1, (0,), (0,), 1)
    assert found["who"].for_ == Count(0, 1, (1,), (), 0)


def test_a_part_is_supported_by_those_who_say_it_and_contradicted_by_those_who_say_otherwise() -> None:
    act = one_act([told(0, when=ON_3), told(1, when=ON_3), told(2, when=ON_5), told(3)], ["film", "witness", "", ""])
    found = act.support(0)
    assert (found["what"].for_.high, found["when"].for_.high, found["when"].against.high) == (4, 2, 1)


def test_who_says_more_than_his_origin_says_it_alone() -> None:
    """The film 0 says no day; the page 1 that took it says the 3rd, the page 2 the 5th."""
    act = one_act([told(0), told(1, when=ON_3), told(2, when=ON_5)], ["film", "", ""], derives=[(1, 0), (2, 0)])
    found = act.support(1)
    assert (found["what"].for_.low, found["what"].for_.high) == (1, 1)
    assert found["when"] == Support(Count(0, 1, (1,)), Count(0, 1, (2,)))


def test_hearsay_may_have_an_origin_and_is_none_that_is_certain() -> None:
    assert what(one_act([told(0)], [""], hearsay=[0])) == (0, 1)


def test_a_digest_of_two_who_are_silent_has_one_origin_at_least_and_two_at_most() -> None:
    act = one_act([told(2)], ["witness", "witness", ""], derives=[(2, 0), (2, 1)], independent=[(0, 1)])
    assert what(act) == (1, 2)


def test_a_denial_counts_as_an_affirmation_does_and_a_mere_dispute_as_nothing() -> None:
    act = one_act([told(0), told(1, "denies"), told(2, "disputes")], ["film", "witness", ""])
    found = act.support(0)["what"]
    assert (found.for_.high, found.against) == (1, Count(1, 1, (1,), (1,), 1))
    assert act.support(1)["what"] == Support(found.against, found.for_)
    assert act.support(2) == {}


def test_who_denies_it_for_another_day_does_not_speak_against() -> None:
    act = one_act([told(0, when=ON_3), told(1, "denies", when=ON_5)], ["film", "witness"])
    assert act.support(0)["what"].against == Count()


def test_what_was_withdrawn_supports_nothing_and_nobody_speaks_for_it() -> None:
    """The film is taken back: the page that took it has nothing left."""
    act = one_act([told(0, "withdrawn"), told(1)], ["film", ""], derives=[(1, 0)], withdrawn=[0])
    assert what(act, row=1) == (0, 0)
    assert act.support(0) == {}


def test_a_single_claim_withdrawn_leaves_its_copies_without_it() -> None:
    act = one_act([told(0, "withdrawn"), told(1)], ["film", ""], derives=[(1, 0)])
    assert what(act, row=1) == (0, 1)


def test_claims_are_put_together_by_act() -> None:
    one = one_act([told(0)], ["film"])
    said = Said([0, 0], [4, 9], ["affirms"] * 2, [False] * 2, [{"what": None}] * 2)
    assert {act: list(made.rows) for act, made in acts(said, one.ground).items()} == {4: [0], 9: [1]}


def test_an_origin_in_which_unlike_accounts_meet_has_no_kind() -> None:
    ground: Ground = one_act([told(0), told(1)], ["film", "witness"], ties=[(0, 1)]).ground
    assert ground.kind(2) == ""
    assert ground.able(2, "who")


def test_of_many_origins_one_left_out_takes_one_at_most() -> None:
    """Thirty that were all judged independent: above twenty the largest set is not sought anew."""
    everybody = range(30)
    apart = list(combinations(everybody, 2))
    act = one_act([told(n) for n in everybody], ["film", "witness"] * 15, independent=apart)
    assert what(act) == (30, 30)
    assert what(act, without=7) == (29, 29)
    assert act.support(0, without=7)["what"].for_.kinds == 2


@given(PAIRS, PAIRS, st.sets(st.integers(0, 5), min_size=1))
def test_the_fewest_are_never_more_than_the_most_nor_more_than_the_accounts(
    derives: Pairs, independent: Pairs, who: set[int]
) -> None:
    act = one_act([told(n) for n in sorted(who)], ["witness"] * 6, derives=derives, independent=independent)
    low, high = what(act)
    assert 1 <= low <= high <= 6
    if all(len(act.ground.folding.roots[n]) == 1 for n in who):
        assert high <= len(who)


@given(PAIRS, PAIRS)
def test_leaving_an_origin_out_never_adds_one(derives: Pairs, independent: Pairs) -> None:
    act = one_act([told(n) for n in range(6)], ["film"] * 6, derives=derives, independent=independent)
    low, high = what(act)
    for origin in act.support(0)["what"].for_.origins:
        less = what(act, without=origin)
        assert low - 1 <= less[0] <= low
        assert less[1] < high
