import numpy as np

from examples.simulate.retellings import World, retellings

SMALL = World(events=400, accounts=2_000, sources=40)


def test_the_same_seed_gives_the_same_retellings_and_another_seed_others() -> None:
    one, again, other = (retellings(SMALL, seed) for seed in (3, 3, 4))
    assert (one.edges, one.ties, one.truth.tolist()) == (again.edges, again.ties, again.truth.tolist())
    assert one.edges != other.edges


def test_there_are_as_many_events_and_accounts_as_asked_for_and_nobody_retells_the_future() -> None:
    made = retellings(SMALL, 3)
    assert len(made.event) == len(made.kinds) == len(made.hearsay) == 2_000
    assert sorted(set(made.event.tolist())) == list(range(400))
    assert all(later > earlier and made.event[later] == made.event[earlier] for later, earlier in made.edges)


def test_an_event_has_at_least_one_origin_and_those_who_saw_have_a_kind() -> None:
    made = retellings(SMALL, 3)
    saw = np.array([bool(kind) for kind in made.kinds])
    assert made.truth.min() >= 1
    assert (np.bincount(made.event[saw], minlength=400) >= made.truth).all()


def test_people_find_what_the_world_lets_them() -> None:
    """All found and none wrong: every retelling has an edge; nothing found: none has."""
    everything = retellings(World(events=50, accounts=300, sources=20, found=1.0, right=1.0), 3)
    retold = [n for n, kind in enumerate(everything.kinds) if not kind]
    assert {later for later, _ in everything.edges} == set(retold)
    assert retellings(World(events=50, accounts=300, sources=20, found=0.0), 3).edges == []
