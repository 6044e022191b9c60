"""The sampler of the latent-class model: blocked Gibbs on tabulated patterns, on a ladder of ever smaller tables.

Who belongs to which class and how many were never listed are drawn afresh in every sweep, so the levels can exchange
states without them. All is compiled, in one file, so that a change in any function compiles all anew, and changes
arrays in place.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from tawthiq.toll.latent.ladder import Model, Reals, State
from tawthiq.toll.shape import Counts, Patterns

Function = TypeVar("Function", bound=Callable[..., Any])

TINY, NEGLIGIBLE, MOST = 1e-300, 1e-13, 1e15
MOVES, REORDER, SMALLEST_MOVE, JITTER, FEW = 4, 2, -2.5, 0.6, 0.5


def compiled(function: Function) -> Function:
    """The function as machine code, kept on disk for the next time."""
    return cast(Function, njit(cache=True, error_model="numpy", nogil=True)(function))


@compiled
def rung(ladder: State, level: int) -> State:
    """The state of one level, as a view."""
    rates, log_left, alpha = ladder.rates[level], ladder.log_left[level], ladder.alpha[level]
    return State(rates, log_left, alpha, ladder.shares[level], ladder.cells[level], ladder.sums[level])


@compiled
def fill_class(patterns: Patterns, rates: Reals, share: float, cells: Reals) -> None:
    """P(class and pattern) of one class, for every pattern and, last, for no list."""
    cells[:] = share
    for j in range(patterns.shape[1]):
        on, off = rates[j], 1.0 - rates[j]
        for p in range(patterns.shape[0]):
            cells[p] *= on if patterns[p, j] else off
        cells[-1] *= off


@compiled
def refresh(patterns: Patterns, state: State) -> None:
    """Work out shares, cells and sums from the sticks and the rates."""
    left = 0.0
    state.sums[:] = 0.0
    for k in range(len(state.shares)):
        state.shares[k] = np.exp(left) * -np.expm1(state.log_left[k])
        left += state.log_left[k]
        fill_class(patterns, state.rates[k], state.shares[k], state.cells[k])
        state.sums[:] += state.cells[k]


@compiled
def fit_of(counts: Counts, sums: Reals, total: float) -> float:
    """The log likelihood of a table given that everybody in it was seen, the toll summed out under the prior 1/N.

    ``total`` is what the sums and those of the patterns that nobody shows add up to.
    """
    fit, log_seen = 0.0, np.log(max(total - sums[-1], TINY))
    for p in range(len(counts)):
        fit += counts[p] * (np.log(max(sums[p], TINY)) - log_seen)
    return float(fit)


@compiled
def scaling_ratio(state: State, k: int, log_c: float) -> float:
    """The log ratio of the stick-breaking density of the log shares when class k grows c-fold against the others."""
    last, left = len(state.shares) - 1, 0.0
    log_total = np.log1p(np.expm1(log_c) * state.shares[k])
    ratio = log_c - log_total + (state.alpha[0] - 1.0) * ((log_c if k == last else 0.0) - log_total)
    for h in range(min(k, last - 1) + 1):
        ratio -= np.log1p(np.expm1(log_c) * min(1.0, state.shares[k] * np.exp(-left)))
        left += state.log_left[h]
    return float(ratio)


@compiled
def scale_sticks(state: State, k: int, log_c: float) -> None:
    """Put the sticks in step with class k grown c-fold against the others."""
    before, left = np.log1p(np.expm1(log_c) * state.shares[k]), 0.0
    for h in range(min(k, len(state.shares) - 2) + 1):
        left += state.log_left[h]
        share_of_rest = min(1.0, state.shares[k] * np.exp(-left)) if h < k else 0.0
        after = np.log1p(np.expm1(log_c) * share_of_rest)
        state.log_left[h] += after - before
        before = after


@compiled
def pick_class(rng: np.random.Generator, unseen: Reals) -> int:
    """A class to move: half the time any, half the time in proportion to those of it on no list."""
    if rng.random() < 0.5:
        return int(rng.integers(0, len(unseen)))
    left = rng.random() * unseen.sum()
    for k in range(len(unseen) - 1):
        left -= unseen[k]
        if left < 0.0:
            return k
    return len(unseen) - 1


@compiled
def propose(rng: np.random.Generator, old: Reals, new: Reals) -> None:
    """Shift the log odds of all rates together and, half the time, each a little by itself."""
    size = np.exp(rng.uniform(SMALLEST_MOVE, 0.0))
    shift, spread = size * rng.standard_normal(), size * JITTER if rng.random() < 0.5 else 0.0
    for j in range(len(old)):
        odds = old[j] / (1.0 - old[j]) * np.exp(shift + spread * rng.standard_normal())
        new[j] = min(max(odds / (1.0 + odds), NEGLIGIBLE), 1.0 - NEGLIGIBLE)


@compiled
def move_class(  # noqa: PLR0917 (compiled functions take no names)
    rng: np.random.Generator, model: Model, counts: Counts, state: State, fit: float, room: Reals
) -> float:
    """Metropolis: make one class easier or harder to see, with as many of it seen as before.

    ``fit`` is that of the state, the new one is returned; ``room`` (lists + P + 1) is overwritten.
    """
    unseen = state.cells[:, -1]
    k = pick_class(rng, unseen)
    old, new, sums = state.rates[k], room[: state.rates.shape[1]], room[state.rates.shape[1] :]
    propose(rng, old, new)
    log_c = np.log((1.0 - np.prod(1.0 - old)) / (1.0 - np.prod(1.0 - new)))
    fill_class(model.patterns, new, state.shares[k] * np.exp(log_c), sums)
    picked = sums[-1]
    for p in range(len(sums)):
        sums[p] = max(sums[p] + state.sums[p] - state.cells[k, p], TINY)
    total = 1.0 + np.expm1(log_c) * state.shares[k]
    moved = fit_of(counts, sums, total)
    ratio = scaling_ratio(state, k, log_c) + moved - fit
    for j in range(len(old)):
        ratio += model.rate_prior * np.log(new[j] * (1.0 - new[j]) / (old[j] * (1.0 - old[j])))
    even = 1.0 / len(unseen)
    ratio += np.log((even + picked / sums[-1]) / (even + unseen[k] / max(state.sums[-1], TINY)))
    if -rng.standard_exponential() < ratio:
        fit = moved
        old[:] = new
        scale_sticks(state, k, log_c)
        state.shares[k] *= np.exp(log_c)
        state.shares[:] /= total
        state.cells[:] /= total
        fill_class(model.patterns, new, state.shares[k], state.cells[k])
        state.sums[:] = sums / total
    return fit


@compiled
def swap(rows: Reals, first: int, second: int) -> None:
    """Let two rows change places."""
    kept = rows[first].copy()
    rows[first] = rows[second]
    rows[second] = kept


@compiled
def reorder(rng: np.random.Generator, state: State) -> None:
    """Metropolis: let neighbours on the stick change places with their shares; the fit stays, the prior decides."""
    before, last = 0.0, len(state.shares) - 1
    for k in range(last):
        now = before + state.log_left[k]
        beyond = now + state.log_left[k + 1]
        then = np.log(max(np.exp(beyond) + state.shares[k], TINY))
        ratio = now - then if k + 1 < last else (state.alpha[0] - 1.0) * (then - now)
        if min(now, then) > -600.0 and -rng.standard_exponential() < ratio:
            state.log_left[k], state.log_left[k + 1] = then - before, beyond - then
            state.shares[k], state.shares[k + 1] = state.shares[k + 1], state.shares[k]
            swap(state.rates, k, k + 1)
            swap(state.cells, k, k + 1)
            now = then
        before = now


@compiled
def exchange(rng: np.random.Generator, tables: Counts, ladder: State, level: int) -> bool:
    """Metropolis: offer the states of a level and of the next one up to each other's tables."""
    low, high = ladder.sums[level], ladder.sums[level + 1]
    ratio = fit_of(tables[level], high, 1.0) + fit_of(tables[level + 1], low, 1.0)
    ratio -= fit_of(tables[level], low, 1.0) + fit_of(tables[level + 1], high, 1.0)
    if -rng.standard_exponential() >= ratio:
        return False
    for rows in (ladder.log_left, ladder.alpha, ladder.shares, ladder.sums):
        swap(rows, level, level + 1)
    for blocks in (ladder.rates, ladder.cells):
        kept = blocks[level].copy()
        blocks[level] = blocks[level + 1]
        blocks[level + 1] = kept
    return True


@compiled
def put(tally: Counts, k: int, people: int, pattern: Patterns) -> None:
    """Put so many people of a pattern into class k."""
    tally[k, -1] += people
    for j in range(len(pattern)):
        if pattern[j]:
            tally[k, j] += people


@compiled
def binomial(rng: np.random.Generator, count: int, chance: float) -> int:
    """A binomial draw: by inversion below ten expected, else Hörmann's BTRS (1993, J. Stat. Comput. Simul. 46:101)."""
    p = min(chance, 1.0 - chance)
    if p <= 0.0 or count == 0:
        return 0 if chance < 0.5 else count
    odds, drawn = p / (1.0 - p), 0
    if count * p < 10.0:
        chance_now, left = np.exp(count * np.log1p(-p)), rng.random()
        while left > chance_now and drawn < count:
            left -= chance_now
            drawn += 1
            chance_now *= (count - drawn + 1) * odds / drawn
        return drawn if chance < 0.5 else count - drawn
    spread = np.sqrt(count * p * (1.0 - p))
    b = 1.15 + 2.53 * spread
    a, alpha, peak = 0.01 * p + 0.0248 * b - 0.0873, (2.83 + 5.1 / b) * spread, math.floor((count + 1) * p)
    while True:
        u, v = rng.random() - 0.5, rng.random()
        us = 0.5 - abs(u)
        k = math.floor((2.0 * a / us + b) * u + count * p + 0.5)
        if us >= 0.07 and v <= 0.92 - 4.2 / b:
            break
        if 0 <= k <= count:
            ratio = math.lgamma(peak + 1) + math.lgamma(count - peak + 1) - math.lgamma(k + 1)
            ratio += (k - peak) * np.log(odds) - math.lgamma(count - k + 1)
            if np.log(v * alpha / (a / (us * us) + b)) <= ratio:
                break
    drawn = int(k)
    return drawn if chance < 0.5 else count - drawn


@compiled
def share_out(rng: np.random.Generator, count: int, chances: Reals, pattern: Patterns, tally: Counts) -> None:
    """One multinomial draw of ``count`` people of a pattern over classes with unnormalised ``chances``.

    Those of all classes that expect fewer than ``FEW`` are drawn together and then one by one; the others class by
    class.
    """
    total, last, faint, solid = chances.sum(), -1, 0.0, 0.0
    bar = FEW * total / max(count, 1)
    for k in range(len(chances)):
        if chances[k] < bar:
            faint += chances[k]
        else:
            solid += chances[k]
            last = k
    single = count if last < 0 else binomial(rng, count, min(1.0, faint / max(total, TINY)))
    count -= single
    for _ in range(single):
        mark, one = rng.random() * faint, -1
        for k in range(len(chances)):
            if chances[k] < bar:
                one, mark = k, mark - chances[k]
                if mark < 0.0:
                    break
        put(tally, one, 1, pattern)
    for k in range(last + 1):
        if count > 0 and chances[k] >= bar:
            taken = count if k == last else binomial(rng, count, min(1.0, chances[k] / max(solid, TINY)))
            put(tally, k, taken, pattern)
            count, solid = count - taken, solid - chances[k]


@compiled
def complete(rng: np.random.Generator, patterns: Patterns, counts: Counts, state: State, tally: Counts) -> int:
    """Draw everybody's class and the number of those on no list, which is returned.

    ``tally`` (classes × lists + 1) gets the people of every class on every list and, last, in all.
    """
    tally[:] = 0
    for p in range(len(counts)):
        share_out(rng, counts[p], state.cells[:, p], patterns[p], tally)
    odds = state.sums[-1] / max(1.0 - state.sums[-1], TINY)
    missing = rng.poisson(min(rng.standard_gamma(float(counts.sum())) * odds, MOST))
    share_out(rng, missing, state.cells[:, -1], patterns[0, :0], tally)
    return int(missing)


@compiled
def log_gamma(rng: np.random.Generator, shape: float) -> float:
    """The logarithm of a Gamma(shape, 1) draw, exact also where the draw itself would underflow."""
    if shape >= 1.0:
        return float(np.log(rng.standard_gamma(shape)))
    return float(np.log(rng.standard_gamma(shape + 1.0)) - rng.standard_exponential() / shape)


@compiled
def alpha_fit(model: Model, members: Counts, alpha: float) -> float:
    """The log density of log(alpha) given everybody's class, the sticks integrated out."""
    fit, after = model.alpha_shape * np.log(alpha) - model.alpha_rate * alpha, members.sum()
    fit -= math.lgamma(alpha + after)
    for k in range(len(members) - 1):
        if after > 0:
            fit += np.log(alpha / (alpha + after))
            after -= members[k]
    return float(fit + math.lgamma(alpha + after))


@compiled
def redraw(rng: np.random.Generator, model: Model, state: State, tally: Counts) -> None:
    """Draw alpha (Metropolis), sticks and rates (conjugate) given everybody's class."""
    members, last = tally[:, -1], len(tally) - 1
    after, prior, alpha = members.sum(), model.rate_prior, state.alpha[0] * np.exp(2.0 * rng.standard_normal())
    if -rng.standard_exponential() < alpha_fit(model, members, alpha) - alpha_fit(model, members, state.alpha[0]):
        state.alpha[0] = alpha
    for k in range(last + 1):
        after -= members[k]
        for j in range(state.rates.shape[1]):
            on = rng.standard_gamma(prior + tally[k, j])
            off = rng.standard_gamma(prior + members[k] - tally[k, j])
            state.rates[k, j] = min(max(on / (on + off), NEGLIGIBLE), 1.0 - NEGLIGIBLE)
        if k < last:
            taken, kept = log_gamma(rng, 1.0 + members[k]), log_gamma(rng, state.alpha[0] + after)
            state.log_left[k] = kept - max(taken, kept) - np.log1p(np.exp(-abs(taken - kept)))


@compiled
def run(rng: np.random.Generator, model: Model, ladder: State, thin: int, notes: Counts) -> float:
    """Advance every level; return the share of the exchanges offered that were taken.

    Every ``thin`` sweeps the people on no list and the occupied classes of the lowest level go into ``notes`` (2 ×
    draws).
    """
    levels, lists = len(model.tables), model.patterns.shape[1]
    tally = np.zeros((ladder.shares.shape[1], lists + 1), np.int64)
    room = np.empty(lists + ladder.sums.shape[1])
    offered, taken, unseen = 0, 0, 0
    for sweep in range(thin * notes.shape[1]):
        for level in range(levels):
            state = rung(ladder, level)
            refresh(model.patterns, state)
            fit = fit_of(model.tables[level], state.sums, 1.0)
            for _ in range(MOVES):
                fit = move_class(rng, model, model.tables[level], state, fit, room)
            if sweep % REORDER == 0:
                reorder(rng, state)
        for parity in range(2):
            for level in range(parity, levels - 1, 2):
                offered += 1
                taken += exchange(rng, model.tables, ladder, level)
        for level in range(levels - 1, -1, -1):
            state = rung(ladder, level)
            unseen = complete(rng, model.patterns, model.tables[level], state, tally)
            redraw(rng, model, state, tally)
        notes[0, sweep // thin] = unseen
        notes[1, sweep // thin] = (tally[:, -1] > 0).sum()
    return taken / max(offered, 1)
