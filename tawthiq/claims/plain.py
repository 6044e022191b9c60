"""Accounts and claims as plain values, so that an act can hold them, and back."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from tawthiq.nouns import Account, Actor, Attribution, Claim, Date, Part, Place, Quantity, Span

Plain = Mapping[str, Any]


def plain(noun: Any) -> dict[str, Any]:
    """The fields of a noun without those that are empty; days as ISO 8601."""
    found = {one.name: _plain(getattr(noun, one.name)) for one in dataclasses.fields(noun)}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def account_of(id_: str, told: Plain, *, item: str = "", text: str = "", prints: tuple[str, ...] = ()) -> Account:
    """An account as it was entered; ``text`` and ``prints`` are taken where it holds none of its own."""
    return Account(
        id_, told["source"], told.get("text", "") or text, told.get("lang", ""), date_of(told.get("published")),
        told.get("title", ""), told.get("item", "") or item, told.get("locator", ""), told.get("kind", ""),
        told.get("address", ""), tuple(told.get("links", ())), tuple(told.get("prints", ())) or prints,
    )  # fmt: skip


def claim_of(id_: str, account: str, told: Plain) -> Claim:
    """A claim as it was entered."""
    spans: dict[Part, Span] = {part: span_of(one) for part, one in told.get("spans", {}).items()}
    return Claim(
        id_, account, told["act"], span_of(told.get("span")), told.get("stance", "affirms"),
        place_of(told.get("where")), date_of(told.get("when")),
        tuple(Actor(span_of(one.get("span")), one["name"], one.get("alleged", True)) for one in told.get("actors", ())),
        tuple(told.get("persons", ())),
        tuple(quantity_of(one) for one in told.get("numbers", ())),
        tuple(Attribution(span_of(one.get("span")), one["to"]) for one in told.get("attributed", ())),
        told.get("basis", ""), spans,
    )  # fmt: skip


def span_of(told: Plain | None) -> Span:
    """A span; of nothing, where the account has no words."""
    return Span(told.get("start", 0), told.get("end", 0), told.get("said", "")) if told else Span(0, 0, "")


def date_of(told: Plain | None) -> Date | None:
    """A date."""
    if not told:
        return None
    days = (told.get("start"), told.get("end"))
    start, end = (date.fromisoformat(one) if one else None for one in days)
    return Date(told.get("said", ""), told.get("edtf", ""), start, end, told.get("kind", ""))


def place_of(told: Plain | None) -> Place | None:
    """A place."""
    if not told:
        return None
    return Place(
        told.get("said", ""), told.get("name", ""), told.get("lat"), told.get("lon"), told.get("radius_m"),
        tuple(told.get("within", ())), told.get("role", ""),
    )  # fmt: skip


def quantity_of(told: Plain) -> Quantity:
    """A number with its sense."""
    return Quantity(
        span_of(told.get("span")), told.get("low"), told.get("high"), told.get("sense", "as said"),
        told.get("of", ""), told.get("standing", ""),
    )  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {"alleged": value.alleged, **plain(value)} if isinstance(value, Actor) else plain(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value
