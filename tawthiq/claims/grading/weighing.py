"""Weighing: from accounts, claims and what people decided to acts, origins, support and grades. Knows no case."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from tawthiq.claims.grading.decided import Decided, Pair
from tawthiq.claims.grading.grades import Graded, Thresholds, grade, kind_of_basis, supports
from tawthiq.claims.grading.grouping import group
from tawthiq.claims.grading.leave_one_out import Range, left_without, range_of, rests_on
from tawthiq.claims.grading.origins import Folding, fold
from tawthiq.claims.grading.support import Act, Ground, Said, Standing, Support, acts
from tawthiq.claims.grading.values import values_of
from tawthiq.claims.shape import DIRECTED, Edge, Match
from tawthiq.nouns import Account, Claim, Kind, Part

Numbers = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Counting of independent origins by part, with what nobody judged as a range.

    ``origins`` and ``kinds_where_grave`` are what corroboration asks for, ``grave`` the codes of grave acts, ``least``
    the bits from which a derivation is proposed. Assumes that the claims of one act were put together rightly and that
    the edges people accepted are true; edges nobody found leave ``high`` too high. Not for what no account asserts:
    silence is no evidence.
    """

    origins: int = 2
    kinds_where_grave: int = 2
    grave: tuple[str, ...] = ()
    least: float = 2.0
    name: ClassVar[str] = "weigh"
    version: ClassVar[str] = "3"

    def __post_init__(self) -> None:
        object.__setattr__(self, "grave", tuple(self.grave))

    @property
    def thresholds(self) -> Thresholds:
        """What corroboration asks for."""
        return Thresholds(self.origins, self.kinds_where_grave)


@dataclass(frozen=True, eq=False)
class Told:
    """What there is to be weighed: accounts in the order of time, their claims, and what was decided.

    ``labels`` names the act of a claim where a person did: one label, one act. ``edges`` and ``matches`` are proposals.
    ``draws_on`` are pairs of sources that are known not to be independent.
    """

    accounts: Sequence[Account]
    claims: Sequence[Claim]
    decided: Decided
    labels: Mapping[str, str] = field(default_factory=dict)
    edges: Sequence[Edge] = ()
    matches: Sequence[Match] = ()
    draws_on: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of one claim: the support of its parts, its grade, and what is left without each origin."""

    support: Mapping[Part, Support]
    graded: Graded
    range: Range
    left: Mapping[int, Range]
    disputes: tuple[int, ...]

    @property
    def contested(self) -> bool:
        """Whether anybody denies or disputes the act, with an observation of his own or without."""
        return bool(self.disputes) or any(one.against.high for one in self.support.values())

    @property
    def alone(self) -> tuple[int, ...]:
        """The origins without each of which nothing is left."""
        return rests_on(self.left)


@dataclass(eq=False)
class Weighed:
    """The claims weighed; claims and accounts are called by their place in ``told``."""

    told: Told
    method: Weighing
    act_of: Sequence[int]
    ground: Ground
    acts: Mapping[int, Act]
    weights: dict[int, float] = field(default_factory=dict)
    _results: dict[Hashable, Result] = field(default_factory=dict)

    def result(self, row: int) -> Result:
        """What was found of a claim: the same for all claims that say the same of an act."""
        said = self.said.stance[row], tuple(self.said.values[row].items()), self.told.claims[row].act
        key = self.act_of[row], said, row if said[0] == "disputes" else -1
        if key not in self._results:
            self._results[key] = self._result(row)
        return self._results[key]

    def _result(self, row: int) -> Result:
        act = self.acts[self.act_of[row]]
        support = act.support(row)
        graded = grade(support, self.method.thresholds, grave=self.told.claims[row].act in self.method.grave)
        disputes = tuple(other for other in act.rows if self.said.stance[other] == "disputes" and other != row)
        return Result(support, graded, range_of(support), left_without(act, row) if support else {}, disputes)

    @property
    def said(self) -> Said:
        """The claims as columns."""
        return next(iter(self.acts.values())).said

    @cached_property
    def acts_of(self) -> dict[int, set[int]]:
        """The acts that each account speaks of."""
        found: dict[int, set[int]] = defaultdict(set)
        for row, act in enumerate(self.act_of):
            found[self.said.account[row]].add(act)
        return found

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each account."""
        return {one.id: n for n, one in enumerate(self.told.accounts)}

    def name(self, row: int, origin: int) -> Account:
        """The account by which an origin behind a claim is named: origins are numbered by the folding of their act."""
        return self.told.accounts[self.acts[self.act_of[row]].ground.folding.stands_for(origin)]

    @property
    def folding(self) -> Folding:
        """The origins behind each account, as far as what was decided holds for every act."""
        return self.ground.folding

    def derived(self, act: int) -> list[int]:
        """The accounts that affirm an act and derive from another."""
        rows = self.acts[act].rows
        found = {self.said.account[row] for row in rows if self.said.stance[row] == "affirms"}
        return sorted(one for one in found if self.acts[act].ground.folding.roots[one] != (one,))


def weigh(told: Told, method: Weighing) -> Weighed:
    """Put the claims together by act, fold their accounts, and make ready to count."""
    if not told.claims:
        return Weighed(told, method, [], _ground(told, {}, ()), {})
    act_of = group([one.id for one in told.claims], told.labels, told.decided.act, told.matches)
    place = {one.id: n for n, one in enumerate(told.accounts)}
    said = _said(told, act_of, place)
    ground = _ground(told, place, ())
    found = acts(said, ground)
    account_of = {one.id: place[one.account] for one in told.claims}
    for act, pairs in _within_one_act(told, act_of).items():
        found[act] = Act(said, _ground(told, {**place, **account_of}, pairs), found[act].rows)
    return Weighed(told, method, act_of, ground, found)


def _said(told: Told, act_of: Sequence[int], place: Mapping[str, int]) -> Said:
    gone = told.decided.withdrawn
    stances: list[Standing] = [
        "withdrawn" if one.id in gone or one.account in gone else one.stance for one in told.claims
    ]
    return Said(
        [place[one.account] for one in told.claims], act_of, stances,
        [one.basis == "hearsay" for one in told.claims], [values_of(one) for one in told.claims],
    )  # fmt: skip


def _ground(told: Told, place: Mapping[str, int], more: Iterable[str]) -> Ground:
    """What is known of the accounts; ``more`` are ids of claims whose own edges count as those of their accounts."""
    own = {one.id: n for n, one in enumerate(told.accounts)}
    where = {**own, **{one: place[one] for one in more}}
    sources = {handle: n for n, handle in enumerate(sorted({one.source for one in told.accounts}))}
    directed, ties = accepted(told, where)
    apart = [pair for pair, one in told.decided.origin.items() if one.state == "rejected"]
    by_source = [pair for pair in apart if pair[0] in sources and pair[1] in sources and pair not in told.draws_on]
    folding = fold(
        len(told.accounts),
        derives=directed,
        ties=ties,
        independent=_numbered(apart, where),
        sources=[sources[one.source] for one in told.accounts],
        independent_sources=_numbered(by_source, sources),
        knows=_knows(told),
    )
    gone = frozenset(own[one] for one in told.decided.withdrawn if one in own)
    coded = frozenset(own[one.account] for one in told.claims if one.account in own)
    return Ground(folding, _kinds(told), _sees(told), supports(), gone, coded)


def accepted(told: Told, where: Mapping[str, int]) -> tuple[list[Numbers], list[Numbers]]:
    """The accepted edges with a direction, and those without; a relation that nobody named is that of the proposal."""
    proposed = {(one.later, one.earlier): one.relation for one in told.edges}
    directed: list[Numbers] = []
    ties: list[Numbers] = []
    for pair, one in told.decided.derivation.items():
        if one.state == "accepted" and set(pair) <= where.keys() and where[pair[0]] != where[pair[1]]:
            relation = one.relation or proposed.get(pair, "")
            (directed if not relation or relation in DIRECTED else ties).append((where[pair[0]], where[pair[1]]))
    same = [pair for pair, one in told.decided.origin.items() if one.state == "accepted"]
    return directed, [*ties, *_numbered(same, where)]


def _numbered(pairs: Iterable[Pair], where: Mapping[str, int]) -> list[Numbers]:
    found = [(where[a], where[b]) for a, b in pairs if a in where and b in where]
    return [(a, b) for a, b in found if a != b]


def _within_one_act(told: Told, act_of: Sequence[int]) -> dict[int, set[str]]:
    """The acts with claims on which something was decided that holds for them alone, and these claims."""
    act = {one.id: act_of[n] for n, one in enumerate(told.claims)}
    found: dict[int, set[str]] = defaultdict(set)
    for a, b in (*told.decided.derivation, *told.decided.origin):
        if a in act or b in act:
            for one in (a, b):
                if one in act:
                    found[act[a] if a in act else act[b]].add(one)
    return dict(found)


def _kinds(told: Told) -> list[Kind]:
    """The kind of each account: as it was named, else as its claims' basis has it where that is one."""
    found: dict[str, set[Kind]] = defaultdict(set)
    for one in told.claims:
        found[one.account].add(kind_of_basis(one.basis))
    guessed: dict[str, Kind] = {
        id_: kinds.pop() for id_, kinds in found.items() if len(kinds - {""}) == len(kinds) == 1
    }
    return [one.kind or guessed.get(one.id, "") for one in told.accounts]


def _knows(told: Told) -> list[bool]:
    """Whether anybody said how an account knows, by its kind or by the basis of a claim, and not by hearsay."""
    how = {one.account for one in told.claims if one.basis not in ("", "hearsay")}
    return [bool(one.kind) or one.id in how for one in told.accounts]


def _sees(told: Told) -> list[bool]:
    """Whether an account saw for itself, as far as anybody said: not where all its claims are hearsay."""
    heard: dict[str, bool] = {}
    for one in told.claims:
        heard[one.account] = heard.get(one.account, True) and one.basis == "hearsay"
    return [bool(one.kind) or not heard.get(one.id, False) for one in told.accounts]
