"""A truth as CSV against a register of five records on two lists. All names are invented."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from tawthiq import tables
from tawthiq.errors import BadInput
from tawthiq.names.hand.measuring import measured, read_truth
from tawthiq.names.shape import Lists


@pytest.fixture
def lists() -> Lists:
    """1 and 2 on the list a, 3, 4 and 5 on the list b; 3 is written in Arabic."""
    names = ["Huda", "Omar", "هدى", "Omar", "Rana"]
    years = [2012, 2013, 2012, 2013, None]
    records = tables.rows(tables.RECORDS, [
        {"id": f"r-{n + 1}", "list_id": str(10 + n), "name": name, "date_from": year and date(year, 5, 1)}
        for n, (name, year) in enumerate(zip(names, years, strict=True))
    ])  # fmt: skip
    return Lists(records.append_column("source", pa.array(["a", "a", "b", "b", "b"])))


MEMBERS = pa.table({"record": [f"r-{n}" for n in range(1, 6)], "person": ["p1", "p2", "p1", "p3", "p3"]})


def truth(folder: Path, *lines: str) -> Path:
    path = folder / "truth.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_a_register_against_the_truth(lists: Lists, tmp_path: Path) -> None:
    """True are 13 and 24; found are 13 and 45: precision and recall one half; between the scripts all is right."""
    told = read_truth(truth(tmp_path, "record,person", "r-1,x", "r-3,x", "r-2,y", "r-4,y", "r-5,z", "r-9,z"))
    made = measured(lists, MEMBERS, told, seed=1)
    assert (made.known, made.unknown) == (5, 1)
    pairs = made.whole["pairs"]
    assert (pairs.precision.value, pairs.recall.value) == (0.5, 0.5)
    assert made.scripts["Arab – Latn"].f1.value == 1.0
    assert made.lists["a – b"].recall.value == 0.5
    assert made.lists["b"].precision.value == 0.0
    assert made.years["2012"].f1.value == 1.0
    assert made.years["2013"].recall.value == 0.0


def test_a_truth_by_the_lists_own_ids(lists: Lists, tmp_path: Path) -> None:
    told = read_truth(truth(tmp_path, "list,list_id,person", "a,10,x", "b,12,x"))
    made = measured(lists, MEMBERS, told, seed=1)
    assert (made.known, made.whole["pairs"].recall.value) == (2, 1.0)


def test_own_ids_that_no_two_lists_share_need_no_list(lists: Lists, tmp_path: Path) -> None:
    told = read_truth(truth(tmp_path, "list_id,person", "10,x", "12,x"))
    assert measured(lists, MEMBERS, told, seed=1).whole["pairs"].recall.value == 1.0
    twice = Lists(lists.records.set_column(lists.records.column_names.index("list_id"), "list_id", [["10"] * 5]))
    with pytest.raises(BadInput, match="10"):
        measured(twice, MEMBERS, told, seed=1)


def test_a_truth_in_pairs(lists: Lists, tmp_path: Path) -> None:
    """1 is 3 and 3 is 4, so all three are one person: of the pairs 13, 14 and 34 the register has 13."""
    told = read_truth(truth(tmp_path, "record,same_as", "r-1,r-3", "r-3,r-4"))
    assert measured(lists, MEMBERS, told, seed=1).whole["pairs"].recall.value == pytest.approx(1 / 3)


def test_what_is_no_truth(lists: Lists, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="record and person"):
        read_truth(truth(tmp_path, "id,who", "r-1,x"))
    with pytest.raises(BadInput, match="r-1"):
        read_truth(truth(tmp_path, "record,person", "r-1,x", "r-1,y"))
    with pytest.raises(BadInput):
        measured(lists, MEMBERS, read_truth(truth(tmp_path, "record,person", "r-77,x")), seed=1)
