"""Our figure beside every published or measured one that the methods cover: pass or fail, CPU seconds.

    python benchmarks/toll.py --published            # every row (about two minutes on one core)
    python benchmarks/toll.py --published --only kosovo

Data: ``../shared/data/toll`` from the project's root, or ``$TAWTHIQ_DATA/toll``. CPU seconds are those of one
call in a process that has compiled its kernels before; what compiling costs the first time on a machine is
printed first.
"""

import argparse
import csv
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tawthiq.toll import Estimator, Overlap
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.latent.latent_class import LatentClasses
from tawthiq.toll.linear.averaged import Averaged
from tawthiq.toll.linear.best_bic import BestBIC
from tawthiq.toll.linear.bootstrap import resample
from tawthiq.toll.linear.existence import existence
from tawthiq.toll.linear.fitting import fit, spread
from tawthiq.toll.linear.fixed_model import FixedModel
from tawthiq.toll.linear.hierarchy import every_model
from tawthiq.toll.linear.loglinear import criterion
from tawthiq.toll.linear.selection import best
from tawthiq.toll.linear.stepwise import Stepwise
from tawthiq.toll.linear.walks import downhill, stepwise
from tawthiq.toll.linkage import over_linkages
from tawthiq.toll.sample_coverage import SampleCoverage

SEED = 0
KOSOVO = "[EXH.ABA.OSCE, EXH.HRW, OSCE.HRW]"
TABLES = ("kosovo", "ukdat", "ukdat_4", "ukdat_5", "ned", "ned_5", "australia", "care_hav", "gaza_total",
          "hare", "rcapture_duck", "rcapture_hiv", "rcapture_lesbian", "artificial_3")  # fmt: skip
SIX_LISTS = ("ukdat", "ned", "hare", "rcapture_duck")
Row = dict[str, str]
Table = NDArray[np.int64]


@dataclass(frozen=True)
class Rule:
    """How a row of the data is repeated: which rows, by which method, and how near is near enough.

    ``point`` and ``limits`` are absolute where 1 or more, else shares; None is not compared. ``takes`` reads
    the point.
    """

    source: str
    matches: Callable[[Row], bool]
    method: Callable[[Row], Estimator]
    point: float | None
    limits: float | None
    takes: str = "point"


def said(*parts: str, without: str = "\0") -> Callable[[Row], bool]:
    """Rows whose method says all of this, and not the other."""
    return lambda row: all(part in row["method"] for part in parts) and without not in row["method"]


def data() -> Path:
    """Where the tables lie."""
    return Path(os.environ.get("TAWTHIQ_DATA", "../shared/data")) / "toll"


def rows(name: str) -> list[Row]:
    with (data() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(row: Row) -> Overlap:
    """The table that a row is about: a file of its own, or one of the 25 linkages for Sudan."""
    name = row["dataset"]
    if not name.startswith("sudan_"):
        return Overlap.from_table(data() / f"{name}.csv")
    cause, grid = name.removeprefix("sudan_khartoum_").rsplit("_", 1)
    one = next(r for r in rows("sudan_linkage_grid") if (r["cause"], f"d{r['dup']}o{r['ovrlp']}") == (cause, grid))
    codes = [f"{code:03b}" for code in range(1, 8)]
    marks = {f"list{k + 1}": [int(code[k]) for code in codes] for k in range(3)}
    return Overlap.from_table(pl.DataFrame({**marks, "count": [int(one[f"n{code}"]) for code in codes]}))


def graphs_of(row: Row) -> Decomposable:
    said_delta = row["settings"].partition("delta=")[2].partition(",")[0]
    cells = 2 ** len(table(row).lists)
    delta = 1 / cells if said_delta == "2^-J" else float(said_delta)
    return Decomposable(strength=delta * cells, saturated="removed" not in row["method"])


def downhill_of(row: Row) -> BestBIC:
    return BestBIC(len(table(row).lists) - 1, "downhill")


def model_of(row: Row) -> FixedModel:
    """The model in Rcapture's words, ``model [123,14,34]``, in ours."""
    lists = table(row).lists
    generators = row["note"].partition("[")[2].partition("]")[0].split(",")
    named = [".".join(lists[int(k) - 1] for k in generator) for generator in generators]
    return FixedModel(f"[{', '.join(named)}]")


RULES = (
    Rule("published", said("best of 113"), lambda row: FixedModel(KOSOVO), 1.0, 0.005),
    Rule("published", said("ntop=Inf", "rounded"), lambda row: BestBIC(level=0.8), None, 0.05),
    Rule("published", said("ntop=Inf", without="rounded"), lambda row: BestBIC(), 1.0, 0.05),
    Rule("published", said("BIC maxorder 2"), lambda row: BestBIC(order=2), 1.0, 0.05),
    Rule("published", said("BIC all models bootstrap"), lambda row: BestBIC(), 1.0, 0.05),
    Rule("published", said("downhill", "maxorder 2"), lambda row: BestBIC(2, "downhill"), 1.0, 0.05),
    Rule("published", said("downhill", without="maxorder"), downhill_of, 1.0, 0.05),
    Rule("baselines", said("dga BMA"), graphs_of, 0.0, 0.0),
    Rule("baselines", said("stepwise BCa"), lambda row: Stepwise(), 1.0, 0.05),
    Rule("baselines", said("BIC best + bootstrap"), lambda row: BestBIC(), 1.0, 0.05),
    Rule("baselines", said("profile CI"), model_of, 0.001, 0.001, "profile_peak"),
    Rule("baselines", said("profile CI"), lambda row: Averaged(), 0.005, None, "mean"),
    Rule("baselines", said("SparseMSE stepwise", "ignores"), lambda row: Stepwise(), 1.0, None),
)  # fmt: skip


def near(ours: float, theirs: str, tolerance: float | None) -> bool:
    if tolerance is None or not theirs:
        return True
    return abs(ours - float(theirs)) <= (tolerance if tolerance >= 1 or tolerance == 0 else tolerance * float(theirs))


def line(passed: bool, *cells: object) -> str:
    return " | ".join(["pass" if passed else "FAIL", *map(str, cells)])


def load(name: str) -> Overlap:
    return Overlap.from_table(data() / f"{name}.csv")


def compare(row: Row, rule: Rule) -> str:
    """One line: theirs, ours, pass or fail, CPU seconds theirs and ours."""
    method, overlap = rule.method(row), table(row)
    start = time.process_time()
    ours = method.estimate(overlap, seed=SEED)
    spent = time.process_time() - start
    if ours.point is None or ours.lower is None or ours.upper is None:
        return line(False, row["dataset"], row["method"], ours.why)
    point = ours.details.get(rule.takes, ours.point)
    theirs = row["note"].partition("abundance=")[2] if rule.takes == "mean" else row["estimate"]
    passed = near(point, theirs, rule.point)
    passed &= near(ours.lower, row["lower"], rule.limits) and near(ours.upper, row["upper"], rule.limits)
    mine = f"{point:.1f}"
    if rule.limits is not None:
        theirs, mine = (
            f"{theirs} ({row['lower']}–{row['upper']})",
            f"{mine} ({ours.lower:.0f}–{ours.upper:.0f})",
        )
    cpu = f"{spent:.2f} s, theirs {row.get('cpu_s') or '–'}"
    return line(passed, row["dataset"], f"{row['method'][:50]} → {ours.method}", theirs, mine, cpu)


def published(only: str) -> Iterator[str]:
    """A line for each row that a method covers, and how many rows none covers."""
    uncovered = 0
    for source in ("published", "baselines"):
        for row in (row for row in rows(source) if only in row["dataset"]):
            fitting = [rule for rule in RULES if rule.source == source and rule.matches(row)]
            uncovered += not fitting
            yield from (compare(row, rule) for rule in fitting)
    yield f"{uncovered} rows are of methods that these do not cover"


def targets() -> Iterator[str]:
    """The lines of the issue's table that are about time or about single figures."""
    uk = load("ukdat_5")
    yield timed("kosovo", FixedModel(KOSOVO), 10_356.5, 0.5, 1)
    yield timed("kosovo", BestBIC(), 10_357, 1, 3)
    yield timed("care_hav", SampleCoverage(), 508, 1, 1)
    yield timed("ukdat_5", BestBIC(), 25_311, 1, 60)
    for name in SIX_LISTS:
        yield timed(name, Decomposable(), None, 0, 10)
    start = time.process_time()
    models = every_model(5, 4)
    first = np.argsort(criterion("BIC", models, uk)[1])[:20]
    (unseen,) = best(models, uk.cells[None, :], first)[1]
    spent = time.process_time() - start
    passed = abs(uk.documented + unseen - 25_311) <= 1 and spent <= 5
    yield line(
        passed,
        f"ukdat_5, all {len(models)} models once",
        25_311,
        f"{uk.documented + unseen:.1f}",
        f"{spent:.2f} s",
    )


def linkages(number: int = 1000) -> Iterator[str]:
    """So many linkages of an invented register of three lists, pooled."""
    register = Overlap.from_cells(("A", "B", "C"), np.array([0, 700, 600, 300, 550, 250, 200, 150]))
    drawn = [Overlap.from_cells(register.lists, one) for one in resample(register.cells, number, SEED)]
    start = time.process_time()
    ours = over_linkages(drawn, Decomposable(), seed=SEED)
    spent = time.process_time() - start
    yield line(
        spent <= 10, f"{number} linkages of three lists", "–", f"{ours.point:,.0f}", f"{spent:.1f} s, at most 10"
    )


def latent_classes() -> Iterator[str]:
    """Effective draws a CPU second on Kosovo, and medians against LCMCR where its chains agreed (R-hat < 1.02).

    Two combined Monte Carlo errors, each of a median: 1.25 posterior standard deviations over the root of the
    effective draws, the posterior's spread read off the 95 % interval.
    """
    for row in (row for row in rows("baselines") if row["method"] == "LCMCR"):
        told = dict(part.partition("=")[::2] for part in row["note"].replace(" of 4000", "").split("; "))
        if float(told["Rhat"]) >= 1.02:
            continue
        start = time.process_time()
        ours = LatentClasses().estimate(table(row), seed=1)
        spent = time.process_time() - start
        chains, ess = ours.details["chains"], ours.details["ess_bulk"]
        error = 1.25 * float(row["upper"]) / 3.92 - 1.25 * float(row["lower"]) / 3.92
        apart = abs(np.median(chains) - float(row["estimate"]))
        errors = apart / (error * np.sqrt(1 / ess + 1 / float(told["ESS"])))
        if row["dataset"] == "kosovo":
            yield line(
                ess / spent >= 320, "kosovo, effective draws a CPU second", 160, f"{ess / spent:.0f}", "at least 320"
            )
        mine = f"{np.median(chains):,.0f}, {errors:.1f} errors apart, {ours.why or 'gates passed'}"
        yield line(errors <= 2 and ours.why is None, row["dataset"], row["estimate"], mine, f"{spent:.1f} s")


def timed(name: str, method: Estimator, theirs: float | None, tolerance: float, reach: float) -> str:
    """One line: the figure with its target, the CPU seconds with theirs."""
    overlap, start = load(name), time.process_time()
    ours = method.estimate(overlap, seed=SEED).point
    spent = time.process_time() - start
    passed = ours is not None and spent <= reach and (theirs is None or abs(ours - theirs) <= tolerance)
    return line(passed, name, method, theirs or "–", f"{ours:,.1f}", f"{spent:.2f} s, at most {reach:g}")


def gaza(imputations: int = 100) -> Iterator[str]:
    """The published recipe for Gaza (Jamaluddine et al. 2025); its limits are summed limits, hence only here.

    Rule of imputation: a record without age or sex falls into a stratum with the share that the stratum has
    among the complete records of the same pattern of lists. In each stratum the eight models are averaged by
    AIC, with their Wald limits; medians over the imputations are summed over the ten strata.
    """
    complete, missing = gaza_strata()
    shares = complete / complete.sum(axis=0).clip(1)
    rng, start = np.random.default_rng(SEED), time.process_time()
    totals = []
    for _ in range(imputations):
        drawn = [rng.multinomial(missing[cell], shares[:, cell]) for cell in range(1, 8)]
        tables = complete + np.column_stack([np.zeros(len(complete), np.int64), *drawn])
        totals.append([averaged_by_aic(stratum) for stratum in tables])
    ours = np.median(totals, axis=0).sum(axis=0)
    apart = np.abs(ours / (64_260, 55_298, 78_525) - 1)
    mine = f"{ours[0]:.0f} ({ours[1]:.0f}–{ours[2]:.0f})"
    spent = f"{time.process_time() - start:.2f} s"
    passed = bool((apart <= (0.02, 0.04, 0.04)).all())
    yield line(passed, "gaza, ten strata, published recipe", "64260 (55298–78525)", mine, spent)


def gaza_strata() -> tuple[Table, Table]:
    """The cells of the ten strata (10, 8), and of the records without age or sex (8,)."""
    whole = load("gaza_total")
    strata: dict[str, Table] = {}
    for row in rows("gaza_strata"):
        if row["stratification"] == "agesex":
            code = sum(int(row[name]) << k for k, name in enumerate(whole.lists))
            strata.setdefault(row["stratum"], np.zeros(8, np.int64))[code] = int(row["count"])
    complete = np.array(list(strata.values()))
    return complete, whole.cells - complete.sum(axis=0)


def averaged_by_aic(cells: Table) -> NDArray[np.float64]:
    """The toll of one stratum and its Wald limits, each averaged over the eight models by AIC weight."""
    models = every_model(3, 2)
    unseen, deviance = (column[:, 0] for column in fit(models, cells[None, :]))
    aic = deviance + 2 * models.sum(axis=1)
    weights = np.exp((aic.min() - aic) / 2)
    weights /= weights.sum()
    wide = np.exp(1.959964 * np.array([spread(model, cells) for model in models]))
    return cells.sum() + np.array([weights @ unseen, weights @ (unseen / wide), weights @ (unseen * wide)])


def never_without_existence(bootstraps: int = 1000) -> Iterator[str]:
    """Every model chosen in every bootstrap table, put to the linear programme alone, without caches."""
    for name in TABLES:
        overlap = load(name)
        if (why := overlap.refusal()) is not None:
            yield line(True, name, f"refused: {why}")
            continue
        tables = resample(overlap.cells, bootstraps, SEED)
        lists = len(overlap.lists)
        if name in SIX_LISTS:
            chosen, unseen = downhill(tables, 2)
        else:
            models = every_model(lists, lists - 1)
            first = np.argsort(criterion("BIC", models, overlap)[1])[:20]
            found, unseen = best(models, tables, first)
            chosen = models[found]
        walked, walked_unseen = stepwise(tables, 0.02)
        picked = np.concatenate([chosen, walked])
        pairs = np.unique(np.hstack([picked, np.tile(tables > 0, (2, 1))]), axis=0)
        wrong = sum(existence(*np.split(pair, 2)) != "exists" for pair in pairs)
        most = overlap.documented + np.nanmax([unseen, walked_unseen])
        none = int(np.isnan([unseen, walked_unseen]).sum())
        told = f"{wrong} of {len(pairs)} model × empty cells do not exist, {none} draws without any model"
        yield line(not wrong, name, told, f"largest of {2 * bootstraps} draws {most:,.0f}")


def warm_up() -> None:
    """Compile the kernels, or load them where they were compiled before, and say what it took."""
    kosovo, start = load("kosovo"), time.process_time()
    quick = LatentClasses(sweeps=100)
    for method in (FixedModel(KOSOVO), BestBIC(bootstraps=2), Averaged(), Stepwise(bootstraps=2), quick):
        method.estimate(kosovo, seed=SEED)
    print(f"compiling or loading kernels, once: {time.process_time() - start:.1f} s CPU")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--published", action="store_true", help="our figure beside every published one")
    parser.add_argument("--only", default="", help="only data sets whose name holds this")
    asked = parser.parse_args()
    if not data().is_dir():
        print(f"no data at {data()}: set TAWTHIQ_DATA", file=sys.stderr)
        return 2
    warm_up()
    sections = [published(asked.only), gaza()] if asked.published else []
    if not asked.only:
        sections += [targets(), linkages(), latent_classes(), never_without_existence()]
    failed = 0
    for section in sections:
        for text in section:
            failed += text.startswith("FAIL")
            print(text, flush=True)
    print(f"{failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
