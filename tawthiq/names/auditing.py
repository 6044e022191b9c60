"""The verb of audits: a probability sample of pairs, its own queue, judged blind by two people, never trained on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tawthiq import tables
from tawthiq.case import Case, Decision, Signer
from tawthiq.errors import BadInput, NotFound
from tawthiq.names.hand import audit
from tawthiq.names.register.decided import AUDIT, by_pair, upheld
from tawthiq.names.register.scored import from_tables
from tawthiq.names.shape import Rows, Scores
from tawthiq.nouns import Finding, Judgement

REVIEWERS = 2
AUDITS = "audit/"
_SAMPLE: dict[str, pa.DataType] = {"a": pa.string(), "b": pa.string(), "stratum": pa.int32()}
_STRATA: dict[str, pa.DataType] = {
    "pairs": pa.float64(), "linked": pa.bool_(), "stated": pa.float64(), "reached": pa.bool_()
}  # fmt: skip
SAMPLE, STRATA = pa.schema(_SAMPLE), pa.schema(_STRATA)


@dataclass(frozen=True, slots=True)
class Audit:
    """A probability sample of pairs, stratified, each stratum by its size and spread (Neyman 1934); see ``audit``."""

    size: int
    name: ClassVar[str] = "audit"
    version: ClassVar[str] = "1"


def draw(case: Case, size: int, seed: int, by: Signer) -> Finding:
    """Draw a probability sample of pairs around the register as it stands, to be judged blind by two people.

    It is a finding of its own, in a slot of that register: a later register has its own audit.
    """
    register = case.register.current()
    if register is None:
        raise NotFound("review.no_register")
    labels, ids, scores = as_scored(case, register)
    drawn = audit.sample(labels, scores, size=size, seed=seed)
    ends = [sorted((ids[a], ids[b])) for a, b in zip(drawn.a.tolist(), drawn.b.tolist(), strict=True)]
    a, b = ([pair[k] for pair in ends] for k in (0, 1))
    columns: dict[str, list[Any]] = {"a": a, "b": b, "stratum": drawn.stratum.tolist()}
    sample = pa.table({name: pa.array(values, SAMPLE.field(name).type) for name, values in columns.items()}, SAMPLE)
    told = {name: getattr(drawn, name) for name in STRATA.names}
    strata = pa.table({name: pa.array(values, STRATA.field(name).type) for name, values in told.items()}, STRATA)
    work = case.scratch("audit")
    made = {"sample": (SAMPLE, sample), "strata": (STRATA, strata)}
    for name, (schema, table) in made.items():
        tables.write(work / f"{name}.parquet", schema, [table])
    recipe = replace(
        case.recipe(Audit(size), "names", inputs=(register.id,), seed=seed), casefile=register.recipe.casefile
    )
    return case.find(AUDITS + register.id, recipe, {name: work / f"{name}.parquet" for name in made}, by)


def next_pairs(case: Case, who: str, limit: int = 20) -> list[tuple[str, str]]:
    """The next pairs of the newest audit for a person to judge, in the order in which they were drawn."""
    queue = _sampled(case, _audit(case))
    said = _audit_verdicts(case, _audit(case))
    open_ = [pair for pair in queue if who not in said.get(pair, {}) and len(said.get(pair, {})) < REVIEWERS]
    return open_[:limit]


def judge(case: Case, decisions: Sequence[Decision], by: Signer) -> list[Judgement]:
    """Write down what a person decided about pairs of the newest audit; it makes no register.

    Raises BadInput for a verdict that is none of an audit, NotFound for a pair that is not in it.
    """
    finding = _audit(case)
    sampled = set(_sampled(case, finding))
    for one in decisions:
        if one.verdict not in ("same", "different", "unsure"):
            raise BadInput("review.audit_verdict", value=one.verdict)
        if tuple(sorted(one.subjects)) not in sampled:
            raise NotFound("review.not_in_audit", value=" ".join(one.subjects))
    return case.judge([replace(one, facts={AUDIT: finding.id}) for one in decisions], by)


def audited(case: Case) -> tuple[audit.Audited, int, int]:
    """What the newest audit says of its register, from how many pairs that two people judged, of how many."""
    finding = _audit(case)
    queue, said = _sampled(case, finding), _audit_verdicts(case, finding)
    codes = {"same": audit.SAME, "different": audit.DIFFERENT, "unsure": audit.UNSURE}
    verdicts = np.full((len(queue), REVIEWERS), audit.UNSURE, np.int8)
    done = 0
    for row, pair in enumerate(queue):
        words = list(said.get(pair, {}).values())[:REVIEWERS]
        if len(words) == REVIEWERS:
            verdicts[row] = [codes[word] for word in words]
            done += 1
    if not done:
        raise NotFound("review.audit_open", size=len(queue))
    drawn = _drawn(case, finding)
    return audit.estimate(drawn, verdicts, seed=finding.recipe.seed or 0), done, len(queue)


def _audit(case: Case) -> Finding:
    found = case.catalogue.findings(slots=AUDITS + "*")
    if not found:
        raise NotFound("review.no_audit")
    return found[-1]


def _sampled(case: Case, finding: Finding) -> list[tuple[str, str]]:
    with case.open_table(finding, "sample") as path:
        return [(str(one["a"]), str(one["b"])) for one in pq.read_table(path).to_pylist()]


def _audit_verdicts(case: Case, finding: Finding) -> dict[tuple[str, str], dict[str, str]]:
    return by_pair(one for one in upheld(case.judgements()) if one.facts.get(AUDIT) == finding.id)


def _drawn(case: Case, finding: Finding) -> audit.Sample:
    """The sample as it was drawn; the pairs by their place in it, as nothing but the strata matters any more."""
    with case.open_table(finding, "sample") as path:
        stratum = pq.read_table(path, columns=["stratum"])["stratum"].to_numpy()
    with case.open_table(finding, "strata") as path:
        strata = pq.read_table(path)
    rows = np.arange(len(stratum), dtype=np.int32)
    told = {name: strata[name].to_numpy() for name in STRATA.names}
    return audit.Sample(rows, rows, stratum.astype(np.int32), **told)


def as_scored(case: Case, register: Finding) -> tuple[Rows, list[str], Scores]:
    """A register as labels of rows, the id of each row's record, and the scored pairs that it keeps."""
    told = {}
    for name in ("members", "pairs", "model"):
        with case.open_table(register, name) as path:
            told[name] = pq.read_table(path)
    return from_tables(**told)


def in_audit(case: Case) -> set[tuple[str, str]]:
    """The pairs of every audit: their queue is their own, and what is judged there makes no register."""
    return {pair for one in case.catalogue.findings(slots=AUDITS + "*") for pair in _sampled(case, one)}


def judged_by(case: Case, who: str) -> set[tuple[str, str]]:
    """The pairs that a person judged in an audit."""
    said = by_pair(one for one in upheld(case.judgements()) if AUDIT in one.facts and one.by == who)
    return set(said)
