"""Home: what is in the case, what was done, what waits for a person, and what changed since yesterday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

import pyarrow.parquet as pq
from starlette.exceptions import HTTPException
from starlette.responses import Response

from tawthiq.case import Case
from tawthiq.case.status import Status, status
from tawthiq.web.page import Page, View
from tawthiq.web.preparing import prepare_beside

page = Page("home")

ENOUGH = 1_000
"""Of a longer queue it is enough to know that it is long."""

UNKNOWN = -1
"""The queue of a large register is being put in order; the page does not wait for it."""

LATEST = 12
COUNTS = ("items", "records", "rejected", "findings", "judgements")


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits for a person: the sentence, how much of it, and the page where it is decided."""

    key: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Done:
    """One act: when, by whom, what it was, and the id of what it made."""

    at: datetime
    by: str
    act: str
    verdict: str
    id: str
    about: str


@page.get("/")
def shown(view: View) -> Response:
    """The case at a glance."""
    now = status(view.case)
    done = _since(view.case, datetime.now(UTC) - timedelta(days=1))
    return view.show(
        "home.html", now=now, counts=COUNTS, waits=[one for one in _waits(view, now) if one.count],
        people=_people(view.case), done=done[:LATEST], more=max(0, len(done) - LATEST), enough=ENOUGH,
    )  # fmt: skip


@page.get("/{rest:path}")
def missing(view: View) -> Response:
    """No page has this address."""
    raise HTTPException(404)


def _waits(view: View, now: Status) -> Iterator[Waits]:
    register = view.case.register.current()
    if register and view.place.memory.has(("order", register.id)):
        yield from _queues(view)
    elif register:
        prepare_beside(view.place)
        yield Waits("pairs_new", UNKNOWN, "/pairs?queue=new")
    yield Waits("derivations", _derivations(view), "/claims")
    yield Waits("marks", _marks(view.case), "/scenes")
    yield Waits("disagreements", len(now.disagreements), "#disagreements")
    yield Waits("stale", len(now.stale), "#stale")
    yield Waits("unread", len(now.unread), "#unread")
    yield Waits("to_forget", len(now.to_forget), "#to_forget")


def _queues(view: View) -> Iterator[Waits]:
    from tawthiq.web.pages.pairs import QUEUES, waiting  # noqa: PLC0415 (the first look waits for no linker)

    for queue in QUEUES:
        count = sum(1 for _ in islice(waiting(view, queue), ENOUGH))
        yield Waits(f"pairs_{queue}", count, f"/pairs?queue={queue}")


def _derivations(view: View) -> int:
    """Proposed derivations that nobody judged."""
    weighed = next((one for one in reversed(view.case.catalogue.findings(current=True)) if "edges" in one.tables), None)
    if weighed is None:
        return 0
    made = view.place.memory.keep(("edges", weighed.id), lambda: _waiting_edges(view, weighed.id))
    judged = {frozenset(one.subjects) for one in view.case.judgements() if one.verdict in ("derives", "not-derived")}
    return sum(1 for pair in made if pair not in judged)


def _waiting_edges(view: View, finding: str) -> list[frozenset[str]]:
    with view.case.open_table(view.case.finding(finding), "edges") as path:
        rows = pq.read_table(path, columns=["later", "earlier", "relation", "state"]).to_pylist()
    return [frozenset((one["later"], one["earlier"])) for one in rows if one["state"] == "waits" and one["relation"]]


def _marks(case: Case) -> int:
    """Marks in scenes that nobody accepted or rejected."""
    found = [one for one in case.catalogue.findings(slots="marks/*", current=True) if "marks" in one.tables]
    total = sum(one.tables["marks"].rows for one in found)
    judged = {subject for one in case.judgements() for subject in one.subjects if subject.startswith("m-")}
    return max(0, total - len(judged))


def _people(case: Case) -> int | None:
    register = case.register.current()
    return register.tables["people"].rows if register else None


def _since(case: Case, moment: datetime) -> list[Done]:
    """What was done from a moment on, newest first."""
    rows = case.catalogue.rows("select * from act where at >= ? order by n desc", moment.isoformat())
    names = {one.id: one.name for one in case.items()} if rows else {}
    slots = {one.id: one.slot for one in case.catalogue.findings()} if rows else {}
    told = {id_: names.get(slot.rpartition("/")[2], slot) for id_, slot in slots.items()} | names
    return [
        Done(datetime.fromisoformat(r["at"]), r["by"], r["act"], r["verdict"], r["id"], told.get(r["id"], ""))
        for r in rows
    ]
