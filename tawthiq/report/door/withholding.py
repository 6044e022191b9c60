"""Withholding: what an edition may not tell the public, and the edition without what need not be told.

Every test fails closed: what nobody dated, permitted or consented to stays in. The rules are data of the case,
``[rules.publish]`` in ``case.toml``.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import polars as pl

from tawthiq.errors import BadInput
from tawthiq.messages import Sentence
from tawthiq.report.door.consent import consents
from tawthiq.report.door.scan import Secret
from tawthiq.report.edition import Note
from tawthiq.report.sentences.wording import pattern_of
from tawthiq.report.shape import Holdings
from tawthiq.text import fold

Audience = Literal["working", "court", "public"]
SETTLEMENT_M = 2_000.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a case says of publishing.

    ``embargo_days``: strikes younger than this stay in. ``smallest_cell``: counts below this are suppressed.
    ``actors``: names that may be told, because they are no person's. ``closed``: hospitals and shelters that are no
    longer in use.
    """

    embargo_days: int = 30
    smallest_cell: int = 5
    actors: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Rules":
        """The rules as ``case.toml`` tells them. Raises BadInput for a key or a value that means nothing."""
        known = {one.name for one in fields(cls)}
        for name, value in told.items():
            if name not in known:
                raise BadInput("withholding.unknown_rule", value=name, known=", ".join(sorted(known)))
            listed = isinstance(value, list) and all(isinstance(one, str) for one in value)
            counted = isinstance(value, int) and not isinstance(value, bool) and value >= 0
            if not (listed if name in ("actors", "closed") else counted):
                raise BadInput("withholding.bad_rule", name=name, value=value)
        read: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
        }
        return cls(**read)


def objections(note: Note, held: Holdings, rules: Rules, audience: Audience, today: date) -> list[Sentence]:
    """Why what a note stands behind may not be told to an audience: embargoes (for the public), consents."""
    found = [*_embargoed(note, held, rules, today)] if audience == "public" and rules.embargo_days else []
    return found + [
        Sentence("withholding.consent", {"note": note.number, "id": item, "audience": audience})
        for item in quoted(note, held)
        if item in held.protected or (item in held.consents and not consents(held.consents[item], audience, today))
    ]


def _embargoed(note: Note, held: Holdings, rules: Rules, today: date) -> Iterator[Sentence]:
    for id_ in note.ids:
        when = happened(id_, held)
        if when == date.max:
            yield Sentence("withholding.undated", {"note": note.number, "id": id_})
        elif when is not None and when + timedelta(days=rules.embargo_days) > today:
            until = when + timedelta(days=rules.embargo_days)
            yield Sentence("withholding.embargo", {"note": note.number, "id": id_, "until": until})


def quoted(note: Note, held: Holdings) -> Iterator[str]:
    """The items whose own words a note passes on."""
    if "“" not in note.reference and not note.reference.rstrip().endswith("said"):
        return
    for id_ in note.ids:
        if id_ in held.items:
            yield id_
        elif id_ in held.claims:
            yield str(held.accounts.get(held.claims[id_].row["account"], {}).get("item") or "")


def happened(id_: str, held: Holdings) -> date | None:
    """The last day on which what an id names may have happened; ``date.max`` where nobody dated it.

    ``None`` where it is no strike: a list, a method, a person of the register.
    """
    if id_ in held.claims:
        row = held.claims[id_].row
        told = held.accounts.get(row["account"], {})
        return row["date_to"] or row["date_from"] or told.get("published_to") or told.get("published_from") or date.max
    for scene in held.scenes:
        if id_ in (scene.item.id, scene.finding.id):
            return _day(scene.told.get("date", ""))
    return None


def _day(edtf: str) -> date:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)$|(\d{4})-(\d\d)$|(\d{4})$", edtf)
    if not found:
        return date.max
    if found[1]:
        return date(int(found[1]), int(found[2]), int(found[3]))
    year, month = (int(found[4]), int(found[5])) if found[4] else (int(found[6]), 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def hidden(held: Holdings, rules: Rules) -> list[Secret]:
    """What the public must not read beside what people protected: suspects, positions of shelters, witnesses' names."""
    return [*_suspects(held, rules), *_shelters(held, rules), *_witnesses(held)]


def _suspects(held: Holdings, rules: Rules) -> Iterator[Secret]:
    allowed = {fold(one) for one in rules.actors}
    for claim in held.claims.values():
        named = f"{claim.row['alleged'] or ''};{claim.row['observed'] or ''}"
        for name in filter(None, map(str.strip, named.split(";"))):
            if fold(name) not in allowed and not is_force(name):
                yield Secret(f"{claim.id} (actor)", "person", name)


def is_force(name: str) -> bool:
    """Whether a name is made of nothing but words for forces, states and crowds, and so is nobody's."""
    words = fold(name).split()
    known = [pattern_of("actor"), _pattern("force")]
    return bool(words) and all(any(one.fullmatch(word) for one in known) for word in words)


def is_sheltered(name: str, rules: Rules) -> bool:
    """Whether a place is a hospital or a shelter that is not known to be closed."""
    said = fold(name)
    return bool(_found("sheltered", said)) and said not in {fold(one) for one in rules.closed}


def _shelters(held: Holdings, rules: Rules) -> Iterator[Secret]:
    for claim in held.claims.values():
        row = claim.row
        if row["lat"] is not None and is_sheltered(row["place"] or "", rules) and _is_found(row["radius_m"]):
            yield Secret(f"{claim.id} (shelter)", "place", f"{row['lat']:.6f} {row['lon']:.6f}")
    if held.register:
        placed = held.register.people.filter(pl.col("lat").is_not_null() & pl.col("place").is_not_null())
        some = placed.select("id", "place", "lat", "lon", "radius_m").sort("radius_m", nulls_last=False)
        some = some.unique(["lat", "lon"], keep="first", maintain_order=True)
        for id_, place, lat, lon, radius_m in some.iter_rows():
            if is_sheltered(place, rules) and _is_found(radius_m):
                yield Secret(f"{id_} (shelter)", "place", f"{lat:.6f} {lon:.6f}")


def _is_found(radius_m: float | None) -> bool:
    """Whether a position leads to a place: one as wide as a settlement tells no more than its town."""
    return radius_m is None or radius_m < SETTLEMENT_M


def _witnesses(held: Holdings) -> Iterator[Secret]:
    """The names of sources that are people."""
    for handle, source in held.sources.items():
        if source.kind == "person" and len(fold(source.name)) > 2:
            yield Secret(f"{handle} (source)", "person", re.sub(r"\(.*?\)", " ", source.name))


def _found(kind: str, folded: str) -> bool:
    return bool(_pattern(kind).search(folded))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    told = tomllib.loads(files(__package__).joinpath("withholding.toml").read_text("utf-8"))[kind]
    words = "|".join(
        r"\S*".join(re.escape(fold(part)) for part in one.split("*")) for one in (*told["en"], *told["ar"])
    )
    return re.compile(rf"(?<!\S)(?:ال|و|وال|ب|بال|ل|لل)?(?:{words})(?!\S)")
