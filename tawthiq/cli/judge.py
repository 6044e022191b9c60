"""Commands for what people decide: judge, protect, unprotect, protected, hold, release, forget."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.cli import complete, show
from tawthiq.cli.call import Call, example
from tawthiq.errors import BadInput, NotFound, TawthiqError

if TYPE_CHECKING:
    from tawthiq.case import Case, Decision
    from tawthiq.nouns import Judgement

app = typer.Typer()

Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason; it is kept with the decision.")]
Subject = Annotated[str, typer.Argument(help="The id of what it is about.")]

APART = ("protect", "unprotect", "hold", "release", "forget", "anchor", "account", "claim", "mark", "verify")


@app.command(
    epilog=example(
        'tawthiq judge same r-0123456789abcdef r-fedcba9876543210 --why "same mother, same day"',
        'tawthiq judge choose p-0123456789abcdef --set name="Samir Qasim" --why "as in his passport"',
        "tawthiq judge --file hand/decisions.csv",
        "tawthiq judge --from INTERNAL-judgements.jsonl --office aleppo-office",
    )
)
def judge(
    ctx: typer.Context,
    *,
    verdict: Annotated[str | None, typer.Argument(autocompletion=complete.verdicts, help="What you decide.")] = None,
    subjects: Annotated[list[str] | None, typer.Argument(help="The ids of what it is about.")] = None,
    why: Why = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="What is chosen for a person, such as name=…"),
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A CSV with the columns verdict, subjects and why.")
    ] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Judgements that another office exported.")
    ] = None,
    office: Annotated[str | None, typer.Option(metavar="NAME", help="The name of that office.")] = None,
) -> None:
    """Write down decisions: one, a file of them, or another office's.

    A row of the file that is no decision is listed and does not stop the others; the exit code is then that of the
    first such row.
    """
    from tawthiq.case import Decision

    call = ctx.ensure_object(Call)
    if [bool(verdict), bool(file), bool(from_)].count(True) != 1 or bool(from_) != bool(office):
        raise BadInput("cli.judge_how")
    with call.opened() as case:
        if from_ and office:
            _bring(call, case, from_, office)
        elif file:
            _judge_file(call, case, file)
        else:
            decision = Decision(str(verdict), tuple(subjects or ()), why, _chosen(verdict, subjects, set_ or []))
            _check_apart(decision)
            _told(call, case.judge([decision], call.signer()))


def _chosen(verdict: str | None, subjects: Sequence[str] | None, said: Sequence[str]) -> dict[str, str]:
    """What is chosen for a person. Raises BadInput where nothing is, or what nobody can choose."""
    from tawthiq.names.register.people import settled

    facts = {name: value for name, _, value in (one.partition("=") for one in said)}
    person = bool(subjects and subjects[0].startswith("p-"))
    if bool(facts) != (verdict == "choose" and person):
        raise BadInput("cli.choose_how")
    for name, value in facts.items():
        settled(name, value)
    return facts


def _bring(call: Call, case: "Case", file: Path, office: str) -> None:
    from tawthiq.case import exchange

    came = exchange.bring(case, file, office, call.signer())
    counts = {"taken": came.taken, "already": came.already, "unmatched": len(came.unmatched), "office": office}
    show.put(call, came, call.say("cli.brought", **counts), *came.unmatched)


def _judge_file(call: Call, case: "Case", file: Path) -> None:
    from tawthiq.case.judging import read_decisions

    decisions, bad = read_decisions(file)
    good, unfit = _sorted(case, decisions)
    written = case.judge(good, call.signer())
    wrong = sorted([*bad, *unfit], key=lambda one: one[0])
    for row, error in wrong:
        show.complain_of_row(call, file, row, error)
    show.put(
        call,
        {"written": written, "rejected": [{"row": row, "error": error} for row, error in wrong]},
        call.say("cli.judged_file", count=len(written), bad=len(wrong), file=file),
    )
    show.leave([error for _, error in wrong])


def _sorted(
    case: "Case", decisions: Sequence[tuple[int, "Decision"]]
) -> tuple[list["Decision"], list[tuple[int, TawthiqError]]]:
    """Decisions that can be written, and the rows of the others with the reason."""
    missing = case.unknown({subject for _, one in decisions for subject in one.subjects})
    good: list[Decision] = []
    bad: list[tuple[int, TawthiqError]] = []
    for row, one in decisions:
        unknown = missing.intersection(one.subjects)
        try:
            _check_apart(one)
            if unknown:
                raise NotFound("cli.unknown_subject", verdict=one.verdict, value=" ".join(sorted(unknown)))
            good.append(one)
        except TawthiqError as error:
            bad.append((row, error))
    return good, bad


def _check_apart(decision: "Decision") -> None:
    if decision.verdict in APART:
        raise BadInput("cli.apart", verdict=decision.verdict)


@app.command(epilog=example('tawthiq protect person "Samir N." --why "witness, asked not to be named"'))
def protect(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(help="person, word, place, number or item.")],
    value: Annotated[str, typer.Argument(help="The name, word, place or number, or the id of an item.")],
    why: Why,
) -> None:
    """Mark what must never be published."""
    from tawthiq.case import protecting

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        _told(call, [protecting.protect(case, kind, value, why, call.signer())])


@app.command(epilog=example('tawthiq unprotect "Samir N." --why "agreed in writing, 4 May 2013"'))
def unprotect(ctx: typer.Context, value: Annotated[str, typer.Argument(help="As it was protected.")], why: Why) -> None:
    """Take back a mark of protection."""
    from tawthiq.case import protecting

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        _told(call, [protecting.unprotect(case, value, why, call.signer())])


@app.command(epilog=example("tawthiq protected"))
def protected(ctx: typer.Context) -> None:
    """List what must never be published."""
    from tawthiq.case import protecting

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        found = protecting.protected(case)
    rows = ([one.facts["kind"], value, one.by, one.at, one.why] for value, one in found.items())
    show.put(call, list(found.values()), show.table(call, ("kind", "value", "by", "at", "why"), rows))


@app.command(epilog=example('tawthiq hold i-0123456789abcdef --why "order of the court, 12 June 2014"'))
def hold(ctx: typer.Context, subject: Subject, why: Why) -> None:
    """Put something under a legal hold: it cannot be forgotten."""
    _decide(ctx.ensure_object(Call), "hold", subject, why)


@app.command(epilog=example('tawthiq release i-0123456789abcdef --why "the court closed the matter"'))
def release(ctx: typer.Context, subject: Subject, why: Why) -> None:
    """Release something from a legal hold."""
    _decide(ctx.ensure_object(Call), "release", subject, why)


@app.command(epilog=example('tawthiq forget r-0123456789abcdef --why "the family asked" --as sami-r'))
def forget(ctx: typer.Context, subject: Subject, why: Why) -> None:
    """Remove a file or the words of a record for good.

    The chain stays whole. It takes two persons: the first proposes it, the same command of a second one does it.
    """
    from tawthiq.case.forgetting import forget as forgotten_of

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        came = forgotten_of(case, subject, why, call.signer())
    counts = {"files": came.files, "tables": came.tables, "handle": came.waits_for, "subject": subject}
    show.put(call, came, call.say("cli.forgotten" if came.done else "cli.forget_waits", **counts))


def _decide(call: Call, verdict: str, subject: str, why: str) -> None:
    from tawthiq.case import Decision

    with call.opened() as case:
        _told(call, case.judge([Decision(verdict, (subject,), why)], call.signer()))


def _told(call: Call, written: Sequence["Judgement"]) -> None:
    lines = [call.say("cli.judged", id=one.id, verdict=one.verdict, subjects=" ".join(one.subjects), by=one.by)
             for one in written]  # fmt: skip
    show.put(call, written, *lines)
