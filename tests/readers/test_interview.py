"""Interviews: the words go in, the witness stays apart. All names are invented."""

from datetime import date
from pathlib import Path

import docx as word
import pytest

from tawthiq.errors import BadInput
from tawthiq.readers.interview import Interview, opens
from tawthiq.readers.sink import ParquetSink

from .reading import Read, about, read

HEADER = """\
Interviewer: A. Nasser
Interpreter: R. Salem
Language: Arabic
Version: 2
Date: 3 March 2012
Place: Homs
Witness: Maryam Khalil / مريم خليل
Phone: 0999 123 456
Pseudonym: W-17
Consent uses: report, court
Consent audiences: public
Consent until: 2030
"""
WORDS = "I am Maryam Khalil.\n\nKhalil, my brother, was killed. Call 0999123456.\n"
ARABIC = """\
المحاور: أ. ناصر
الشاهدة: مريم خليل
الاسم المستعار: ش-٣
التاريخ: ٣ آذار ٢٠١٢
الموافقة: التقرير

أنا مريم خليل.
"""


def interview(tmp_path: Path, content: str, name: str = "a.txt") -> Read:
    (tmp_path / name).write_text(content, "utf-8")
    return read(Interview(), tmp_path / name)


def test_paragraphs_are_passages_under_the_pseudonym(tmp_path: Path) -> None:
    got = interview(tmp_path, f"{HEADER}\n{WORDS}")
    assert [row["kind"] for row in got.rows()] == ["interview", "passage", "passage"]
    assert [row["locator"] for row in got.rows()] == ["header", "¶ 1", "¶ 2"]
    assert got.column("text") == [
        None,
        "I am [W-17].",
        "[withheld], my brother, was killed. Call [withheld].",
    ]


def test_the_header_that_may_be_shown_is_a_record(tmp_path: Path) -> None:
    got = interview(tmp_path, f"{HEADER}\n{WORDS}")
    assert got.rows("said")[0] == {
        "row": 0,
        "interviewer": "A. Nasser",
        "interpreter": "R. Salem",
        "language": "Arabic",
        "version": "2",
        "date": "3 March 2012",
        "place": "Homs",
        "pseudonym": "W-17",
    }
    record = got.rows()[0]
    assert (record["date"], record["date_kind"], record["place"]) == ("2012-03-03", "interview", "Homs")


def test_the_witness_stands_apart_and_nowhere_else(tmp_path: Path) -> None:
    got = interview(tmp_path, f"{HEADER}\n{WORDS}")
    assert got.rows("identity") == [
        {"pseudonym": "W-17", "key": "witness", "value": "Maryam Khalil"},
        {"pseudonym": "W-17", "key": "witness", "value": "مريم خليل"},
        {"pseudonym": "W-17", "key": "Phone", "value": "0999 123 456"},
    ]
    everything_else = [got.rows(table) for table in ("records", "said", "consent", "rejected")]
    assert not any(secret in str(everything_else) for secret in ("Maryam", "maryam", "khalil", "مريم", "123"))


def test_what_was_withheld_is_a_doubt_that_says_where(tmp_path: Path) -> None:
    got = interview(tmp_path, f"{HEADER}\n{WORDS}")
    assert got.doubts == ["interview.withheld"]
    [doubt] = got.rows("rejected")
    assert (doubt["row"], doubt["locator"], doubt["facts"]) == (2, "¶ 2", '{"count": 2}')


def test_the_consent_has_a_table_with_the_first_day_that_it_may_end(tmp_path: Path) -> None:
    """``until 2030`` may mean its first day: who publishes later needs to ask again."""
    [consent] = interview(tmp_path, f"{HEADER}\n{WORDS}").rows("consent")
    assert consent == {
        "pseudonym": "W-17",
        "uses": "report, court",
        "audiences": "public",
        "until": "2030",
        "expires": date(2030, 1, 1),
    }


def test_a_header_in_arabic_means_the_same(tmp_path: Path) -> None:
    got = interview(tmp_path, ARABIC)
    assert got.column("text")[1] == "أنا [ش-٣]."
    assert got.rows()[0]["date"] == "2012-03-03"
    assert got.rows("identity") == [{"pseudonym": "ش-٣", "key": "witness", "value": "مريم خليل"}]
    assert got.rows("consent") == [{"pseudonym": "ش-٣", "uses": "التقرير"}]


def test_without_consent_it_is_not_to_be_published(tmp_path: Path) -> None:
    got = interview(tmp_path, "Interviewer: A. Nasser\nWitness: Maryam\nPseudonym: W-1\n\nWords.")
    assert got.doubts == ["interview.consent"]
    assert got.rows("consent") == []


def test_an_end_of_consent_that_cannot_be_read_is_a_doubt_and_no_end(tmp_path: Path) -> None:
    got = interview(tmp_path, f"{HEADER.replace('2030', 'she says so')}\n{WORDS}")
    assert "expires" not in got.rows("consent")[0]
    assert got.rows("consent")[0]["until"] == "she says so"
    assert got.rows("rejected")[0]["column"] == "until"


def test_a_pseudonym_is_made_where_none_is_given_and_is_the_same_again(tmp_path: Path) -> None:
    bare = "Interviewer: A. Nasser\nWitness: Maryam Khalil\n\nI am Maryam Khalil."
    first, again = interview(tmp_path, bare), interview(tmp_path, bare)
    made = first.rows("said")[0]["pseudonym"]
    assert made.startswith("witness-") and len(made) == len("witness-") + 6
    assert first.column("text")[1] == f"I am [{made}]."
    assert first.bytes() == again.bytes()


def test_what_the_header_says_beyond_the_known_keys_is_set_apart(tmp_path: Path) -> None:
    """A mother's whole name betrays; an age does not by itself, and is no reason to withhold every 40."""
    header = "Interviewer: A\nWitness: Maryam\nMother: Salma Test\nAge: 40\nby the well"
    got = interview(tmp_path, f"{header}\n\nSalma Test came. There were 40.")
    assert [(row["key"], row["value"]) for row in got.rows("identity")] == [
        ("witness", "Maryam"),
        ("Mother", "Salma Test"),
        ("", "by the well"),
    ]
    assert [(row["key"], row["value"]) for row in got.rows("witness")] == [("Age", "40")]
    assert got.column("text")[1] == "[withheld] came. There were 40."


def test_a_docx_is_an_interview_when_it_is_named_so(tmp_path: Path) -> None:
    made = word.Document()
    for line in [*HEADER.splitlines(), "", "I am Maryam Khalil.", "I saw it."]:
        made.add_paragraph(line)
    made.save(str(tmp_path / "a.docx"))
    assert not Interview.accepts((tmp_path / "a.docx").read_bytes()[:4096], about("a.docx"))
    with ParquetSink(tmp_path) as sink:
        Interview().read(tmp_path / "a.docx", about("a.docx"), sink)
    assert Read(tmp_path).column("text") == [None, "I am [W-17].", "I saw it."]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("Interviewer: A. Nasser\nWitness: Maryam Khalil", "interview.end"),
        ("Interviewer: A. Nasser\nWitness: Maryam Khalil\n\n \n", "interview.end"),
        ("Interviewer: A. Nasser\nPlace: Homs\n\nWitness: Maryam Khalil\n\nI saw it.", "interview.witness"),
    ],
)
def test_a_header_that_cannot_be_told_from_the_words_is_refused(tmp_path: Path, content: str, key: str) -> None:
    with pytest.raises(BadInput) as error:
        interview(tmp_path, content)
    assert error.value.key == key
    assert "Maryam" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "is_so"),
    [
        (HEADER, True),
        (ARABIC, True),
        ("\ufeff" + HEADER, True),
        ("Date: 3 March 2012\nPlace: Homs\n\nA report.", False),
        ("Interviewer: one line is no header\n\nwords", False),
        ("We met an interviewer and a witness.", False),
        ("", False),
    ],
)
def test_an_interview_is_known_by_its_header(content: str, is_so: bool) -> None:
    assert Interview.accepts(content.encode(), about("a.txt")) is is_so
    assert opens(content.removeprefix("\ufeff").splitlines()) is is_so


@pytest.mark.parametrize("encoding", ["utf-16", "cp1256"])
def test_an_interview_is_known_in_other_encodings(encoding: str) -> None:
    assert Interview.accepts(ARABIC.replace("٣", "3").encode(encoding, "replace"), about("a.txt"))
