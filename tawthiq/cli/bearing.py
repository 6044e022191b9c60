"""Commands that look at claims together: claim conflicts, timeline, compare and elements; none decides anything."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import leaving, show
from tawthiq.cli.call import Call, example
from tawthiq.cli.claims import claim_app
from tawthiq.cli.weigh import Figure, drawn

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tawthiq.claims.grading.conditions import Seen
    from tawthiq.claims.grading.conflicts import Conflict, Option
    from tawthiq.claims.grading.weighing import Weighed
    from tawthiq.nouns import Account, Claim

app = typer.Typer()
app.add_typer(claim_app, name="claim", help="What is said of one act: enter, propose, list, and look at it together.",
              epilog=example("tawthiq claim list"))  # fmt: skip


@claim_app.command(epilog=example("tawthiq claim conflicts"))
def conflicts(ctx: typer.Context) -> None:
    """Show values that cannot all be right, side by side with their sources, and words that drifted."""
    from tawthiq.claims.grading.conflicts import conflicts as found_in
    from tawthiq.claims.grading.conflicts import drifts
    from tawthiq.claims.grading.why import drift_words
    from tawthiq.claims.weigh import look

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        weighed = look(case)
        found, drifted = found_in(weighed), drifts(weighed)
    rows = [_option(call, weighed, one, option) for one in found for option in one.options]
    lines = [call.say("why.drift", words=drift_words(one)) for one in drifted]
    heads = ("act", "part", "value", "origins", "claims", "sources", "chosen")
    show.put(call, {"conflicts": found, "drifts": drifted}, show.table(call, heads, rows), *lines)


def _option(call: Call, weighed: "Weighed", one: "Conflict", option: "Option") -> list[Any]:
    from tawthiq.claims.grading.why import named, shown

    ids = [each.id for each in option.claims]
    sources = [_source(weighed.told.accounts, each) for each in option.claims]
    part, value = named("part", one.part, call.language()), _said(option.claims[0], one.part)
    chosen = "✓" if one.chosen and one.chosen.subjects[0] in ids else ""
    return [one.event, part, value, shown((option.origins.low, option.origins.high)), ids, sources, chosen]


def _source(accounts: Sequence["Account"], claim: "Claim") -> str:
    return next(one.source for one in accounts if one.id == claim.account)


def _said(claim: "Claim", part: str) -> str:
    if part == "where" and claim.where:
        return claim.where.name or claim.where.said
    if part == "when" and claim.when:
        return claim.when.edtf or claim.when.said
    if part == "who":
        return "; ".join(one.name for one in claim.actors)
    return "; ".join(one.span.said for one in claim.numbers)


@claim_app.command(
    epilog=example(
        "tawthiq claim timeline",
        "tawthiq claim timeline --figure aid.svg",
    )
)
def timeline(ctx: typer.Context, figure: Figure = None) -> None:
    """Show conditions over time (aid let in, aid cut off, a siege): intervals, gaps, contradictions."""
    from tawthiq.claims import store
    from tawthiq.claims.grading import conditions, figures
    from tawthiq.claims.grading.why import shown
    from tawthiq.claims.weigh import look
    from tawthiq.typology import name

    call = ctx.ensure_object(Call)
    lang = call.language()
    with call.opened() as case:
        found = conditions.timelines(look(case), store.read(case).acts)
        if figure:
            figure = leaving.figure(
                call, case, figure, lambda to: figures.timeline(found, to, lang=lang), "conditions over time"
            )
    rows = (
        [name("states", line.state, lang), line.place, name("values", one.value, lang),
         one.start or "…", one.end or "…",
         shown(one.range), [each.id for each in one.claims]]
        for line in found for one in line.intervals
    )  # fmt: skip
    lines = [call.say("claims.gap", state=name("states", one.state, lang), place=one.place, start=start, end=end)
             for one in found for start, end in one.gaps]  # fmt: skip
    lines += [
        call.say("claims.contradiction", state=name("states", one.state, lang), place=one.place, start=start, end=end,
                 one=name("values", a.value, lang), other=name("values", b.value, lang))
        for one in found for a, b, (start, end) in one.contradictions
    ]  # fmt: skip
    heads = ("what", "place", "value", "from", "to", "origins", "claims")
    show.put(call, found, show.table(call, heads, rows), *lines, *drawn(call, figure))


@claim_app.command(epilog=example("tawthiq claim compare Hama 1982-02-02/1982-02-28 Homs 2012-02-03/2012-03-01"))
def compare(
    ctx: typer.Context,
    place: Annotated[str, typer.Argument(help="The place of the one event.")],
    days: Annotated[str, typer.Argument(help="Its days: FIRST/LAST.")],
    other_place: Annotated[str, typer.Argument(help="The place of the other.")],
    other_days: Annotated[str, typer.Argument(help="Its days: FIRST/LAST.")],
) -> None:
    """Set two events side by side, however far apart, by pattern: siege, shelling, searches, mass arrest."""
    from tawthiq.claims import store
    from tawthiq.claims.grading import conditions
    from tawthiq.claims.weigh import look
    from tawthiq.typology import name

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        weighed, acts = look(case), store.read(case).acts
    sides = [conditions.within(weighed.told.claims, where, *_days(when))
             for where, when in ((place, days), (other_place, other_days))]  # fmt: skip
    found = conditions.compared(weighed, acts, *sides)
    rows = ([name("patterns", one.pattern, call.language()), _seen(one.one), _seen(one.other)] for one in found)
    heads = [call.say("headings.pattern"), f"{place} {days}", f"{other_place} {other_days}"]
    show.put(call, found, _plain_table(call, heads, rows))


def _seen(acts: "Sequence[Seen]") -> str:
    from tawthiq.claims.grading.why import shown

    days = (one.claim.when.edtf or one.claim.when.said if one.claim.when else "" for one in acts)
    return "; ".join(
        f"{day} {one.claim.act} ({shown(one.range)}) {one.claim.id}" for one, day in zip(acts, days, strict=True)
    )


def _plain_table(call: Call, heads: Sequence[str], rows: "Iterator[list[Any]]") -> "RenderableType":
    """A table whose heads are words of the case."""
    from rich.table import Table
    from rich.text import Text

    made = Table(*(show.cell(one) for one in heads), box=None, pad_edge=False, header_style="bold")
    listed = list(rows)
    for row in listed:
        made.add_row(*(Text(show.cell(value)) for value in row))
    return made if listed else call.say("cli.nothing")


def _days(said: str) -> tuple[date, date]:
    from tawthiq import dates

    found = dates.parse(said)
    return found.start or date.min, found.end or date.max


@claim_app.command(epilog=example("tawthiq claim elements", "tawthiq claim elements --all"))
def elements(
    ctx: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help="Also the elements of which no claim speaks.")] = False,
) -> None:
    """Set claims beside the elements of crimes (Rome Statute, articles 7 and 8); it concludes nothing."""
    from tawthiq.claims.grading.elements import matrix
    from tawthiq.claims.weigh import look

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        cells = matrix(look(case))
    shown = [one for one in cells if all_ or one.incriminating or one.exonerating]
    lang = call.language()
    rows = (
        [one.element.article, one.element.crime(lang), one.element.label(lang),
         [each.claim.id for each in one.incriminating], [each.claim.id for each in one.exonerating]]
        for one in shown
    )  # fmt: skip
    heads = ("article", "crime", "element", "incriminating", "exonerating")
    show.put(call, shown, show.table(call, heads, rows), call.say("claims.concludes_nothing"))
