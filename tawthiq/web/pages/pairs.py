"""Pairs: records side by side, decided blind; the score is shown after the decision, never before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any

from starlette.responses import Response

from tawthiq.case import Decision
from tawthiq.errors import BadInput, NotFound, TawthiqError
from tawthiq.names import auditing, review
from tawthiq.names.register.decided import AUDIT, ON_PAIRS, pairs_of, upheld
from tawthiq.names.review import Explained, Key
from tawthiq.nouns import Judgement
from tawthiq.web import context, sides
from tawthiq.web.page import Page, View

page = Page("pairs")

QUEUES = ("new", "second", "audit")
KEYS = {"same": "s", "different": "d", "unsure": "u"}
MOST = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of a score as it is drawn, from ``start`` over ``width`` in percent of the picture."""

    said: str
    level: str
    bits: float
    start: float
    width: float


@page.get("/pairs")
def shown(view: View) -> Response:
    """The next pair of a queue, or a pair that was named; of many records, all of them."""
    queue = _queue(view.ask("queue", "new"))
    asked = tuple(view.request.query_params.getlist("r"))
    if asked:
        return _pair(view, asked, queue)
    skipped = int(view.ask("skip", "0")) if view.ask("skip", "0").isdigit() else 0
    key = next(islice(waiting(view, queue), skipped, None), None)
    return _pair(view, key, queue, skipped) if key else _none(view, queue)


@page.post("/pairs/judge")
def judged(view: View) -> Response:
    """Somebody decides; then how linking scored it is shown."""
    ids = tuple(str(one) for one in view.form.getlist("r"))
    verdict, queue = view.filled("verdict"), _queue(view.filled("queue", "new"))
    if verdict not in ON_PAIRS:
        raise BadInput("web_pairs.no_verdict", value=verdict)
    decision = Decision(verdict, ids, view.filled("why").strip())
    if queue == "audit":
        auditing.judge(view.case, [decision], view.signer())
    else:
        view.case.judge([decision], view.signer())
    return _decided(view, ids, queue)


@page.post("/pairs/undo")
def undone(view: View) -> Response:
    """Somebody takes their decision back: a judgement of its own."""
    ids, queue = tuple(str(one) for one in view.form.getlist("r")), _queue(view.filled("queue", "new"))
    view.case.judge([Decision("withdraw", (view.filled("judgement"),), view.filled("why").strip())], view.signer())
    return _decided(view, ids, queue)


def _address(ids: Sequence[str], queue: str) -> str:
    return "/pairs?" + "&".join([*(f"r={one}" for one in ids), f"queue={queue}"])


def _queue(name: str) -> str:
    return name if name in QUEUES else "new"


def waiting(view: View, queue: str) -> Iterator[Key]:
    """The pairs that wait for this person in a queue; none where there is no register or no audit."""
    try:
        if queue == "audit":
            yield from auditing.next_pairs(view.case, view.who, 1_000_000)
            return
        register = review.register_of(view.case)
        order = view.soon(("order", register.id), lambda case: context.order(case, register))
        yield from review.waiting(view.case, view.who, order, only="second" if queue == "second" else "new")
    except NotFound:
        return


def _none(view: View, queue: str) -> Response:
    template = "_pair_none.html" if view.in_part else "pairs.html"
    return view.show(template, queue=queue, queues=QUEUES, some=[], linked=view.case.register.current() is not None)


def _decided(view: View, ids: Sequence[str], queue: str) -> Response:
    """What was decided and its score; the records beside it stay as they are shown."""
    if not view.in_part:
        return view.go(_address(ids, queue))
    return view.show("_decision.html", **_decision(view, ids, queue))


def _pair(view: View, ids: Sequence[str], queue: str, skipped: int = 0) -> Response:
    some = sides.sides(view.case, ids[:MOST])
    whole = tuple(one.record.id for one in some)
    if len(set(whole)) < 2:
        raise BadInput("web_pairs.two")
    return view.show(
        "_pair.html" if view.in_part else "pairs.html",
        queues=QUEUES, some=some, rows=sides.rows(some, view.lang), **_decision(view, whole, queue, skipped),
        lines=[sides.around(view.case, one.record) for one in some],
        around=context.around(view.case, [one.record for one in some]),
    )  # fmt: skip


def _decision(view: View, ids: Sequence[str], queue: str, skipped: int = 0) -> dict[str, Any]:
    """What this person said of records and how linking scored them, or what they may say."""
    mine = _mine(view, ids, queue)
    told = {"ids": ids, "queue": queue, "skipped": skipped, "keys": KEYS}
    return {**told, "mine": mine, "score": _score(view, ids) if mine else None}


def _mine(view: View, ids: Sequence[str], queue: str) -> Judgement | None:
    """What this person decided last about exactly these records, and did not take back."""
    key = {(a, b) if a < b else (b, a) for n, a in enumerate(ids) for b in ids[n + 1 :]}
    found = [one for one in upheld(view.case.judgements()) if one.by == view.who and not one.office]
    on_pairs = [one for one in found if one.verdict in ON_PAIRS and (AUDIT in one.facts) == (queue == "audit")]
    return next((one for one in reversed(on_pairs) if set(pairs_of(one)) >= key), None)


def _score(view: View, ids: Sequence[str]) -> tuple[Explained, list[Bar]] | None:
    """How linking scored the two; nothing where it did not compare them."""
    if len(ids) != 2:
        return None
    try:
        found = review.explained(view.case, ids[0], ids[1], view.lang, view.who)
    except TawthiqError:
        return None
    return found, bars(found)


def bars(found: Explained) -> list[Bar]:
    """The steps of a score as bars that stand where the one before ended, and their sum from nothing."""
    bits = [one.bits for one in found.steps]
    ends = [0.0, *accumulate(bits)]
    low, high = min(ends), max(ends)
    scale = 100 / ((high - low) or 1.0)
    made = [
        Bar(one.said, one.level, one.bits, (min(start, end) - low) * scale, abs(one.bits) * scale)
        for one, start, end in zip(found.steps, ends, ends[1:], strict=False)
    ]
    total = ends[-1]
    return [*made, Bar("", "", total, (min(0.0, total) - low) * scale, abs(total) * scale)]
