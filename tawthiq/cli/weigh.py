"""Commands about what stands behind claims: weigh, queue derivation, claim derives and choose."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from tawthiq.cli import leaving, show
from tawthiq.cli.call import Call, example
from tawthiq.cli.claims import claim_app
from tawthiq.errors import BadInput

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tawthiq.case import Case
    from tawthiq.claims.grading.weighing import Weighed
    from tawthiq.claims.shape import Edge

app = typer.Typer()
queue_app = typer.Typer(no_args_is_help=True)
app.add_typer(queue_app, name="queue", help="What waits for a person: derivation, sources.",
              epilog=example("tawthiq queue derivation"))  # fmt: skip

CLAIMS = ("id", "act", "said", "grade", "part", "origins", "alone", "contested")

Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason; it is kept with the decision.")]
Figure = Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it as SVG or PNG, by the name of the file.")]


@app.command(
    epilog=example(
        "tawthiq weigh",
        "tawthiq weigh --why c-0123456789abcdef --figure behind.svg",
        "tawthiq weigh --figure claims.svg",
    )
)
def weigh(
    ctx: typer.Context,
    *,
    why: Annotated[str | None, typer.Option(metavar="CLAIM", help="The whole reasoning for this claim.")] = None,
    figure: Figure = None,
) -> None:
    """Count the independent origins behind every claim, part by part, and grade them.

    A range such as 1–2 says that nobody judged whether two origins are independent. The result is a finding; with --why
    nothing is written.
    """
    from tawthiq.claims.weigh import weigh as weigh_all
    from tawthiq.typology import typology

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        if why:
            _why(call, case, why, figure)
            return
        outcome = weigh_all(case, call.signer())
        acts = typology(case.casefile.rules.get("acts"))
        weighed = outcome.weighed
        key = "claims.weighed_already" if outcome.already else "claims.weighed"
        if figure:
            from tawthiq.claims.grading.figures import grid

            rows_of, lang = range(len(weighed.told.claims)), call.language()
            figure = leaving.figure(call, case, figure, lambda to: grid(weighed, rows_of, to, lang=lang), "support")
    names = {code: one.label(call.language()) for code, one in acts.items()}
    rows = (_row(call, weighed, row, names) for row in range(len(weighed.told.claims)))
    told = call.say(key, id=outcome.finding.id, claims=len(weighed.told.claims), acts=len(weighed.acts))
    document = {"finding": outcome.finding, "already": outcome.already}
    show.put(call, document, show.table(call, CLAIMS, rows), told, *drawn(call, figure))


def drawn(call: Call, figure: Path | None) -> list[str]:
    """The sentence that says where a picture was drawn."""
    return [call.say("claims.drawn", file=figure)] if figure else []


def _row(call: Call, weighed: "Weighed", row: int, names: Mapping[str, str]) -> list[Any]:
    from tawthiq.claims.grading.why import named, shown

    one, found, lang = weighed.told.claims[row], weighed.result(row), call.language()
    grade, part = named("grade", found.graded.grade, lang), named("part", found.graded.weakest, lang)
    if not found.support:
        grade, part = named("stance", weighed.said.stance[row], lang), ""
    alone = [weighed.name(row, origin).source for origin in found.alone]
    contested = "✓" if found.contested else ""
    return [one.id, names.get(one.act, one.act), one.span.said[:60], grade, part, shown(found.range), alone, contested]


def _why(call: Call, case: "Case", ref: str, figure: Path | None) -> None:
    from tawthiq.claims import store
    from tawthiq.claims.grading.figures import derivation
    from tawthiq.claims.grading.why import why
    from tawthiq.claims.weigh import look

    claim, weighed = store.claim(case, ref), look(case)
    row = [one.id for one in weighed.told.claims].index(claim.id)
    letters = {handle: one.reliability for handle, one in case.casefile.sources.items()}
    acts = store.read(case).acts
    lines = why(weighed, row, call.language(), letters, acts)
    if figure:
        figure = leaving.figure(
            call, case, figure, lambda to: derivation(weighed, row, to, lang=call.language()), "derivation"
        )
    show.put(call, {"claim": claim, "why": lines}, *lines, *drawn(call, figure))


@queue_app.command(epilog=example("tawthiq queue derivation", "tawthiq queue derivation --next 5"))
def derivation(
    ctx: typer.Context,
    next_: Annotated[int, typer.Option("--next", min=1, metavar="NUMBER", help="How many pairs.")] = 20,
) -> None:
    """Show pairs of accounts to be judged, the most consequential first, with what speaks for a derivation.

    Confirm or reject one with `claim derives`; judge two origins independent with `judge independent A B`.
    """
    from tawthiq.claims.grading.queueing import waiting
    from tawthiq.claims.grading.why import title
    from tawthiq.claims.weigh import look

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        weighed = look(case)
        found = waiting(weighed)[:next_]
    account = {one.id: one for one in weighed.told.accounts}
    lines: list[RenderableType] = []
    for n, one in enumerate(found, start=1):
        names = {"later": title(account[one.later]), "earlier": title(account[one.earlier])}
        key = "claims.waits_edge" if one.edge else "claims.waits_pair"
        lines.append(call.say(key, n=n, weight=f"{one.consequence:.1f}", **names))
        lines += evidence(call, one.edge) if one.edge else []
    show.put(call, found, *(lines or [call.say("claims.none_waits")]))


@queue_app.command(epilog=example("tawthiq queue sources", "tawthiq queue sources --next 5"))
def sources(
    ctx: typer.Context,
    next_: Annotated[int, typer.Option("--next", min=1, metavar="NUMBER", help="How many pairs.")] = 20,
) -> None:
    """Show pairs of sources to be judged once for all that they tell, the most consequential first.

    Judge two with `judge independent A B`, where neither draws on the other and they share no informants.
    """
    from tawthiq.claims.grading.queueing import unjudged_sources
    from tawthiq.claims.weigh import look

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        found = unjudged_sources(look(case))[:next_]
    rows = [[one.one, one.other, one.acts, f"{one.consequence:.1f}"] for one in found]
    heads = ("source", "other", "acts", "consequence")
    show.put(call, found, show.table(call, heads, rows) if rows else call.say("claims.none_waits"))


@claim_app.command(
    epilog=example(
        "tawthiq claim derives a-0123 a-4567",
        'tawthiq claim derives a-0123 a-4567 --relation translates --why "same order, same errors" --confirm',
        'tawthiq claim derives a-0123 a-4567 --reject --why "each was there"',
    )
)
def derives(
    ctx: typer.Context,
    *,
    later: Annotated[str, typer.Argument(help="The account that draws on the other.")],
    earlier: Annotated[str, typer.Argument(help="The account that it draws on.")],
    relation: Annotated[
        str,
        typer.Option(
            metavar="RELATION",
            help="copies, translates, cites, aggregates, same footage, same informant or same organisation.",
        ),
    ] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="Judge that it does.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Judge that it does not.")] = False,
    why: Why = "",
) -> None:
    """Show what speaks for one account drawing on another, with its score; confirm or reject it."""
    from tawthiq.case import Decision
    from tawthiq.claims import store
    from tawthiq.claims.weigh import score

    call = ctx.ensure_object(Call)
    if confirm and reject:
        raise BadInput("claims.derives_how")
    with call.opened() as case:
        pair = store.account(case, later).id, store.account(case, earlier).id
        edge = score(case, *pair)
        parts = [*evidence(call, edge), call.say("claims.derives_next")]
        if not (confirm or reject):
            show.put(call, edge, *parts)
            return
        verdict = "derives" if confirm else "not-derived"
        facts = {"relation": _relation(relation, edge)} if confirm else {}
        (made,) = case.judge([Decision(verdict, pair, why, {k: v for k, v in facts.items() if v})], call.signer())
    told = call.say("cli.judged", id=made.id, verdict=verdict, subjects=" ".join(pair), by=made.by)
    show.put(call, made, *parts[:-1], told)


def _relation(said: str, edge: "Edge | None") -> str:
    from tawthiq.claims.shape import Relation

    if said and said not in get_args(Relation):
        raise BadInput("entering.choice", name="relation", value=said, known=", ".join(get_args(Relation)))
    return said or (edge.relation if edge else "")


def evidence(call: Call, edge: "Edge | None") -> Iterator[str]:
    """The score of an edge and each of its reasons, in the language of the call."""
    if edge is None:
        yield call.say("claims.no_evidence")
        return
    score = {"later": edge.later, "earlier": edge.earlier, "relation": edge.relation, "bits": f"{edge.bits:+.1f}"}
    yield call.say("claims.edge", **score, probability=_percent(edge.probability))
    for one in edge.evidence:
        yield f"    {one.bits:+.1f}  {one.words.say(call.language())}"


def _percent(chance: float) -> str:
    """A probability by rules is never certain."""
    return "> 99%" if chance > 0.99 else "< 1%" if chance < 0.01 else f"{chance:.0%}"


@claim_app.command(epilog=example('tawthiq claim choose c-0123456789abcdef when --why "as on the death certificate"'))
def choose(
    ctx: typer.Context,
    claim: Annotated[str, typer.Argument(help="The claim whose value is chosen.")],
    part: Annotated[str, typer.Argument(help="where, when, who or 'how many'.")],
    why: Why,
) -> None:
    """Choose the value of a part where values conflict, with the reason; no count changes."""
    from tawthiq.case import Decision
    from tawthiq.claims import store
    from tawthiq.claims.grading.values import PARTS, values_of

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        found = store.claim(case, claim)
        if part not in PARTS[1:] or part not in values_of(found):
            raise BadInput(
                "claims.no_part", value=part, id=found.id, known=", ".join(list(values_of(found))[1:]) or "—"
            )
        (made,) = case.judge([Decision("choose", (found.id,), why, {"part": part})], call.signer())
    show.put(
        call, made, call.say("cli.judged", id=made.id, verdict="choose", subjects=f"{found.id} {part}", by=made.by)
    )
