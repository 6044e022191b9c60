"""Tracing: from any id back to the row, the file and the person who brought it."""

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow.parquet as pq

from tawthiq.case.case import Case
from tawthiq.case.judging import ENTERED, entry
from tawthiq.case.shelves import MARK_SLOTS
from tawthiq.errors import BadInput, NotFound, TawthiqError
from tawthiq.messages import say
from tawthiq.nouns import Finding, Item, Person, Record

KNOWN = ("i-", "f-", "j-", "e-", "r-", "p-", "a-", "c-", "m-")
MEASURED = ("kind", "polarity", "score", "probability", "contrast", "context")


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of a trace: what it is, what is known of it (in one language), and what it comes from."""

    id: str
    kind: str
    says: Mapping[str, str]
    comes_from: tuple["Trace", ...] = field(default=())


def trace(case: Case, id_: str, lang: str = "en") -> Trace:
    """Follow an id of any kind (or the beginning of one) back to bytes that hash right. Raises NotFound."""
    return tracer(case, lang)(id_)


def tracer(case: Case, lang: str = "en") -> Callable[[str], Trace]:
    """The same for many ids of one case: what two of them come from is looked up and hashed once."""
    return _Tracer(case, lang).follow


@dataclass(frozen=True)
class _Tracer:
    case: Case
    lang: str
    known: dict[str, Trace] = field(default_factory=dict)

    def follow(self, id_: str) -> Trace:
        if id_ not in self.known:
            self.known[id_] = self._follow(id_)
        return self.known[id_]

    def _follow(self, id_: str) -> Trace:
        if id_ in self.case.casefile.sources:
            return self.source(id_)
        if id_[:2] == "r-":
            return self.record(self.case.shelves.by_id(id_))
        if id_[:2] == "p-":
            return self.person(self.case.register.person(id_))
        if id_[:2] == "m-":
            return self.mark(id_)
        if id_[:2] in ENTERED:
            return self.entered(id_)
        kinds: dict[str, Callable[[str], Trace]] = {
            "i-": self.item,
            "f-": self.finding,
            "j-": self.judgement,
            "e-": self.edition,
        }
        found = self.case.catalogue.ids_like(id_) if id_[:2] in kinds else []
        if len(found) != 1:
            raise NotFound("case.no_act", value=id_)
        return kinds[id_[:2]](found[0])

    def record(self, versions: list[Record]) -> Trace:
        newest = versions[0]
        said = {name: words for name, words in newest.said.items() if words}
        seen: dict[str, Trace] = {}
        for one in versions:
            seen.setdefault(one.item, self.version(one))
        says = self.told(where=newest.locator) | said | self.judged(newest.id)
        return Trace(newest.id, self.say("record"), says, tuple(seen.values()))

    def person(self, person: Person) -> Trace:
        said = self.told(name=person.fields["name"] or "", state=self.standing_of(person))
        register = self.case.catalogue.findings(id=person.finding)[0]
        made = Trace(register.id, self.say("finding"), self.told(slot=register.slot, by=register.by))
        records = (self.record(self.case.shelves.by_id(one)) for one in person.records)
        return Trace(person.id, self.say("person"), said | self.judged(person.id), (made, *records))

    def standing_of(self, person: Person) -> str:
        if person.current and person.forwards:
            return self.say("parted", id=", ".join(person.forwards))
        if person.current:
            return self.say("current")
        if not person.forwards:
            return self.say("gone")
        return self.say("superseded", id=", ".join(person.forwards))

    def version(self, record: Record) -> Trace:
        step = self.follow(record.item)
        return Trace(step.id, step.kind, {**self.told(where=record.locator), **step.says}, step.comes_from)

    def item(self, id_: str) -> Trace:
        receipts = self.case.catalogue.receipts(id_)
        if not receipts:
            return self.item(self.case.catalogue.item_of_receipt(id_))
        try:
            item = self.case.item(id_)
        except NotFound:
            return Trace(id_, self.say("item"), self.told(bytes=self.say("withdrawn")) | self.judged(id_))
        size = self.say("size_of", size=item.size)
        says = self.told(name=item.name, sha256=item.sha256, blake3=item.blake3, size=size, bytes=self.state(item))
        says |= {
            self.say("received", at=r["at"]): self.say(
                "receipt", name=r["name"], source=r["source"], by=r["by"], how=r["how"]
            )
            for r in receipts
        }
        return Trace(id_, self.say("item"), says | self.judged(id_), (self.source(item.source),))

    def state(self, item: Item) -> str:
        try:
            with self.case.bytes(item) as path, path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == item.sha256
        except TawthiqError as error:
            return error.say(self.lang)
        return self.say("same_hash") if same else self.say("altered")

    def finding(self, id_: str) -> Trace:
        found = self.case.catalogue.findings(id=id_)
        if not found:
            return Trace(id_, self.say("finding"), self.told(tables=self.say("withdrawn")))
        one = found[0]
        says = self.told(
            slot=one.slot,
            method=f"{one.recipe.method} {one.recipe.version}",
            parameters=json.dumps(one.recipe.parameters, ensure_ascii=False, sort_keys=True),
            at=one.at.isoformat(),
            by=one.by,
            state=self.standing(one),
        )
        says |= {
            self.say("table", name=name): self.say("rows", rows=table.rows, sha256=table.sha256)
            for name, table in one.tables.items()
        }
        inputs = tuple(self.follow(source) for source in one.recipe.inputs)
        return Trace(id_, self.say("finding"), says | self.judged(id_), inputs)

    def standing(self, finding: Finding) -> str:
        current = self.case.current(finding.slot)
        if current and current.id != finding.id:
            return self.say("superseded", id=current.id)
        return self.say("stale") if finding.id in {one.id for one in self.case.stale()} else self.say("current")

    def judgement(self, id_: str) -> Trace:
        found = self.case.catalogue.judgements(id=id_)
        if not found:
            return Trace(id_, self.say("judgement"), self.told(why=self.say("withdrawn")))
        one = found[0]
        known = [subject for subject in one.subjects if subject[:2] in KNOWN]
        about = "" if known else " ".join(one.subjects)
        says = self.told(
            verdict=one.verdict, why=one.why, by=one.by, at=one.at.isoformat(), office=one.office, about=about
        )
        return Trace(id_, self.say("judgement"), says, tuple(self.follow(subject) for subject in known))

    def entered(self, id_: str) -> Trace:
        """An account, a claim or a drawn mark: its words and what a person entered with them, then what it is of."""
        found = self.case.catalogue.ids_like(entry(id_))
        entries = self.case.catalogue.judgements(id=found[0]) if len(found) == 1 else []
        if not entries or entries[0].verdict != ENTERED[id_[:2]]:
            raise NotFound("case.no_act", value=id_)
        one, whole = entries[0], id_[:2] + found[0][2:]
        said = {name: str(value) for name, value in one.facts.items() if isinstance(value, str | float) and value}
        span = one.facts.get("span")
        said |= self.told(said=span["said"], span=f"{span['start']}–{span['end']}") if span and "said" in span else {}
        says = said | self.told(why=one.why, by=one.by, at=one.at.isoformat()) | self.judged(whole)
        source = one.facts.get("source")
        behind = one.subjects or ((source,) if source else ())
        return Trace(whole, self.say(ENTERED[id_[:2]]), says, tuple(self.follow(subject) for subject in behind))

    def mark(self, id_: str) -> Trace:
        """A mark: which pixels of the scene's file it is, and what was measured; then its finding, or who drew it."""
        finding, row = self._mark(id_)
        if finding is None:
            return self.entered(id_)
        scene = finding.recipe.inputs[0]
        measured = {name: str(round(row[name], 4) if isinstance(row[name], float) else row[name])
                    for name in MEASURED if row.get(name) not in (None, "")}  # fmt: skip
        steps, changed = [self.follow(finding.id)], self._table(self.case.current(f"change/{scene}"), "changes")
        beside = next((one for one in changed if one["mark"] == row["id"]), None)
        if beside:
            measured["change"] = self.say("beside", state=beside["state"], id=beside["before"])
            steps.append(self.follow(str(self.case.current(f"change/{scene}").id)))  # type: ignore[union-attr]
        says = self.told(where=self._pixels(finding, row), place=_place(row)) | measured
        return Trace(row["id"], self.say("mark"), says | self.judged(row["id"]), tuple(steps))

    def _mark(self, id_: str) -> tuple[Finding | None, Mapping[str, Any]]:
        """The newest finding that has a mark, by the beginning of its id, and the row of it."""
        for one in reversed(self.case.catalogue.findings(slots=MARK_SLOTS)):
            found = [row for row in self._table(one, "marks") if row["id"].startswith(id_)]
            if len({row["id"] for row in found}) > 1:
                raise BadInput("case.several", value=id_, known=", ".join(row["id"] for row in found[:5]))
            if found:
                return one, found[0]
        return None, {}

    def _pixels(self, finding: Finding, row: Mapping[str, Any]) -> str:
        """The columns and rows of the file that a mark covers."""
        (cover,) = self._table(finding, "coverage") or [{"pixel_m": 0.5}]
        far = row["diameter_m"] / 2 / cover["pixel_m"]
        ends = {name: math.floor(row[at] + by) for name, at, by in (
            ("left", "x_px", -far), ("right", "x_px", far), ("top", "y_px", -far), ("low", "y_px", far))}  # fmt: skip
        low, high = (f"{row[f'diameter_{one}_m']:.1f}" for one in ("low", "high"))
        about = {"x": f"{row['x_px']:.2f}", "y": f"{row['y_px']:.2f}", "size": f"{row['diameter_m']:.1f}"}
        return self.say("pixels", **ends, **about, least=low, most=high)

    def _table(self, finding: Finding | None, name: str) -> list[dict[str, Any]]:
        if finding is None or name not in finding.tables:
            return []
        with self.case.open_table(finding, name) as path:
            return pq.read_table(path).to_pylist()

    def edition(self, id_: str) -> Trace:
        one = next(edition for edition in self.case.catalogue.editions() if edition["id"] == id_)
        says = self.told(audience=one["audience"], what=one["what"], by=one["by"], at=one["at"])
        return Trace(id_, self.say("edition"), says | {told["name"]: told["sha256"] for told in one["files"]})

    def source(self, handle: str) -> Trace:
        source = self.case.casefile.sources.get(handle)
        if source is None:
            return Trace(handle, self.say("source"), self.told(state=self.say("source_gone")))
        draws_on = ", ".join(source.draws_on)
        says = self.told(name=source.name, kind=source.kind, reliability=source.reliability, draws_on=draws_on)
        return Trace(handle, self.say("source"), says)

    def judged(self, id_: str) -> dict[str, str]:
        return {
            self.say("judged", verdict=one.verdict, id=one.id): self.say(
                "judged_by", by=f"{one.by} ({one.office})" if one.office else one.by, why=one.why or "—"
            )
            for one in self.case.judgements(id_)
        }

    def told(self, **facts: str) -> dict[str, str]:
        return {self.say(label): fact for label, fact in facts.items() if fact}

    def say(self, name: str, /, **facts: Any) -> str:
        return say(f"tracing.{name}", self.lang, **facts)


def _place(row: Mapping[str, Any]) -> str:
    return "" if row["lon"] is None else f"{row['lat']:.6f}, {row['lon']:.6f}"
