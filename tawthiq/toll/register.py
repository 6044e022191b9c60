"""The verb: the toll from the register of a case, or a table of counts in it, put back, and again to be compared."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import numpy as np
import polars as pl
import pyarrow as pa

from tawthiq import tables
from tawthiq.case import Case, Signer
from tawthiq.case.casefile import CaseFile, load
from tawthiq.case.rerunning import Rerun, compared
from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.messages import Sentence
from tawthiq.methods import from_recipe, recipe_of
from tawthiq.nouns import Finding, Recipe
from tawthiq.toll import people as tabulating
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.combine import Combined
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.estimate import ESTIMATORS, SideBySide, estimate, side_by_side
from tawthiq.toll.latent.latent_class import LatentClasses
from tawthiq.toll.linkage import seen_and_unseen, widened
from tawthiq.toll.people import Tables, merged, tabulate
from tawthiq.toll.plan import departures, feeding
from tawthiq.toll.shape import Estimate, Estimator, Overlap
from tawthiq.toll.strata import Reals, Strata, partly_pooled

SLOT, CALIBRATED = "toll", "calibrated"
FIRST = ("estimates", "cautions", "overlaps", "tolls")
BELOW = {"swings", "curve", "gates"}
"""Tables that the first findings of this craft have not."""

IMPUTATIONS = 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Toll:
    """The toll of a case: of everybody counted in ``side``, of each stratum in ``strata``, and where it was put.

    ``overlap`` is the table of the register as it stands; ``linkages`` counts the drawn linkages that are pooled.
    """

    side: SideBySide
    overlap: Overlap
    strata: Mapping[str, Estimate]
    linkages: int
    findings: tuple[Finding, ...] = ()


def toll(
    case: Case,
    *,
    by: Signer | None,
    strata: Sequence[str] | None = None,
    merge: Sequence[str] = (),
    methods: Sequence[Estimator] = ESTIMATORS,
    seed: int = 1,
) -> Toll:
    """Estimate the toll from the register; the figures become findings in ``toll`` and ``toll of <stratum>``.

    Only people who are counted stand in it; the sources are the lists. ``strata`` are names of ``people.STRATA``; None:
    those of ``[rules.toll]`` in ``case.toml``. ``merge`` names lists to count as one, ``first+second``. Without ``by``
    nothing is written. Raises NotFound without a register, BadInput for an unknown stratum or list.
    """
    register = case.register.current()
    if register is None:
        raise NotFound("toll.no_register")
    rules = case.casefile.rules.get("toll", {})
    by_ = list(rules.get("by", ()) if strata is None else strata)
    recipe = _recipe(case, register.id, methods, seed, by=by_, merge=list(merge))
    made = _made(case, register, recipe, case.casefile)
    return _kept(case, made, recipe, by)


def toll_of_table(
    case: Case, ref: str | Path, *, by: Signer | None, methods: Sequence[Estimator] = ESTIMATORS, seed: int = 1
) -> Toll:
    """Estimate the toll from a received table of counts (its path, id or hash), in the slot of the register's toll.

    Assumes that somebody else linked the lists, and linked them right: nothing here knows of errors in that. Raises
    NotFound for a file that was not received, BadInput where it is no such table.
    """
    item = case.item_of(ref) if isinstance(ref, Path) else case.item(ref)
    recipe = _recipe(case, item.id, methods, seed)
    return _kept(case, _of_table(case, recipe), recipe, by)


def _recipe(case: Case, source: str, methods: Sequence[Estimator], seed: int, **more: Sequence[str]) -> Recipe:
    told = [dict(zip(("name", "version", "parameters"), recipe_of(one), strict=True)) for one in methods]
    parameters = json.loads(json.dumps({**more, "headline": recipe_of(Combined())[2], "methods": told}))
    return replace(case.recipe(Combined(), "toll", inputs=(source,), seed=seed), parameters=parameters)


def rerun(case: Case, ref: str, progress: Progress | None = None) -> Rerun:
    """Make a finding of the toll again from its recipe and compare the tables. Raises NotFound for what is no toll."""
    del progress
    finding = case.finding(ref)
    if finding.slot != SLOT and not finding.slot.startswith(f"{SLOT} of "):
        raise NotFound("toll.not_ours", id=finding.id, method=finding.recipe.method)
    source = finding.recipe.inputs[0]
    if source.startswith("i-"):
        made = _of_table(case, finding.recipe)
    else:
        with case.vault.path(finding.recipe.casefile) as path:
            made = _made(case, case.finding(source), finding.recipe, load(path))
    with TemporaryDirectory() as folder:
        files = _written(made, finding.slot, Path(folder))
        return compared(case, finding, {name: files[name] for name in files if name in finding.tables or name in FIRST})


@dataclass(frozen=True, slots=True)
class Open:
    """How far the judgements still open could move the answer, in people: a size, never a direction.

    Of ``linkages`` drawn from the doubt about who is whom, 95 in 100 differ from the register by no more than
    ``documented`` people on the lists, and in Chao's bound by no more than ``share`` of it.
    """

    linkages: int
    documented: int
    share: float


def still_open(case: Case) -> Open | None:
    """How far the doubt about who is whom reaches; None without a register, drawn linkages, or anybody counted."""
    register = case.register.current()
    if register is None or not _number(register):
        return None
    people, members, draws = (_frame(case, register, name) for name in ("people", "members", "draws"))
    try:
        own, *others = tabulate(people, members, draws, (), _number(register)).whole()
    except Refused:
        return None
    bounds = [(one.documented, ChaoBound().estimate(one, seed=0).point) for one in (own, *others)]
    moved = np.array([abs(count - own.documented) for count, _ in bounds[1:]])
    first = bounds[0][1]
    shares = [abs(point / first - 1) for _, point in bounds[1:] if point and first]
    return Open(len(others), int(np.quantile(moved, 0.95)), float(np.quantile(shares or [0.0], 0.95)))


def method_of(name: str) -> Estimator:
    """A method on offer, by its name, as it is by default. Raises NotFound, BadInput where it needs parameters."""
    try:
        return cast(Estimator, from_recipe("toll", name, {}))
    except TypeError as error:
        known = ", ".join(one.name for one in ESTIMATORS)
        raise BadInput("toll.no_such_method", value=name, known=known) from error


def _of_table(case: Case, recipe: Recipe) -> Toll:
    """The toll, from a table of counts by a recipe: the same for the same."""
    item = case.item(recipe.inputs[0])
    with case.bytes(item) as path:
        try:
            overlap = Overlap.from_table(path)
        except BadInput as error:
            raise BadInput(error.key, **{**error.facts, "file": item.name}) from error
    return Toll(estimate(overlap, _methods(recipe), seed=recipe.seed or 0), overlap, {}, 0)


def _made(case: Case, register: Finding, recipe: Recipe, casefile: CaseFile) -> Toll:
    """The toll, from a register by a recipe: the same for the same."""
    told, by, seed = recipe.parameters, tuple(recipe.parameters["by"]), recipe.seed or 0
    methods = _methods(recipe)
    people, members, draws = (_frame(case, register, name) for name in ("people", "members", "draws"))
    members = merged(members, [_pair(one) for one in told["merge"]])
    counted = tabulate(people, members, draws, by, _number(register))
    own, *others = counted.whole()
    if refused := tabulating.leaning(people, members):
        return Toll(SideBySide(own.documented, (), refused), own, {}, len(others))
    given = tuple(widened(one.estimate(own, seed=seed), own, others, seed=seed) for one in methods)
    side = side_by_side(own, given, seed=seed)
    by_stratum, cautions = _pooled(counted, methods, seed) if by else (None, ())
    side = _over_strata(side, by_stratum.total) if by_stratum else side
    plan = _planned(case, register)
    chosen = {"lists": counted.lists, "by": by, "merge": told["merge"], "methods": [one.name for one in methods],
              "inclusion": _inclusion(casefile)}  # fmt: skip
    whole = (*departures(plan, chosen), *feeding(counted.lists, casefile.sources), _linked(given, others),
             *tabulating.cautions(people, members), *cautions)  # fmt: skip
    return Toll(replace(side, told=whole), own, by_stratum.by if by_stratum else {}, len(others))


def _methods(recipe: Recipe) -> list[Estimator]:
    told = recipe.parameters["methods"]
    return [cast(Estimator, from_recipe("toll", one["name"], one["parameters"])) for one in told]


def _pooled(counted: Tables, methods: Sequence[Estimator], seed: int) -> tuple[Strata, tuple[Sentence, ...]]:
    """The headline of each stratum, linkages and imputations in its draws, partly pooled; and what must be told."""
    asked = {one.name: one for one in methods}
    pooling = [asked.get(one.name, one) for one in (LatentClasses(), Decomposable())]
    found, sizes, missing = dict[str, Estimate](), dict[str, Reals](), counted.missing()
    told: tuple[Sentence, ...] = (Sentence("toll.imputed", {"missing": missing}),) if missing else ()
    tables_of = counted.overlaps(seed=seed, least=IMPUTATIONS)
    for number, (name, (own, *others)) in enumerate(zip(counted.names(), tables_of, strict=True)):
        found[name] = Combined().of([one.estimate(own, seed=seed + number) for one in pooling])
        if drawn := seen_and_unseen(found[name], own, others, seed=seed):
            sizes[name], unseen = drawn
            found[name] = replace(found[name], draws=own.documented * (1 + unseen / sizes[name]))
        told += tabulating.small(name, own)
    return partly_pooled(found, seed=seed, sizes=sizes), told


def _over_strata(side: SideBySide, total: Estimate) -> SideBySide:
    """The headline that stands on the strata; that of the whole table joins the methods."""
    whole = (side.headline,) if side.headline else ()
    pooled = replace(total, documented=side.documented, warnings=(Sentence("toll.unreachable"), *total.warnings))
    return replace(side, headline=pooled, calibrated=None, estimates=(*whole, *side.estimates))


def _linked(given: Sequence[Estimate], others: Sequence[Overlap]) -> Sentence:
    if not others:
        return Sentence("toll.one_linkage")
    refused = max((one.details.get("refused", 0) for one in given), default=0)
    return Sentence("toll.linkages", {"linkages": len(others), "refused": refused})


def _frame(case: Case, register: Finding, name: str) -> pl.DataFrame:
    if name not in register.tables:
        return cast(pl.DataFrame, pl.from_arrow(tables.SCHEMAS[name].empty_table()))
    with case.open_table(register, name) as path:
        return pl.read_parquet(path)


def _number(register: Finding) -> int:
    """How many linkages were drawn, as the register's recipe tells; those that change nothing have no row."""
    return int(register.recipe.parameters.get("register", {}).get("draws", 0)) if register.tables.get("draws") else 0


def _pair(text: str) -> tuple[str, str]:
    first, _, second = text.rpartition("+")
    if not first or not second:
        raise BadInput("toll.bad_merge", value=text)
    return first, second


def _planned(case: Case, register: Finding) -> Mapping[str, Any] | None:
    """The plan as it stood when the register was linked, the rule of inclusion with it."""
    if not register.recipe.casefile:
        return None
    with case.vault.path(register.recipe.casefile) as path:
        casefile = load(path)
    plan = casefile.rules.get("toll")
    return {**plan, "inclusion": _inclusion(casefile)} if plan else None


def _inclusion(casefile: CaseFile) -> list[str]:
    told = casefile.rules.get("names", {}).get("include", {})
    return [f"{key} = {value}" for key, value in sorted(told.items())]


def _kept(case: Case, made: Toll, recipe: Recipe, by: Signer | None) -> Toll:
    return replace(made, findings=_put(case, made, recipe, by)) if by else made


def _put(case: Case, made: Toll, recipe: Recipe, by: Signer) -> tuple[Finding, ...]:
    """The findings, each in its slot; one that stands there already by the same recipe is left alone."""
    found = []
    for slot in (SLOT, *(f"{SLOT} of {name}" for name in made.strata)):
        standing = case.current(slot)
        if standing and _same(standing.recipe, recipe) and standing.tables.keys() >= BELOW:
            found.append(standing)
            continue
        work = case.scratch("toll")
        try:
            found.append(case.find(slot, recipe, _written(made, slot, work), by))
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return tuple(found)


def _same(one: Recipe, other: Recipe) -> bool:
    return asdict(replace(one, position=0)) == asdict(replace(other, position=0))


def _written(made: Toll, slot: str, folder: Path) -> dict[str, Path]:
    """The tables of a slot as files."""
    stratum = slot.partition(" of ")[2]
    headline = made.strata[stratum] if stratum else made.side.headline
    shown = [headline] if stratum else [headline, *made.side.estimates]
    rows: dict[str, list[dict[str, Any]]] = {
        "estimates": [*(_row(stratum, one) for one in shown if one), *([] if stratum else _calibrated(made.side))],
        "cautions": [{"key": one.key, "facts": _plain(one.facts)} for one in _cautions(made, headline)],
        "overlaps": [] if stratum else _overlap(made.overlap),
        **({name: [] for name in BELOW} if stratum else _below(made.side)),
    }
    made_of = {name: tables.rows(tables.SCHEMAS[name], told) for name, told in rows.items()}
    made_of["tolls"] = _draws(stratum, headline)
    for name, table in made_of.items():
        tables.write(folder / f"{name}.parquet", tables.SCHEMAS[name], [table])
    return {name: folder / f"{name}.parquet" for name in made_of}


def _below(side: SideBySide) -> dict[str, list[dict[str, Any]]]:
    """How far the answer rests on each list and on its assumption, and whether the chains of its methods agreed."""
    swings = [
        {"lists": " + ".join(one.lists), "change": "left out" if len(one.lists) == 1 else "merged",
         **{name: value for name, value in _row("", one.estimate).items() if name in tables.SWINGS.names}}
        for one in side.swings
    ]  # fmt: skip
    curve = side.curve
    rows = zip(*(getattr(curve, name) for name in ("xi", "point", "lower", "upper")), strict=True) if curve else ()
    drawn = [dict(zip(tables.CURVE.names, map(_finite, row), strict=True)) for row in rows]
    gates = [
        {"method": one.method, "passed": one.details["gates_passed"],
         **{name: float(one.details[name]) for name in ("rhat", "ess_bulk", "ess_tail")}}
        for one in side.estimates if "rhat" in one.details
    ]  # fmt: skip
    return {"swings": swings, "curve": drawn, "gates": gates}


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _cautions(made: Toll, headline: Estimate | None) -> list[Sentence]:
    own = list(headline.warnings) if headline else []
    return [*made.side.told, *own, *([made.side.why] if made.side.why else [])]


def _calibrated(side: SideBySide) -> list[dict[str, Any]]:
    """The headline with its limits moved as hidden lists of other tables teach, a row of its own, the last."""
    if side.calibrated is None or side.headline is None:
        return []
    moved = {"method": CALIBRATED, "lower": side.calibrated.lower, "upper": side.calibrated.upper,
             "level": side.calibrated.level}  # fmt: skip
    return [{**_row("", side.headline), **moved}]


def _row(stratum: str, one: Estimate) -> dict[str, Any]:
    return {
        "stratum": stratum, "method": one.method, "documented": one.documented, "estimate": one.point,
        "lower": one.lower, "upper": one.upper, "level": one.level, "bounds": one.bounds,
        "why": one.why and one.why.key, "facts": one.why and _plain(one.why.facts),
    }  # fmt: skip


def _overlap(overlap: Overlap) -> list[dict[str, Any]]:
    spelled = [" + ".join(name for name, on in zip(overlap.lists, row, strict=True) if on) for row in overlap.patterns]
    return [{"stratum": "", "lists": lists, "people": int(count)}
            for lists, count in zip(spelled, overlap.counts, strict=True)]  # fmt: skip


def _draws(stratum: str, one: Estimate | None) -> pa.Table:
    draws = np.empty(0) if one is None or one.draws is None else one.draws
    columns = {"stratum": [stratum] * len(draws), "draw": range(len(draws)), "toll": draws}
    return pa.table({name: pa.array(columns[name], tables.TOLLS.field(name).type) for name in columns},
                    schema=tables.TOLLS)  # fmt: skip


def _plain(facts: Mapping[str, Any]) -> str:
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True, default=str)
