"""Making a register: records, what people decided and a linker become the tables of the people."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from tawthiq import tables
from tawthiq.messages import Sentence
from tawthiq.names.register.clusters import partition
from tawthiq.names.register.counting import Drawn
from tawthiq.names.register.decided import Decided
from tawthiq.names.register.draws import Draws, draw
from tawthiq.names.register.identity import NOBODY, name_people
from tawthiq.names.register.inclusion import Rule
from tawthiq.names.register.people import at_their_widest, summed, with_chosen
from tawthiq.names.register.rerank import rerank
from tawthiq.names.register.scored import among, narrowed, pairs_table, taught
from tawthiq.names.shape import Known, Linker, Lists, Rows, Scores
from tawthiq.names.words.unnamed import NAMED, unnamed

NUMBER = 100
"""So many registers are drawn."""

MODEL = pa.schema({"key": pa.string(), "value": pa.string()})
TOLD = pa.schema({"key": pa.string(), "facts": pa.string()})
SCHEMAS: Mapping[str, pa.Schema] = {
    **{name: tables.SCHEMAS[name] for name in ("people", "members", "pairs", "draws", "forwards")},
    "model": MODEL,
    "told": TOLD,
}
"""The tables of a register: what the linker learnt as JSON by its key, and what must be said with the result."""

Stage = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Earlier:
    """The register before: its members (``record``, ``person``) and forward references; nothing where there is none."""

    members: pa.Table | None = None
    forwards: pa.Table = field(default_factory=lambda: NOBODY)


def register(
    lists: Lists,
    decided: Decided,
    linker: Linker,
    *,
    rule: Rule,
    earlier: Earlier,
    seed: int,
    stage: Stage = lambda name: None,
) -> dict[str, pa.Table]:
    """The tables of ``SCHEMAS``: the same records, decisions, linker, earlier register and seed give the same bytes.

    ``lists.records`` has ``source`` (here: the list, ``source/list``, so that each list may be free of duplicates),
    ``teller`` (the handle of the source) and ``item`` beside the columns of ``tables.RECORDS``. Records of unnamed
    victims are not scored: each is a person apart unless people judged otherwise.
    """
    n, ids = len(lists), _column(lists.records["id"])
    settled = decided.same | decided.different
    known = decided.known({str(one): row for row, one in enumerate(ids.to_pylist())} if settled else {})
    nameless = unnamed(lists.records) != NAMED
    named = np.flatnonzero(~nameless).astype(np.int32)
    stage("scoring")
    scores, told = _scored(lists, named, known, linker, seed)
    stage("clusters")
    bounds: dict[str, Any] = {"once": lists.once, "source": lists.records["source"]}
    labels = partition(n, scores, known, **bounds)
    stage("draws")
    drawn = draw(labels, scores, known, seed=seed, number=NUMBER, **bounds)
    stage("people")
    people, forwards = name_people(labels, ids.to_pylist(), earlier.members, earlier.forwards)
    persons = _column(people).take(_column(labels))
    members = pa.table([ids, persons, *(lists.records[name] for name in ("teller", "item"))], schema=tables.MEMBERS)
    draws = _draws(drawn, ids, people)
    summed_up = with_chosen(summed(_told_by(lists.records), persons), decided.chosen)
    widest = with_chosen(at_their_widest(_told_by(lists.records), persons), decided.chosen)
    judged = rule.reasons(widest, set(persons.filter(_column(~nameless)).to_pylist()))
    return {
        "people": _counted(summed_up, judged, Drawn(members, draws, NUMBER).certainty()),
        "members": members,
        "draws": draws,
        "pairs": pairs_table(scores, ids, labels),
        "forwards": forwards,
        "model": _model(scores),
        "told": _told([*told, *_twice(lists.records["content"], lists.records["source"])]),
    }


def _scored(lists: Lists, named: Rows, known: Known, linker: Linker, seed: int) -> tuple[Scores, tuple[Sentence, ...]]:
    """The scores of the named records, after what decisions taught, as scores of the whole; and what must be told."""
    mask = np.zeros(len(lists), np.bool_)
    mask[named] = True
    some = lists if mask.all() else replace(lists, records=lists.records.filter(_column(mask)))
    near = narrowed(known, named, len(lists))
    found = linker.score(some, near, seed=seed)
    ranked = rerank(found, near, seed=seed)
    facts = {"reviewed": ranked.reviewed, "trust": f"{ranked.trust:.0%}"}
    told = (Sentence("people.taught", facts),) if ranked.scores is not found else ()
    return among(taught(found, ranked.scores), named), (*found.told, *told)


def _column(values: Any) -> Any:
    return values if isinstance(values, pa.ChunkedArray) else pa.array(values)


def _told_by(records: pa.Table) -> pa.Table:
    """The records with the handle of their source in the place of their list."""
    return records.drop_columns(["source"]).rename_columns({"teller": "source"})


def _counted(people: pa.Table, reasons: Sequence[str | None], sure: Mapping[str, float]) -> pa.Table:
    """People with what the rule says of each, and how certain each is: 1 where no draw has them otherwise."""
    certainty = [sure.get(str(one), 1.0) for one in people["id"].to_pylist()]
    for name, values in {"counted": [not one for one in reasons], "reason": reasons, "certainty": certainty}.items():
        place = people.schema.get_field_index(name)
        field_ = people.schema.field(place)
        people = people.set_column(place, field_, _column(pa.array(values, field_.type)))
    return people


def _draws(drawn: Draws, records: Any, ids: Sequence[str]) -> pa.Table:
    """``tables.DRAWS``; a person whom the register does not have is named by a number."""
    named = [ids[one] if one < len(ids) else f"d-{one - len(ids)}" for one in drawn.label.tolist()]
    columns = [pa.array(drawn.draw, pa.int32()), records.take(_column(drawn.row)), pa.array(named, pa.string())]
    return pa.table(columns, schema=tables.DRAWS)


def _twice(content: Any, lists: Any) -> Iterator[Sentence]:
    """Pairs of lists of which half the rows of the smaller say the same, word for word."""
    rows = pl.DataFrame({"content": pl.Series(content), "list": pl.Series(lists)}).drop_nulls().unique()
    size = dict(rows.group_by("list").agg(pl.len()).iter_rows())
    both = rows.join(rows, on="content", suffix="_2").filter(pl.col("list") < pl.col("list_2"))
    shared = both.group_by("list", "list_2").agg(pl.len().alias("rows")).sort("list", "list_2")
    for one, other, count in shared.iter_rows():
        if count > 1 and 2 * count >= min(size[one], size[other]):
            yield Sentence("people.twice", {"one": one, "other": other, "rows": count})


def _model(scores: Scores) -> pa.Table:
    told = {**scores.model, "missed": scores.missed, "draws": NUMBER}
    values = [json.dumps(told[key], ensure_ascii=False, sort_keys=True) for key in sorted(told)]
    return pa.table([pa.array(sorted(told), pa.string()), pa.array(values, pa.string())], schema=MODEL)


def _told(told: Sequence[Sentence]) -> pa.Table:
    facts = [json.dumps(dict(one.facts), ensure_ascii=False, sort_keys=True) for one in told]
    return pa.table([pa.array([one.key for one in told], pa.string()), pa.array(facts, pa.string())], schema=TOLD)
