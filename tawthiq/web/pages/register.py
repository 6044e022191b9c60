"""The register: people found in any spelling, a person's card with every record, and what was decided about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import polars as pl
from starlette.responses import Response

from tawthiq.case import Decision
from tawthiq.names import review
from tawthiq.names.hand import searching
from tawthiq.names.register.people import CHOOSABLE, settled
from tawthiq.names.register.summary import SURE
from tawthiq.nouns import Finding, Judgement, Person
from tawthiq.text import fold
from tawthiq.web import context, sides
from tawthiq.web.page import Page, View
from tawthiq.web.sides import Side

page = Page("register")

SHOWN = 50
MOST = 8
STATUSES = ("killed", "died in custody", "missing", "detained", "released", "unknown")
STANDS = ("counted", "apart", "uncertain", "several")
ASKED = ("q", "status", "place", "since", "until", "stands")
COMPARED = ("name", "sex", "age", "date", "place", "status")


@dataclass(frozen=True, slots=True)
class Told:
    """What records say of one thing: each value with who says it; several values are a conflict to be looked at."""

    name: str
    values: tuple[tuple[str, tuple[Side, ...]], ...]


@page.get("/register")
def shown(view: View) -> Response:
    """People by name, status, day and place."""
    register = review.register_of(view.case)
    found = _filtered(view, register)
    first = max(0, int(view.ask("from", "0")) if view.ask("from", "0").isdigit() else 0)
    asked = {name: view.ask(name) for name in ASKED}
    ways = {
        way: f"/register?{urlencode({**{k: v for k, v in asked.items() if v}, 'from': at})}"
        for way, at in _ways(first, found.height)
    }
    return view.show(
        "register.html", people=found.slice(first, SHOWN).to_dicts(), total=found.height, first=first, asked=asked,
        ways=ways, statuses=STATUSES, stands=STANDS,
    )  # fmt: skip


def _ways(first: int, total: int, size: int = SHOWN) -> list[tuple[str, int]]:
    back = [("back", max(0, first - size))] if first else []
    return back + ([("on", first + size)] if first + size < total else [])


def _filtered(view: View, register: Finding) -> pl.DataFrame:
    found = context.people(view.case, register)
    tests: list[pl.Expr] = []
    if view.ask("status") in STATUSES:
        tests.append(pl.col("status") == view.ask("status"))
    if place := fold(view.ask("place")):
        tests.append(pl.col("folded_place").str.contains(place, literal=True))
    tests += _days(view.ask("since"), view.ask("until"))
    tests += {
        "counted": [pl.col("counted")],
        "apart": [~pl.col("counted")],
        "uncertain": [pl.col("certainty") < SURE],
        "several": [pl.col("sources") > 1],
    }.get(view.ask("stands"), [])
    found = found.filter(*tests) if tests else found
    if not view.ask("q").strip():
        return found
    named = searching.search(context.index(view.case, register), view.ask("q"))
    return found.join(named, left_on="id", right_on="person").sort(
        "rank", "records", "id", descending=[True, True, False]
    )


def _days(since: str, until: str) -> list[pl.Expr]:
    last = pl.coalesce("date_to", "date_from").cast(pl.String)
    first = pl.coalesce("date_from", "date_to").cast(pl.String)
    return [*([last >= since] if since else []), *([first <= until] if until else [])]


@page.get("/register/{person}")
def card(view: View) -> Response:
    """One person: what the records agree on, where they part, each in its own words, and what was decided."""
    person = view.case.register.person(view.part("person"))
    every = sides.sides(view.case, person.records)
    first = int(view.ask("from")) if view.ask("from").isdigit() else 0
    some, ways = every[first : first + MOST], _ways(first, len(every), MOST)
    return view.show(
        "person.html", person=person, some=some, every=every, rows=sides.rows(some, view.lang),
        told=told(every, view.lang), history=_history(view, person), choosable=CHOOSABLE, done=view.ask("done"),
        first=first, ways=[(way, f"/register/{person.id}?from={at}#records") for way, at in ways],
    )  # fmt: skip


def told(some: Sequence[Side], lang: str) -> list[Told]:
    """By field, the values that records give, those that most give first."""
    made = []
    for name in COMPARED:
        values: dict[str, list[Side]] = {}
        for one in some:
            if value := sides.shown(one.record.fields, lang).get(name):
                values.setdefault(value, []).append(one)
        if values:
            ordered = sorted(values.items(), key=lambda one: -len(one[1]))
            made.append(Told(name, tuple((value, tuple(who)) for value, who in ordered)))
    return made


def _history(view: View, person: Person) -> list[Judgement]:
    """Every judgement about the person or any of their records, newest first, and what took some of them back."""
    subjects = [person.id, *person.records]
    found = {one.id: one for subject in subjects for one in view.case.judgements(subject)}
    undone = {one.id: one for id_ in found for one in view.case.judgements(id_)}
    return sorted((found | undone).values(), key=lambda one: one.at, reverse=True)


@page.post("/register/{person}/split")
def parted(view: View) -> Response:
    """Some of the records are about somebody else."""
    person, records = view.part("person"), [str(one) for one in view.form.getlist("r")]
    review.split(view.case, person, records, view.filled("why").strip(), view.signer())
    return view.go(f"/register/{person}?done=split")


@page.post("/register/{person}/merge")
def merged(view: View) -> Response:
    """Another person of the register is this one."""
    person = view.part("person")
    review.merge(view.case, [person, view.filled("other").strip()], view.filled("why").strip(), view.signer())
    return view.go(f"/register/{person}?done=merge")


@page.post("/register/{person}/choose")
def chosen(view: View) -> Response:
    """What stands for a person where records conflict."""
    person, facts = view.part("person"), {view.filled("name"): view.filled("value").strip()}
    for name, value in facts.items():
        settled(name, value)
    decision = Decision("choose", (person,), view.filled("why").strip(), _plain(facts))
    view.case.judge([decision], view.signer())
    return view.go(f"/register/{person}?done=choose")


def _plain(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in facts.items()}


@page.post("/register/{person}/undo")
def undone(view: View) -> Response:
    """Somebody takes a judgement back: one of its own."""
    decision = Decision("withdraw", (view.filled("judgement"),), view.filled("why").strip())
    view.case.judge([decision], view.signer())
    return view.go(f"/register/{view.part('person')}?done=undo")
