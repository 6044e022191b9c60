"""FollowTheMoney: what is told as its entities, one JSON a line, for who investigates with that model."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tawthiq.report.door.tabled import DEAD

Row = Mapping[str, Any]
Entity = dict[str, Any]

GENDERS = {"f": "female", "m": "male", "female": "female", "male": "male"}


def entities(tables: Mapping[str, Sequence[Row]], items: Sequence[Row] = ()) -> Iterator[Entity]:
    """People of the register, claims as events, sources, items as documents.

    ``tables`` are the rows that leave, ``items`` those of the load file. Ids are ours under ``tawthiq-``.
    """
    for row in items:
        yield _entity(f"source-{row['source']}", "LegalEntity", name=row["source_name"] or row["source"])
        yield _entity(
            row["id"], "Document", title=row["title"], fileName=row["title"], fileSize=row["size"],
            mimeType=_media(row["media_type"]), notes=f"SHA-256 {row['sha256']}",
            publisher=row["source_name"] or row["source"],
        )  # fmt: skip
    for row in tables.get("people", ()):
        if row["name"]:
            yield _person(row)
    for row in tables.get("claims", ()):
        yield _event(row)


def write(found: Iterator[Entity], path: Path) -> Path:
    """Write entities, each id once, one JSON a line."""
    seen: set[str] = set()
    with path.open("w", encoding="utf-8") as out:
        for one in found:
            if one["id"] not in seen:
                seen.add(one["id"])
                out.write(json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n")
    return path


def _media(told: str) -> str | None:
    """The kind of a file; the model has no word for an unknown one."""
    return None if told == "application/octet-stream" else told


def _person(row: Row) -> Entity:
    died = {"deathDate": row.get("month") or _day(row)} if row.get("status") in DEAD else {}
    place = row.get("place_within")
    return _entity(row["id"], "Person", name=row["name"], gender=GENDERS.get(str(row.get("sex") or "").lower()),
                   status=row.get("status"), address=place, **died)  # fmt: skip


def _event(row: Row) -> Entity:
    where = row["place"] or row["place_within"]
    told = f"{row['stance']}; {row['grade']}; {row['low']}–{row['high']} independent origins"
    return _entity(row["id"], "Event", name=str(row["act"]), date=_day(row), location=where, summary=told)


def _day(row: Row) -> str | None:
    """The day where it is one, else its month or year."""
    first, last = row.get("date_from"), row.get("date_to")
    if not first or not last:
        return None
    if first == last:
        return str(first.isoformat())
    return str(first.strftime("%Y-%m" if (first.year, first.month) == (last.year, last.month) else "%Y"))


def _entity(id_: str, schema: str, **told: Any) -> Entity:
    properties = {name: [str(value)] for name, value in told.items() if value not in (None, "")}
    return {"id": f"tawthiq-{id_}", "schema": schema, "properties": properties}
