"""Commands about people: link, people, person, merge, split."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example
from tawthiq.cli.read import options
from tawthiq.cli.review import percent

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tawthiq.names.hand.evaluate import Quality
    from tawthiq.names.hand.measuring import Measured
    from tawthiq.names.register.summary import Linked
    from tawthiq.nouns import Judgement, Person

app = typer.Typer()

PEOPLE = ("id", "name", "sex", "age", "date", "place", "status", "records", "sources")
OF = {"pairs": "people.of_pairs", "people": "people.of_people", "records": "people.of_records"}
RECORDS = ("id", "source", "name", "sex", "age", "date", "place", "status", "where")

Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason; it is kept with the decision.")]
PersonId = Annotated[str, typer.Argument(help="The id of a person, or its beginning.")]


@app.command(
    epilog=example(
        "tawthiq link",
        "tawthiq link --dry-run",
        "tawthiq link --method splink --seed 7",
        "tawthiq link --evaluate truth.csv",
    )
)
def link(
    ctx: typer.Context,
    *,
    method: Annotated[
        str | None, typer.Option(metavar="NAME", help="The linker; else the one that measured best.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A parameter of the linker.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="NUMBER", help="The seed of all that is drawn.")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would change; write nothing.")] = False,
    evaluate: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A CSV of the truth with record and person, or pairs: compare the register with it.",
        ),
    ] = None,
) -> None:
    """Link records into people: a register, with what is certain, what waits and what it changes.

    What people decided is kept to; what they contest is listed. The register is a finding: `rerun` makes it again, byte
    for byte. Ids of people last from one register to the next.
    """
    from tawthiq.names.link import DEFAULT, chosen, evaluated
    from tawthiq.names.link import link as linked

    call = ctx.ensure_object(Call)
    by = None if dry_run else call.signer()
    linker = chosen(method or DEFAULT, options(set_ or []))
    with call.opened() as case:
        with show.bar("link") as progress:
            made = linked(case, by=by, method=linker, seed=seed, progress=progress)
        lines = [*_linked(call, made)]
        document: dict[str, Any] = {"register": made}
        if evaluate:
            document["quality"] = evaluated(case, evaluate, seed=seed)
            lines += _quality(call, document["quality"])
    show.put(call, document, *lines)


def _linked(call: Call, made: "Linked") -> Iterator["RenderableType"]:
    head = "people.already" if made.already else "people.linked" if made.finding else "people.would"
    count = made.count
    numbers = {"records": made.records, "people": count.people, "low": count.low, "high": count.high}
    yield call.say(head, id=made.finding.id if made.finding else "", level=f"{count.level:.0%}", **numbers)
    for reason, number in made.apart.items():
        yield call.say("people.apart", count=number, reason=call.say(reason))
    yield call.say("people.certain", certain=made.certain, people=count.people)
    yield call.say("people.waiting", waiting=made.waiting)
    if made.changes:
        yield call.say("people.changes", **asdict(made.changes))
    for pair in made.decided.disagreements:
        yield call.say("people.disagree", pair=" ".join(pair))
    for chain in made.decided.contradictions:
        yield call.say("people.contradict", chain=" = ".join(chain), one=chain[0], other=chain[-1])
    for subject in made.decided.contested:
        yield call.say("people.contested", subject=subject)
    for sentence in made.told:
        yield call.say(sentence.key, **sentence.facts)
    if made.loosest:
        listed = ", ".join(f"{id_} ({share:.0%})" for id_, share in made.loosest)
        yield call.say("people.loosest", listed=listed)
    if made.largest:
        listed = ", ".join(f"{id_} ({records:.0f})" for id_, records in made.largest)
        yield call.say("people.largest", listed=listed)


def _quality(call: Call, found: "Measured") -> Iterator["RenderableType"]:
    """The quality as a whole, and of pairs by list, script and year."""
    yield call.say("people.measured", known=found.known, unknown=found.unknown)
    rows = [[call.say(OF[name]), *_shares(one)] for name, one in found.whole.items()]
    for groups in (found.lists, found.scripts):
        rows += [[names, *_shares(one)] for names, one in groups.items()]
    rows += [[year, *_shares(one)] for year, one in found.years.items()]
    yield show.table(call, ("what", "precision", "recall", "f1", "wrong", "lost"), rows)


def _shares(one: "Quality") -> list[str]:
    figures = [
        f"{percent(f.value)} ({percent(f.lower)}–{percent(f.upper)})" for f in (one.precision, one.recall, one.f1)
    ]
    return [*figures, f"{one.wrong:,.0f}", f"{one.lost:,.0f}"]


@app.command(
    epilog=example(
        "tawthiq people",
        "tawthiq people --where \"governorate = 'Homs' and year = 2012\" --limit 100",
        'tawthiq people --where "not counted" --json',
    )
)
def people(
    ctx: typer.Context,
    *,
    where: Annotated[
        str | None, typer.Option(metavar="CONDITION", help="A condition of SQL over the columns of the register.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="How many people at most.")] = 50,
) -> None:
    """List the people of the register.

    The columns are those of the register and country, governorate, district, year. Who does not meet the rule of the
    register is listed too; `counted` keeps to those who do.
    """
    from tawthiq.names.register.people import shown
    from tawthiq.names.review import people as of_register

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        found = of_register(case, where)
    rows = found.slice(0, limit).to_pylist()
    counted = call.say(
        "people.listed", shown=len(rows), total=found.num_rows, counted=sum(found["counted"].to_pylist())
    )
    show.put(call, {"total": found.num_rows, "people": rows}, show.table(call, PEOPLE, map(shown, rows)), counted)


@app.command(epilog=example("tawthiq person p-0123456789abcdef"))
def person(
    ctx: typer.Context, id_: Annotated[str, typer.Argument(metavar="PERSON", help="The id, or its beginning.")]
) -> None:
    """Show a person: what the records agree on, each record in its own words, and who stands for them now."""
    from tawthiq.names.register.people import shown

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        one = case.register.person(id_)
        records = [case.shelves.by_id(record)[0] for record in one.records]
        sources = [case.catalogue.receipts(record.item)[0]["source"] for record in records]
    document = {"person": one, "records": records, "sources": sources}
    rows = (
        [one.id, source, *_of_record(one.fields), one.locator] for one, source in zip(records, sources, strict=True)
    )
    show.put(
        call,
        document,
        show.table(call, PEOPLE, [shown(one.fields)]),
        *_standing(call, one),
        show.table(call, RECORDS, rows),
    )


def _of_record(fields: Any) -> list[Any]:
    from tawthiq.names.register.people import span

    age = span(fields.get("age_from"), fields.get("age_to"))
    return [fields.get("name"), fields.get("sex"), age, *(fields.get(one) for one in ("date", "place", "status"))]


def _standing(call: Call, one: "Person") -> Iterator[str]:
    if not one.fields["counted"]:
        yield call.say("people.apart", count=1, reason=call.say(one.fields["reason"]))
    if one.fields["certainty"] is not None:
        yield call.say("people.sure", share=f"{one.fields['certainty']:.0%}")
    if one.forwards:
        yield call.say("people.forwards" if one.current else "people.replaced", people=", ".join(one.forwards))
    elif not one.current:
        yield call.say("people.gone")


@app.command(epilog=example('tawthiq merge p-0123456789abcdef p-fedcba9876543210 --why "his brother confirmed it"'))
def merge(
    ctx: typer.Context,
    people_: Annotated[list[str], typer.Argument(metavar="PERSON...", help="The ids of two people or more.")],
    why: Why = "",
) -> None:
    """Decide that people of the register are one person; the next `link` brings it in.

    It is undone with one command, which is told.
    """
    from tawthiq.names.review import merge as merged

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        made = merged(case, people_, why, call.signer())
    _told(call, made)


@app.command(epilog=example('tawthiq split p-0123456789abcdef r-0123456789abcdef --why "two cousins of one name"'))
def split(
    ctx: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="PERSON", help="The id of a person.")],
    records: Annotated[
        list[str], typer.Argument(metavar="RECORD...", help="Those of the records that are about somebody else.")
    ],
    why: Why = "",
) -> None:
    """Decide that some records of a person are about somebody else; the next `link` brings it in.

    It is undone with one command, which is told.
    """
    from tawthiq.names.review import split as parted

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        made = parted(case, id_, records, why, call.signer())
    _told(call, made)


def _told(call: Call, made: Sequence["Judgement"]) -> None:
    ids = " ".join(one.id for one in made)
    lines = [
        call.say("cli.judged", id=one.id, verdict=one.verdict, subjects=" ".join(one.subjects), by=one.by)
        for one in made
    ]
    show.put(call, made, *lines, call.say("people.undo", ids=ids))
