"""The commands about people, from lists to a register that people correct; every person is invented."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Type

COMMITTEE = """رقم السجل,الاسم,الجنس,العمر,تاريخ الوفاة,مكان الوفاة,المحافظة,الحالة
17,سمير قاسم الحلبي,ذكر,34,03/02/2012,بابا عمرو,حمص,قتل
18,رامي عمر الخطيب,ذكر,27,24/02/2012,الخالدية,حمص,قتل
19,نور سالم الحلبي,أنثى,5,25/02/2012,بابا عمرو,حمص,قتل
20,هالة منير درويش,أنثى,61,13/02/2012,باب السباع,حمص,قتل
21,مجهول الهوية,ذكر,,13/02/2012,باب السباع,حمص,قتل
"""
HOSPITAL = """ID,Full name,Sex,Age,Date of death,Place of death,Governorate,Status
H-4,Sameer Qasim al-Halabi,male,34,2012-02-03,Baba Amr,Homs,killed
H-9,Ramy Omar al-Khatib,male,27,2012-02-24,Khalidiya,Homs,killed
H-11,Adel Fawaz Sabbagh,male,40,2012-02-26,Khalidiya,Homs,killed
"""


@pytest.fixture
def register(tawthiq: Type, inside: Path, ana: Any, basil: Any, tmp_path: Path) -> dict[str, str]:
    """Two lists, read and linked; gives the id of each record by the list's own id."""
    for name, source, text in (("committee.csv", "lcc", COMMITTEE), ("hospital.csv", "vdc", HOSPITAL)):
        (tmp_path / name).write_text(text, "utf-8")
        tawthiq("receive", tmp_path / name, "--source", source, "--how", "post", "--as", "ana")
        assert tawthiq("read", tmp_path / name, "--as", "ana").code == 0
    said = tawthiq("link", "--as", "ana")
    assert said.code == 0, said.err
    people = tawthiq("people", "--json").json["people"]
    records = [one for person in people for one in tawthiq("person", person["id"], "--json").json["records"]]
    return {one["fields"]["list_id"]: one["id"] for one in records}


def person_of(tawthiq: Type, record: str) -> str:
    people = tawthiq("people", "--json").json["people"]
    return next(
        one["id"]
        for one in people
        if record in {r["id"] for r in tawthiq("person", one["id"], "--json").json["records"]}
    )


def test_link_says_who_counts_who_is_apart_and_what_waits(tawthiq: Type, register: dict[str, str]) -> None:
    again = tawthiq("link", "--as", "ana")
    assert again.out.startswith("The register stands as it would be made: f-")
    assert "8 records are 5 people who count" in again.out
    assert "Apart, not counted: 1." in again.out
    told = tawthiq("link", "--dry-run", "--seed", "2", "--json").json["register"]
    assert (told["finding"], told["count"]["people"], told["changes"]["same"]) == (None, 5, 6)
    assert "السجلّ قائم" in tawthiq("link", "--as", "ana", "--lang", "ar").out


def test_the_two_scripts_meet_in_one_person(tawthiq: Type, register: dict[str, str]) -> None:
    assert person_of(tawthiq, register["17"]) == person_of(tawthiq, register["H-4"])
    shown = tawthiq("person", person_of(tawthiq, register["17"])).out
    assert "سمير قاسم الحلبي" in shown
    assert "Sameer Qasim al-Halabi" in shown
    assert "Exactly these records are one person in" in shown


def test_people_by_a_condition(tawthiq: Type, register: dict[str, str]) -> None:
    assert tawthiq("people", "--where", "sex = 'female' and age_from > 30").out.count("p-") == 1
    assert tawthiq("people", "--where", "not counted", "--json").json["total"] == 1
    said = tawthiq("people", "--where", "read_csv('/etc/passwd') is null")
    assert (said.code, said.out) == (2, "")
    assert "governorate = 'Homs'" in said.err


def relinked(tawthiq: Type) -> str:
    said = tawthiq("link", "--as", "ana")
    assert said.code == 0, said.err
    return str(said.out)


def test_split_and_merge_are_brought_in_by_link_and_undone_by_one_command(
    tawthiq: Type, register: dict[str, str]
) -> None:
    samir = person_of(tawthiq, register["17"])
    said = tawthiq("split", samir, register["H-4"], "--why", "two cousins", "--as", "ana")
    assert (said.code, "Bring it in with: tawthiq link" in said.out) == (0, True)
    assert "split 1" in relinked(tawthiq)
    cousins = [person_of(tawthiq, register[own]) for own in ("17", "H-4")]
    assert samir in cousins
    (other,) = {*cousins} - {samir}
    assert f"now belong to {other}" in tawthiq("person", samir).out

    said = tawthiq("merge", *cousins, "--why", "one photograph", "--as", "ana")
    undo = said.out.splitlines()[-1].partition("Undo it with: tawthiq ")[2].split()
    assert "merged 2" in relinked(tawthiq)
    gone = {*cousins} - {person_of(tawthiq, register["17"])}
    assert "its records now belong to" in tawthiq("person", *gone).out
    assert tawthiq(*undo, "--as", "ana").code == 0
    assert "split 1" in relinked(tawthiq)
    assert [person_of(tawthiq, register[own]) for own in ("17", "H-4")] == cousins

    assert tawthiq("split", samir, register["19"], "--as", "ana").code == 2
    assert tawthiq("merge", samir, samir, "--as", "ana").code == 2


def test_what_was_chosen_for_a_person_stands_after_the_next_link(tawthiq: Type, register: dict[str, str]) -> None:
    id_ = person_of(tawthiq, register["18"])
    tawthiq("judge", "choose", id_, "--set", "name=Rami O. Khatib", "--set", "age=28", "--as", "ana")
    relinked(tawthiq)
    told = tawthiq("person", id_, "--json").json["person"]["fields"]
    assert (told["name"], told["age_from"]) == ("Rami O. Khatib", 28)
    assert "choose" in tawthiq("trace", id_).out


def test_a_person_is_traced_and_the_register_made_again(tawthiq: Type, register: dict[str, str]) -> None:
    said = tawthiq("trace", person_of(tawthiq, register["17"]))
    assert said.out.count("bytes: hash as received") == 2
    finding = tawthiq("link", "--as", "ana", "--json").json["register"]["finding"]["id"]
    assert "came out the same, byte for byte" in tawthiq("rerun", finding).out


def test_evaluate_compares_with_a_truth_and_writes_nothing(
    tawthiq: Type, register: dict[str, str], tmp_path: Path
) -> None:
    truth = tmp_path / "truth.csv"
    rows = [("17", "a"), ("H-4", "a"), ("18", "b"), ("H-9", "b"), ("19", "c"), ("20", "d"), ("H-11", "e")]
    truth.write_text("record,person\n" + "".join(f"{register[own]},{who}\n" for own, who in rows), "utf-8")
    before = tawthiq("log", "--json").out
    said = tawthiq("link", "--evaluate", truth, "--as", "ana", "--json").json["quality"]
    assert (said["known"], said["whole"]["pairs"]["f1"]["value"]) == (7, 1.0)
    assert "100.0 %" in tawthiq("link", "--evaluate", truth, "--as", "ana").out
    assert tawthiq("log", "--json").out == before


def test_before_anything_is_linked(tawthiq: Type, inside: Path, ana: Any) -> None:
    for command in (("people",), ("pairs",), ("audit", "--sample", "30")):
        said = tawthiq(*command)
        assert (said.code, "tawthiq link" in said.err) == (3, True)
    assert tawthiq("person", "p-1").code == 3
    said = tawthiq("link")
    assert (said.code, "tawthiq read FILE" in said.err) == (3, True)
    assert tawthiq("link", "--method", "crystal-ball").code == 3
