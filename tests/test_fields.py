from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.errors import BadInput
from tawthiq.fields import FIELDS, HIERARCHY, READERS, age, civilian, guess, is_unknown, sex, status
from tawthiq.tables import RECORDS


def fields(headers: str) -> dict[str, str]:
    return {one.header: " ".join(filter(None, (one.field, one.kind))) for one in guess(headers.split(";"))}


def test_every_field_fills_columns_of_the_records_and_says_so_in_two_languages():
    for name, field in FIELDS.items():
        assert field.name == name
        assert set(field.columns) <= set(RECORDS.names)
        assert field.en.endswith(".") and field.ar.endswith(".") and field.ar[0] >= "\u0600"


def test_every_column_that_a_source_can_say_is_filled_by_a_field():
    ours = {"id", "row", "locator", "kind", "content", "folded"}
    assert {column for field in FIELDS.values() for column in field.columns} == set(RECORDS.names) - ours


def test_the_hierarchy_is_joined_widest_first():
    assert HIERARCHY == ("place_within", "country", "governorate", "district")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        *((said, "male") for said in ["male", "M", "Man", "ذكر", "رجل", "Homme", "h", "Adult - Male", "ذَكَر"]),
        *((said, "female") for said in ["female", "f", "أنثى", "انثى", "طفلة", "Femme", "Child - Female", "fille"]),
        *((said, None) for said in ["", " ", "-", "?", "unknown", "غير معروف", "inconnu", "N/A"]),
    ],
)
def test_sex(said, read):
    assert sex(said) == read


@pytest.mark.parametrize("said", ["1", "2", "x", "child", "طفل", "male or female", "42"])
def test_what_says_no_sex_is_refused(said):
    with pytest.raises(BadInput) as caught:
        sex(said)
    assert (caught.value.key, caught.value.facts) == ("fields.sex", {"value": said})


@pytest.mark.parametrize(
    ("said", "read"),
    [
        *((said, "killed") for said in ["Killed", "martyr", "شهيد", "استشهد", "قُتِل", "tué", "TUEE"]),
        *((said, "died in custody") for said in ["died in custody", "مات تحت التعذيب", "mort en détention"]),
        *((said, "missing") for said in ["missing", "forcibly disappeared", "مفقود", "مخفي قسراً", "disparu"]),
        *((said, "detained") for said in ["detained", "معتقل", "أسير", "détenu"]),
        *((said, "released") for said in ["released", "أُفرج عنه", "libéré"]),
        *((said, "unknown") for said in ["unknown", "", "مجهول", "—"]),
    ],
)
def test_status(said, read):
    assert status(said) == read


@pytest.mark.parametrize("said", ["dead", "متوفى", "décédé", "injured", "Civilian", "kidnapped"])
def test_a_status_never_says_more_than_its_word(said):
    with pytest.raises(BadInput) as caught:
        status(said)
    assert caught.value.key == "fields.status"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        *((said, True) for said in ["civilian", "Civilian", "مدني", "مدنيّة", "civil", "yes", "نعم", "oui"]),
        *((said, False) for said in ["non-civilian", "Non Civilian", "غير مدني", "عسكري", "combatant", "no", "لا"]),
        *((said, None) for said in ["", "unknown", "غير محدد", "n/a"]),
    ],
)
def test_civilian_is_unknown_unless_said(said, read):
    assert civilian(said) is read


@pytest.mark.parametrize("said", ["1", "0", "police", "FSA", "journalist"])
def test_what_does_not_say_civilian_or_not_is_refused(said):
    with pytest.raises(BadInput):
        civilian(said)


def test_unknown_is_said_in_many_ways():
    assert all(map(is_unknown, ["", " ", "-", "؟", "N/A", "Unidentified", "غير معروفة", "non précisé", "null"]))
    assert not any(map(is_unknown, ["0", "no", "لا", "Ana", "dead"]))


def test_an_age_is_read_and_an_unknown_one_is_none():
    assert age("3 أشهر") == (0.25, 0.25)
    assert age("غير معروف") is None


@given(st.sampled_from(sorted(READERS)), st.text())
def test_readers_raise_nothing_but_bad_input(how, said):
    try:
        READERS[how](said)
    except BadInput as refused:
        assert refused.facts["value"] == said
        assert str(refused) and refused.say("ar")


def test_headers_in_english():
    assert fields(
        "Record ID;Full name;Father's Name;DOB;Gender;Age (years);Date of death (dd/mm/yyyy);place_of_death;"
        "Province;CauseOfDeath;Status;Notes;Lat;Lng"
    ) == {
        "Record ID": "list_id",
        "Full name": "name",
        "Father's Name": "name_father",
        "DOB": "birth",
        "Gender": "sex",
        "Age (years)": "age",
        "Date of death (dd/mm/yyyy)": "date death",
        "place_of_death": "place death",
        "Province": "governorate",
        "CauseOfDeath": "cause",
        "Status": "status",
        "Notes": "notes",
        "Lat": "lat",
        "Lng": "lon",
    }


def test_headers_in_arabic():
    assert fields(
        "رقم السجل;الاسم;اسم الأب;الكنية;اسم الأم;الجنس;العمر;تاريخ الولادة;تاريخ الاستشهاد;"
        "مكان الاستشهاد;المحافظة;سبب الوفاة;مدني;ملاحظات;خط العرض;خط الطول"
    ) == {
        "رقم السجل": "list_id",
        "الاسم": "name_given",
        "اسم الأب": "name_father",
        "الكنية": "name_family",
        "اسم الأم": "name_mother",
        "الجنس": "sex",
        "العمر": "age",
        "تاريخ الولادة": "birth",
        "تاريخ الاستشهاد": "date death",
        "مكان الاستشهاد": "place death",
        "المحافظة": "governorate",
        "سبب الوفاة": "cause",
        "مدني": "civilian",
        "ملاحظات": "notes",
        "خط العرض": "lat",
        "خط الطول": "lon",
    }


def test_headers_in_french():
    assert fields("Nom;Prénom;Nom du père;Sexe;Âge;Date de naissance;Date d'arrestation;Lieu du décès") == {
        "Nom": "name_family",
        "Prénom": "name_given",
        "Nom du père": "name_father",
        "Sexe": "sex",
        "Âge": "age",
        "Date de naissance": "birth",
        "Date d'arrestation": "date detention",
        "Lieu du décès": "place death",
    }


def test_a_header_that_may_mean_something_else_gets_no_field():
    found = fields(
        "Brigade name;Marital status;Number of kids;Area / Place of birth;National number;index;رقم;The source;"
        "Date of birth and death;بلد;Région;year;-"
    )
    assert set(found.values()) == {""}


def test_of_several_columns_for_one_field_the_likeliest_kind_has_it():
    assert fields("Report date;Date;Date of burial;Date of death") == {
        "Report date": "",
        "Date": "",
        "Date of burial": "",
        "Date of death": "date death",
    }
    assert fields("Place of birth;Place") == {"Place of birth": "", "Place": "place"}
    assert fields("الاسم;name_en;Name") == {"الاسم": "name", "name_en": "name_other", "Name": ""}


def test_a_whole_name_stays_whole_beside_a_family_name():
    assert fields("الاسم الكامل;الكنية") == {"الاسم الكامل": "name", "الكنية": "name_family"}
    assert fields("Name;First name") == {"Name": "name_family", "First name": "name_given"}


def test_a_guess_says_why():
    death, other, none = guess(["Date of death", "تاريخ الوفاة", "Brigade"])
    assert death.say() == (
        "The column 'Date of death' seems to hold: date death (date = date, death = death). "
        "Confirm it, or name another field in the map."
    )
    assert other.other == "Date of death"
    assert "Date of death" in other.say("ar")
    assert none.say().startswith("The column 'Brigade' names no field")


@given(st.lists(st.text() | st.sampled_from(["Name", "Date", "Date of death", "الاسم", "Prénom", "id"]), max_size=9))
def test_each_header_has_one_guess_and_each_field_one_header(headers):
    guesses = guess(headers)
    assert [one.header for one in guesses] == headers
    found = [one.field for one in guesses if one.field]
    assert len(found) == len(set(found))
    assert all(one.say("en") and one.say("ar") for one in guesses)


def test_values_of_real_lists_are_read(real_data: Path):
    names = real_data / "names"
    vdc = pl.read_parquet(names / "syria_vdc" / "vdc_records.parquet", columns=["Sex", "Age", "Status"])
    moh = pl.read_parquet(names / "gaza_moh" / "all_releases.parquet", columns=["sex", "age"])
    for column, read, share in [
        (vdc["Sex"], sex, 1),
        (vdc["Age"], age, 1),
        (vdc["Status"], civilian, 1),
        (moh["sex"], sex, 1),
        (moh["age"], age, 0.99),
    ]:
        counts = column.drop_nulls().value_counts().rows()
        good = sum(count for said, count in counts if readable(read, said))
        assert good / sum(count for _, count in counts) >= share


def readable(read, said: str) -> bool:
    try:
        read(said)
    except BadInput:
        return False
    return True


def test_the_page_of_fields_tells_every_field_with_its_columns():
    page = (Path(__file__).parent.parent / "docs" / "fields.md").read_text("utf-8")
    for name, field in FIELDS.items():
        columns = ", ".join(f"`{column}`" for column in field.columns)
        assert f"| `{name}` | {field.how} | {columns} |" in page
