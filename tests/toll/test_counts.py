import contextlib
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.errors import BadInput
from tawthiq.toll import Overlap
from tawthiq.toll.counts import read


def csv(folder: Path, text: str) -> Path:
    file = folder / "counts.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_csv_of_marks_and_counts(tmp_path: Path) -> None:
    lists, patterns, counts = read(csv(tmp_path, "مستشفى,B,count\n1,0,7\n1,1,2\n"))
    assert lists == ("مستشفى", "B")
    assert patterns.tolist() == [[1, 0], [1, 1]]
    assert counts.tolist() == [7, 2]


def test_the_unseen_may_have_a_row_that_is_empty_or_zero(tmp_path: Path) -> None:
    for unknown in ("", "0"):
        counts = read(csv(tmp_path, f"A,B,count\n0,0,{unknown}\n1,1,2\n"))[2]
        assert counts.tolist() == [2]


@pytest.mark.parametrize(
    ("text", "key", "row"),
    [
        ("A,B\n1,0\n", "toll.no_count_column", None),
        ("count\n1\n", "toll.no_count_column", None),
        ("A,B,count\n1,0,7\n2,0,7\n", "toll.not_a_mark", 3),
        ("A,B,count\n1,,7\n", "toll.not_a_mark", 2),
        ("A,B,count\n1,0,7\n1,1,seven\n", "toll.not_a_count", 3),
        ("A,B,count\n1,0,-1\n", "toll.not_a_count", 2),
        ("A,B,count\n1,0,1.5\n", "toll.not_a_count", 2),
        ("A,B,count\n1,0,\n", "toll.not_a_count", 2),
        ("A,B,count\n1,0,7\n0,0,4\n", "toll.counted_unseen", 3),
        ("A,B,count\n1,0,7\n0,1,7\n1,0,3\n", "toll.repeated_pattern", 4),
    ],
)
def test_a_table_that_is_not_one_is_named_by_file_row_and_column(
    tmp_path: Path, text: str, key: str, row: int | None
) -> None:
    with pytest.raises(BadInput) as caught:
        read(csv(tmp_path, text))
    assert caught.value.key == key
    assert caught.value.facts["file"] == "counts.csv"
    assert caught.value.facts.get("row") == row
    assert caught.value.say("ar") != caught.value.say("en")


def test_a_file_that_is_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"absent\.csv"):
        read(tmp_path / "absent.csv")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=16, max_size=16))
def test_what_is_written_is_read_back(cells: list[int]) -> None:
    frame = pl.DataFrame(
        {
            **{name: [code >> k & 1 for code in range(1, 16)] for k, name in enumerate("ABCD")},
            "count": cells[1:],
        }
    )
    assert Overlap.from_table(frame).cells.tolist() == [0, *cells[1:]]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_table_or_bad_input(text: str) -> None:
    frame = pl.DataFrame({"A": [1], "count": [text]}, strict=False)
    with contextlib.suppress(BadInput):
        lists, patterns, _ = read(frame)
        assert (lists, patterns.tolist()) == (("A",), [[1]])
