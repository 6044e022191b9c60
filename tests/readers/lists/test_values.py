"""The words of a list read into the columns of records; what cannot be read is a doubt with its column and value."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq import text
from tawthiq.places import Gazetteer
from tawthiq.readers.arrow import pc
from tawthiq.readers.lists.batch import strings
from tawthiq.readers.lists.columnmap import ColumnMap
from tawthiq.readers.lists.values import CODE, PLAIN, Reading, Values


def read(told: dict[str, Any], *rows: list[str | None], gazetteer: Gazetteer | None = None) -> Reading:
    columns = ColumnMap.of(told)
    return Values(columns, gazetteer).read(strings(list(dict.fromkeys(columns.columns())), rows))


def column(told: dict[str, Any], name: str, *rows: list[str | None]) -> list[Any]:
    made: list[Any] = read(told, *rows).columns[name].to_pylist()
    return made


def test_names_are_tidy_and_a_whole_name_is_made_of_its_parts() -> None:
    fields = {"name_given": "g", "name_father": "f", "name_family": "l"}
    done = read({"fields": fields}, [" هدى ", "علي", "الســالم"], ["Nur", None, None], [None, None, None])
    assert done.columns["name"].to_pylist() == ["هدى علي السالم", "Nur", None]
    assert done.columns["name_given"].to_pylist() == ["هدى", "Nur", None]
    assert done.said["name_family"].to_pylist() == ["الســالم", None, None]


@pytest.mark.parametrize(
    ("field", "said", "fills", "read_as"),
    [
        ("sex", "أنثى", "sex", "female"),
        ("age", "٣ أشهر", "age_from", 0.25),
        ("age", "30-35", "age_to", 35.0),
        ("status", "شهيد", "status", "killed"),
        ("civilian", "non-civilian", "civilian", False),
        ("birth", "٣ شباط ٢٠١٢", "birth", "2012-02-03"),
        ("date", "2012-02", "date_to", datetime.date(2012, 2, 29)),
        ("date", "غير معروف", "date", None),
        ("list_id", "٠١٧", "list_id", "017"),
        ("list_id", "N/A", "list_id", None),
        ("cause", " sniper  fire", "cause", "sniper fire"),
        ("coordinates", "34 42 43N 36 40 58E", "lat", pytest.approx(34.7119, abs=1e-4)),
        ("place", "34.72, 36.70", "lat", 34.72),
        ("place", "unknown", "place", None),
    ],
)
def test_each_field_is_read_in_its_own_way(field: str, said: str, fills: str, read_as: object) -> None:
    assert column({"fields": {field: "x"}}, fills, [said]) == [read_as]


def test_what_cannot_be_read_is_a_doubt_and_leaves_its_field_empty() -> None:
    done = read({"fields": {"age": "Age", "sex": "Sex"}}, ["12", "1"], ["many", "f"])
    assert done.columns["age_from"].to_pylist() == [12.0, None]
    assert [(one.row, one.column, one.value, one.error.key) for one in done.doubts] == [
        (0, "Sex", "1", "fields.sex"), (1, "Age", "many", "ages.unreadable"),
    ]  # fmt: skip


def test_the_order_of_the_column_decides_and_each_take_has_its_kind() -> None:
    takes = [{"columns": "a", "kind": "death", "order": "mdy"}, {"columns": "b", "kind": "report", "order": "dmy"}]
    done = read({"fields": {"date": takes}}, ["03/02/2012", "x"], ["", "03/02/2012"])
    assert done.columns["date"].to_pylist() == ["2012-03-02", "2012-02-03"]
    assert done.columns["date_kind"].to_pylist() == ["death", "report"]
    assert done.doubts == []


def test_coordinates_go_before_the_position_of_a_name(tmp_path: Any) -> None:
    (tmp_path / "places.csv").write_text(
        "name,lat,lon,radius_m,within,aliases\nباب الريح,34.7,36.7,500,Syria / Homs,\n"
    )
    told = {"fields": {"place": {"columns": "p", "kind": "death"}, "coordinates": "c", "governorate": "g"}}
    rows: list[list[str | None]] = [
        ["باب الريح", None, None],
        ["باب الريح", "35.1234, 36.1234", "Homs"],
        ["تل", "", "Hama"],
    ]
    done = read(told, *rows, gazetteer=Gazetteer(tmp_path / "places.csv", ["SY"])).columns
    assert done["lat"].to_pylist() == [34.7, 35.1234, None]
    assert done["radius_m"].to_pylist() == [500.0, pytest.approx(7, abs=1), None]
    assert done["place"].to_pylist() == ["باب الريح", "باب الريح", "تل"]
    assert done["place_within"].to_pylist() == ["Syria / Homs", "Homs", "Hama"]
    assert done["place_role"].to_pylist() == ["death"] * 3


def test_where_no_place_is_said_the_hierarchy_stays() -> None:
    told = {"fields": {"place": "p"}, "constants": {"place_within": "Syria / Homs"}}
    assert column(told, "place_within", ["تل القمر"], [""]) == ["Syria / Homs"] * 2


LETTERS = st.text("aZé،«–” 0ابةئٱىـ\u064b\u0654\u200f\u00a0٣ﻻ²", max_size=8)


@given(LETTERS)
def test_what_is_plain_is_tidy(said: str) -> None:
    if pc.match_substring_regex(said, PLAIN).as_py():
        assert text.tidy(said) == said


@given(st.text("aZ9-/ ٣", max_size=5))
def test_what_is_a_code_is_tidy_and_no_word_for_unknown(said: str) -> None:
    if pc.match_substring_regex(said, CODE).as_py():
        assert text.digits(text.tidy(said)) == said
        assert column({"fields": {"list_id": "x"}}, "list_id", [said]) == [said]
