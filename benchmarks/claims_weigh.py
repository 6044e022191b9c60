"""Folding and weighing at size: simulated retellings of events by sources, against counting publishers.

    python -m benchmarks.claims_weigh

The simulation is ``examples/simulate/retellings.py``; people found three derivations in four and a tenth of what they
accepted is wrong. Pairs of sources were judged independent in two ways: three in ten at random (37,000), and 10,000 in
the order in which ``queue sources`` asks for them.
"""

import resource
import sys
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter, process_time

import numpy as np
import pyarrow as pa

from examples.simulate.retellings import Retellings, World, retellings
from tawthiq.claims.grading.decided import Decided, Decision, ordered
from tawthiq.claims.grading.queueing import unjudged_sources
from tawthiq.claims.grading.weighing import Told, Weighing, weigh
from tawthiq.claims.tabulate import tabulate
from tawthiq.nouns import Account, Claim, Date, Place, Quantity, Span

SEEDS = 11, 12, 13
NOTHING = Span(0, 0, "")
YES, NO = Decision("accepted", ()), Decision("rejected", ())
GRAVE, LIGHT = Weighing(grave=("shelling",)), Weighing()
ASKED = 10_000


def told_of(made: Retellings) -> Told:
    """The simulation as nouns and decisions: what the verb reads from a case."""
    names = [f"a-{n:06}" for n in range(len(made.event))]
    accounts = [
        Account(name, f"s{source:03}", "", kind=kind)
        for name, source, kind in zip(names, made.source.tolist(), made.kinds, strict=True)
    ]
    claims = [_claim(made, n, name) for n, name in enumerate(names)]
    labels = {one.id: f"e{event}" for one, event in zip(claims, made.event.tolist(), strict=True)}
    origin = {ordered(names[a], names[b]): YES for a, b in made.ties}
    origin |= {ordered(names[a], names[b]): NO for a, b in made.accounts_apart}
    origin |= {ordered(f"s{a:03}", f"s{b:03}"): NO for a, b in made.apart}
    decided = Decided({(names[a], names[b]): YES for a, b in made.edges}, origin, {})
    return Told(accounts, claims, decided, labels)


def _claim(made: Retellings, n: int, account: str) -> Claim:
    event, off = int(made.event[n]), int(made.drift[n])
    day = date(2031, 1, 1) + timedelta(event % 300 + off)
    dead = event % 40 + off
    return Claim(
        f"c-{n:06}", account, "shelling", NOTHING, where=Place("", f"place {event % 900}"),
        when=Date("", day.isoformat(), day, day), numbers=(Quantity(NOTHING, dead, dead, of="dead"),),
        basis="hearsay" if made.hearsay[n] else "",
    )  # fmt: skip


def counts(tables: dict[str, pa.Table]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For the act (its part what) of each event: the fewest origins, those that are certain, the most there may be."""
    support = tables["support"]
    what = np.array(support["part"].to_pylist()) == "what"
    claims = [one for one, keep in zip(support["claim"].to_pylist(), what, strict=True) if keep]
    event = dict(zip(tables["claims"]["id"].to_pylist(), tables["claims"]["event"].to_pylist(), strict=True))
    first = [n for n, one in enumerate(claims) if event[one] == one]
    low, high = (np.array(support[name])[what][first] for name in ("low", "high"))
    certain = np.array([len(one.split()) for one in np.array(support["certain"].to_pylist())[what][first]])
    return low, np.maximum(low, certain), high


def called(tables: dict[str, pa.Table]) -> np.ndarray:
    """Whether what happened in each event is called corroborated."""
    support = tables["support"].to_pydict()
    events = set(tables["claims"]["event"].to_pylist())
    rows = zip(support["claim"], support["part"], support["grade"], strict=True)
    return np.array([grade == "corroborated" for claim, part, grade in rows if part == "what" and claim in events])


def publishers(told: Retellings) -> np.ndarray:
    """The baseline: how many publishers tell of each event."""
    pairs = np.unique(np.stack([told.event, told.source]), axis=1)
    return np.bincount(pairs[0], minlength=len(told.truth))


def near(count: np.ndarray, truth: np.ndarray) -> float:
    return float((np.abs(count - truth) <= 1).mean())


def asked_for(made: Retellings) -> Retellings:
    """The same world, in which people judged the pairs of sources that the queue asks for first."""
    pairs = unjudged_sources(weigh(told_of(replace(made, apart=[])), LIGHT))[:ASKED]
    return replace(made, apart=[(int(one.one[1:]), int(one.other[1:])) for one in pairs])


def row(made: Retellings) -> list[float]:
    """What was measured of one world."""
    told = told_of(made)
    start, began = perf_counter(), process_time()
    tables = tabulate(weigh(told, GRAVE), {})
    took, worked = perf_counter() - start, process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    low, certain, high = counts(tables)
    truth, counted, single = made.truth, publishers(made), made.truth == 1
    grave, light = called(tables), called(tabulate(weigh(told, LIGHT), {}))
    within = (low <= truth) & (truth <= high)
    return [
        took, worked, peak, near(high, truth), near(certain, truth), near(low, truth), near(counted, truth),
        float(within.mean()), float(((low - 1 <= truth) & (truth <= high + 1)).mean()), float((low > truth).mean()),
        float(grave[single].mean()), float(light[single].mean()), float((counted[single] > 1).mean()),
        float(grave[~single].mean()), float(light[~single].mean()),
    ]  # fmt: skip


def main(seeds: tuple[int, ...] = SEEDS) -> None:
    """Print both tables, a column a seed."""
    worlds = [retellings(World(), seed) for seed in seeds]
    for name, change in (("three pairs in ten, at random", None), (f"the first {ASKED:,} of the queue", asked_for)):
        print(f"judged independent: {name}")
        show([row(change(one) if change else one) for one in worlds])


def show(rows: list[list[float]]) -> None:
    """A line for each figure."""
    heads = (
        "seconds",
        "… of the processor",
        "peak memory of the process, GiB",
        "most there may be, within 1 of the truth",
        "certain, within 1",
        "fewest, within 1",
        "publishers, within 1",
        "truth lies in the range",
        "truth lies in the range or one beside it",
        "fewest above the truth",
        "one origin, called corroborated (grave)",
        "one origin, called corroborated (not grave)",
        "one origin, two publishers or more",
        "several origins, called corroborated (grave)",
        "several origins, called corroborated (not grave)",
    )
    for head, values in zip(heads, np.array(rows).T, strict=True):
        print(f"{head:50} {' '.join(f'{value:8.3f}' for value in values)}", flush=True)


if __name__ == "__main__":
    main(tuple(int(one) for one in sys.argv[1:]) or SEEDS)
