"""A newer version of a list against the older one: which records are new, changed, gone, the same."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from tawthiq.errors import Refused


@dataclass(frozen=True, slots=True)
class Changes:
    """How many records of the newer version are new, changed in what they say, or the same, and how many are gone."""

    new: int
    changed: int
    gone: int
    same: int


def compare(older: Path, newer: Path) -> Changes:
    """Compare two tables of records (``tables.RECORDS``) by the ids and the content of their records."""
    with duckdb.connect() as db:
        counts = db.execute(
            """select count(*) filter (o.id is null),
                      count(*) filter (o.id = n.id and o.content is distinct from n.content),
                      count(*) filter (n.id is null),
                      count(*) filter (o.id = n.id and o.content is not distinct from n.content)
               from (select id, content from read_parquet(?)) o
               full outer join (select id, content from read_parquet(?)) n using (id)""",
            [str(older), str(newer)],
        ).fetchall()[0]
    return Changes(*counts)


def check(changes: Changes, name: str) -> None:
    """Raise Refused when the newer version shares fewer than half of the older one's records."""
    shared = changes.changed + changes.same
    if 2 * shared < shared + changes.gone:
        raise Refused("update.other_list", value=name, old=shared + changes.gone, shared=shared)
