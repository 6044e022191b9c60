"""The demonstration builds from nothing, is sound, agrees with the truth behind it, and touches nothing else."""

import json
import re
import shlex
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from examples import demo, facts
from examples.simulate.accounts import WITNESS
from tawthiq.case import Case, keys, protecting, verify
from tawthiq.case.status import status
from tawthiq.claims.weigh import look
from tawthiq.errors import Refused
from tawthiq.messages import LANGUAGES
from tawthiq.report import draft as drafts
from tawthiq.report.edition import Note, Paragraph, Picture
from tests.cli.conftest import spoken


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What it says while it builds; the first sentence after "Look into" names the folder."""
    said: list[str] = []
    demo.build(tmp_path_factory.mktemp("made") / "demo-case", said.append)
    return said


@pytest.fixture(scope="module")
def folder(told: list[str]) -> Path:
    return Path(next(line for line in told if line.startswith("Look into")).split()[2].rstrip(":"))


def test_the_case_is_sound_and_two_people_signed(folder: Path) -> None:
    found = verify.check(folder)
    assert found.defects == ()
    assert {one.by for one in found.signed} == {"ana-simulated", "basil-simulated"}


def test_everything_that_was_received_was_read(folder: Path) -> None:
    with Case.open(folder) as case:
        now = status(case)
        assert now.items == len(demo.LISTS) + len(demo.OTHERS) + len(facts.told()["accounts"]) + 2
        assert now.unread == ()
        assert len(now.disagreements) == 1


@pytest.mark.parametrize(
    ("source", "name", "nobodys"),
    [
        ("committees", "committees-newer", 0),
        ("hospital", "hospital", 1),  # its last row says no more than that it is simulated
        ("archive", "archive", 1),  # its last row is a total
        ("monitor", "monitor", 0),  # its last line is cut off and stayed out
    ],
)
def test_every_row_with_a_person_became_a_record(folder: Path, source: str, name: str, nobodys: int) -> None:
    truth = pl.read_csv(folder / "files" / "truth" / f"simulated-{name}.csv")
    with Case.open(folder) as case:
        finding = case.current(f"records/{source}/{source}")
        assert finding
        with case.open_table(finding, "records") as path:
            records = pl.read_parquet(path)
    assert records["row"].to_list() == [*range(truth.height + nobodys)]
    assert records["id"].is_unique().all()


def test_the_newer_version_changed_what_the_files_say_it_did(folder: Path, told: list[str]) -> None:
    old, new = (pl.read_csv(folder / "files" / f"simulated-{name}.csv", truncate_ragged_lines=True, infer_schema=False)
                for name in ("committees", "committees-newer"))  # fmt: skip
    old = old.filter(pl.col("رقم السجل").str.starts_with("S-"))
    both = old.join(new, on="رقم السجل")
    same = old.join(new, on=old.columns, nulls_equal=True).height
    counts = (
        f"{new.height - both.height} new, {both.height - same} changed, {old.height - both.height} gone, {same} same"
    )
    assert any(counts in line for line in told), counts


def test_nothing_in_the_records_tells_who_the_witness_is(folder: Path) -> None:
    with Case.open(folder) as case:
        assert any(WITNESS in value for value in protecting.protected(case))
        words = WITNESS.split()
        assert not [one for one in case.shelves.search("cellar") if any(word in str(one.said) for word in words)]


def test_the_reports_say_nothing_beyond_their_evidence(folder: Path, told: list[str]) -> None:
    checked = [line for line in told if line.startswith("Drafted and checked")]
    assert all(line.endswith(" 0 faults.") for line in checked), checked
    assert len(checked) == 3
    for page in (folder / "report" / "en", folder / "report" / "ar", folder / "kosovo-1999" / "report" / "en"):
        assert (page / "INTERNAL-report.html").stat().st_size > 10_000
        assert (page / "INTERNAL-report.pdf").read_bytes().startswith(b"%PDF")


def test_the_facts_of_2012_rest_on_the_origins_that_they_name(folder: Path) -> None:
    """The film from the hospital and the report of October 2011: one or two origins; who disputes it saw nothing."""
    with Case.open(folder) as case:
        weighed = look(case)
    claims = {one.span.said: n for n, one in enumerate(weighed.told.claims)}
    film = weighed.result(claims["Patients of the military hospital of Homs were tortured in their beds"])
    assert (film.range, film.contested) == ((1, 2), True)
    assert weighed.result(claims["Aid was let in"]).range == (0, 1)


def test_the_findings_are_near_the_truth(told: list[str]) -> None:
    lines = {line.split(":")[0].strip(): line for line in told}
    precision, recall = (float(one) for one in re.findall(r"([\d.]+)%", lines["Names"]))
    assert min(precision, recall) > 90
    assert lines["Toll"].endswith("holds them.")
    assert float(re.findall(r"recall (\d+)%", lines["Craters"])[0]) > 80
    assert any(line.endswith("the near-census, 10,401, is inside.") for line in told)


def test_the_commands_that_it_names_work(folder: Path, told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    commands = [line.split("tawthiq ", 1)[1] for line in told if " --case " in line]
    assert len(commands) == 7
    for command in commands:
        answer = spoken(capsys, shlex.split(command, posix=True))
        assert (answer.code, answer.err) == (0, ""), command
        assert answer.out


def test_it_makes_no_key_among_those_of_the_user(folder: Path) -> None:
    assert keys.handles() == []
    assert (folder / ".people" / "keys" / "ana-simulated.pem").exists()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_draft_passes_its_own_check(folder: Path, lang: str) -> None:
    with Case.open(folder) as case:
        for text in (drafts.draft(case, lang), _published(folder, lang)):
            found = drafts.check(case, text, lang)
            assert [(one.line, one.say("en")) for one in found.faults] == []
            assert found.references > 40


def _published(folder: Path, lang: str) -> str:
    """The draft of the report that the demonstration publishes."""
    return (folder / "report" / f"draft-{lang}.md").read_text("utf-8")


def test_the_report_tells_what_was_published_in_2012_and_ends_with_the_truth(folder: Path) -> None:
    with Case.open(folder) as case:
        made = drafts.edition(case, _published(folder, "en"))
    words = " ".join(span.text for section in made.sections for block in section.blocks if isinstance(block, Paragraph)
                     for sentence in block.sentences for span in sentence)  # fmt: skip
    for fact in (
        "7,500",
        "6,000 names",
        "25,000",
        "34 42 43N 36 40 58E",
        "International Criminal Court",
        "could not verify",
    ):
        assert fact in words, fact
    assert [one.role for one in made.sections] == ["body", "elements", "unverified", "method", "last"]
    assert all(one.simulated for section in made.sections for one in section.blocks if isinstance(one, Picture))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_footnote_of_its_report_leads_to_bytes_that_hash_right(folder: Path, lang: str) -> None:
    """Of the text, the figures and what the tool adds: every hash that a card or a derivation prints is that of bytes
    in the vault, hashed here anew; what is said of the case itself leads to the log's head and its sources.
    """
    with Case.open(folder) as case:
        made = drafts.edition(case, _published(folder, lang), lang)
        head = case.journal.head()[1]
    bytes_of = {sha256(path.read_bytes()).hexdigest() for path in (folder / "vault").rglob("*") if path.is_file()}
    of_the_case = ("case.", "source:", "sources.", "items.of")
    assert made.head == head
    for one in made.notes:
        told = " ".join((*(words for _, words in one.trace), *(value for _, value in one.lines)))
        printed = {value for _, value in one.lines if re.fullmatch(r"[0-9a-f]{64}", value) and value != head}
        named = set(re.findall(r"sha256: ([0-9a-f]{64})", told))
        assert printed | named <= bytes_of, one.reference
        walked = bytes_of & set(re.findall(r"\b[0-9a-f]{64}\b", told))
        assert walked or one.reference.startswith(of_the_case), one.reference
        assert one.ids or head in dict(one.lines).values(), one.reference
    assert len(made.notes) > 40
    assert made.stamp == "SIMULATED"


def test_trace_of_a_line_prints_the_same_cards_as_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines of the draft that refer to something, figures apart: title, lines, ids and derivation are the card's."""
    file = folder / "report" / "draft-en.md"
    with Case.open(folder) as case:
        cards = [_card(one) for one in drafts.edition(case, _published(folder, "en"), "en").notes]
    lines = [
        n for n, line in enumerate(_published(folder, "en").splitlines(), 1) if "{" in line and "{figure" not in line
    ]
    assert len(lines) > 20
    for n in lines[::7]:
        answer = spoken(capsys, ["--case", folder, "--lang", "en", "--json", "trace", f"{file}:{n}"])
        told = json.loads(answer.out)
        assert told
        for one in told:
            made = Note(**{**one, "lines": [tuple(line) for line in one["lines"]]})
            assert _card(made) in cards, (n, one["reference"])


def _card(one: Note) -> tuple[object, ...]:
    """What a card says, whatever its number."""
    return (one.title, tuple(map(tuple, one.lines)), tuple(one.ids), tuple((depth, said) for depth, said in one.trace))


def test_it_replaces_its_own_folder_only(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(Refused):
        demo.build(tmp_path, print)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
    before = folder.joinpath("journal.jsonl").read_bytes()
    demo.build(folder, lambda _: None)
    assert folder.joinpath("journal.jsonl").read_bytes() != before
    assert verify.check(folder).defects == ()
