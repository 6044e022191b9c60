"""Victims without a name: what stands in place of one, in four languages. Everybody here is invented."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq import tables
from tawthiq.names.words.unnamed import KINDS, kinds, unnamed


def kind(name: str | None) -> str:
    return KINDS[kinds(pa.array([name], pa.string()))[0]]


@pytest.mark.parametrize(
    "name",
    [
        None, "", "?", "12", "Unidentified", "unidentified 3", "2Unidentified", "3 unidentified", "Unidentified/ Homs",
        "Unknown martyr", "A girl", "Body 4", "مجهول الهوية", "مجهول الهوية 7", "جثة مجهولة", "طفل رضيع", "غير معروف",
        "inconnu", "Desconocido", "no identificado", "NN", "Mother of",
    ],
)  # fmt: skip
def test_nobody_said_who_it_was(name: str | None) -> None:
    assert kind(name) == "nobody"


@pytest.mark.parametrize(
    "name",
    [
        "Son of Khaled al-Saqr", "son of Khaled al-Saqr 2", "1Daughter Khaled al-Saqr", "Infant of Rana al-Saqr",
        "Khaled al-Saqr's daughter", "Wife of Khaled", "Sister-in-law of Khaled Saqr", "Khaled Saqr wife",
        "ابن خالد الصقر", "زوجة خالد الصقر", "طفل خالد الصقر", "رضيعة/ رنا الصقر",
        "fils de Khaled Saqr", "Hijo de Juan Paz",
    ],
)  # fmt: skip
def test_a_relative_alone_is_named(name: str) -> None:
    assert kind(name) == "kin"


@pytest.mark.parametrize(
    "name",
    [
        "From the Saqr family (1)", "from Saqr family", "Saqr Family 3", "Family of Khaled Saqr",
        "A girl from Saqr family", "al-Saqr 4", "من عائلة الصقر", "عائلة الصقر 2", "Famille Saqr 1", "Saqr family4",
    ],
)  # fmt: skip
def test_a_family_alone_is_named(name: str) -> None:
    assert kind(name) == "family"


@pytest.mark.parametrize(
    "name",
    [
        "Khaled al-Saqr", "Rana, wife of Khaled Saqr", "Khaled Saqr 2", "Um Khaled", "Abu Omar", "Nina Paz",
        "Sonia Saqr",
        "Juan de la Cruz", "Angel del Valle", "خالد الصقر", "أم خالد", "شهيد خالد", "مولود الصقر", "جنين خالد الصقر",
        "Khaled4", "Peter Boy", "Son Saqr",
    ],
)  # fmt: skip
def test_a_name_is_a_name(name: str) -> None:
    assert kind(name) == "named"


def test_a_name_in_parts_needs_a_given_name() -> None:
    said = [
        {"name_given": "Khaled", "name_family": "Saqr"},
        {"name_given": "Unidentified", "name_family": "Saqr"},
        {"name_family": "Saqr"},
        {"name_given": "son of Khaled", "name_family": "Saqr"},
        {"name_given": "Unidentified"},
        {"name": "Khaled Saqr", "name_family": "Saqr"},
        {"name": "Khaled Saqr"},
        {},
    ]
    told = [KINDS[code] for code in unnamed(tables.rows(tables.RECORDS, said))]
    assert told == ["named", "family", "family", "kin", "nobody", "named", "named", "nobody"]


@settings(deadline=None)
@given(st.lists(st.text("unidentified of Saqr 12 ابن"), max_size=4))
def test_a_column_is_judged_name_by_name(names: list[str]) -> None:
    assert [KINDS[code] for code in kinds(pa.array(names, pa.string()))] == [kind(name) for name in names]


def test_the_unidentified_of_a_real_list_are_found(real_data) -> None:
    names = pq.read_table(real_data / "names/syria_vdc/vdc_records.parquet", columns=["Name"])["Name"]
    said = pa.compute.match_substring_regex(names.fill_null(""), "(?i)unidentified|مجهول").to_numpy()
    found = kinds(names) > 0
    assert said.sum() > 2_900
    assert found[said].mean() == 1
    assert 0.11 < found.mean() < 0.13
