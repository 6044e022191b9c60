"""Fitting: how often each level is reached among pairs of one person, of relatives, and of strangers.

Three classes instead of the two of Fellegi and Sunter (1969): lists of the dead are full of relatives who were killed
together, and with two classes expectation-maximisation takes them for the matches. The shares of strangers come from
random pairs and stay; those of one person are learnt within bounds, from what is held beforehand; relatives agree by
chance in what is a person's own (given name, birth, sex), and what they share is learnt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numba
import numpy as np
from numpy.typing import NDArray

from tawthiq.names.comparisons import COMPARISONS, Compared, Comparison
from tawthiq.names.rivals import Rivals

STEPS, HELD = 25, 200.0
"""Steps of learning; how many pairs what is held beforehand counts for, in each comparison."""

SETTLED, LOOK, NEGLIGIBLE = 5e-4, 2, 1e-3
"""Learning ends where no share changes by more; after so many steps pairs of a smaller probability are left out."""

LEAST, NAMESAKES, FEW = 1e-6, 0.25, 50
_HALF = 0.5

Table = NDArray[np.float64]
Reals = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Evidence:
    """Levels and chances of pairs, one row a comparison (comparisons, pairs)."""

    levels: NDArray[np.int8]
    chances: Reals

    @classmethod
    def of(cls, compared: Mapping[str, Compared]) -> "Evidence":
        """The evidence in the order of ``COMPARISONS``."""
        rows = [compared[one.name] for one in COMPARISONS]
        return cls(np.stack([level for level, _ in rows]), np.stack([chance for _, chance in rows]))

    @classmethod
    def joined(cls, parts: Sequence["Evidence"]) -> "Evidence":
        """The evidence of several lots of pairs, one after the other."""
        return cls(*(np.concatenate([getattr(one, what) for one in parts], axis=1) for what in ("levels", "chances")))

    def __getitem__(self, which: NDArray[np.bool_]) -> "Evidence":
        return Evidence(self.levels[:, which], self.chances[:, which])

    def __len__(self) -> int:
        return int(self.levels.shape[1])


@dataclass(frozen=True, eq=False)
class Fit:
    """What was learnt: ``match``, ``kin`` and ``chance`` hold the share of each level (comparisons, levels) in a class.

    ``matches`` is how many pairs of each two lists are of one person, ``relatives`` the share of all pairs that are of
    relatives. ``raw`` is ``match`` as the data alone would have it, without bounds.
    """

    match: Table
    kin: Table
    chance: Table
    matches: NDArray[np.float64]
    relatives: float
    raw: Table


def held(strangers: Evidence, rivals: Rivals) -> Fit:
    """What is held before learning: ``strangers`` are random pairs; half of the smaller list is in the other."""
    width = max(len(one.levels) for one in COMPARISONS)
    match, chance = np.ones((len(COMPARISONS), width)), np.ones((len(COMPARISONS), width))
    for c, one in enumerate(COMPARISONS):
        match[c, : len(one.levels)] = np.maximum([level.match for level in one.levels], LEAST)
        counts = np.bincount(strangers.levels[c], minlength=width).astype(np.float64)
        for group in one.groups:
            levels = list(group)
            said = counts[levels] + _HALF * match[c, levels]
            chance[c, levels] = np.maximum(said / said.sum(), LEAST)
    match[:, 0] = chance[:, 0] = 1
    kin = np.where([[one.kin] for one in COMPARISONS], 0.7 * match + 0.3 * chance, chance)
    kin[0, [k for k, level in enumerate(COMPARISONS[0].levels) if level.rare]] *= NAMESAKES
    persons = np.minimum(rivals.sizes.min(axis=1) / 2, rivals.total)
    return Fit(match, kin, chance, persons, 1 / float(rivals.sizes.sum()), match)


def learn(fit: Fit, evidence: Evidence, rivals: Rivals, known: NDArray[np.int8] | None = None) -> Fit:
    """Expectation-maximisation over the pairs compared; ``known`` is 1 for the same person, -1 for different people."""
    start = fit
    for step in range(STEPS):
        same, kin = shares(fit, evidence, rivals)
        if known is not None:
            same[known != 0] = known[known != 0] > 0
            kin[known > 0] = 0
        before, fit = fit, _updated(start, fit, evidence, (same, kin))
        fit = replace(fit, matches=rivals.counts(same), relatives=float(kin.sum() / rivals.total.sum()) + LEAST**2)
        if np.abs(fit.match - before.match).max() < SETTLED:
            break
        if step == LOOK:
            open_ = (same > NEGLIGIBLE) | (kin > NEGLIGIBLE) | (False if known is None else known != 0)
            evidence, rivals, known = evidence[open_], rivals[open_], None if known is None else known[open_]
    return fit


def _updated(start: Fit, fit: Fit, evidence: Evidence, share: tuple[Reals, Reals]) -> Fit:
    by_match, by_kin = (_sums(evidence.levels, one, fit.match.shape[1]) for one in share)
    match, raw, relatives = start.match.copy(), start.match.copy(), fit.kin.copy()
    for c, one in enumerate(COMPARISONS):
        for group in map(list, one.groups):
            raw[c, group] = _normal(by_match[c, group] + LEAST)
            match[c, group] = _bounded(by_match[c, group] + HELD * start.match[c, group], one, group)
            if one.kin:
                relatives[c, group] = _normal(by_kin[c, group] + HELD * start.kin[c, group])
    return replace(fit, match=match, raw=raw, kin=relatives)


def _normal(counts: Table) -> Table:
    return np.asarray(np.maximum(counts / counts.sum(), LEAST), np.float64)


def _bounded(counts: Table, one: Comparison, group: Sequence[int]) -> Table:
    """Shares of which those of the worst levels are within their bounds."""
    share = _normal(counts)
    most = np.array([one.levels[level].most for level in group])
    over = share > most
    if over.any() and not over.all():
        share[~over] *= (1 - most[over].sum()) / share[~over].sum()
        share[over] = most[over]
    return share


def bits(fit: Fit, evidence: Evidence) -> tuple[Reals, Reals]:
    """What each comparison adds for one person, and for relatives, against strangers: bits (comparisons, pairs)."""
    rarest = np.stack([_of_rare(one, fit.chance[c]) for c, one in enumerate(COMPARISONS)])
    return (
        _bits(evidence.levels, evidence.chances, np.log2(fit.match / fit.chance), np.log2(fit.match / rarest)),
        _bits(evidence.levels, evidence.chances, np.log2(fit.kin / fit.chance), np.log2(fit.kin / rarest)),
    )


def _of_rare(one: Comparison, chance: Table) -> Table:
    """Of strangers who agree in a value, the share that reaches each level (the chance of the value comes on top)."""
    share = np.ones(len(chance))
    for group in one.groups:
        rare = [level for level in group if one.levels[level].rare]
        if len(rare) > 1 and one.name != "place":
            share[rare] = (chance[rare] / chance[rare].sum()).clip(0.02)
    return share


def shares(fit: Fit, evidence: Evidence, rivals: Rivals) -> tuple[Reals, Reals]:
    """The probability of each pair to be of one person, and of relatives."""
    person, kin = weights(fit, evidence)
    relatives = fit.relatives * np.exp2(kin)
    weight = (person + rivals.prior(fit.matches)[rivals.kind] - np.log2(1 + relatives)).astype(np.float32)
    same = (1 / (1 + np.exp2(-(weight + rivals.cost(weight))))).astype(np.float32)
    return same, ((1 - same) * relatives / (1 + relatives)).astype(np.float32)


def weights(fit: Fit, evidence: Evidence) -> tuple[Reals, Reals]:
    """The sums of ``bits``, without the prior."""
    person, kin = bits(fit, evidence)
    return person.sum(axis=0), kin.sum(axis=0)


@numba.njit(cache=True, parallel=True)
def _bits(levels: NDArray[np.int8], chances: Reals, plain: Table, rare: Table) -> Reals:
    made = np.empty(levels.shape, np.float32)
    for c in range(levels.shape[0]):
        for k in numba.prange(levels.shape[1]):
            level, chance = levels[c, k], chances[c, k]
            made[c, k] = rare[c, level] - np.log2(chance) if chance > 0 else plain[c, level]
    return made


def _sums(levels: NDArray[np.int8], weight: Reals, width: int) -> Table:
    return np.stack([np.bincount(row, weights=weight, minlength=width) for row in levels])


def degenerate(fit: Fit) -> Sequence[str]:
    """The comparisons in which the data alone would call plain conflicts the same person, by name.

    Of fewer than ``FEW`` pairs of one person nothing is said: there what is held beforehand decides.
    """
    if fit.matches.sum() < FEW:
        return []
    return [
        one.name
        for c, one in enumerate(COMPARISONS)
        for group in one.groups
        if one.levels[group[0]].most < 1 and fit.raw[c, group[0]] > 0.5
    ]
