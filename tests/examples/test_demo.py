"""The demonstration builds from nothing, is sound, agrees with the truth behind it, and touches nothing else."""

import re
import shlex
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
        found = drafts.check(case, drafts.draft(case, lang))
    assert [(one.line, one.say("en")) for one in found.faults] == []
    assert found.references > 40


def test_every_footnote_of_its_draft_leads_to_bytes_that_hash_right(folder: Path) -> None:
    """Of the draft and of what the tool adds; what is said of the case itself leads to the log's head and sources."""
    with Case.open(folder) as case:
        made = drafts.edition(case, drafts.draft(case, "en"))
        head = case.journal.head()[1]
    of_the_case = ("case.", "source:", "sources.")
    assert made.head == head
    for one in made.notes:
        told = " ".join(words for _, words in one.trace)
        assert "hash as received" in told or one.reference.startswith(of_the_case), one.reference
        assert one.ids or head in dict(one.lines).values(), one.reference
    assert len(made.notes) > 40
    assert made.stamp == "SIMULATED"


def test_it_replaces_its_own_folder_only(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(Refused):
        demo.build(tmp_path, print)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
    before = folder.joinpath("journal.jsonl").read_bytes()
    demo.build(folder, lambda _: None)
    assert folder.joinpath("journal.jsonl").read_bytes() != before
    assert verify.check(folder).defects == ()
