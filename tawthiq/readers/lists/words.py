"""What a batch of a list says of each field, in the list's own words: columns taken as the map says."""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from tawthiq.fields import FIELDS, HIERARCHY, is_unknown
from tawthiq.readers.arrow import Column, pc
from tawthiq.readers.lists.columnmap import ColumnMap, Take
from tawthiq.readers.lists.distinct import by_distinct, together

BETWEEN = {"within": " / ", "coordinates": "; "}
CONSTANT = Take(())


def words(batch: pa.RecordBatch, columns: ColumnMap, name: str) -> Iterator[tuple[Take, Column]]:
    """What each row says of a field, take by take: null where it says nothing, or where an earlier take did.

    A constant of the map is the last take; it has no columns.
    """
    takes = [(take, joined(batch, take, name)) for take in columns.takes(name)]
    if name in columns.constants:
        takes.append((CONSTANT, pa.repeat(columns.constants[name], batch.num_rows)))
    silent = None
    for take, said in takes:
        yield take, said if silent is None else pc.if_else(silent, said, None)
        silent = pc.is_null(said) if silent is None else pc.and_(silent, pc.is_null(said))


def within(batch: pa.RecordBatch, columns: ColumnMap) -> Column | None:
    """The hierarchy above the place of each row, widest first, joined by ' / '; None where the map names no part."""
    parts = [pc.coalesce(*said) for name in HIERARCHY if (said := [one for _, one in words(batch, columns, name)])]
    return _or_null(together(parts, " / ")) if parts else None


def joined(batch: pa.RecordBatch, take: Take, name: str) -> Column:
    """The words of a take's columns as one column, null where they say nothing."""
    how = FIELDS[name].how
    parts = [_or_null(pc.ascii_trim_whitespace(batch.column(column)), take.unknown) for column in take.columns]
    if len(parts) == 1:
        return parts[0]
    if how == "date":
        return _date(parts)
    return _or_null(together(parts, BETWEEN.get(how, " ")))


def _date(parts: Sequence[Column]) -> Column:
    """A date whose year, month and day stand in columns of their own; an unknown part is written ``??``."""
    known = [by_distinct(part, lambda said: None if is_unknown(said) else said) for part in parts]
    joined = pc.binary_join_element_wise(*(part.fill_null("??") for part in known), "-")
    return pc.if_else(pc.is_valid(pc.coalesce(*known)), joined, None)


def _or_null(said: Column, unknown: Sequence[str] = ()) -> Column:
    silent = pc.is_in(said, pa.array(["", *unknown])) if unknown else pc.equal(said, "")
    return pc.if_else(silent, None, said)
