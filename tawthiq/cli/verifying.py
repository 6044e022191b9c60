"""Commands about the verification of an item: item verify, sun, shadows."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example
from tawthiq.errors import BadInput

if TYPE_CHECKING:
    from tawthiq.claims.verification import Analysis, KeyFrame, Record
    from tawthiq.nouns import Place

app = typer.Typer()
item_app = typer.Typer(no_args_is_help=True)
app.add_typer(item_app, name="item", help="The verification of an item: verify, sun, shadows.",
              epilog=example("tawthiq item verify i-0123456789abcdef"))  # fmt: skip

FRAME = ("at", "seen", "place", "coordinates", "radius", "date")


@item_app.command(
    epilog=example(
        "tawthiq item verify i-0123456789abcdef",
        'tawthiq item verify i-0123456789abcdef --analysis content --set "seen=a ward" --why "landmarks" '
        '--not-done "no weather data"',
        'tawthiq item verify i-0123456789abcdef --analysis content --why "roofs" '
        '--frame "00:12|a courtyard|Hospital|34.73, 36.71|50|2012-02"',
    )
)
def verify(
    ctx: typer.Context,
    *,
    item: Annotated[str, typer.Argument(help="The id of the item.")],
    analysis: Annotated[str | None, typer.Option(metavar="KIND", help="source, technical or content.")] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="What the analysis rests on.")] = "",
    not_done: Annotated[str, typer.Option("--not-done", metavar="TEXT", help="What was not done, and why.")] = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="QUESTION=ANSWER", help="An answer; may be repeated.")
    ] = None,
    frame: Annotated[
        list[str] | None,
        typer.Option(metavar="FRAME", help="A key frame: time code|seen|place|coordinates|metres|date."),
    ] = None,
) -> None:
    """Show the verification record of an item, or add an analysis to it; nothing replaces an earlier one."""
    from tawthiq.case import Decision
    from tawthiq.claims import verification

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        id_ = case.item(item).id
        if analysis:
            answers = {name: value for name, _, value in (one.partition("=") for one in set_ or ())}
            facts = verification.facts(analysis, why, not_done, answers, [_frame(one) for one in frame or ()])
            case.judge([Decision("verify", (id_,), why, facts)], call.signer())
        elif set_ or frame or not_done:
            raise BadInput("verification.no_analysis", value="—", known=", ".join(verification.KINDS))
        found = verification.record(id_, case.judgements(id_))
    show.put(call, found, *_told(call, found))


def _frame(said: str) -> "KeyFrame":
    from tawthiq import dates
    from tawthiq.claims.entering import place_from
    from tawthiq.claims.verification import KeyFrame

    parts = dict(zip(FRAME, [*(one.strip() for one in said.split("|")), *[""] * len(FRAME)], strict=False))
    place = place_from({"place": parts["place"], "at": parts["coordinates"], "radius": parts["radius"]})
    return KeyFrame(parts["at"], parts["seen"], place, dates.parse(parts["date"]) if parts["date"] else None)


def _told(call: Call, found: "Record") -> Iterator[str]:
    for one in found.analyses:
        yield from _analysis(call, one)
    for kind in found.missing():
        yield call.say("verification.missing", kind=call.say(f"verification.kind_{kind}"))


def _analysis(call: Call, one: "Analysis") -> Iterator[str]:
    kind = call.say(f"verification.kind_{one.kind}")
    yield call.say(
        "verification.analysis", kind=kind, by=one.by, at=show.cell(one.at), why=one.reasons, id=one.judgement
    )
    for question, answer in one.answers.items():
        yield f"    {call.say(f'verification.asks_{question}')}: {answer}"
    for each in one.frames:
        where = _place(each.where)
        day = each.when.edtf or each.when.said if each.when else ""
        yield "    " + " · ".join(part for part in (each.at, each.seen, where, day) if part)
    left = ", ".join(call.say(f"verification.asks_{question}") for question in one.open())
    yield "    " + call.say("verification.open", questions=left or "—", not_done=one.not_done or "—")


def _place(place: "Place | None") -> str:
    if place is None:
        return ""
    radius = f" ± {place.radius_m:.0f} m" if place.radius_m else ""
    return f"{place.name or place.said} ({place.lat}, {place.lon}{radius})" if place.lat is not None else place.said


@item_app.command(epilog=example('tawthiq item sun "34.73, 36.71" 2012-02-20T09:00+02:00'))
def sun(
    ctx: typer.Context,
    place: Annotated[str, typer.Argument(help="Coordinates, in any notation.")],
    at: Annotated[str, typer.Argument(help="The time with its zone (ISO 8601).")],
) -> None:
    """Tell where the sun stood at a time, and where and how long shadows fell."""
    from tawthiq.claims.verification import sun as sun_at
    from tawthiq.coordinates import coordinates

    call = ctx.ensure_object(Call)
    where = coordinates(place)
    found = sun_at(where.lat or 0.0, where.lon or 0.0, _moment(at))
    told = {"azimuth": f"{found.azimuth:.1f}", "elevation": f"{found.elevation:.1f}", "at": found.at.isoformat()}
    if found.shadow_towards is None or found.shadow_length is None:
        show.put(call, found, call.say("verification.night", **told))
        return
    shadow = {"towards": f"{found.shadow_towards:.1f}", "length": f"{found.shadow_length:.2f}"}
    show.put(call, found, call.say("verification.sun", **told, **shadow))


def _moment(said: str) -> datetime:
    try:
        return datetime.fromisoformat(said)
    except ValueError as error:
        raise BadInput("verification.no_zone", value=said) from error


@item_app.command(epilog=example('tawthiq item shadows "34.73, 36.71" 2012-02-20 --towards 318 --length 1.3'))
def shadows(
    ctx: typer.Context,
    place: Annotated[str, typer.Argument(help="Coordinates, in any notation.")],
    day: Annotated[str, typer.Argument(help="The day (ISO 8601).")],
    towards: Annotated[float, typer.Option(metavar="DEGREES", help="Where the shadow falls, from true north.")],
    length: Annotated[
        float | None, typer.Option(metavar="RATIO", help="Its length as a multiple of the height.")
    ] = None,
) -> None:
    """Tell at what times of a day shadows fell so."""
    from tawthiq.claims.verification import times
    from tawthiq.coordinates import coordinates

    call = ctx.ensure_object(Call)
    where = coordinates(place)
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise BadInput("dates.unreadable", value=day) from error
    found = times(where.lat or 0.0, where.lon or 0.0, on, towards=towards, length=length)
    lines = [call.say("verification.between", first=f"{a:%H:%M}", last=f"{b:%H:%M}") for a, b in found]
    show.put(call, found, *(lines or [call.say("verification.never")]))
