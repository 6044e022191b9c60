"""Commands of review: pairs, audit, explain."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import leaving, show
from tawthiq.cli.call import Call, example
from tawthiq.errors import TawthiqError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tawthiq.case import Case
    from tawthiq.names.hand.audit import Audited
    from tawthiq.names.hand.evaluate import Figure
    from tawthiq.names.review import Explained, Pair

app = typer.Typer()

READ = ("name", "name_father", "name_mother", "name_other", "sex", "age", "birth", "date", "date_kind", "place",
        "place_within", "status", "cause", "notes")  # fmt: skip


@app.command(epilog=example("tawthiq pairs", "tawthiq pairs --next 5 --new"))
def pairs(
    ctx: typer.Context,
    *,
    next_: Annotated[int, typer.Option("--next", min=1, metavar="NUMBER", help="How many pairs.")] = 20,
    new: Annotated[bool, typer.Option("--new", help="Only pairs that nobody decided yet.")] = False,
) -> None:
    """Show the pairs of records that wait for your decision, the most consequential first, side by side.

    Above are the source's own words, below our reading. The score and what others decided stay hidden until you have
    decided; a pair waits until two people decided it alike.
    """
    from tawthiq.names.review import pairs as waiting

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        found = waiting(case, call.signer().handle, next_, fresh=new)
    shown: list[RenderableType] = [part for one in found for part in _side_by_side(call, one)]
    show.put(call, found, *(shown or [call.say("review.none")]))


def _side_by_side(call: Call, pair: "Pair", how: str = "review.decide") -> Iterator["RenderableType"]:
    """Who says it and where, the words of each, and below them our reading; rows of which both are silent go."""
    from rich.table import Table
    from rich.text import Text

    one, other = pair.one, pair.other
    said = [(name, one.said.get(name), other.said.get(name)) for name in _names(one.said, other.said)]
    ours = [_read(call, each.fields) for each in (one, other)]
    read = [(call.say(f"web_records.field_{name}"), ours[0].get(name), ours[1].get(name)) for name in READ]
    rows: list[tuple[str, Any, Any]] = [("", *pair.sources), ("", one.locator, other.locator), *said]
    made = Table("", one.id, other.id, box=None, pad_edge=False, header_style="bold")
    for name, left, right in [*rows, (call.say("review.ours"), "", ""), *read]:
        if left is not None or right is not None:
            made.add_row(*(Text(show.cell(value)) for value in (name, left, right)))
    yield made
    yield call.say(how, a=one.id, b=other.id)


def _read(call: Call, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Our reading of a record: the two ends of an age as one, words of our vocabulary in the language of the call."""
    from tawthiq.names.register.people import span

    told = {name: show.word(call, fields.get(name)) for name in ("sex", "date_kind", "status")}
    return {**fields, **told, "age": span(fields.get("age_from"), fields.get("age_to"))}


def _names(*said: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(name for some in said for name in some) if name != "row"]


@app.command(epilog=example("tawthiq explain r-0123456789abcdef r-fedcba9876543210 --figure score.svg"))
def explain(
    ctx: typer.Context,
    a: Annotated[str, typer.Argument(metavar="RECORD", help="The id of a record.")],
    b: Annotated[str, typer.Argument(metavar="RECORD", help="The id of another.")],
    figure: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw it too, as SVG or PNG by the name of the file.")
    ] = None,
) -> None:
    """Explain how two records were scored: what was compared, how it came out, and what it added.

    The numbers are those that made the score. Of a pair that waits in an audit, they are shown after you judged it.
    """
    from tawthiq.names.hand.explain import in_words
    from tawthiq.names.review import explained

    call = ctx.ensure_object(Call)
    lang = call.language()
    with call.opened() as case:
        made = explained(case, a, b, lang, _who(call))
        if figure:
            figure = leaving.figure(call, case, figure, partial(_waterfall, call, made), "score of a pair")
    lines = [
        call.say("review.explained", a=made.a, b=made.b),
        *in_words(made.steps, made.weight, made.probability, lang),
    ]
    lines.append(_people(call, made))
    if figure:
        lines.append(call.say("review.drawn", file=figure))
    show.put(call, made, *lines)


def _waterfall(call: Call, made: "Explained", to: Path) -> None:
    from tawthiq.names.hand.explain import as_steps
    from tawthiq.pictures import waterfall

    titles = {name: call.say(f"explain.{name}") for name in ("total", "unit")}
    waterfall(
        as_steps(made.steps, call.language()), to, title=call.say("explain.title", a=made.a, b=made.b),
        right_to_left=call.language() == "ar", **titles,
    )  # fmt: skip


def _people(call: Call, made: "Explained") -> str:
    one, other = made.people
    return call.say("review.together", person=one) if one == other else call.say("review.apart", one=one, other=other)


def _who(call: Call) -> str:
    """Who asks, where that is known; nobody else's queue opens without a name."""
    try:
        return call.signer().handle
    except TawthiqError:
        return ""


@app.command(
    epilog=example(
        "tawthiq audit --sample 300",
        "tawthiq audit --next 20",
        'tawthiq audit same r-0123456789abcdef r-fedcba9876543210 --why "one photograph"',
        "tawthiq audit --file hand/audit.csv",
        "tawthiq audit",
    )
)
def audit(
    ctx: typer.Context,
    *,
    verdict: Annotated[str | None, typer.Argument(help="same, different or unsure.")] = None,
    records: Annotated[list[str] | None, typer.Argument(metavar="RECORD RECORD", help="A pair of the audit.")] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason; it is kept with the decision.")] = "",
    sample: Annotated[int | None, typer.Option(min=20, metavar="NUMBER", help="Draw so many pairs.")] = None,
    seed: Annotated[int, typer.Option(metavar="NUMBER", help="The seed of the draw.")] = 1,
    next_: Annotated[int | None, typer.Option("--next", min=1, metavar="NUMBER", help="Show the next pairs.")] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A CSV with the columns verdict, subjects and why.")
    ] = None,
) -> None:
    """Measure the register: a random sample of pairs, judged blind by two people, never trained on.

    Draw a sample, let two people judge it pair by pair, and ask without options for the error rate. Pairs chosen for
    their doubt (`pairs`) say nothing about how good the register is; these do.
    """
    from tawthiq.case import Decision
    from tawthiq.names import auditing

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        if sample:
            made = auditing.draw(case, sample, seed, call.signer())
            show.put(call, made, call.say("review.audit_drawn", id=made.id, size=made.tables["sample"].rows))
        elif next_:
            _next_of_audit(call, case, next_)
        elif file:
            _audit_file(call, case, file)
        elif verdict:
            written = auditing.judge(case, [Decision(verdict, tuple(records or ()), why)], call.signer())
            show.put(call, written, call.say("review.audit_judged", count=len(written)))
        else:
            found, done, size = auditing.audited(case)
            document = {"judged": done, "sample": size, "audit": found}
            show.put(call, document, *_rates(call, found, done, size))


def _next_of_audit(call: Call, case: "Case", limit: int) -> None:
    from tawthiq.names import auditing
    from tawthiq.names.review import shown as pairs_of

    found = pairs_of(case, auditing.next_pairs(case, call.signer().handle, limit))
    parts = [part for one in found for part in _side_by_side(call, one, "review.audit_decide")]
    show.put(call, found, *(parts or [call.say("review.none")]))


def _audit_file(call: Call, case: "Case", file: Path) -> None:
    from tawthiq.case.judging import read_decisions
    from tawthiq.names import auditing

    decisions, bad = read_decisions(file)
    written = auditing.judge(case, [one for _, one in decisions], call.signer())
    for row, error in bad:
        show.complain_of_row(call, file, row, error)
    rejected = [{"row": row, "error": error} for row, error in bad]
    document = {"written": written, "rejected": rejected}
    show.put(call, document, call.say("cli.judged_file", count=len(written), bad=len(bad), file=file))
    show.leave([error for _, error in bad])


def _rates(call: Call, found: "Audited", done: int, size: int) -> Iterator[str]:
    yield call.say("review.audit_judged_of", done=done, size=size)
    for name, figure in (("precision", found.precision), ("recall", found.recall)):
        yield call.say(f"review.{name}", **_limits(figure))
    if found.agreement is not None:
        yield call.say("review.agreement", share=percent(found.agreement), disputed=found.disputed)
    yield call.say("review.disputed", low=percent(found.lowest), high=percent(found.highest))
    yield call.say("review.beyond", count=f"{found.beyond:,.0f}")


def _limits(figure: "Figure") -> dict[str, str]:
    """A share with its limits, for people."""
    return {"value": percent(figure.value), "low": percent(figure.lower), "high": percent(figure.upper)}


def percent(share: float | None) -> str:
    """A share for people: ``98.7 %``; a dash where there is none."""
    return "—" if share is None else f"{100 * share:.1f} %"
