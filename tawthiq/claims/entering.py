"""Entering by hand: an account and a claim from the fields that a person typed or wrote into a table."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from tawthiq import dates
from tawthiq.claims.texts.quantities import quantities
from tawthiq.coordinates import coordinates
from tawthiq.errors import BadInput, TawthiqError
from tawthiq.nouns import Account, Actor, Attribution, Basis, Claim, Kind, Place, Quantity, Span, Stance

OF_ACCOUNT = ("account", "source", "published", "lang", "title", "kind", "address", "text")
OF_CLAIM = ("act", "said", "stance", "place", "at", "radius", "within", "when", "actors", "observed", "persons",
            "numbers", "attributed", "basis", "label", "why")  # fmt: skip
CHOICES: Mapping[str, tuple[str, ...]] = {
    "stance": get_args(Stance),
    "basis": get_args(Basis),
    "kind": get_args(Kind),
}
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table: its number in the file, the account that it is of (a key of the table), and its fields."""

    row: int
    account: str
    fields: Fields


def account_from(fields: Fields, locator: str = "") -> Account:
    """An account from fields of ``OF_ACCOUNT``. Raises BadInput for what cannot be read."""
    published = dates.parse(fields["published"]) if fields.get("published") else None
    kind = kind_from(fields.get("kind", ""))
    return Account(
        "", fields.get("source", ""), fields.get("text", ""), fields.get("lang", ""), published,
        fields.get("title", ""), locator=locator, kind=kind, address=fields.get("address", ""),
    )  # fmt: skip


def kind_from(value: str) -> Kind:
    """What an account is itself, as it was written; empty where nobody said. Raises BadInput for what is none."""
    return cast(Kind, _choice("kind", value))


def claim_from(account: Account, fields: Fields) -> Claim:
    """A claim of an account from fields of ``OF_CLAIM``; several actors, persons or numbers are parted by ``;``.

    The words said are looked for in the account, and so are those of every part, in the words said first. Raises
    BadInput where they do not stand there, or for what cannot be read.
    """
    whole = _span(account, fields.get("said", ""), None)
    stance: Any = _choice("stance", fields.get("stance", "")) or "affirms"
    basis: Any = _choice("basis", fields.get("basis", ""))
    actors = [(one, True) for one in _many(fields, "actors")] + [(one, False) for one in _many(fields, "observed")]
    return Claim(
        "", account.id, fields["act"], whole, stance, place_from(fields),
        dates.parse(fields["when"]) if fields.get("when") else None,
        tuple(Actor(_near(account, one, whole), one, alleged) for one, alleged in actors),
        tuple(_many(fields, "persons")),
        tuple(_number(account, one, whole) for one in _many(fields, "numbers")),
        tuple(Attribution(_near(account, one, whole), one) for one in _many(fields, "attributed")), basis,
    )  # fmt: skip


def read_table(path: Path) -> tuple[list[Entry], list[tuple[int, TawthiqError]]]:
    """The rows of a CSV of claims, and beside them those that are none. Raises BadInput for missing columns.

    ``account``, ``source`` and ``act`` must be there; the columns of an account are read in its first row.
    """
    good: list[Entry] = []
    bad: list[tuple[int, TawthiqError]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        columns = set(rows.fieldnames or ())
        missing = {"account", "source", "act"} - columns
        unknown = columns - {*OF_ACCOUNT, *OF_CLAIM}
        if missing or unknown:
            raise BadInput("entering.columns", file=str(path), missing=_listed(missing), unknown=_listed(unknown))
        for n, row in enumerate(rows, start=2):
            fields = {name: (value or "").strip() for name, value in row.items() if name}
            if fields["account"] and fields["act"]:
                good.append(Entry(n, fields["account"], fields))
            else:
                bad.append((n, BadInput("entering.empty", file=str(path))))
    return good, bad


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "—"


def _choice(name: str, value: str) -> str:
    if value not in ("", *CHOICES[name]):
        raise BadInput("entering.choice", name=name, value=value, known=", ".join(one for one in CHOICES[name] if one))
    return value


def _many(fields: Fields, name: str) -> list[str]:
    return [one.strip() for one in fields.get(name, "").split(";") if one.strip()]


def _span(account: Account, said: str, within: Span | None) -> Span:
    start = account.text.find(said, within.start if within else 0) if said else -1
    if start < 0:
        if said and account.text:
            raise BadInput("claims.not_said", value=said, account=account.id or "—")
        return Span(0, 0, said)
    return Span(start, start + len(said), said)


def _near(account: Account, said: str, whole: Span) -> Span:
    """Where words of a part stand: among those of the claim, or, where they do not, nowhere; they may be our own."""
    start = account.text.find(said, whole.start, whole.end) if whole.said else -1
    return Span(start, start + len(said), said) if start >= 0 else Span(0, 0, said)


def place_from(fields: Fields) -> Place | None:
    """A place from ``place``, ``at``, ``radius`` and ``within``; ``None`` where none is named. Raises BadInput."""
    name, at, within = fields.get("place", ""), fields.get("at", ""), tuple(_many(fields, "within"))
    if not (name or at):
        return None
    if not at:
        return Place(name, name, within=within)
    found = coordinates(at)
    try:
        radius = float(fields["radius"]) if fields.get("radius") else found.radius_m
    except ValueError as error:
        raise BadInput("entering.radius", value=fields["radius"]) from error
    return Place(name or at, name, found.lat, found.lon, radius, within)


def _number(account: Account, said: str, whole: Span) -> Quantity:
    found = quantities(said)
    if len(found) != 1:
        raise BadInput("entering.number", value=said)
    one = found[0]
    return Quantity(_near(account, said, whole), one.low, one.high, one.sense, one.of, one.standing)
