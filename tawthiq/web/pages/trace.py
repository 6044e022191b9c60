"""Trace: from any id down to the bytes; a record with its words, a finding with its tables."""

import json
from typing import Any

import polars as pl
from starlette.responses import RedirectResponse, Response

from tawthiq.case import tracing
from tawthiq.nouns import Finding
from tawthiq.web import sides
from tawthiq.web.page import Page, View

page = Page("trace")

ROWS, WIDE = 30, 400


@page.get("/trace/{id}")
def followed(view: View) -> Response:
    """What an id is, and everything that it comes from."""
    id_ = view.part("id")
    if id_.startswith("i-"):
        return RedirectResponse(f"/item/{id_}", 303)
    if id_.startswith("f-"):
        return RedirectResponse(f"/finding/{id_}", 303)
    step = tracing.trace(view.case, id_, view.lang)
    if step.id.startswith("r-"):
        side = sides.sides(view.case, [step.id])[0]
        person, lines = view.case.register.person_of(step.id), sides.around(view.case, side.record)
        return view.show(
            "record.html", step=step, side=side, rows=sides.rows([side], view.lang), lines=lines, person=person
        )
    return view.show("trace.html", step=step)


def preview(view: View, finding: Finding) -> dict[str, tuple[list[str], list[list[str]], int]]:
    """By table of a finding, its columns, its first rows as text, and how many there are."""
    made = {}
    for name, table in finding.tables.items():
        with view.case.open_table(finding, name) as path:
            rows = pl.scan_parquet(path).head(ROWS).collect()
        made[name] = (rows.columns, [[_cell(one) for one in row] for row in rows.iter_rows()], table.rows)
    return made


def _cell(value: Any) -> str:
    if value is None:
        return ""
    said = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value)
    return said if len(said) <= WIDE else said[:WIDE] + "…"
