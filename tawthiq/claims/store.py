"""Accounts and claims in the case: entered by judgements, read with the words of their items."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from tawthiq.case import Case, Decision, Signer
from tawthiq.case.casefile import CaseFile
from tawthiq.case.judging import entry
from tawthiq.claims.entering import Entry, account_from, claim_from, read_table
from tawthiq.claims.grading.decided import Decided, Pair, decided
from tawthiq.claims.plain import account_of, claim_of, plain
from tawthiq.claims.posts import Posts, handle_of, read_posts
from tawthiq.claims.shape import Known
from tawthiq.errors import BadInput, NotFound, TawthiqError
from tawthiq.nouns import Account, Claim, Finding, Judgement, Source
from tawthiq.typology import Act, act, typology

Entered = TypeVar("Entered", Account, Claim)

QUALITY = 50
"""The least quality of a PDQ print that is compared (Meta 2019)."""
KIND_OF_READER = {
    "readers.scene": "satellite",
    "readers.photo": "picture",
    "readers.video": "film",
    "readers.interview": "witness",
}
UNNAMED = ("id", "item")
LONGEST = 5_000_000
"""Characters of an account for which rules propose claims."""
PIECE = 5_000
"""So many accounts of a table are entered in one act."""
OF_CLAIMS = frozenset({"account", "claim", "derives", "not-derived", "same-origin", "independent", "same", "different"})
USED = OF_CLAIMS | {"withdraw", "choose"}
"""The verdicts that weighing rests on."""


@dataclass(frozen=True, eq=False)
class Held:
    """What the case holds for weighing: accounts in the order of time, claims in the order of entry, decisions.

    ``labels`` names the act of a claim where a person did, ``acts`` is the typology, ``findings`` are those whose words
    the accounts are.
    """

    accounts: Sequence[Account]
    claims: Sequence[Claim]
    labels: Mapping[str, str]
    decided: Decided
    known: Known
    draws_on: frozenset[Pair]
    acts: Mapping[str, Act]
    findings: tuple[str, ...] = ()
    judgements: Sequence[Judgement] = field(default_factory=tuple)


def add_account(case: Case, account: Account, by: Signer, of: str = "") -> Account:
    """Enter an account, of an item (``i-…``) or record (``r-…``) where its words lie there; gives it with its id.

    Where no kind is named, the reader of the item tells it: a scene is of the kind satellite, whatever is said of it.
    Raises NotFound for a source or item that is not there.
    """
    case.casefile.source(account.source)
    facts = _facts(account)
    subjects = (case.item(of).id,) if of.startswith("i-") else (of,) if of else ()
    if of.startswith("r-"):
        facts |= {"item": case.shelves.by_id(of)[0].item}
    kind = _kind_of(case, subjects[0]) if subjects and of.startswith("i-") else ""
    facts |= {"kind": account.kind or kind} if kind else {}
    made = case.judge([Decision("account", subjects, facts=facts)], by)[0]
    return next(one for one in read(case).accounts if one.id == f"a-{made.id[2:]}")


def add_claims(case: Case, claims: Sequence[Claim], by: Signer, labels: Sequence[str] = (), why: str = "") -> list[str]:
    """Enter claims, each of its account, as a person confirms them; gives their ids. All or none.

    ``labels`` names the act of each: claims with one label and of one group of acts are about one act. Raises BadInput
    for an act that the typology lacks or words that do not stand in the account, NotFound for an unknown account.
    """
    accounts = {one.id: one for one in read(case).accounts}
    for claim in claims:
        _check_words(accounts, _known_act(case, claim))
    return _put(case, claims, by, labels or [""] * len(claims), [why] * len(claims))


def enter_table(case: Case, path: Path, by: Signer) -> tuple[list[str], list[tuple[int, TawthiqError]]]:
    """Enter the claims of a received table (``entering.read_table``); gives their ids and the rows that are none.

    Raises NotFound for a file that was not received: what people wrote into it is evidence too.
    """
    item = case.item_of(path)
    good, bad = read_table(path)
    accounts, unfit = _accounts_of(case, good, item.id, by)
    claims: list[tuple[Claim, Entry]] = []
    for one in good:
        try:
            if one.account in accounts:
                claims.append((_known_act(case, claim_from(accounts[one.account], one.fields)), one))
        except TawthiqError as error:
            bad.append((one.row, error))
    labels = [one.fields.get("label", "") for _, one in claims]
    whys = [one.fields.get("why", "") for _, one in claims]
    ids = _put(case, [claim for claim, _ in claims], by, labels, whys)
    return ids, sorted([*bad, *unfit], key=lambda one: one[0])


def enter_posts(case: Case, path: Path, item: str, by: Signer) -> tuple[list[str], Posts]:
    """Enter the posts of a received table (``posts.read_posts``) as accounts; gives the ids of those that are new.

    A channel is found among the sources by its name or handle; where it is not, it becomes one. What was entered
    before is not entered again, so that a stopped run goes on.
    """
    told = read_posts(path)
    handles = {key: handle for handle, one in case.casefile.sources.items() for key in (handle_of(one.name), handle)}
    for name in dict.fromkeys(one.source for one in told.accounts):
        handle = handle_of(name)
        if handle not in handles:
            case.add_source(Source(handle, name, "outlet"))
            handles[handle] = handle
    there = {one.facts.get("locator") for one in case.judgements(item) if one.verdict == "account"}
    new = [replace(one, source=handles[handle_of(one.source)]) for one in told.accounts if one.locator not in there]
    ids: list[str] = []
    for start in range(0, len(new), PIECE):
        drafts = [Decision("account", (item,), facts=_facts(one)) for one in new[start : start + PIECE]]
        ids += [f"a-{one.id[2:]}" for one in case.judge(drafts, by)]
    return ids, told


def _accounts_of(
    case: Case, entries: Sequence[Entry], item: str, by: Signer
) -> tuple[dict[str, Account], list[tuple[int, TawthiqError]]]:
    """The accounts that a table names, by its keys: those of the case, and those that it enters."""
    known = {one.id: one for one in read(case).accounts}
    made: dict[str, Account] = {}
    bad: list[tuple[int, TawthiqError]] = []
    failed: set[str] = set()
    for one in entries:
        if one.account in (*made, *known, *failed) or one.account.startswith("i-"):
            continue
        try:
            case.casefile.source(one.fields["source"])
            made[one.account] = account_from(one.fields, f"row {one.row}")
        except TawthiqError as error:
            failed.add(one.account)
            bad.append((one.row, error))
    drafts = [Decision("account", (item,), facts=_facts(one)) for one in made.values()]
    ids = [f"a-{one.id[2:]}" for one in case.judge(drafts, by)]
    entered = {key: replace(one, id=id_, item=item) for (key, one), id_ in zip(made.items(), ids, strict=True)}
    items = {one.account for one in entries if one.account.startswith("i-")}
    return {**known, **entered, **{ref: of_item(case, ref, by) for ref in sorted(items)}}, bad


def of_item(case: Case, ref: str, by: Signer | None = None) -> Account:
    """The account that was entered of an item; where there is none, one is entered, of the source of the item.

    Raises NotFound where the item is not there, or has no account and nobody (``by``) enters one.
    """
    item = case.item(ref)
    found = [one for one in read(case).accounts if one.item == item.id and not one.locator]
    if found:
        return found[0]
    if by is None:
        return Account("", item.source, text_of(case, item.id), item=item.id)
    return add_account(case, Account("", item.source, "", title=item.name), by, item.id)


def words_of(account: Account) -> str:
    """The words of an account. Raises NotFound where it has none: its item was not read, or has none.

    Raises BadInput where they are more than rules read at once.
    """
    if not account.text:
        raise NotFound("claims.no_words", id=account.id or account.item)
    if len(account.text) > LONGEST:
        raise BadInput("claims.too_long", id=account.id or account.item, count=len(account.text), most=LONGEST)
    return account.text


def _kind_of(case: Case, item: str) -> str:
    """What an item is by itself, as far as its reader tells: a scene shows what and where, never who."""
    shelf = _shelves(case, {item}, None).get(item)
    return KIND_OF_READER.get(shelf.recipe.method, "") if shelf else ""


def text_of(case: Case, item: str) -> str:
    """All words of an item, as readers read them; empty where none did."""
    shelf = _shelves(case, {item}, None).get(item)
    return _whole(case, shelf) if shelf else ""


def account(case: Case, ref: str) -> Account:
    """The account with this id, the beginning of one, or the one that was entered of an item. Raises NotFound."""
    return _one(read(case).accounts, ref, [one.id for one in read(case).accounts if one.item and one.item == ref])


def claim(case: Case, ref: str) -> Claim:
    """The claim with this id or the beginning of one. Raises NotFound."""
    return _one(read(case).claims, ref)


def read(
    case: Case, *, until: int | None = None, casefile: CaseFile | None = None, findings: Iterable[str] | None = None
) -> Held:
    """All accounts and claims, or those at an earlier position, with the sources and words as they were then."""
    every = case.judgements() if until is None else case.catalogue.judgements(until=until)
    judgements = [one for one in every if one.verdict in USED]
    entered = {verdict: [one for one in judgements if one.verdict == verdict] for verdict in ("account", "claim")}
    items = {one.id: _item(one) for one in entered["account"]}
    shelves = _shelves(case, set(items.values()) - {""}, findings)
    texts = _texts(case, entered["account"], items, shelves)
    prints = {item: _prints(case, shelf) for item, shelf in shelves.items() if "prints" in shelf.tables}
    accounts = [
        account_of(
            f"a-{one.id[2:]}", one.facts, item=items[one.id], text=texts.get(one.id, ""),
            prints=prints.get(items[one.id], ()),
        )
        for one in entered["account"]
    ]  # fmt: skip
    claims = [claim_of(f"c-{one.id[2:]}", one.subjects[0], one.facts) for one in entered["claim"]]
    whole = {one.id for one in accounts}
    acts = typology((casefile or case.casefile).rules.get("acts"))
    labels = {f"c-{one.id[2:]}": _label(one, acts) for one in entered["claim"] if one.facts.get("label")}
    sources = (casefile or case.casefile).sources
    known = Known(
        {handle: tuple(dict.fromkeys((one.name, handle))) for handle, one in sources.items()},
        {handle: one.draws_on for handle, one in sources.items() if one.draws_on},
    )
    drawn = frozenset(pair for a, others in known.draws_on.items() for b in others for pair in ((a, b), (b, a)))
    return Held(
        sorted(accounts, key=_time), [one for one in claims if one.account in whole], labels, decided(judgements),
        known, drawn, acts,
        tuple(sorted(one.id for one in shelves.values())), judgements,
    )  # fmt: skip


def _put(case: Case, claims: Sequence[Claim], by: Signer, labels: Sequence[str], whys: Sequence[str]) -> list[str]:
    drafts = []
    for claim, label, why in zip(claims, labels, whys, strict=True):
        facts = {name: value for name, value in plain(claim).items() if name not in ("id", "account")}
        drafts.append(Decision("claim", (claim.account,), why, facts | ({"label": label} if label else {})))
    return [f"c-{one.id[2:]}" for one in case.judge(drafts, by)]


def _facts(account: Account) -> dict[str, Any]:
    return {name: value for name, value in plain(account).items() if name not in UNNAMED}


def _known_act(case: Case, claim: Claim) -> Claim:
    act(typology(case.casefile.rules.get("acts")), claim.act)
    return claim


def _label(entered: Judgement, acts: Mapping[str, Act]) -> str:
    """What names the act: the label, and the group of the type, so that one label never joins torture and shelling."""
    type_ = acts.get(entered.facts["act"])
    return f"{entered.facts['label']} / {type_.group if type_ else entered.facts['act']}"


def _time(one: Account) -> date:
    return (one.published.start if one.published else None) or date.max


def _item(entered: Judgement) -> str:
    items = [one for one in entered.subjects if one.startswith("i-")]
    return items[0] if items else str(entered.facts.get("item", ""))


def _shelves(case: Case, items: set[str], findings: Iterable[str] | None) -> dict[str, Finding]:
    """The finding that holds the records of each item: the current one, or the one that was used then."""
    if findings is None:
        found = [one for one in case.shelves.current() if items & set(one.recipe.inputs)]
    else:
        found = [case.finding(one) for one in findings if "records" in case.finding(one).tables]
    return {item: one for one in found for item in one.recipe.inputs if item in items}


def _texts(
    case: Case, entered: Sequence[Judgement], items: Mapping[str, str], shelves: Mapping[str, Finding]
) -> dict[str, str]:
    """The words of the accounts that hold none of their own: of their record, or of all passages of their item."""
    wanted: dict[str, list[Judgement]] = defaultdict(list)
    for one in entered:
        row_of_table = one.facts.get("locator") and any(subject.startswith("i-") for subject in one.subjects)
        if not one.facts.get("text") and items[one.id] in shelves and not row_of_table:
            wanted[items[one.id]].append(one)
    found = {}
    for item, those in wanted.items():
        words, whole = _words(case, shelves[item]), _whole(case, shelves[item])
        for one in those:
            record = next((subject for subject in one.subjects if subject.startswith("r-")), None)
            found[one.id] = words.get(record, "") if record else whole
    return found


def _whole(case: Case, finding: Finding) -> str:
    """The words of an item that is a text: of a photograph or a list there are none, only of its records."""
    if "said" not in finding.tables:
        return ""
    with case.open_table(finding, "said") as said:
        has_text = "text" in pl.read_parquet_schema(said)
    return "\n\n".join(_words(case, finding).values()) if has_text else ""


def _words(case: Case, finding: Finding) -> dict[str, str]:
    """The words of each record of a finding, in the order of the file: its text, or all that it says."""
    if "said" not in finding.tables:
        return {}
    with case.open_table(finding, "records") as records, case.open_table(finding, "said") as said:
        ids = pl.read_parquet(records, columns=["row", "id"])
        words = pl.read_parquet(said)
    columns = ["text"] if "text" in words.columns else [name for name in words.columns if name not in ("row", "page")]
    joined = words.select(
        "row", words=pl.concat_str(pl.col(columns).cast(pl.String), separator="\n", ignore_nulls=True)
    )
    pairs = ids.join(joined, on="row", how="inner").sort("row").select("id", "words")
    return {id_: words or "" for id_, words in pairs.iter_rows()}


def _prints(case: Case, finding: Finding) -> tuple[str, ...]:
    """The prints of the pictures and frames of an item, in all their turns, where they are good enough to compare."""
    with case.open_table(finding, "prints") as path:
        rows = pl.read_parquet(path).filter(pl.col("quality") >= QUALITY)
    return tuple(rows["hash"].to_list())


def _check_words(accounts: Mapping[str, Account], claim: Claim) -> None:
    if claim.account not in accounts:
        raise NotFound("case.no_subject", value=claim.account, count=1)
    text, span = accounts[claim.account].text, claim.span
    if text and span.said and text[span.start : span.end] != span.said:
        raise BadInput("claims.not_said", value=span.said, account=claim.account)


def _one(held: Sequence[Entered], ref: str, also: Sequence[str] = ()) -> Entered:
    found = [one for one in held if one.id in also or (one.id.startswith(ref) and entry(ref) != ref)]
    if not found:
        raise NotFound("claims.none_such", value=ref)
    if len(found) > 1:
        raise BadInput("case.several", value=ref, known=", ".join(one.id for one in found[:5]))
    return found[0]
