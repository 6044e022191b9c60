"""How the tests of table files look at a sheet: its rows and faults as plain values."""

from typing import Any

from tawthiq.readers.lists.batch import Sheet


def rows(sheet: Sheet) -> dict[int, list[Any]]:
    """Number of the row → its cells."""
    return {
        number: list(cells.values())
        for batch in sheet.batches()
        for number, cells in zip(batch.numbers.to_pylist(), batch.said.to_pylist(), strict=True)
    }


def faults(sheet: Sheet) -> list[tuple[int, str, str]]:
    """Number, reason and text of each row that could not be read."""
    return [(one.number, one.reason, one.value) for batch in sheet.batches() for one in batch.faults]
