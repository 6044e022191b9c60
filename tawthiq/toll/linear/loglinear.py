"""What the log-linear estimators share: criteria and weights of models, and bootstrapped answers."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tawthiq.messages import Sentence
from tawthiq.toll.answers import no_estimate
from tawthiq.toll.linear import bootstrap
from tawthiq.toll.linear.existence import exists
from tawthiq.toll.linear.fitting import fit
from tawthiq.toll.shape import Estimate, Estimator, Overlap

Array = NDArray[np.float64]
Models = NDArray[np.bool_]
Tables = NDArray[np.int64]
Selection = Callable[[Tables], tuple[NDArray[np.generic], Array]]

FULL_UP_TO = 5
FAINT = 1e-4
MANY, TOO_MANY = 0.05, 0.5


def usual_order(overlap: Overlap) -> int:
    """How many lists may interact unless told: all but one up to five lists, pairs from six on."""
    lists = len(overlap.lists)
    return lists - 1 if lists <= FULL_UP_TO else 2


def criterion(name: str, models: Models, overlap: Overlap) -> tuple[Array, Array]:
    """The unseen and the AIC or BIC, up to a constant, of each model (M, 2^K) on the table, each (M,).

    BIC counts the people on the lists, both count terms at minus infinity (Silverman, Chan & Vincent 2024).
    """
    unseen, deviance = fit(models, overlap.cells[None, :])
    price = 2.0 if name == "AIC" else np.log(overlap.documented)
    values = deviance[:, 0] + price * models.sum(axis=1)
    return unseen[:, 0], np.where(np.isnan(unseen[:, 0]), np.inf, values)


def weights_of(models: Models, overlap: Overlap, values: Array) -> tuple[NDArray[np.int64], Array]:
    """The models that carry weight by a criterion (M,), and their weights; those that do not exist, none."""
    kept: list[int] = []
    for m in np.argsort(values, kind="stable"):
        if (kept and np.exp((values[kept[0]] - values[m]) / 2) < FAINT) or np.isinf(values[m]):
            break
        if exists(models[m], overlap.cells):
            kept.append(int(m))
    weights = np.exp((values[kept].min(initial=np.inf) - values[kept]) / 2)
    return np.array(kept, np.int64), weights / weights.sum()


def bootstrapped(
    method: Estimator,
    overlap: Overlap,
    select: Selection,
    *,
    bootstraps: int,
    level: float,
    seed: int,
    warnings: tuple[Sentence, ...] = (),
) -> Estimate:
    """The estimate of a selection with its BCa interval, the selection repeated in every bootstrap table.

    ``select`` gives for tables (T, 2^K) what it selected and the unseen (T,), nan where no model exists.
    """
    (unseen,) = select(overlap.cells[None, :])[1]
    if np.isnan(unseen):
        return no_estimate(method, overlap, Sentence("toll.no_model_exists"))
    point = float(overlap.documented + unseen)
    draws = overlap.documented + select(bootstrap.resample(overlap.cells, bootstraps, seed))[1]
    missing = float(np.isnan(draws).mean())
    share = {"share": f"{missing:.0%}"}
    if missing > TOO_MANY:
        return no_estimate(method, overlap, Sentence("toll.too_few_tables", share))
    if missing > MANY:
        warnings += (Sentence("toll.tables_without_estimate", share),)
    tables, weights = bootstrap.leave_one_out(overlap.cells)
    left_out = overlap.documented - 1 + select(tables)[1]
    lower, upper = bootstrap.bca(point, draws, left_out, weights, level)
    return Estimate(
        method.name, overlap.documented, point, lower, upper, level, draws=draws[np.isfinite(draws)],
        details={"tables_without_estimate": missing}, warnings=overlap.cautions() + warnings,
    )  # fmt: skip
