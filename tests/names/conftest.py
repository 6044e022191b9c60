"""A case with two lists of invented people, to be linked; the linker of the tests is ``toy``."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from tawthiq import tables
from tawthiq.case import Case
from tawthiq.nouns import Finding, Recipe
from tests.conftest import Lists

MAY = date(2012, 5, 1)
Read = Callable[..., Finding]


@pytest.fixture
def read(lists: Lists) -> Read:
    """Read people into a list as a reader would: ``read("lcc", {"1": "Huda Omar"})``, dated and placed unless said."""

    def one(
        source: str,
        people: dict[str, str],
        name: str = "spring",
        said_by: Callable[[str], str] = str,
        **fields: Any,
    ) -> Finding:
        file = f"{source}-{name}-{len(people)}-{min(people)}.csv"
        item = lists.receive(file, "name", *people.values(), source=source)
        plain = {"kind": "person", "date_from": MAY, "date_to": MAY, "date_kind": "death", "status": "killed",
                 "place": "Baba Amr", "place_within": "Homs"} | fields  # fmt: skip
        made = [
            {**plain, "id": f"r-{key:0>16}", "row": n, "locator": f"row {n + 2}", "name": person,
             "folded": person.casefold(), "content": said_by(key) + person}
            for n, (key, person) in enumerate(people.items())
        ]  # fmt: skip
        said = pa.table({"row": [*range(len(made))], "name": [*people.values()]})
        work = lists.case.scratch("test")
        tables.write(work / "records.parquet", tables.RECORDS, [tables.rows(tables.RECORDS, made)])
        tables.write(work / "said.parquet", said.schema, [said])
        files = {table: work / f"{table}.parquet" for table in ("records", "said")}
        recipe = Recipe("readers.test", "1", {}, None, (item.id,), "", 0, "")
        return lists.case.find(f"records/{source}/{name}", recipe, files, lists.by)

    return one


@pytest.fixture
def two_lists(read: Read, case: Case) -> Case:
    """Huda and Omar on both lists; two of one name on the second; the list of ``lcc`` knows one unidentified."""
    read("lcc", {"1": "Huda Omar", "2": "Omar Salim", "3": "Rana Adel", "4": "Unidentified"})
    read("vdc", {"5": "Huda Omar", "6": "Omar Salem", "7": "Samir Q.", "8": "Samir Q."})
    return case
