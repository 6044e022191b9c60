"""The verb that reads: what a case holds, as plain frozen shapes that the rest of the craft works on."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from tawthiq.case import Case
from tawthiq.case.judging import disagreements
from tawthiq.case.protecting import protected
from tawthiq.case.tracing import Trace, tracer
from tawthiq.marking import drawn, standing
from tawthiq.messages import Sentence
from tawthiq.nouns import Finding, Item, Judgement, Mark
from tawthiq.rasters.ground import Picture, picture
from tawthiq.rasters.placing import Told
from tawthiq.report.door.scan import Secret
from tawthiq.report.shape import (
    Change,
    Consent,
    Holdings,
    Interval,
    Number,
    Register,
    Said,
    Scene,
    Sense,
    Support,
    Toll,
)

SENSES: Mapping[str, Sense] = {"lower bound": "lower", "upper bound": "upper", "approximate": "approximate"}
LATER: Mapping[str, frozenset[str]] = {
    "support": frozenset(
        ["account", "claim", "derives", "not-derived", "same-origin", "independent", "withdraw", "choose"]
    ),
    "people": frozenset(["same", "different"]),
}
"""Decisions that change what stands in a slot: a finding made before them is behind."""
SHOWN = (
    "name",
    "counted",
    "reason",
    "certainty",
    "status",
    "sex",
    "age_from",
    "age_to",
    "records",
    "sources",
    "date_from",
    "date_to",
    "place",
    "place_within",
    "lat",
    "lon",
    "radius_m",
)


def read(case: Case, wanted: Iterable[str] = ()) -> Holdings:
    """What the case holds now, kept by a case with a memory; ``wanted`` are ids of items whose words a draft quotes."""
    asked = tuple(sorted(wanted))
    key = ("holdings", case.journal.head(), case.casefile.raw, asked)
    return case.memory.keep(key, lambda: _read(case, asked)) if case.memory else _read(case, asked)


def _read(case: Case, wanted: Iterable[str]) -> Holdings:
    n, head = case.journal.head()
    judgements, items = case.judgements(), {one.id: one for one in case.items()}
    current = {one.slot: one for one in case.catalogue.findings(current=True)}
    shelves = case.shelves.current()
    support = current.get("support")
    simulated = case.casefile.rules.get("report", {}).get("simulated", ())
    return Holdings(
        title=case.casefile.title, head=head, acts=n, day=_last_day(case), rules=case.casefile.rules,
        sources=case.casefile.sources, items=items, lists=tuple(shelves),
        findings={one.id: one for one in current.values()}, judgements=tuple(judgements),
        claims=dict(_claims(case, support, judgements)) if support else {},
        accounts=_by_id(case, support, "accounts") if support else {},
        scenes=tuple(_scenes(case, current, items, judgements)), register=_register(case, current.get("people")),
        toll=_toll(case, current.get("toll")),
        strata={slot[8:]: found for slot, one in current.items() if slot.startswith("toll of ")
                if (found := _toll(case, one))},
        support=support, rejected=sum(one.tables["rejected"].rows for one in shelves if "rejected" in one.tables),
        passages=_passages(case, wanted), consents=_consents(case, shelves), protected=protected(case),
        stale=frozenset({*case.catalogue.stale(), *_behind(current, case, judgements)}),
        disagreements=len(disagreements(judgements)), simulated=frozenset(simulated),
    )  # fmt: skip


def secrets(case: Case) -> tuple[Secret, ...]:
    """What must not be published, as the scan takes it: all but protected items, which are held back whole."""
    found = protected(case).items()
    return tuple(
        Secret(one.id, one.facts["kind"], value) for value, one in found if one.facts.get("kind", "item") != "item"
    )


def ground(case: Case, scene: Scene) -> pl.DataFrame:
    """How much of each cell of a scene could be assessed (``tables.GROUND``)."""
    with case.open_table(scene.finding, "ground") as path:
        return pl.read_parquet(path)


@contextmanager
def opened(case: Case, item: Item, told: Mapping[str, Any], work: str = "") -> Iterator[Picture]:
    """The pixels of a scene on the ground, where its file or a person says that it lies; ``work`` is another's grid."""
    said = Told(tuple(told.get("bands", ())), tuple((lon, lat) for lon, lat in told.get("corners", ())),
                tuple(told.get("world", ())), told.get("crs", ""), told.get("pixel_m"))  # fmt: skip
    with case.bytes(item) as file, picture(file, item.name, said, work=work) as seen:
        yield seen


def traces(case: Case, ids: Iterable[str], lang: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """By id, the derivation down to the bytes, one line a step with its depth. Raises NotFound."""
    follow, said = tracer(case, lang), dict[int, str]()
    return {id_: tuple(_steps(follow(id_), 0, said)) for id_ in dict.fromkeys(ids)}


def _steps(step: Trace, depth: int, said: dict[int, str]) -> Iterator[tuple[int, str]]:
    """The steps; words that many derivations share, by the object that the tracer keeps of them, are kept once."""
    if id(step) not in said:
        words = "; ".join(f"{label}: {value}" for label, value in step.says.items())
        said[id(step)] = f"{step.kind} {step.id}. {words}"
    yield depth, said[id(step)]
    for one in step.comes_from:
        yield from _steps(one, depth + 1, said)


def _last_day(case: Case) -> str:
    found = case.catalogue.rows("select at from act order by n desc limit 1")
    return str(found[0]["at"])[:10] if found else ""


def _behind(current: Mapping[str, Finding], case: Case, judgements: Iterable[Judgement]) -> Iterator[str]:
    """Findings that were made before decisions which they would rest on."""
    last: dict[str, str] = {one.verdict: one.id for one in judgements}
    for slot, verdicts in LATER.items():
        made = current.get(slot)
        if made and any(case.number_of(last[one]) > made.recipe.position for one in verdicts & last.keys()):
            yield made.id


def _rows(case: Case, finding: Finding, name: str) -> list[dict[str, Any]]:
    with case.open_table(finding, name) as path:
        return pq.read_table(path).to_pylist()


def _by_id(case: Case, finding: Finding, name: str) -> dict[str, Mapping[str, Any]]:
    return {row["id"]: row for row in _rows(case, finding, name)}


def _claims(case: Case, support: Finding, judgements: Iterable[Judgement]) -> Iterator[tuple[str, Said]]:
    told = {f"c-{one.id[2:]}": one.facts for one in judgements if one.verdict == "claim"}
    parts: defaultdict[str, dict[str, Support]] = defaultdict(dict)
    for row in _rows(case, support, "support"):
        named = (tuple((row[name] or "").split()) for name in ("origins", "certain", "against"))
        parts[row["claim"]][row["part"]] = Support(row["grade"], row["low"], row["high"], row["against_high"], *named)
    rows = _rows(case, support, "claims")
    affirm: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["stance"] == "affirms" and not row["withdrawn"]:
            affirm[row["event"]].append(row["account"])
    for row in rows:
        facts = told.get(row["id"], {})
        numbers = tuple(_number(one) for one in facts.get("numbers", ()))
        words = facts.get("span", {}).get("said", "")
        accounts = tuple(dict.fromkeys(affirm[row["event"]]))
        yield row["id"], Said(row["id"], row, words, numbers, parts[row["id"]], accounts)


def _number(told: Mapping[str, Any]) -> Number:
    sense = SENSES.get(told.get("sense", ""), "exact")
    return Number(told.get("low"), told.get("high"), sense, told.get("span", {}).get("said", ""))


def _register(case: Case, finding: Finding | None) -> Register | None:
    if finding is None:
        return None
    with case.open_table(finding, "people") as path:
        people = pl.read_parquet(path, columns=["id", *SHOWN])
    return Register(finding, people, finding.tables["members"].rows)


def _toll(case: Case, finding: Finding | None) -> Toll | None:
    if finding is None:
        return None
    methods = tuple(_interval(row) for row in _rows(case, finding, "estimates"))
    cautions = tuple(_sentence(row) for row in _rows(case, finding, "cautions"))
    if not methods:
        methods = (Interval("", 0, None, None, None, 0.95, cautions[-1] if cautions else None),)
    overlaps = tuple((row["lists"], row["people"]) for row in _rows(case, finding, "overlaps"))
    return Toll(finding, methods, overlaps, cautions)


def _interval(row: Mapping[str, Any]) -> Interval:
    why = Sentence(row["why"], json.loads(row["facts"] or "{}")) if row["why"] else None
    return Interval(row["method"], row["documented"], row["estimate"], row["lower"], row["upper"], row["level"], why,
                    row["bounds"])  # fmt: skip


def _sentence(row: Mapping[str, Any]) -> Sentence:
    return Sentence(row["key"], json.loads(row["facts"]))


def _scenes(
    case: Case, current: Mapping[str, Finding], items: Mapping[str, Item], judgements: Sequence[Judgement]
) -> Iterator[Scene]:
    stand = standing(judgements)
    verdicts = {one.subjects[0]: one.verdict for one in stand if one.verdict in ("accept", "reject")}
    for slot, finding in current.items():
        if not slot.startswith("marks/") or "marks" not in finding.tables:
            continue
        item = items.get(finding.recipe.inputs[0])
        if item is None:
            continue
        marks = (
            *(Mark(row["id"], item.id, row, finding.id, verdicts.get(row["id"], "")) for row in
              _rows(case, finding, "marks")),
            *(replace(one, finding=finding.id, verdict=verdicts.get(one.id, one.verdict)) for one in
              drawn(stand, item.id)),
        )  # fmt: skip
        change = _change(case, current, items, item)
        yield Scene(item, finding, marks, _rows(case, finding, "coverage")[0], _told(current, item), change)


def _told(current: Mapping[str, Finding], item: Item) -> Mapping[str, Any]:
    """What a person said of a scene."""
    told = current.get(f"scene/{item.id}")
    return told.recipe.parameters if told else {}


def _change(case: Case, current: Mapping[str, Finding], items: Mapping[str, Item], after: Item) -> Change | None:
    """What of a scene is new, where it was compared with an earlier one."""
    finding = current.get(f"change/{after.id}")
    before = items.get(finding.recipe.inputs[1]) if finding else None
    if finding is None or before is None:
        return None
    states = {row["mark"]: row["state"] for row in _rows(case, finding, "changes")}
    return Change(finding, before, _told(current, before), states)


def _passages(case: Case, wanted: Iterable[str]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for item in wanted:
        for finding in case.catalogue.findings(slots="records/*", reads=item):
            for row, words in _words(case, finding):
                found[item, row] = words
    return found


def _words(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    """The words of each record of a finding by its locator."""
    if not {"records", "said"} <= finding.tables.keys():
        return
    places = {row["row"]: row["locator"] for row in _rows(case, finding, "records")}
    for row in _rows(case, finding, "said"):
        told = [str(value) for name, value in row.items() if name not in ("row", "page", "paragraph") and value]
        yield places[row["row"]], "\n".join(told)


def _consents(case: Case, shelves: Iterable[Finding]) -> dict[str, Consent | None]:
    found: dict[str, Consent | None] = {}
    for one in shelves:
        if "consent" in one.tables:
            rows = _rows(case, one, "consent")
            told = {key: rows[0][key] or "" for key in ("uses", "audiences")} if rows else {}
            found[one.recipe.inputs[0]] = Consent(**told, expires=rows[0]["expires"]) if rows else None
    return found
