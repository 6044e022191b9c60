"""Our figure beside every published and measured one that the methods cover, with pass or fail and CPU seconds.

    python benchmarks/toll.py --published            # every row (about two minutes on one core)
    python benchmarks/toll.py --published --only kosovo

Data: ``../shared/data/toll`` from the project's root, or ``$TAWTHIQ_DATA/toll``. CPU seconds are those of one call in a
process that has compiled its kernels before; what compiling costs the first time on a machine is printed first.
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

from tawthiq.toll import Estimator, Overlap
from tawthiq.toll.averaged import Averaged
from tawthiq.toll.best_bic import BestBIC
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.existence import by_programme
from tawthiq.toll.fixed_model import FixedModel
from tawthiq.toll.hierarchy import every_model, parse
from tawthiq.toll.loglinear import criterion
from tawthiq.toll.sample_coverage import SampleCoverage
from tawthiq.toll.selection import best
from tawthiq.toll.bootstrap import resample
from tawthiq.toll.stepwise import Stepwise
from tawthiq.toll.walks import stepwise

SEED = 0
KOSOVO = "[EXH.ABA.OSCE, EXH.HRW, OSCE.HRW]"
TABLES = ("kosovo", "ukdat", "ukdat_4", "ukdat_5", "ned", "ned_5", "australia", "care_hav", "gaza_total", "hare",
          "rcapture_duck", "rcapture_hiv", "rcapture_lesbian", "artificial_3")  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True)
class Rule:
    """How a row of the data is repeated: which rows, by which method, and how near is near enough.

    ``point`` and ``limits`` are absolute where 1 or more, else shares; None is not compared. ``takes`` reads the point.
    """

    source: str
    matches: Callable[[Row], bool]
    method: Callable[[Row], Estimator]
    point: float | None
    limits: float | None
    takes: str = "point"


def said(*parts: str) -> Callable[[Row], bool]:
    """Rows whose method says all of this."""
    return lambda row: all(part in row["method"] for part in parts)


RULES = (
    Rule("published", said("best of 113"), lambda row: FixedModel(KOSOVO), 1.0, 0.005),
    Rule("published", said("ntop=Inf", "rounded"), lambda row: BestBIC(level=0.8), None, 0.05),
    Rule("published", said("ntop=Inf"), lambda row: BestBIC(), 1.0, 0.05),
    Rule("published", said("BIC maxorder 2"), lambda row: BestBIC(order=2), 1.0, 0.05),
    Rule("published", said("BIC all models bootstrap"), lambda row: BestBIC(), 1.0, 0.05),
    Rule("published", said("downhill", "maxorder 2"), lambda row: BestBIC(2, "downhill"), 1.0, 0.05),
    Rule("published", said("downhill"), lambda row: BestBIC(len(table(row).lists) - 1, "downhill"), 1.0, 0.05),
    Rule("baselines", said("dga BMA"), lambda row: graphs_of(row), 0.0, 0.0),
    Rule("baselines", said("stepwise BCa"), lambda row: Stepwise(), 1.0, 0.05),
    Rule("baselines", said("BIC best + bootstrap"), lambda row: BestBIC(), 1.0, 0.05),
    Rule("baselines", said("profile CI"), lambda row: FixedModel(model_of(row)), 0.001, 0.001, "profile_peak"),
    Rule("baselines", said("profile CI"), lambda row: Averaged(), 0.005, None, "mean"),
    Rule("baselines", said("SparseMSE stepwise", "ignores"), lambda row: Stepwise(), 1.0, None),
)  # fmt: skip


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


def model_of(row: Row) -> str:
    """The model in Rcapture's words, ``model [123,14,34]``, in ours."""
    lists = table(row).lists
    generators = row["note"].partition("[")[2].partition("]")[0].split(",")
    return f"[{', '.join('.'.join(lists[int(k) - 1] for k in generator) for generator in generators)}]"


def near(ours: float, theirs: str, tolerance: float | None) -> bool:
    if tolerance is None or not theirs:
        return True
    return abs(ours - float(theirs)) <= (tolerance if tolerance >= 1 or tolerance == 0 else tolerance * float(theirs))


def compare(row: Row, rule: Rule) -> str:
    """One line: theirs, ours, pass or fail, CPU seconds theirs and ours."""
    method, overlap = rule.method(row), table(row)
    start = time.process_time()
    ours = method.estimate(overlap, seed=SEED)
    spent = time.process_time() - start
    if ours.point is None or ours.lower is None or ours.upper is None:
        return f"FAIL {row['dataset']} {row['method']}: {ours.why}"
    point = ours.point if rule.takes == "point" else ours.details[rule.takes]
    theirs = row["estimate"]
    if rule.takes == "mean":
        theirs = row["note"].partition("abundance=")[2]
    passed = near(point, theirs, rule.point) and all(
        near(value, row[side], rule.limits) for side, value in (("lower", ours.lower), ("upper", ours.upper))
    )
    compared = f"{theirs or '–'} ({row['lower']}–{row['upper']})" if rule.limits is not None else theirs
    mine = f"{point:.1f} ({ours.lower:.0f}–{ours.upper:.0f})" if rule.limits is not None else f"{point:.1f}"
    cpu = f"{spent:6.2f} s, theirs {row.get('cpu_s') or '–'}"
    return f"{'pass' if passed else 'FAIL'} | {row['dataset']} | {row['method'][:58]} | {compared} | {mine} | {cpu}"


def published(only: str) -> Iterator[str]:
    """A line for each row that a method covers, and how many rows none covers."""
    uncovered = 0
    for source in ("published", "baselines"):
        rules = [rule for rule in RULES if rule.source == source]
        for row in (row for row in rows(source) if only in row["dataset"]):
            fitting = [rule for rule in rules if rule.matches(row)]
            if source == "published":
                fitting = fitting[:1]
            uncovered += not fitting
            yield from (compare(row, rule) for rule in fitting)
    yield f"{uncovered} rows are of methods that these do not cover"


def targets() -> Iterator[str]:
    """The lines of the issue's table that are about time or about single figures."""
    kosovo, uk = (Overlap.from_table(data() / f"{name}.csv") for name in ("kosovo", "ukdat_5"))
    five = every_model(5, 4)
    yield timed("Kosovo, fixed model: 10,356.5 ± 0.5", 1, lambda: FixedModel(KOSOVO).estimate(kosovo, seed=SEED).point)
    yield timed("Kosovo, BIC + 1,000 bootstraps: 10,357 in 3 s", 3, lambda: BestBIC().estimate(kosovo, seed=SEED).point)
    yield timed("UK five lists, 6,893 models, BIC: 25,311 in 5 s", 5, lambda: best_of(five, uk))
    yield timed("… with 1,000 bootstraps and the jackknife", 60, lambda: BestBIC().estimate(uk, seed=SEED).point)
    for name in ("ukdat", "ned", "hare", "rcapture_duck"):
        six = Overlap.from_table(data() / f"{name}.csv")
        yield timed(f"six-list dga, {name}, in 10 s", 10, lambda six=six: Decomposable().estimate(six, seed=SEED).point)
    hepatitis = SampleCoverage().estimate(Overlap.from_table(data() / "care_hav.csv"), seed=SEED)
    yield f"     hepatitis A, sample coverage: 508 published (Chao et al. 2001) | {hepatitis.point:.1f}"


def best_of(models: np.ndarray, overlap: Overlap) -> float:
    first = np.argsort(criterion("BIC", models, overlap)[1])[:20]
    return overlap.documented + float(best(models, overlap.cells[None, :], first)[1][0])


def timed(what: str, reach: float, run: Callable[[], float | None]) -> str:
    start = time.process_time()
    value = run()
    spent = time.process_time() - start
    return f"{'pass' if spent <= reach else 'FAIL'} | {what} | {value:.1f} | {spent:.2f} s CPU"


def never_without_existence(bootstraps: int = 1000) -> Iterator[str]:
    """Every model chosen in every bootstrap table of every table, put to the linear programme alone, without caches."""
    for name in TABLES:
        overlap = Overlap.from_table(data() / f"{name}.csv")
        if (why := overlap.refusal()) is not None:
            yield f"pass | {name} | refused: {why}"
            continue
        tables = resample(overlap.cells, bootstraps, SEED)
        lists = len(overlap.lists)
        models = every_model(lists, lists - 1 if lists < 6 else 2)
        first = np.argsort(criterion("BIC", models, overlap)[1])[:20]
        chosen, unseen = best(models, tables, first)
        walked, walked_unseen = stepwise(tables, 0.02)
        pairs = {
            (model.tobytes(), support.tobytes()): (model, support)
            for picked in (models[chosen], walked)
            for model, support in zip(picked, tables > 0, strict=True)
        }
        wrong = sum(by_programme(model, support) != "exists" for model, support in pairs.values())
        most = overlap.documented + max(np.nanmax(unseen), np.nanmax(walked_unseen))
        yield (
            f"{'FAIL' if wrong else 'pass'} | {name} | {wrong} of {len(pairs)} model × empty cells do not exist; "
            f"largest of {2 * bootstraps} draws {most:,.0f}; tables without any {int(np.isnan(unseen).sum())}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--published", action="store_true", help="our figure beside every published one")
    parser.add_argument("--only", default="", help="only data sets whose name holds this")
    asked = parser.parse_args()
    if not data().is_dir():
        print(f"no data at {data()}: set TAWTHIQ_DATA", file=sys.stderr)
        return 2
    kosovo = Overlap.from_table(data() / "kosovo.csv")
    start = time.process_time()
    for method in (FixedModel(KOSOVO), BestBIC(bootstraps=2), Averaged(), Stepwise(bootstraps=2)):
        method.estimate(kosovo, seed=SEED)
    print(f"compiling or loading kernels, once: {time.process_time() - start:.1f} s CPU")
    sections = [published(asked.only)] if asked.published else []
    if not asked.only:
        sections += [targets(), never_without_existence()]
    failed = 0
    for section in sections:
        for line in section:
            failed += line.startswith("FAIL")
            print(line, flush=True)
    print(f"{failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
