"""The reader of lists: settled maps, every kind of bad file, the same bytes again, and real lists."""

import json
import os
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tawthiq import messages
from tawthiq.errors import BadInput
from tawthiq.methods import from_recipe, recipe_of
from tawthiq.readers.lists import batch, delimited
from tawthiq.readers.shape import About
from tawthiq.readers.sink import ParquetSink
from tawthiq.readers.table import Table
from tests.readers.reading import Read, read

MAP = {"fields": {"name": "name", "date": {"columns": "died", "kind": "death"}}}


def made(folder: Path, data: str | bytes, told: dict[str, Any] | None = None, name: str = "list.csv") -> Read:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return read(Table(told or {}), folder / name)


def settled(done: Read) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(done.column("map", "reading")[0])
    return told


def notes(done: Read) -> list[str]:
    """The keys of the notes; each must be a sentence in both languages."""
    told = json.loads(done.column("notes", "reading")[0])
    assert all(messages.say(key, lang, **facts) for key, facts in told for lang in messages.LANGUAGES)
    return [key for key, _ in told]


def test_headers_and_digits_in_arabic_need_no_map(tmp_path: Path) -> None:
    done = made(tmp_path, "الرقم,الاسم,الجنس,العمر,تاريخ الوفاة\n١,هدى السالم,أنثى,٣,٢٠١٢-٠٢-٠٣\n")
    assert settled(done)["fields"] == {
        "name": "الاسم", "sex": "الجنس", "age": "العمر", "date": {"columns": "تاريخ الوفاة", "kind": "death"},
    }  # fmt: skip
    (record,) = done.rows()
    assert (record["name"], record["sex"], record["age_from"], record["date"]) == (
        "هدى السالم",
        "female",
        3.0,
        "2012-02-03",
    )


@pytest.mark.parametrize(
    ("days", "order", "note", "unread"),
    [
        (["13/02/2012", "01/02/2012"], "dmy", ["table.dmy"], 0),
        (["02/13/2012", "01/02/2012"], "mdy", ["table.mdy"], 0),
        (["02/02/2012", "01/02/2012"], None, ["table.no_order"], 1),
        (["13/02/2012", "02/13/2012", "01/02/2012"], None, ["table.mixed_order"], 1),
        (["13/02/2012", "2012-02-01"], "dmy", [], 0),
        (["2012-02-01"], None, [], 0),
    ],
)
def test_the_whole_column_decides_the_order_of_day_and_month(
    tmp_path: Path, days: list[str], order: str | None, note: list[str], unread: int
) -> None:
    done = made(tmp_path, "name,died\n" + "".join(f"Huda {day},{day}\n" for day in days), MAP)
    assert settled(done)["fields"]["date"].get("order") == order
    assert notes(done) == note
    assert done.doubts == ["dates.ambiguous"] * unread


def test_the_last_row_of_a_long_list_decides_too(tmp_path: Path) -> None:
    rows = "".join(f"n{n},01/02/2012\n" for n in range(batch.ROWS + 10))
    done = made(tmp_path, f"name,died\n{rows}last,02/13/2012\n", MAP)
    assert set(done.column("date", "records")) == {"2012-01-02", "2012-02-13"}


def test_an_order_that_the_map_says_is_not_asked_for(tmp_path: Path) -> None:
    told = {"fields": {"name": "name", "date": {"columns": "died", "order": "mdy"}}}
    done = made(tmp_path, "name,died\nHuda,01/02/2012\nNur,13/02/2012\n", told)
    assert (done.column("date", "records"), done.doubts) == (["2012-01-02", None], ["dates.impossible"])


def test_constants_and_places_of_ones_own(tmp_path: Path) -> None:
    told = {
        "fields": {"name": "name", "place": "where"},
        "constants": {"status": "killed", "place_within": "Syria / Homs"},
        "countries": ["SY"],
    }
    places = "name,lat,lon,radius_m,within,aliases\nتل القمر,34.7,36.7,500,Syria / Homs,\n"
    (tmp_path / "list.csv").write_text("name,where\nHuda,تل القمر\n", "utf-8")
    done = read(Table(told, places), tmp_path / "list.csv")
    (record,) = done.rows()
    assert (record["status"], record["lat"], record["radius_m"], record["place_within"]) == (
        "killed", 34.7, 500.0, "Syria / Homs",
    )  # fmt: skip


FILES = {
    "list.csv": "id,name,age\n7,هدى,3\n8,Nur,many\n".encode("cp1256"),
    "list.jsonl": '{"id": 7, "name": "هدى", "age": 3}\n{"id"\n'.encode(),
    "list.geojson": b'{"type": "Feature", "id": 7, "properties": {"name": "a"}, '
    b'"geometry": {"type": "Point", "coordinates": [36, 34]}}',
}


@pytest.mark.parametrize("name", FILES)
def test_the_recipe_makes_the_same_bytes_again(tmp_path: Path, name: str) -> None:
    first = made(tmp_path, FILES[name], name=name)
    (tmp_path / "again").mkdir()
    for told in ({}, settled(first)):
        craft, _, parameters = recipe_of(Table(told))
        again = from_recipe("readers", craft, json.loads(json.dumps(parameters)))
        assert again == Table(told)
        second = made(tmp_path / "again", FILES[name], dict(again.map), name)  # type: ignore[attr-defined]
        for table in ("records.parquet", "said.parquet", "rejected.parquet"):
            assert first.bytes()[table] == second.bytes()[table]


def test_both_ways_through_a_csv_write_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "id,name,age\n" + "".join(f'{n},"name ""{n}"" هدى",{n % 90}\n' for n in range(20_000)) + "x\n1,dup,many\n"
    fast = made(tmp_path, data)
    monkeypatch.setattr(delimited.survey, "well_formed", lambda *_: False)
    assert made(tmp_path, data).bytes() == fast.bytes()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "sheets.empty"),
        (b"id,name\n", "table.no_rows"),
        (b"id,name\n1\n2\n", "table.no_rows"),
        (b"x,y\n1,2\n", "columnmap.nothing"),
        (b"\n\n\n", "delimited.no_header"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_refused(tmp_path: Path, data: bytes, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        made(tmp_path, data)
    assert (refused.value.key, refused.value.facts["file"]) == (key, "list.csv")
    assert "list.csv" in refused.value.say("en")
    assert "list.csv" in refused.value.say("ar")


def test_a_map_that_names_no_column_of_the_file_is_refused_with_its_columns(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="The columns are: id, name"):
        made(tmp_path, "id,name\n1,Huda\n", {"fields": {"name": "Name"}})


@pytest.mark.parametrize(
    ("data", "rows", "doubts"),
    [
        ("name\nHuda\n", 1, []),
        ("name,name,name\nHuda,Nur,Ali\n", 1, []),
        ("name,age\nHuda,3\n1,2,3\n", 1, ["careful.ragged"]),
        ('name,age\nHuda,3\nNur,"5', 1, ["careful.unclosed"]),
        ("name,age\nHuda,3\nN\0r,5\n", 1, ["careful.nul"]),
        ("name,age\nهدى,3\n".encode() + b"Ren\xe9,5\n", 1, ["careful.encoding"]),
        ("name,age\nHuda,=1+1\n", 1, ["ages.unreadable", "rows.formula"]),
        ("name,age\rHuda,3\rNur,4\r", 2, []),
        ("\ufeffname,age\r\nHuda,3\r\n", 1, []),
        (("name," + ",".join(map(str, range(10_000))) + "\n") + "x," * 10_000 + "x\n", 1, []),
    ],
)
def test_what_is_wrong_costs_its_row_and_the_rest_goes_in(
    tmp_path: Path, data: str | bytes, rows: int, doubts: list[str]
) -> None:
    done = made(tmp_path, data)
    assert (len(done.rows()), done.doubts) == (rows, doubts)


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name\nHuda\n")
    told: list[tuple[int, int]] = []
    with ParquetSink(tmp_path, lambda done, total: told.append((done, total))) as sink:
        Table().read(tmp_path / "list.csv", About("i-1", "lcc", "list.csv", "", "list"), sink)
    assert all(0 <= done <= total == 10 for done, total in told)


REAL = [
    "names/el_salvador/sv-mauricio.csv",
    "names/gaza_moh/MoH-2024-03-29.csv",
    "names/gaza_moh/MoH-2024-08-31.csv",
    "names/gaza_moh/MoH-2025-06-15.xlsx",
    "names/syria_vdc/vdc_records.parquet",
    "names/febrl/dataset3.csv",
]


@pytest.mark.parametrize("path", REAL)
def test_every_row_of_a_real_list_is_in_or_named(tmp_path: Path, real_data: Path, path: str) -> None:
    file = real_data / path
    os.symlink(file, tmp_path / file.name)
    done = read(Table(), tmp_path / file.name)
    places = [row["locator"] for row in done.rows("rejected") if row["level"] == "row"]
    numbers = sorted(int(place.split()[-1]) for place in [*done.column("locator", "records"), *places])
    first = 1 if file.suffix == ".parquet" else settled(done)["header"] + 1
    assert numbers == list(range(first, first + len(numbers)))
    assert pq.read_metadata(done.folder / "records.parquet").num_rows > 1000
