"""Our own linker: Fellegi and Sunter's weights with a class for relatives, within bounds, weighted by rarity."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from tawthiq.errors import Refused
from tawthiq.messages import Sentence
from tawthiq.names.scoring.blocking import Blocked, block
from tawthiq.names.scoring.columns import Columns, columns
from tawthiq.names.scoring.comparisons import COMPARISONS, GIVEN, Comparer
from tawthiq.names.scoring.fitting import Evidence, Fit, bits, degenerate, held, kinship, learn, shares, weights
from tawthiq.names.scoring.nicknames import nicknames, renamed, with_nicknames
from tawthiq.names.scoring.rivals import Rivals, nearly_once
from tawthiq.names.scoring.sieve import sieved
from tawthiq.names.shape import Known, Lists, Rows, Scores

CHUNK, FLOOR, STRANGERS, SAMPLE = 1_000_000, -16.0, 400_000, 100_000
RENAMED = 0.025
"""Pairs are compared so many at a time; those whose weight before learning is below ``FLOOR`` bits are plainly
different and forgotten; so many random pairs tell how strangers agree; so many of those that a rough look dropped tell
how many of them are of one person."""


@dataclass(frozen=True)
class FellegiSunter:
    """Weights of evidence (Fellegi and Sunter 1969) with a third class for relatives, learnt without examples.

    How strangers agree is measured on random pairs and on how common each name, day and place is; how records of one
    person agree is learnt by expectation-maximisation within bounds, so that relatives who were killed together are
    not taken for one person; in lists free of duplicates pairs of one record compete. Assumes that within one person,
    relatives and strangers the comparisons err independently. Not for lists whose names are all alike, or that say
    nothing but a name of one word: then nobody can tell. ``per_record`` bounds the pairs that each rule of blocking
    gives, a record.
    """

    name: ClassVar[str] = "fellegi-sunter"
    version: ClassVar[str] = "3"
    per_record: int = 20

    def score(self, lists: Lists, known: Known, *, seed: int) -> Scores:
        """Compare and score pairs, the same for the same seed.

        Raises Refused where the data alone would call people of plainly other given names one person. Where it would do
        so for another comparison (places in two scripts, fathers left out) the bounds hold, and it is told.
        """
        if len(lists) < 2:
            return _nothing()
        told = columns(lists)
        pairs, left = _sifted(told, block(told, self.per_record, also=_also(known)), known)
        comparer = Comparer.of(told)
        strangers = Evidence.of(comparer.compare(*_random(told, seed)))
        found, evidence = _compared(comparer, pairs, strangers, known)
        two_names = renamed(told, evidence)
        if two_names > RENAMED:
            evidence, strangers = _nicknamed(comparer, found, evidence, seed)
        decided = _decided(found, known, len(lists))
        fit, rivals, few = _learnt(strangers, found, evidence, told, (decided, two_names))
        wrong = degenerate(fit)
        if GIVEN.name in wrong:
            raise Refused("linking.degenerate", comparisons=", ".join(wrong))
        scores = _scores(fit, evidence, rivals, found)
        dropped = _dropped(comparer, fit, left, scores, few)
        scores = replace(scores, missed=missed(found.by, scores.probability, dropped, rivals.most))
        held_back = (Sentence("linking.held_back", {"comparisons": ", ".join(wrong)}),) if wrong else ()
        return replace(scores, told=(*scores.told, *held_back))


def _nothing() -> Scores:
    rows, reals = np.empty(0, np.int32), np.empty(0, np.float32)
    return Scores(rows, rows, reals, reals, {}, {})


def _also(known: Known) -> Rows:
    return np.concatenate([known.same, known.different]).reshape(-1, 2)


def _sifted(told: Columns, pairs: Blocked, known: Known) -> tuple[Blocked, Rows]:
    """The pairs that a rough look leaves and those that people decided; and the others (k, 2)."""
    stays = sieved(told, pairs.a, pairs.b) | _among(pairs.a, pairs.b, _also(known), len(told))
    left = np.stack([pairs.a[~stays], pairs.b[~stays]], axis=1)
    return Blocked(pairs.a[stays], pairs.b[stays], pairs.by[stays], pairs.left), left


def _learnt(
    strangers: Evidence, found: Blocked, evidence: Evidence, told: Columns, said: tuple[NDArray[np.int8], float]
) -> tuple[Fit, Rivals, NDArray[np.bool_]]:
    """The fit, once more where it shows lists that hold few duplicates: in these pairs compete as well."""
    rivals = Rivals.of(found.a, found.b, told.source, told.once)
    fit = learn(held(strangers, rivals), evidence, rivals, *said)
    if told.once.all():
        return fit, rivals, told.once
    few, twins = nearly_once(found.a, found.b, told.source, told.once, shares(fit, evidence, rivals)[0])
    rivals = Rivals.of(found.a, found.b, told.source, few, twins)
    return learn(held(strangers, rivals), evidence, rivals, *said), rivals, few


def _dropped(comparer: Comparer, fit: Fit, left: Rows, matched: Scores, few: NDArray[np.bool_]) -> float:
    """How many pairs of one person the rough look dropped, from a sample of them compared after all.

    In lists that are free of duplicates or hold ``few`` only those records count that are not ``matched``.
    """
    if not len(left):
        return 0.0
    a, b = left[np.random.default_rng(len(left)).integers(len(left), size=min(SAMPLE, len(left)))].T
    source = comparer.columns.source
    evidence = Evidence.of(comparer.compare(a, b))
    rivals = Rivals.of(a, b, source, few)
    weight = weights(fit, evidence)[0] + kinship(fit, evidence) + rivals.prior(fit.matches)[rivals.kind]
    taken = np.zeros(len(source) * len(few))
    for one, other in ((matched.a, matched.b), (matched.b, matched.a)):
        np.add.at(taken, one.astype(np.int64) * len(few) + source[other], matched.probability)
    alone = np.exp2(weight.astype(np.float64))
    for one, other in ((a, b), (b, a)):
        free = 1 - np.minimum(taken[one.astype(np.int64) * len(few) + source[other]], 1)
        alone *= np.where(few[source[other]], free, 1.0)
    return float((alone / (1 + alone)).mean()) * len(left)


def _random(told: Columns, seed: int) -> tuple[Rows, Rows]:
    """Random pairs, of those that may be of one person."""
    drawn = np.random.default_rng(seed)
    a, b = (drawn.integers(0, len(told), STRANGERS).astype(np.int32) for _ in range(2))
    possible = (a != b) & ~((told.source[a] == told.source[b]) & told.once[told.source[a]])
    return a[possible], b[possible]


def _nicknamed(comparer: Comparer, found: Blocked, evidence: Evidence, seed: int) -> tuple[Evidence, Evidence]:
    """The evidence of the pairs found and of strangers, where the lists tell which given names are one."""
    told, learnt = comparer.columns, nicknames(comparer.columns, found.a, found.b, evidence)
    a, b = _random(told, seed)
    others = Evidence.of(comparer.compare(a, b))
    return with_nicknames(told, found.a, found.b, evidence, learnt), with_nicknames(told, a, b, others, learnt)


def _compared(comparer: Comparer, pairs: Blocked, strangers: Evidence, known: Known) -> tuple[Blocked, Evidence]:
    """The pairs that are not plainly different, with their evidence; those that people decided all stay."""
    told = comparer.columns
    kept, evidence = [], []
    decided = _among(pairs.a, pairs.b, _also(known), len(told))
    for part in _parts(len(pairs.a)):
        a, b = pairs.a[part], pairs.b[part]
        one = Evidence.of(comparer.compare(a, b))
        rivals = Rivals.of(a, b, told.source, told.once)
        start = held(strangers, rivals)
        stays = weights(start, one)[0] + rivals.prior(start.matches)[rivals.kind] > FLOOR
        stays |= decided[part]
        kept.append(np.flatnonzero(stays) + part.start)
        evidence.append(one[stays])
    rows = np.concatenate(kept) if kept else np.empty(0, np.int64)
    return Blocked(pairs.a[rows], pairs.b[rows], pairs.by[rows], pairs.left), Evidence.joined(evidence)


def _parts(count: int) -> Iterator[slice]:
    return (slice(start, min(start + CHUNK, count)) for start in range(0, max(count, 1), CHUNK))


def _among(a: Rows, b: Rows, pairs: Rows, n: int) -> NDArray[np.bool_]:
    coded = np.sort(pairs, axis=1).astype(np.int64)
    return np.isin(a.astype(np.int64) * n + b, coded[:, 0] * n + coded[:, 1])


def _decided(found: Blocked, known: Known, n: int) -> NDArray[np.int8]:
    same, different = (_among(found.a, found.b, pairs, n) for pairs in (known.same, known.different))
    return same.astype(np.int8) - different


def _scores(fit: Fit, evidence: Evidence, rivals: Rivals, found: Blocked) -> Scores:
    person, _ = bits(fit, evidence)
    prior = rivals.prior(fit.matches)[rivals.kind].astype(np.float32)
    kin = kinship(fit, evidence)
    before = prior + person.sum(axis=0) + kin
    cost = rivals.cost(before)
    weight = (before + cost).astype(np.float32)
    levels = {one.name: evidence.levels[c] for c, one in enumerate(COMPARISONS)}
    added = {one.name: person[c] for c, one in enumerate(COMPARISONS)}
    extra = {"relatives": kin, "rivals": cost}
    zero = np.zeros(len(weight), np.int8)
    probability = (1 / (1 + np.exp2(-weight.astype(np.float64)))).astype(np.float32)
    return Scores(
        found.a, found.b, weight, probability,
        levels | dict.fromkeys(extra, zero), added | extra,
        model=model_of(fit), told=_told(found),
    )  # fmt: skip


def missed(
    by: NDArray[np.uint32], probability: NDArray[np.float32], dropped: float = 0.0, most: float = np.inf
) -> float:
    """The share of true pairs that no rule of blocking found, or that the rough look dropped (``dropped``, pairs).

    There are no more than ``most`` true pairs. How many no rule found is estimated from how many only one or only two
    did: the greater of Chao's lower bound (1987) and the first-order jackknife (Burnham and Overton 1979), as rules
    tend to find the same easy pairs. Pairs that nothing in the lists tells from strangers are not in it. 0 where every
    pair was compared.
    """
    rules, some = np.bitwise_count(by), np.unique(by[by > 0])
    one, two, every = (float(probability[which].sum()) for which in (rules == 1, rules == 2, rules >= 0))
    number = int(np.bitwise_count(np.bitwise_or.reduce(some))) if len(some) else 0
    unseen = max(one * one / (2 * two) if two > 0 else 0.0, one * (1 - 1 / number) if number else 0.0) + dropped
    unseen = float(np.clip(most - every, 0.0, unseen))
    return unseen / (unseen + every) if every + unseen > 0 else 0.0


def model_of(fit: Fit) -> Mapping[str, Any]:
    """What was learnt, by comparison and level, plain enough for JSON."""
    return {
        "matches": float(fit.matches.sum()),
        "relatives": float(fit.others.sum()),
        "comparisons": {
            one.name: {
                level.name: {"one person": fit.match[c, k], "relatives": fit.kin[c, k], "strangers": fit.chance[c, k]}
                for k, level in enumerate(one.levels)
                if level.group
            }
            for c, one in enumerate(COMPARISONS)
        },
    }


def _told(found: Blocked) -> tuple[Sentence, ...]:
    return tuple(Sentence("linking.left_out", {"rule": rule, "pairs": count}) for rule, count in found.left.items())
