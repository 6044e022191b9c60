"""Grounds: what stands behind a claim as its page shows it: parts, origins, what is left without each, the graph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten

from tawthiq.claims.grading.grades import Grade
from tawthiq.claims.grading.leave_one_out import Range
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.nouns import Account, Part, Span

WIDE, HIGH, ACROSS, DOWN = 196.0, 66.0, 216.0, 128.0
MOST = 24
AROUND = 90


@dataclass(frozen=True, slots=True)
class PartOf:
    """One part of the sentence: origins for and against it, of how many kinds, and its grade."""

    name: Part
    for_: Range
    against: Range
    kinds: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin: the account that names it, its kind, what it says, who repeats it, and what is left without it.

    ``certain`` tells whether it saw for itself. ``left`` is None where it does not stand behind the claim.
    """

    account: Account
    kind: str
    certain: bool
    against: bool
    repeated: tuple[Account, ...]
    left: Range | None


@dataclass(frozen=True, slots=True)
class Node:
    """An account in the graph, its upper left corner, and where a click leads."""

    x: float
    y: float
    account: Account
    lines: tuple[str, ...]
    stance: str
    origin: bool
    href: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Accounts above, the origins that they derive from below, with the lines between; ``hidden`` were too many."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[float, float, float, float], ...]
    width: float
    height: float
    hidden: int


def row_of(weighed: Weighed, claim: str) -> int:
    """The place of a claim in the weighing."""
    return next(n for n, one in enumerate(weighed.told.claims) if one.id == claim)


def parts(weighed: Weighed, row: int) -> list[PartOf]:
    """The parts that a claim asserts."""
    result = weighed.result(row)
    return [
        PartOf(name, (one.for_.low, one.for_.high), (one.against.low, one.against.high), one.for_.kinds,
               result.graded.parts[name])
        for name, one in result.support.items()
    ]  # fmt: skip


def origins(weighed: Weighed, row: int) -> list[Origin]:
    """The origins behind a claim, then those against it."""
    result, act = weighed.result(row), weighed.acts[weighed.act_of[row]]
    behind = {origin for one in result.support.values() for origin in one.for_.origins}
    certain = {origin for one in result.support.values() for origin in one.for_.certain}
    against = {origin for one in result.support.values() for origin in one.against.origins}
    roots = act.ground.folding.roots
    told = sorted({weighed.said.account[each] for each in act.rows})
    made = []
    for origin in [*sorted(behind), *sorted(against - behind)]:
        repeats = tuple(weighed.told.accounts[one] for one in told if origin in roots[one] and one != origin)
        name = weighed.name(row, origin)
        kind = act.ground.kind(origin) if origin in act.ground.folding.members else ""
        made.append(
            Origin(name, kind, origin in certain, origin in against, tuple(one for one in repeats if one.id != name.id),
                   result.left.get(origin))
        )  # fmt: skip
    return made


def graph(weighed: Weighed, row: int) -> Graph:
    """What derives from what among the accounts of the claim's act."""
    act = weighed.acts[weighed.act_of[row]]
    folding = act.ground.folding
    told = sorted({weighed.said.account[one] for one in act.rows})
    below = list(dict.fromkeys(origin for one in told for origin in folding.roots[one]))
    above = [one for one in told if folding.roots[one] != (one,)]
    hidden = max(0, len(below) - MOST) + max(0, len(above) - MOST)
    below, above = below[:MOST], above[:MOST]
    width = max(len(below), len(above), 1) * ACROSS
    top = DOWN if above else 0.0
    low = {origin: (x, top) for origin, x in zip(below, _spread(len(below), width), strict=True)}
    high = {one: (x, 0.0) for one, x in zip(above, _spread(len(above), width), strict=True)}
    nodes = [_node(weighed, row, folding.stands_for(one), at, origin=True) for one, at in low.items()]
    nodes += [_node(weighed, row, one, at, origin=False) for one, at in high.items()]
    edges = [
        (high[one][0] + WIDE / 2, HIGH, low[origin][0] + WIDE / 2, top)
        for one in above for origin in folding.roots[one] if origin in low
    ]  # fmt: skip
    return Graph(tuple(nodes), tuple(edges), width, top + HIGH, hidden)


def _spread(count: int, width: float) -> Iterable[float]:
    return [(n + 0.5) * width / count - WIDE / 2 for n in range(count)]


def _node(weighed: Weighed, row: int, account: int, at: tuple[float, float], *, origin: bool) -> Node:
    one, act = weighed.told.accounts[account], weighed.acts[weighed.act_of[row]]
    mine = [each for each in act.rows if weighed.said.account[each] == account]
    stances = [weighed.said.stance[each] for each in mine]
    stance = "affirms" if "affirms" in stances else next(iter(stances), "")
    href = f"/claims/{weighed.told.claims[mine[0]].id}" if mine else f"/trace/{one.id}"
    lines = tuple(shorten(each, 26, placeholder="…") for each in (one.source, one.title, day(one)) if each)
    return Node(*at, one, lines, stance, origin, href)


def day(account: Account) -> str:
    """When an account was published, as it was said."""
    return account.published.edtf or account.published.said if account.published else ""


def excerpts(account: Account, spans: Iterable[Span]) -> list[tuple[str, str, str]]:
    """The words that some evidence rests on, each with what stands before and after it in its account."""
    found = []
    for one in list(spans)[:3]:
        before, after = account.text[max(0, one.start - AROUND) : one.start], account.text[one.end : one.end + AROUND]
        found.append((before, account.text[one.start : one.end] or one.said, after))
    return found


def by_act(weighed: Weighed, rows: Iterable[int]) -> Mapping[int, list[int]]:
    """Claims put together by the act that they are about, in the order of their first."""
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(weighed.act_of[row], []).append(row)
    return found
