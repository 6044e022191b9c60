import numpy as np

from tawthiq.toll.latent.diagnostics import gates, settled, two_answers

RNG = np.random.default_rng(0)


def test_independent_draws_pass_and_count_nearly_in_full() -> None:
    passed = gates(RNG.normal(size=(8, 500)))
    assert passed.passed
    assert passed.ess_bulk > 2_000


def test_chains_in_two_places_fail_and_give_two_answers() -> None:
    chains = RNG.normal(size=(8, 500)) + np.where(np.arange(8) < 3, 0.0, 9.0)[:, None]
    assert not gates(chains).passed
    answers = two_answers(chains)
    assert answers is not None
    assert len(answers[0]) == 3 * 500
    assert abs(np.median(answers[0])) < 0.2
    assert abs(np.median(answers[1]) - 9) < 0.2


def test_a_chain_that_settles_late_is_used_from_the_middle_on() -> None:
    draws = RNG.normal(size=(8, 2_000))
    assert settled(draws) == 0
    draws[3, :700] += 9.0
    assert settled(draws) == 1_000
    assert gates(draws[:, 1_000:]).passed


def test_chains_that_overlap_are_not_two_answers() -> None:
    assert two_answers(RNG.normal(size=(8, 500))) is None


def test_few_draws_fail_however_well_they_agree() -> None:
    assert not gates(RNG.normal(size=(8, 20))).passed


def test_chains_that_all_stand_on_one_value_have_converged() -> None:
    assert gates(np.full((8, 500), 7.0)).passed
