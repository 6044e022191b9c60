"""What the records of a person agree on; a person in a line; people by a condition. All people are invented."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from tawthiq import tables
from tawthiq.errors import BadInput
from tawthiq.names.register.people import at_their_widest, settled, shown, span, summed, where, with_chosen

MAY, JUNE = date(2012, 5, 1), date(2012, 6, 1)


def one_person(*records: dict[str, Any]) -> dict[str, Any]:
    """The person that these records are about."""
    return people(*({"person": "p-1", **one} for one in records)).to_pylist()[0]


def people(*records: dict[str, Any]) -> pa.Table:
    plain = [
        {"id": f"r-{n}", **{k: v for k, v in one.items() if k not in ("person", "source")}}
        for n, one in enumerate(records)
    ]
    table = tables.rows(tables.RECORDS, plain)
    table = table.append_column("source", pa.array([one.get("source", "lcc") for one in records]))
    return summed(table, pa.array([one["person"] for one in records]))


def test_a_row_a_person_in_the_order_of_their_ids() -> None:
    made = people({"person": "p-2", "source": "a"}, {"person": "p-1", "source": "a"}, {"person": "p-2", "source": "b"})
    assert made.schema == tables.PEOPLE
    assert [(one["id"], one["records"], one["sources"]) for one in made.to_pylist()] == [("p-1", 1, 1), ("p-2", 2, 2)]


def test_the_name_that_most_records_have_then_the_longest() -> None:
    assert one_person({"name": "Huda"}, {"name": "Hoda O."}, {"name": "Huda"})["name"] == "Huda"
    assert one_person({"name": "Huda"}, {"name": "Huda Omar"}, {"name": None})["name"] == "Huda Omar"


def test_ages_and_dates_are_what_the_intervals_share_and_nothing_where_they_share_nothing() -> None:
    made = one_person({"age_from": 30, "age_to": 40}, {"age_from": 35, "age_to": 35}, {})
    assert (made["age_from"], made["age_to"]) == (35, 35)
    made = one_person({"age_from": 30, "age_to": 31}, {"age_from": 35, "age_to": 36})
    assert (made["age_from"], made["age_to"]) == (None, None)
    made = one_person({"date_from": MAY, "date_to": MAY}, {"date_from": None, "date_to": JUNE})
    assert (made["date_from"], made["date_to"]) == (MAY, MAY)


def test_a_date_of_burial_does_not_contradict_one_of_death() -> None:
    death, burial = (
        {"date_from": day, "date_to": day, "date_kind": kind} for day, kind in ((MAY, "death"), (JUNE, "burial"))
    )
    assert one_person(burial, death)["date_from"] == MAY
    assert one_person(burial)["date_from"] == JUNE
    assert one_person({**burial, "date_kind": "death"}, death)["date_from"] is None


def test_sex_where_they_agree_status_where_one_knows_more() -> None:
    assert one_person({"sex": "female"}, {"sex": None})["sex"] == "female"
    assert one_person({"sex": "female"}, {"sex": "male"})["sex"] is None
    assert one_person({"status": "missing"}, {"status": "killed"}, {"status": "unknown"})["status"] == "killed"
    assert one_person({"status": None})["status"] is None


def test_a_place_in_any_spelling_at_its_narrowest() -> None:
    wide, narrow = {"lat": 34.7, "lon": 36.7, "radius_m": 9000.0}, {"lat": 34.72, "lon": 36.69, "radius_m": 500.0}
    made = one_person({"place": "Baba Amr", **wide}, {"place": "baba amr", **narrow}, {"place": None})
    assert (made["place"].casefold(), made["lat"], made["radius_m"]) == ("baba amr", 34.72, 500.0)
    made = one_person({"place": "Baba Amr", **wide}, {"place": "Khalidiya", **narrow})
    assert (made["place"], made["lat"]) == (None, None)
    assert one_person(narrow)["lat"] == 34.72
    assert one_person({"place": "Khalidiya"}, {"place": "الخالدية"}, {"place": "الخالدية"})["place"] == "الخالدية"


def test_the_larger_places_that_all_share() -> None:
    made = one_person({"place_within": "Syria / Homs / Rastan"}, {"place_within": "Syria / Homs"}, {})
    assert made["place_within"] == "Syria / Homs"
    assert one_person({"place_within": "Homs"}, {"place_within": "Homs North"})["place_within"] is None


def test_at_their_widest_nothing_is_lost_by_a_contradiction() -> None:
    """Two days and two places: in sum there is neither, at the widest the person has both."""
    one, other = ({"id": f"r-{n}", "date_from": day, "date_to": day, "place": place, "status": "killed"}
                  for n, (day, place) in enumerate([(MAY, "Baba Amr"), (JUNE, "Khalidiya")]))  # fmt: skip
    records = tables.rows(tables.RECORDS, [one, other]).append_column("source", pa.array(["a", "b"]))
    (made,) = at_their_widest(records, pa.array(["p-1", "p-1"])).to_pylist()
    assert (made["date_from"], made["date_to"], made["place"], made["status"]) == (MAY, JUNE, "Baba Amr", "killed")


def test_what_somebody_chose_stands_in_the_place_of_what_records_agree_on() -> None:
    made = with_chosen(
        people({"person": "p-1", "name": "H"}, {"person": "p-2", "name": "O"}),
        {"p-1": {"name": "Huda", "date": "2012-05", "age": "3 months", "sex": "f"}, "p-9": {"name": "gone"}},
    )
    one, other = made.to_pylist()
    assert (one["name"], one["date_from"], one["date_to"], one["sex"]) == ("Huda", MAY, date(2012, 5, 31), "female")
    assert one["age_from"] == pytest.approx(0.25)
    assert other["name"] == "O"
    assert made.schema == tables.PEOPLE
    with pytest.raises(BadInput, match="What can: name"):
        settled("weight", "3")


WITHIN = ("Syria / Homs / Rastan", "Homs", "سوريا / حمص", None)


@pytest.mark.parametrize(
    ("test", "ids"),
    [
        ("governorate = 'Homs'", [0, 1]),
        ("governorate = 'حمص'", [2]),
        ("country IS NOT NULL AND district IS NULL", [2]),
        ("year = 2012 and name like 'H%'", [0]),
        ("date_from >= '2012-05-01'", [0]),
        ("age_from > 100", []),
        ("not (governorate = 'Homs')", [2]),
    ],
)
def test_people_by_a_condition(test: str, ids: list[int]) -> None:
    records = [{"person": f"p-{n}", "name": f"{'HOSX'[n]}.", "place_within": one} for n, one in enumerate(WITHIN)]
    records[0] |= {"date_from": MAY, "date_to": MAY}
    assert where(people(*records), test)["id"].to_pylist() == [f"p-{n}" for n in ids]


@pytest.mark.parametrize(
    "test",
    [
        "",
        "name",
        "count(name) > 1",
        "nobody = 1",
        "name = 'x'); drop table people; --",
        "name in (select name from people)",
        "read_csv('/etc/passwd') is null",
        "true union select * from people",
        "name = name from read_parquet('x')",
        "name = 1",
    ],
)
def test_a_condition_that_is_none_reads_nothing(test: str) -> None:
    with pytest.raises(BadInput):
        where(people({"person": "p-1", "name": "H"}), test)


def test_spans_for_people() -> None:
    assert [span(34.0, 34.0), span(30.0, 40.5), span(3.0, None)] == ["34", "30–40.5", "≥ 3"]
    assert [span(MAY, MAY), span(None, JUNE), span(None, None)] == ["2012-05-01", "≤ 2012-06-01", None]
    person = people({"person": "p-1", "name": "H", "place_within": "Homs"}).to_pylist()[0]
    assert shown(person) == ["p-1", "H", None, None, None, "Homs", None, 1, 1]
