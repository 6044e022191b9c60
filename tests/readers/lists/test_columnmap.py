"""The column map: guessed, written in TOML, checked against the file, and the same after writing it down."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.errors import BadInput
from tawthiq.fields import FIELDS
from tawthiq.readers.lists.columnmap import ColumnMap, Take, parse

TOLD = """
list = "vdc"
encoding = "cp1256"
countries = ["SY"]

[fields]
list_id = "uid"
name = ["First", "Father", "Family"]
notes = ["Notes", "Remarks"]
age = {columns = "Age", unknown = ["0", "-1"]}
date = [
    {columns = "Date of death", kind = "death", order = "dmy"},
    {columns = ["year", "month", "day"], kind = "report"},
]

[constants]
status = "killed"
place_within = "Syria / Homs"
"""


def test_a_map_written_by_people_is_understood() -> None:
    told = parse(TOLD, "vdc.toml")
    assert told.fields == {
        "list_id": (Take(("uid",)),),
        "name": (Take(("First", "Father", "Family")),),
        "notes": (Take(("Notes",)), Take(("Remarks",))),
        "age": (Take(("Age",), unknown=("0", "-1")),),
        "date": (Take(("Date of death",), "death", "dmy"), Take(("year", "month", "day"), "report")),
    }
    assert told.constants == {"status": "killed", "place_within": "Syria / Homs"}
    assert (told.list, told.file, told.countries) == ("vdc", {"encoding": "cp1256"}, ("SY",))


def test_headers_in_three_languages_are_guessed() -> None:
    guessed = ColumnMap.guessed(["id", "الاسم", "date de décès", "x"])
    assert guessed.plain() == {
        "fields": {"list_id": "id", "name": "الاسم", "date": {"columns": "date de décès", "kind": "death"}}
    }


COLUMN = st.sampled_from(["a", "b", "ج", 'with = "signs"'])


@st.composite
def maps(draw: st.DrawFn) -> ColumnMap:
    fields = {}
    for name in draw(st.sets(st.sampled_from(["name", "notes", "date", "place", "age"]))):
        take = st.builds(
            Take,
            st.lists(COLUMN, min_size=1, max_size=3).map(tuple),
            st.sampled_from(["", *FIELDS[name].kinds]),
            st.sampled_from([None, "dmy", "mdy"]),
            st.lists(COLUMN, max_size=2).map(tuple),
        )
        fields[name] = tuple(draw(st.lists(take, min_size=1, max_size=3)))
    constants = draw(
        st.dictionaries(st.sampled_from(["status", "place_within"]), st.text("aا ", min_size=1, max_size=3))
    )
    file = draw(st.dictionaries(st.sampled_from(["encoding", "delimiter"]), st.sampled_from(["utf-8", "\t"])))
    return ColumnMap(
        fields, constants, file, draw(st.sampled_from([(), ("SY", "LB")])), "", draw(st.sampled_from(["", "l"]))
    )


@given(maps())
def test_a_map_written_down_is_the_same_map(told: ColumnMap) -> None:
    assert ColumnMap.of(told.plain()) == told
    assert ColumnMap.of(tomllib.loads(told.toml())) == told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fields = {nam = 'a'}", "the field 'nam', which does not exist"),
        ("constants = {colour = 'a'}", "the field 'colour'"),
        ("header = 'two'", "header = two"),
        ("colour = 'red'", "colour = red"),
        ("fields = {name = {column = 'a'}}", "Write the name of a column"),
        ("fields = {name = {columns = []}}", "Write the name of a column"),
        ("fields = {name = 5}", "Write the name of a column"),
        ("fields = {date = {columns = 'a', kind = 'wedding'}}", "the kind 'wedding'. It may be: death"),
        ("fields = {date = {columns = 'a', order = 'ymd'}}", "the order 'ymd'"),
        ("fields = {", r"vdc\.toml is not TOML"),
    ],
)
def test_what_a_map_cannot_say_is_told(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        parse(text, "vdc.toml")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "names no column.*The columns are: name, lat"),
        ({"name": "nom"}, "no column 'nom', which the map names. The columns are: name, lat"),
        ({"lat": "lat"}, "latitude without a longitude"),
    ],
)
def test_a_map_that_does_not_fit_its_file_is_refused_with_the_columns(fields: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        ColumnMap.of({"fields": fields}).checked(["name", "lat"], "list.csv")


def test_latitude_and_longitude_are_taken_together() -> None:
    told = ColumnMap.of({"fields": {"lat": "y", "lon": "x"}})
    assert told.takes("coordinates") == (Take(("y", "x")),)
    assert list(told.checked(["x", "y"], "list.csv").columns()) == ["y", "x"]


def test_an_order_that_was_decided_is_written_into_the_map() -> None:
    told = ColumnMap.of({"fields": {"date": "a", "birth": "b"}})
    decided = told.with_orders({told.fields["date"][0]: "dmy"})
    assert decided.plain() == {"fields": {"date": {"columns": "a", "order": "dmy"}, "birth": "b"}}
