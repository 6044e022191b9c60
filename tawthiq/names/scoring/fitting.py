"""Fitting: how often each level is reached among pairs of one person, of relatives, and of strangers.

Classes beside the two of Fellegi and Sunter (1969): lists of the dead are full of relatives who were killed together,
and with two classes expectation-maximisation takes them for the matches. The shares of strangers come from random pairs
and stay; those of one person are learnt within bounds, from what is held beforehand; relatives agree by chance in what
is a person's own (given name, birth, sex), and what they share is learnt. Of those who share several things at once (a
household killed together, people killed in one place on one day: ``TOGETHER``) it is held that they agree in these as
two records of one person do; how many pairs are such is learnt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numba
import numpy as np
from numpy.typing import NDArray

from tawthiq.names.scoring.comparisons import COMPARISONS, Compared, Comparison
from tawthiq.names.scoring.rivals import Rivals

STEPS = 25
"""Steps of learning."""

SETTLED, LOOK, NEGLIGIBLE = 5e-4, 2, 1e-3
"""Learning ends where no share changes by more; after so many steps pairs of a smaller probability are left out."""

LEAST, NAMESAKES, FEW = 1e-6, 0.25, 50
_HALF = 0.5

TOGETHER = (("family", "middle", "mother", "day", "place"), ("day", "place"))
"""What people may share at once who are not the same person: a household killed together, one event."""

Table = NDArray[np.float64]
Reals = NDArray[np.float32]

BIRTH = next(c for c, one in enumerate(COMPARISONS) if one.name == "birth")
AGES = list(COMPARISONS[BIRTH].groups[1])
"""The levels of ages. Brothers and sisters are nearer in age than strangers are; how much nearer is learnt."""


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

    ``matches`` is how many pairs of each two lists are of one person, ``others`` the shares of all pairs that are of
    relatives, and of each of ``TOGETHER``. ``raw`` is ``match`` as the data alone would have it, without bounds.
    """

    match: Table
    kin: Table
    chance: Table
    matches: NDArray[np.float64]
    others: Table
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
    kin[0, _rare_levels(COMPARISONS[0])] *= NAMESAKES
    persons = np.minimum(rivals.sizes.min(axis=1) / 2, rivals.total)
    others = np.full(1 + len(TOGETHER), 1 / float(rivals.sizes.sum()))
    return Fit(match, kin, chance, persons, others, match)


def learn(
    fit: Fit, evidence: Evidence, rivals: Rivals, known: NDArray[np.int8] | None = None, renamed: float = 0.0
) -> Fit:
    """Expectation-maximisation over the pairs compared; ``known`` is 1 for the same person, -1 for different people.

    So many of the pairs of one person as are seen to have two given names (``renamed``, see ``nicknames``) may have.
    """
    start = fit
    for step in range(STEPS):
        same, others = shares(fit, evidence, rivals)
        if known is not None:
            same[known != 0] = known[known != 0] > 0
            others[:, known > 0] = 0
        before, fit = fit, _updated(start, fit, evidence, (same, others[0]), renamed)
        found = others.sum(axis=1) / rivals.total.sum() + LEAST**2
        fit = replace(fit, matches=rivals.counts(same), others=found.astype(np.float64))
        if np.abs(fit.match - before.match).max() < SETTLED:
            break
        if step == LOOK:
            open_ = (same > NEGLIGIBLE) | (others.sum(axis=0) > NEGLIGIBLE) | (False if known is None else known != 0)
            evidence, rivals, known = evidence[open_], rivals[open_], None if known is None else known[open_]
    return fit


def _updated(start: Fit, fit: Fit, evidence: Evidence, share: tuple[Reals, Reals], renamed: float) -> Fit:
    by_match, by_kin = (_sums(evidence.levels, one, fit.match.shape[1]) for one in share)
    match, raw, relatives = start.match.copy(), start.match.copy(), fit.kin.copy()
    for c, one in enumerate(COMPARISONS):
        for group in map(list, one.groups):
            raw[c, group] = _normal(by_match[c, group] + LEAST)
            match[c, group] = _bounded(
                by_match[c, group] + one.held * start.match[c, group], _most(one, group, renamed)
            )
            if one.kin or list(group) == AGES:
                relatives[c, group] = _normal(by_kin[c, group] + one.held * start.kin[c, group])
    return replace(fit, match=match, raw=raw, kin=relatives)


def _normal(counts: Table) -> Table:
    return np.asarray(np.maximum(counts / counts.sum(), LEAST), np.float64)


def _most(one: Comparison, group: Sequence[int], renamed: float) -> Table:
    """The bounds of levels; that of a given name which conflicts gives way as far as people are seen to have two."""
    most = np.array([one.levels[level].most for level in group])
    if one.name == COMPARISONS[0].name:
        most[0] = max(most[0], renamed)
    return most


def _bounded(counts: Table, most: Table) -> Table:
    """Shares of which those of the worst levels are within their bounds."""
    share = _normal(counts)
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
    """The probability of each pair to be of one person (pairs,), and of each kind of others (kinds, pairs)."""
    person, others = weights(fit, evidence)
    odds = fit.others[:, None] * np.exp2(others)
    every = 1 + odds.sum(axis=0)
    weight = (person + rivals.prior(fit.matches)[rivals.kind] - np.log2(every)).astype(np.float32)
    same = (1 / (1 + np.exp2(-(weight + rivals.cost(weight))))).astype(np.float32)
    return same, ((1 - same) / every * odds).astype(np.float32)


def kinship(fit: Fit, evidence: Evidence) -> Reals:
    """What it costs the weight of each pair (bits, nothing or less) that other people would explain the same."""
    odds = fit.others[:, None] * np.exp2(weights(fit, evidence)[1])
    return np.asarray(-np.log2(1 + odds.sum(axis=0)), np.float32)


def weights(fit: Fit, evidence: Evidence) -> tuple[Reals, Reals]:
    """The sums of bits for one person (pairs,), and for each kind of others (kinds, pairs), without the prior."""
    person, kin = bits(fit, evidence)
    others = [kin.sum(axis=0)]
    aged = np.where(np.isin(evidence.levels[BIRTH], AGES), kin[BIRTH], 0)
    namesakes = np.log2(NAMESAKES) * np.isin(evidence.levels[0], _rare_levels(COMPARISONS[0]))
    for shared in TOGETHER:
        some = person[[one.name in shared for one in COMPARISONS]].sum(axis=0)
        others.append(some + namesakes + aged if COMPARISONS[1].name in shared else some)
    return person.sum(axis=0), np.stack(others).astype(np.float32)


def _rare_levels(one: Comparison) -> list[int]:
    return [k for k, level in enumerate(one.levels) if level.rare]


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
