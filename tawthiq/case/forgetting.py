"""Forgetting: the bytes of an item or the words of one record leave the case for good, and the chain stays whole."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tawthiq import tables
from tawthiq.case.acts import Draft
from tawthiq.case.case import Case
from tawthiq.case.judging import ENTERED, Decision, standing
from tawthiq.case.keys import Signer
from tawthiq.case.vault import Staged
from tawthiq.errors import Refused
from tawthiq.nouns import Finding, Judgement

KEPT = {"id", "row", "locator", "kind"}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What came of it: done, or waiting for a second person; how many files and tables lost words."""

    done: bool
    files: int = 0
    tables: int = 0
    waits_for: str = ""


@dataclass
class _Plan:
    forgets: dict[int, Mapping[str, Any] | None]
    removes: set[str]
    blobs: list[Staged]
    files: int = 0
    tables: int = 0


def forget(case: Case, subject: str, why: str, by: Signer) -> Forgotten:
    """Forget an item (``i-…``) or a record (``r-…``): the first person proposes, a second one's same command does it.

    An item loses its bytes, its receipts' words and every table read from it. A record loses its words in every
    version and table, and each file that held it loses its bytes (its other rows live on as they were read).
    Judgements on them keep their verdict and lose their reason; accounts and claims entered from them lose all
    words. Raises Refused under a legal hold or for a proposer who would second himself, NotFound for what is not in
    the case.
    """
    _check_hold(case, subject)
    proposal = _open_proposal(case, subject)
    if proposal is None:
        case.judge([Decision("forget", (subject,), why)], by)
        return Forgotten(False, waits_for=by.handle)
    if case.catalogue.key_of(proposal.by) == by.key:
        raise Refused("forgetting.second_person", id=subject, handle=proposal.by)
    plan = _plan_item(case, subject) if subject.startswith("i-") else _plan_record(case, subject)
    _forget_reasons(case, subject, plan)
    body = {"subjects": [subject], "why": why, "facts": {}, "office": "", "blobs": [b.sha256 for b in plan.blobs]}
    about = (proposal.id, subject) if subject.startswith("i-") else (proposal.id,)
    with case.desk.lock("forgetting"):
        case.act(by, [Draft("judge", body, about, "forget", tuple(plan.blobs), plan.forgets, tuple(plan.removes))])
        shutil.rmtree(case.root / "scratch", ignore_errors=True)
        (case.root / "scratch").mkdir()
    return Forgotten(True, plan.files, plan.tables)


def held(case: Case) -> dict[str, Judgement]:
    """What is under a legal hold, by subject."""
    return standing(case.judgements(), "hold", "release")


def proposals(case: Case) -> list[Judgement]:
    """Proposals to forget that wait for a second person."""
    about = case.catalogue.about("forget")
    seconded = {one for ids in about.values() for one in ids}
    return [
        one
        for one in case.catalogue.judgements(verdict="forget")
        if one.id not in seconded and not any(other.startswith("j-") for other in about[one.id])
    ]


def _open_proposal(case: Case, subject: str) -> Judgement | None:
    return next((one for one in proposals(case) if one.subjects == (subject,)), None)


def _check_hold(case: Case, subject: str) -> None:
    reach = {subject} | ({one.item for one in case.shelves.by_id(subject)} if subject.startswith("r-") else set())
    for one, hold in held(case).items():
        holds = {one} | ({version.item for version in case.shelves.by_id(one)} if one.startswith("r-") else set())
        if reach & holds:
            raise Refused("forgetting.held", id=one, handle=hold.by, why=hold.why)


def _plan_item(case: Case, item: str) -> _Plan:
    plan = _Plan({}, {case.item(item).sha256}, [], files=1)
    for row in case.catalogue.receipts(item):
        plan.forgets[row["n"]] = None
    for finding in _read_from(case, item):
        body = case.words_of(finding.id)
        plan.forgets[case.number_of(finding.id)] = {
            **body,
            "tables": dict.fromkeys(body["tables"]),
            "blobs": [body["casefile"]],
        }
        plan.removes |= {one.sha256 for one in finding.tables.values()}
        plan.tables += len(finding.tables)
    plan.removes = _unshared(case, plan.removes, {one.id for one in _read_from(case, item)})
    return plan


def _plan_record(case: Case, record: str) -> _Plan:
    plan = _Plan({}, set(), [])
    versions = case.shelves.by_id(record)
    touched = {one.id: one for version in versions for one in _read_from(case, version.item)}
    for item in sorted({one.item for one in versions}):
        _drop_bytes(case, item, plan)
    for finding in touched.values():
        _blank(case, finding, record, plan)
    plan.removes = _unshared(case, plan.removes, set(touched))
    return plan


def _drop_bytes(case: Case, item: str, plan: _Plan) -> None:
    plan.removes.add(case.item(item).sha256)
    plan.files += 1
    for row in case.catalogue.receipts(item):
        body = case.words_at(row["n"])
        plan.forgets[row["n"]] = {**body, "withdrawn": True, "blobs": [body["casefile"]]}


def _blank(case: Case, finding: Finding, record: str, plan: _Plan) -> None:
    with case.open_table(finding, "records") as path:
        read = pq.read_table(path, columns=["id", "row"])
    rows = read.filter(pc.equal(read["id"], pa.scalar(record)))["row"]
    if not len(rows):
        return
    body = case.words_of(finding.id)
    made, lost = dict(body["tables"]), set()
    for name, table in finding.tables.items():
        staged = _without(case, table.sha256, rows)
        if staged:
            made[name] = {"sha256": staged.sha256, "rows": table.rows}
            plan.blobs.append(staged)
            lost.add(table.sha256)
    plan.tables += len(lost)
    plan.removes |= lost
    blobs = sorted({body["casefile"], *(one["sha256"] for one in made.values() if one)})
    plan.forgets[case.number_of(finding.id)] = {**body, "tables": made, "blobs": blobs}


def _without(case: Case, sha256: str, rows: "pa.ChunkedArray[pa.Int64Scalar]") -> Staged | None:
    """The table again with nothing but ids and places in these rows; ``None`` when it has no such row."""
    with case.vault.path(sha256) as path:
        table = pq.read_table(path)
    if "row" not in table.column_names:
        return None
    gone = pc.is_in(table["row"], rows.combine_chunks())
    if not pc.any(gone).as_py():
        return None
    for place, name in enumerate(table.column_names):
        if name not in KEPT:
            column = table[name]
            blank = pc.if_else(gone, pa.scalar(None, column.type), column)
            table = table.set_column(place, table.schema.field(name), blank)
    made: Path = case.scratch("forgetting") / f"{sha256}.parquet"
    tables.write(made, table.schema, [table])
    return case.vault.adopt(made)


def _read_from(case: Case, item: str) -> list[Finding]:
    return case.catalogue.findings(reads=item)


def _unshared(case: Case, hashes: set[str], findings: set[str]) -> set[str]:
    """Those hashes that no other finding rests on."""
    return hashes - case.catalogue.hashes_beside(findings)


def _forget_reasons(case: Case, subject: str, plan: _Plan) -> None:
    for one in case.judgements(subject):
        if one.verdict in ENTERED.values() or one.verdict == "verify":
            _forget_entered(case, one, plan)
        elif one.verdict != "forget":
            plan.forgets[case.number_of(one.id)] = {**case.words_of(one.id), "why": None}


def _forget_entered(case: Case, entered: Judgement, plan: _Plan) -> None:
    """What a person entered from these words goes whole: an account, its claims, and what was said of them."""
    plan.forgets[case.number_of(entered.id)] = None
    for prefix, verdict in ENTERED.items():
        if verdict == entered.verdict:
            _forget_reasons(case, prefix + entered.id[2:], plan)
