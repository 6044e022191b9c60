"""Commands about what is said: account add and list, claim add, propose and list."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.cli import complete, show
from tawthiq.cli.call import Call, example
from tawthiq.errors import BadInput

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tawthiq.case import Case
    from tawthiq.claims.shape import Proposal
    from tawthiq.nouns import Account, Claim

app = typer.Typer()
account_app = typer.Typer(no_args_is_help=True)
claim_app = typer.Typer(no_args_is_help=True)
"""The group ``claim``; ``cli/weigh.py`` and ``cli/bearing.py`` add to it."""

app.add_typer(account_app, name="account", help="What one publication, interview or film tells: add or list.",
              epilog=example("tawthiq account list"))  # fmt: skip

ACCOUNTS = ("id", "source", "date", "kind", "title", "item")
CLAIMS = ("id", "act", "stance", "place", "date", "said", "about")

Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason; it is kept with the decision.")]


@account_app.command(
    "add",
    epilog=example(
        "tawthiq account add i-0123456789abcdef --date 2012-03-06 --lang ar",
        'tawthiq account add --source channel --title "Evening film" --date 2012-03-05 --kind film',
        "tawthiq account add --file posts.csv --source monitor",
    ),
)
def add_account(
    ctx: typer.Context,
    *,
    of: Annotated[str | None, typer.Argument(help="The item or record that it stands in, by id.")] = None,
    source: Annotated[
        str | None,
        typer.Option(metavar="HANDLE", help="Who tells; else the item's source.", autocompletion=complete.sources),
    ] = None,
    date: Annotated[str, typer.Option(metavar="DATE", help="When it was published.")] = "",
    lang: Annotated[str, typer.Option("--language", metavar="CODE", help="Its language.")] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")] = "",
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND", help="What it is itself: witness, film, picture, satellite, medical, official, list."
        ),
    ] = "",
    address: Annotated[str, typer.Option(metavar="URL", help="Where it was published.")] = "",
    text: Annotated[str, typer.Option(metavar="TEXT", help="Its words, where they lie in no item.")] = "",
    file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A CSV of posts: text, channel, date, url; --source is who gathered it."),
    ] = None,
) -> None:
    """Enter an account: an item, a record, or something that the case does not hold; or a whole table of posts.

    A table of posts is received if it was not. Channels that are no sources yet become sources; a row that is no post
    is listed and does not stop the others.
    """
    from tawthiq.claims import store
    from tawthiq.claims.entering import account_from

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        if file:
            _add_posts(call, case, file, source)
            return
        told = {"published": date, "lang": lang, "title": title, "kind": kind, "address": address, "text": text}
        made = account_from({**told, "source": source or (_source_of(case, of) if of else "")})
        found = store.add_account(case, made, call.signer(), of or "")
    show.put(call, found, call.say("claims.account_added", id=found.id, source=found.source))


def _add_posts(call: Call, case: "Case", file: Path, source: str | None) -> None:
    from tawthiq.claims import store
    from tawthiq.errors import NotFound

    try:
        item = case.item_of(file)
    except NotFound:
        if not source:
            raise BadInput("claims.posts_source", file=str(file)) from None
        item = case.receive(file, source=source, how=call.say("claims.posts_how"), by=call.signer())
    ids, told = store.enter_posts(case, file, item.id, call.signer())
    for row, error in told.bad:
        show.complain_of_row(call, file, row, error)
    counts = {"count": len(ids), "already": len(told.accounts) - len(ids), "bad": len(told.bad)}
    unread = ", ".join(told.unread) or "—"
    document = {"item": item.id, "written": ids, "rejected": [{"row": row, "error": error} for row, error in told.bad]}
    show.put(call, document, call.say("claims.posts_added", file=file, unread=unread, **counts))
    show.leave([error for _, error in told.bad])


def _source_of(case: "Case", of: str) -> str:
    item = case.shelves.by_id(of)[0].item if of.startswith("r-") else of
    return case.item(item).source


@account_app.command("list", epilog=example("tawthiq account list"))
def accounts(ctx: typer.Context) -> None:
    """List the accounts in the order of time."""
    from tawthiq.claims import store

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        found = store.read(case).accounts
    rows = ([one.id, one.source, _day(one), one.kind, one.title, one.item] for one in found)
    show.put(call, found, show.table(call, ACCOUNTS, rows))


@claim_app.command(
    "add",
    epilog=example(
        'tawthiq claim add i-0123456789abcdef torture --said "they were beaten" --place "the hospital" --basis film',
        "tawthiq claim add --file claims.csv",
    ),
)
def add(
    ctx: typer.Context,
    *,
    account: Annotated[str | None, typer.Argument(help="The account, or the item that it is.")] = None,
    act: Annotated[str | None, typer.Argument(help="A code of the typology.")] = None,
    said: Annotated[str, typer.Option(metavar="TEXT", help="The words that make the claim, as they stand there.")] = "",
    stance: Annotated[str, typer.Option(metavar="STANCE", help="affirms, denies or disputes.")] = "",
    place: Annotated[str, typer.Option(metavar="NAME", help="Where.")] = "",
    at: Annotated[str, typer.Option(metavar="COORDINATES", help="Where, in any notation.")] = "",
    radius: Annotated[str, typer.Option(metavar="METRES", help="How far off that may be.")] = "",
    within: Annotated[str, typer.Option(metavar="NAMES", help="What the place lies in, parted by ;.")] = "",
    when: Annotated[str, typer.Option(metavar="DATE", help="When it happened.")] = "",
    actor: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Who is said to have done it.")] = None,
    seen: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Who was seen there by the one who tells.")
    ] = None,
    person: Annotated[list[str] | None, typer.Option(metavar="NAME", help="To whom it was done.")] = None,
    number: Annotated[list[str] | None, typer.Option(metavar="WORDS", help="As it was said: over 7,500 dead.")] = None,
    attributed: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Whose words it passes on.")] = None,
    basis: Annotated[
        str, typer.Option(metavar="BASIS", help="first-hand, film, physical trace, record or hearsay.")
    ] = "",
    label: Annotated[str, typer.Option(metavar="NAME", help="Names the act: one label, one act.")] = "",
    why: Why = "",
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="A received CSV of claims.")] = None,
) -> None:
    """Enter a claim by hand, or the claims of a table.

    A row of the table that is no claim is listed and does not stop the others; the exit code is then that of the first
    such row.
    """
    from tawthiq.claims import store
    from tawthiq.claims.entering import claim_from

    call = ctx.ensure_object(Call)
    if bool(file) == bool(account and act):
        raise BadInput("claims.add_how")
    with call.opened() as case:
        if file:
            _add_table(call, case, file)
            return
        held = _account(call, case, str(account), enter=True)
        lists = {"actors": actor, "observed": seen, "persons": person, "numbers": number, "attributed": attributed}
        told = {"act": str(act), "said": said, "stance": stance, "place": place, "at": at, "radius": radius}
        told |= {"within": within, "when": when, "basis": basis}
        told |= {name: ";".join(values or ()) for name, values in lists.items()}
        ids = store.add_claims(case, [claim_from(held, told)], call.signer(), [label], why)
    show.put(call, ids, *(call.say("claims.added", id=one, account=held.id) for one in ids))


def _add_table(call: Call, case: "Case", file: Path) -> None:
    from tawthiq.claims import store

    ids, bad = store.enter_table(case, file, call.signer())
    for row, error in bad:
        show.complain_of_row(call, file, row, error)
    document = {"written": ids, "rejected": [{"row": row, "error": error} for row, error in bad]}
    show.put(call, document, call.say("claims.added_file", count=len(ids), bad=len(bad), file=file))
    show.leave([error for _, error in bad])


def _account(call: Call, case: "Case", ref: str, *, enter: bool) -> "Account":
    """The account with an id, of an item, or of a received file; ``enter`` enters one where an item has none."""
    from tawthiq.claims import store

    if ref.startswith("a-"):
        return store.account(case, ref)
    item = case.item_of(Path(ref)).id if Path(ref).is_file() else ref
    return store.of_item(case, item, call.signer() if enter else None)


@claim_app.command(
    epilog=example(
        "tawthiq claim propose interview.docx",
        "tawthiq claim propose i-0123456789abcdef --country SY",
        'tawthiq claim propose i-0123456789abcdef --confirm 2 --confirm 5 --why "read with the page"',
    )
)
def propose(
    ctx: typer.Context,
    *,
    of: Annotated[str, typer.Argument(help="A received file that was read, its id, or an account.")],
    confirm: Annotated[
        list[int] | None, typer.Option(metavar="NUMBER", help="Enter the proposal with this number; may be repeated.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Where places are looked up (ISO 3166); may be repeated.")
    ] = None,
    label: Annotated[str, typer.Option(metavar="NAME", help="Names the act of what is confirmed.")] = "",
    why: Why = "",
) -> None:
    """Show the claims that rules find in the words of an account; only what you confirm by its number is entered.

    Read each with its sentence: rules miss what is spread over sentences and mistake what is meant ironically.
    """
    from dataclasses import replace

    from tawthiq.claims import store
    from tawthiq.claims.texts.propose import propose as found_by_rules
    from tawthiq.places import Gazetteer
    from tawthiq.typology import typology

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        account = _account(call, case, of, enter=bool(confirm))
        acts = typology(case.casefile.rules.get("acts"))
        store.words_of(account)
        found = found_by_rules(account, Gazetteer(countries=country) if country else None, acts)
        if not confirm:
            names = {code: one.label(call.language()) for code, one in acts.items()}
            show.put(call, found, *(_proposals(call, found, names) or [call.say("claims.no_proposal")]))
            return
        wrong = [one for one in confirm if not 1 <= one <= len(found)]
        if wrong:
            raise BadInput("claims.no_such_proposal", value=", ".join(map(str, wrong)), count=len(found))
        chosen = [replace(found[one - 1].claim, id="", account=account.id) for one in dict.fromkeys(confirm)]
        ids = store.add_claims(case, chosen, call.signer(), [label] * len(chosen), why)
    show.put(call, ids, *(call.say("claims.added", id=one, account=account.id) for one in ids))


def _proposals(call: Call, found: Sequence["Proposal"], names: dict[str, str]) -> list["RenderableType"]:
    lines: list[RenderableType] = []
    for n, one in enumerate(found, start=1):
        act = names.get(one.claim.act, one.claim.act)
        lines.append(call.say("claims.proposal", n=n, act=act, code=one.claim.act, said=show.cell(one.claim.span.said)))
        lines += [f"    {sentence.say(call.language())}" for sentence in one.why]
        lines += [f"  ? {sentence.say(call.language())}" for sentence in one.doubts]
    return lines


@claim_app.command("list", epilog=example("tawthiq claim list"))
def claims(ctx: typer.Context) -> None:
    """List the claims in the order of entry."""
    from tawthiq.claims import store
    from tawthiq.claims.grading.why import named

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        held = store.read(case)
    lang = call.language()
    rows = (
        [one.id, held.acts[one.act].label(lang) if one.act in held.acts else one.act, named("stance", one.stance, lang),
         *_where_when(one), one.span.said[:80], one.account]
        for one in held.claims
    )  # fmt: skip
    show.put(call, held.claims, show.table(call, CLAIMS, rows))


def _where_when(one: "Claim") -> list[str]:
    return [one.where.name or one.where.said if one.where else "", one.when.edtf or one.when.said if one.when else ""]


def _day(one: "Account") -> str:
    return one.published.edtf or one.published.said if one.published else ""
