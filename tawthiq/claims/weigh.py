"""The verb: what the case holds of accounts, claims and judgements is weighed; the tables go back as a finding."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tawthiq import tables
from tawthiq.case import Case, Signer, casefile
from tawthiq.case.rerunning import Rerun, compared
from tawthiq.claims import store
from tawthiq.claims.edges.derivation import Derivation
from tawthiq.claims.edges.matching import Matching
from tawthiq.claims.grading.grades import thresholds
from tawthiq.claims.grading.weighing import Told, Weighed, Weighing
from tawthiq.claims.grading.weighing import weigh as weighed_of
from tawthiq.claims.shape import Edge, Match
from tawthiq.claims.store import Held
from tawthiq.claims.tabulate import tabulate
from tawthiq.errors import NotFound
from tawthiq.methods import from_recipe, recipe_of
from tawthiq.nouns import Finding
from tawthiq.typology import typology

SLOT = "support"
Proposals = tuple[Sequence[Edge], Sequence[Match]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What weighing gave: the finding, everything behind it, and whether the very same weighing stood in the case."""

    finding: Finding
    weighed: Weighed
    already: bool = False


def weigh(case: Case, by: Signer) -> Outcome:
    """Weigh all claims of the case and put the tables back.

    Raises NotFound where there is no claim, Refused or BadInput for rules in ``case.toml`` that are laxer or none.
    """
    method, position = method_of(case), case.catalogue.position()[0]
    held = store.read(case, until=position)
    if not held.claims:
        raise NotFound("claims.nothing")
    weighed = weighing(held, method)
    recipe = case.recipe(method, "claims", inputs=held.findings, judgements=held.judgements)
    recipe = replace(recipe, position=position)
    work = case.scratch(SLOT)
    try:
        files = _write(work, tabulate(weighed, _letters(case.casefile)))
        standing = case.current(SLOT)
        if (
            standing
            and standing.recipe.judgements == recipe.judgements
            and _same(case, standing, recipe_of(method), files)
        ):
            return Outcome(standing, weighed, already=True)
        return Outcome(case.find(SLOT, recipe, files, by), weighed)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def look(case: Case) -> Weighed:
    """Weigh what the case holds now, and write nothing; a case with a memory keeps what the rules propose."""
    held, method = store.read(case), method_of(case)
    if case.memory is None:
        return weighing(held, method)
    words = (*(one.id for one in held.accounts), *(one.id for one in held.claims))
    proposals = case.memory.keep(("proposed", words, held.findings, case.casefile.raw), lambda: proposed(held, method))
    return weighing(held, method, proposals)


def score(case: Case, later: str, earlier: str) -> Edge | None:
    """What speaks for one account drawing on another, however weak; ``None`` where nothing in them does."""
    held = store.read(case)
    pair = {store.account(case, later).id, store.account(case, earlier).id}
    found = Derivation(least=-inf).edges(held.accounts, held.known)
    return next((one for one in found if {one.later, one.earlier} == pair), None)


def rerun(case: Case, ref: str, progress: Callable[[int, int], None] | None = None) -> Rerun:
    """Weigh again by a finding's recipe and compare the tables. Raises NotFound for what this craft made not."""
    finding = case.finding(ref)
    recipe = finding.recipe
    craft, _, name = recipe.method.partition(".")
    if craft != "claims":
        raise NotFound("claims.not_ours", id=finding.id, method=recipe.method)
    method = from_recipe("claims", name, dict(recipe.parameters))
    assert isinstance(method, Weighing)
    with case.vault.path(recipe.casefile) as path:
        then = casefile.load(path)
    held = store.read(case, until=recipe.position, casefile=then, findings=recipe.inputs)
    with TemporaryDirectory() as folder:
        return compared(case, finding, _write(Path(folder), tabulate(weighing(held, method), _letters(then))))


def method_of(case: Case) -> Weighing:
    """The method with the rules of the case: its thresholds, and the acts that are grave in its typology."""
    asked = thresholds(case.casefile.rules.get("claims"))
    acts = typology(case.casefile.rules.get("acts"))
    grave = tuple(sorted(code for code, one in acts.items() if one.grave))
    return Weighing(asked.origins, asked.kinds_where_grave, grave)


def weighing(held: Held, method: Weighing, proposals: Proposals | None = None) -> Weighed:
    """Weigh what was read, with the derivations and the matches that rules propose."""
    edges, matches = proposals or proposed(held, method)
    told = Told(held.accounts, held.claims, held.decided, held.labels, edges, matches, held.draws_on)
    return weighed_of(told, method)


def proposed(held: Held, method: Weighing) -> Proposals:
    """What the rules propose of accounts and claims, whatever people decided of them."""
    edges = Derivation(least=method.least).edges(held.accounts, held.known)
    return edges, Matching().matches(held.claims, held.accounts, held.acts)


def table(case: Case, name: str) -> list[dict[str, Any]]:
    """The rows of a table of the standing weighing. Raises NotFound where nothing was weighed."""
    finding = case.current(SLOT)
    if finding is None:
        raise NotFound("claims.not_weighed")
    with case.open_table(finding, name) as path:
        return pq.read_table(path).to_pylist()


def _same(case: Case, standing: Finding, method: tuple[str, str, dict[str, Any]], files: Mapping[str, Path]) -> bool:
    name, version, parameters = method
    before = standing.recipe.method, standing.recipe.version, dict(standing.recipe.parameters)
    return (
        before == (f"claims.{name}", version, json.loads(json.dumps(parameters)))
        and compared(case, standing, files).same
    )


def _letters(told: casefile.CaseFile) -> dict[str, str]:
    return {handle: one.reliability for handle, one in told.sources.items()}


def _write(folder: Path, made: Mapping[str, pa.Table]) -> dict[str, Path]:
    files = {name: folder / f"{name}.parquet" for name in made}
    for name, path in files.items():
        tables.write(path, tables.SCHEMAS[name], [made[name]])
    return files
