"""Tracing: from any id back to the row, the file and the person who brought it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tawthiq.case.case import Case
from tawthiq.errors import NotFound, TawthiqError
from tawthiq.nouns import Finding, Item, Record


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of a trace: what it is, what is known of it, and what it comes from."""

    id: str
    kind: str
    says: Mapping[str, str]
    comes_from: tuple["Trace", ...] = field(default=())


def trace(case: Case, id_: str) -> Trace:
    """Follow an id of any kind (or the beginning of one) back to bytes that hash right. Raises NotFound."""
    if id_ in case.casefile.sources:
        return _source(case, id_)
    if id_[:2] == "r-":
        return _record(case, case.shelves.by_id(id_))
    kinds: dict[str, Callable[[Case, str], Trace]] = {"i-": _item, "f-": _finding, "j-": _judgement, "e-": _edition}
    found = case.catalogue.ids_like(id_) if id_[:2] in kinds else []
    if len(found) != 1:
        raise NotFound("case.no_act", value=id_)
    return kinds[id_[:2]](case, found[0])


def _record(case: Case, versions: list[Record]) -> Trace:
    newest = versions[0]
    says = {"where": newest.locator, **{k: v for k, v in newest.said.items() if v}, **_judged(case, newest.id)}
    seen: dict[str, Trace] = {}
    for one in versions:
        seen.setdefault(one.item, _version(case, one))
    return Trace(newest.id, "record", says, tuple(seen.values()))


def _version(case: Case, record: Record) -> Trace:
    step = _item(case, record.item)
    return Trace(step.id, step.kind, {"where": record.locator, **step.says}, step.comes_from)


def _item(case: Case, id_: str) -> Trace:
    receipts = case.catalogue.receipts(id_)
    if not receipts:
        return _item(case, case.catalogue.item_of_receipt(id_))
    try:
        item = case.item(id_)
    except NotFound:
        return Trace(id_, "item", {"bytes": "withdrawn", **_judged(case, id_)})
    says = {
        "name": item.name,
        "sha256": item.sha256,
        "blake3": item.blake3,
        "size": f"{item.size:,} bytes",
        "bytes": _state(case, item),
        **{f"received {r['at']}": f"{r['name']} from {r['source']} by {r['by']}: {r['how']}" for r in receipts},
        **_judged(case, id_),
    }
    return Trace(id_, "item", says, (_source(case, item.source),))


def _state(case: Case, item: Item) -> str:
    try:
        with case.bytes(item) as path, path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == item.sha256
    except TawthiqError as error:
        return str(error)
    return "hash as received" if same else "ALTERED: the hash is not the one received"


def _finding(case: Case, id_: str) -> Trace:
    found = case.catalogue.findings(id=id_)
    if not found:
        return Trace(id_, "finding", {"tables": "withdrawn"})
    one = found[0]
    says = {
        "slot": one.slot,
        "method": f"{one.recipe.method} {one.recipe.version}",
        "parameters": json.dumps(one.recipe.parameters, ensure_ascii=False, sort_keys=True),
        "made": f"{one.at.isoformat()} by {one.by}",
        "state": _stale(case, one),
        **{f"table {name}": f"{table.rows:,} rows, {table.sha256}" for name, table in one.tables.items()},
        **_judged(case, id_),
    }
    return Trace(id_, "finding", says, tuple(trace(case, source) for source in one.recipe.inputs))


def _stale(case: Case, finding: Finding) -> str:
    current = case.current(finding.slot)
    if current and current.id != finding.id:
        return f"superseded by {current.id}"
    return "stale: rests on a superseded finding" if finding.id in {f.id for f in case.stale()} else "current"


def _judgement(case: Case, id_: str) -> Trace:
    found = case.catalogue.judgements(id=id_)
    if not found:
        return Trace(id_, "judgement", {"words": "withdrawn"})
    one = found[0]
    says = {"verdict": one.verdict, "why": one.why or "", "by": one.by, "at": one.at.isoformat(), "office": one.office}
    known = [subject for subject in one.subjects if subject[:2] in ("i-", "f-", "j-", "e-", "r-")]
    said = {"subjects": " ".join(one.subjects)} if not known else {}
    return Trace(id_, "judgement", {k: v for k, v in (says | said).items() if v}, tuple(trace(case, s) for s in known))


def _edition(case: Case, id_: str) -> Trace:
    one = next(edition for edition in case.catalogue.editions() if edition["id"] == id_)
    files = {f"file {told['name']}": told["sha256"] for told in one["files"]}
    return Trace(
        id_, "edition", {"audience": one["audience"], "what": one["what"], "by": one["by"], "at": one["at"], **files}
    )


def _source(case: Case, handle: str) -> Trace:
    source = case.casefile.sources.get(handle)
    if source is None:
        return Trace(handle, "source", {"state": "no longer in case.toml"})
    says = {"name": source.name, "kind": source.kind, "reliability": source.reliability}
    if source.draws_on:
        says["draws on"] = ", ".join(source.draws_on)
    return Trace(handle, "source", says)


def _judged(case: Case, id_: str) -> dict[str, str]:
    told = {}
    for one in case.judgements(id_):
        who = f"{one.by} of {one.office}" if one.office else one.by
        told[f"judged {one.verdict} ({one.id})"] = f"by {who}: {one.why or '(no reason, or withdrawn)'}"
    return told
