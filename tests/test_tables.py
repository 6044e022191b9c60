"""Tables have one schema each, and the same rows make the same bytes."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tawthiq.tables import RECORDS, REJECTED, SCHEMAS, rows, write


def test_a_missing_key_is_null_and_a_strange_one_is_refused() -> None:
    table = rows(RECORDS, [{"id": "r-1", "age_from": 3}])
    assert table.schema == RECORDS
    assert (table["id"][0].as_py(), table["name"][0].as_py(), table["age_from"][0].as_py()) == ("r-1", None, 3.0)
    with pytest.raises(KeyError, match="nme"):
        rows(RECORDS, [{"nme": "x"}])


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    table = rows(REJECTED, [{"row": n, "reason": "x"} for n in range(50)])
    assert write(tmp_path / "a", REJECTED, [table]) == 50
    assert write(tmp_path / "b", REJECTED, table.to_batches(max_chunksize=50)) == 50
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert pq.read_table(tmp_path / "a").equals(table)


def test_schemas_are_named() -> None:
    assert SCHEMAS["records"] is RECORDS
    assert all(isinstance(one, pa.Schema) for one in SCHEMAS.values())
