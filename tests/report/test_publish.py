"""The door: what leaves for whom, and what never does. All people and events are invented."""

import errno
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tawthiq.case import Case, Decision
from tawthiq.case.protecting import protect
from tawthiq.errors import BadInput, NoRoom, Refused
from tawthiq.readers import read
from tawthiq.report import draft as drafts
from tawthiq.report import publish as door
from tawthiq.report.door.contents import texts
from tawthiq.report.door.scan import Scanner, Secret
from tawthiq.report.publish import approve, digest
from tests.report.conftest import DAY, Office
from tests.report.door.test_contents import CANARIES


def words_of(folder: Path) -> str:
    return "\n".join(said for path in sorted(folder.rglob("*")) if path.is_file() for _, said in texts(path))


def allow_embargo(office: Office, **rules: object) -> None:
    """Write rules into case.toml as a person would."""
    told = "\n".join(f"{name} = {value}" for name, value in rules.items())
    path = office.case.root / "case.toml"
    path.write_text(path.read_text("utf-8") + f"\n[rules.publish]\n{told}\n", "utf-8")


def test_colleagues_get_it_at_once_and_it_is_stamped_and_logged(office: Office) -> None:
    made = office.publish("out")
    assert [one.name for one in made.files] == ["INTERNAL-report.html", "INTERNAL-report.pdf", "INTERNAL.txt"]
    assert '<p class="stamp" role="note"><span>INTERNAL' in (made.folder / "INTERNAL-report.html").read_text("utf-8")
    (edition,) = office.case.catalogue.editions()
    assert (edition["id"], edition["audience"]) == (made.id, "working")
    assert {one["name"] for one in edition["files"]} == {"INTERNAL-report.html", "INTERNAL-report.pdf"}


def test_the_public_waits_for_a_second_person_who_read_this_very_text(office: Office) -> None:
    with pytest.raises(Refused, match="nobody else has approved"):
        office.publish("out", "public")
    approve(office.case, office.draft, "read it", office.ana, "en")
    with pytest.raises(Refused, match="nobody else has approved"):
        office.publish("out", "public")
    approve(office.case, office.draft, "read it whole", office.basil, "en")
    other = replace(office, draft=office.draft.replace("were read", "were read by hand"))
    with pytest.raises(Refused, match="nobody else has approved"):
        other.publish("out", "public")
    made = office.publish("out", "public")
    assert "A second person read and approved this text" in words_of(made.folder)


def test_who_is_alone_types_it_and_the_report_says_so(office: Office) -> None:
    assert "no second person read and approved it" in words_of(office.publish("out", "public", alone=True).folder)


def test_the_dead_are_named_when_their_family_allows_it(office: Office) -> None:
    named = replace(
        office, draft=office.draft + f"\n{{item:{office.case.items()[0].id}}} tells of Samir Haddad Khoury.\n"
    )
    with pytest.raises(Refused, match=r"report.html.*" + office.people[0]):
        named.publish("out", "public", alone=True)
    assert not (office.folder / "out").exists()
    office.case.judge([Decision("permit", (office.people[0],), "the mother agreed")], office.ana)
    assert "Samir Haddad Khoury" in words_of(named.publish("out", "public", alone=True).folder)
    office.case.judge([Decision("revoke", (office.people[0],), "she asked")], office.ana)
    with pytest.raises(Refused):
        named.publish("again", "public", alone=True)


def test_a_name_is_known_in_the_other_script(office: Office) -> None:
    told = replace(
        office, draft=office.draft + f"\n{{item:{office.case.items()[0].id}}} tells of Hiba al-Khatib al-Najjar.\n"
    )
    with pytest.raises(Refused, match=office.people[2]):
        told.publish("out", "public", alone=True)


def test_only_counts_out_of_their_embargo_and_large_enough_leave(office: Office) -> None:
    """Two died in February in one place, one three days before the edition: two are fewer than five."""
    made = office.publish("out", "public", alone=True)
    assert (made.folder / "data" / "counts.csv").read_text().splitlines() == [
        "month,place_within,people,suppressed", "2012-02,,,True",
    ]  # fmt: skip
    allow_embargo(office, embargo_days=0, smallest_cell=1)
    with Case.open(office.case.root) as case:
        made = replace(office, case=case).publish("more", "public", alone=True)
    assert (made.folder / "data" / "counts.csv").read_text().splitlines()[1:] == [
        "2012-02,,2,False", "2012-05,,1,False",
    ]  # fmt: skip


def test_a_protected_word_stops_the_publication_and_nothing_is_left(office: Office) -> None:
    """The word stands in what the tool adds to every edition, so that only the scan can find it."""
    protect(office.case, "word", "tawthiq", "an invented code name", office.ana)
    before = len(office.case.catalogue.editions())
    for audience in ("public", "court"):
        with pytest.raises(Refused, match="the scan found"):
            office.publish("out", audience, alone=True)  # type: ignore[arg-type]
    assert not (office.folder / "out").exists()
    assert list((office.case.root / "scratch" / "publishing").iterdir()) == []
    assert len(office.case.catalogue.editions()) == before


def test_a_draft_with_faults_stays_but_colleagues_may_see_it(office: Office) -> None:
    typed = replace(office, draft=office.draft + "\nExactly 77 people died.\n")
    for audience in ("public", "court"):
        with pytest.raises(Refused, match="77"):
            typed.publish("out", audience, alone=True)  # type: ignore[arg-type]
    assert "this could not be published" in words_of(typed.publish("out").folder)


def test_an_interview_reaches_a_court_not_the_public(office: Office) -> None:
    """The witness consented to a court."""
    item = office.case.items()[1]
    place = office.case.shelves.search("shells")[0].locator
    quoted = replace(
        office,
        draft=office.draft + f"\nA witness said: [[We counted the shells until noon.]{{item:{item.id} {place}}}]\n",
    )
    with pytest.raises(Refused, match="consent"):
        quoted.publish("out", "public", alone=True)
    assert "We counted the shells" in words_of(quoted.publish("court", "court").folder / "data" / "report")


def test_an_edition_goes_to_a_new_folder_and_to_known_audiences(office: Office) -> None:
    office.publish("out")
    with pytest.raises(Refused, match="not empty"):
        office.publish("out")
    with pytest.raises(BadInput, match="press"):
        office.publish("other", "press")  # type: ignore[arg-type]


def test_equal_editions_have_equal_bytes(office: Office) -> None:
    """The custody log has one act more, so the head is masked; the rest of the page is the same."""
    one, other = (office.publish(name, "public", alone=True) for name in ("one", "other"))
    for first, second in zip(one.files, other.files, strict=True):
        if first.suffix in (".csv", ".parquet", ".json"):
            assert first.read_bytes() == second.read_bytes()


def test_an_approval_is_of_words_and_figures_not_of_the_log(office: Office) -> None:
    before = drafts.edition(office.case, office.draft, "en")
    office.case.judge([Decision("note", (office.people[0],), "nothing new")], office.basil)
    after = drafts.edition(office.case, office.draft, "en")
    assert before.head != after.head
    assert digest(before) == digest(after)


def test_after_a_kill_there_is_a_whole_edition_or_none(office: Office) -> None:
    """Killed at several moments: never a part, and the next publication goes through."""
    script = (
        "import sys; from pathlib import Path; from tawthiq.case import Case, keys\n"
        "from tawthiq.report.publish import publish\n"
        "with Case.open(Path(sys.argv[1])) as case:\n"
        "    print('go', flush=True)\n"
        "    publish(case, Path(sys.argv[2]).read_text('utf-8'), Path(sys.argv[3]), keys.load('ana'), lang='en')\n"
    )
    (office.folder / "draft.md").write_text(office.draft, "utf-8")
    to = office.folder / "killed"
    for wait in (0.05, 0.4):
        command = [sys.executable, "-c", script, str(office.case.root), str(office.folder / "draft.md"), str(to)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert child.stdout and child.stdout.readline() == b"go\n"
        time.sleep(wait)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        assert not to.exists() or {one.name for one in to.iterdir()} >= {"INTERNAL-report.html", "INTERNAL-report.pdf"}
    with Case.open(office.case.root) as case:
        made = replace(office, case=case).publish("whole")
    assert len(made.files) == 3
    assert len(list((office.case.root / "scratch" / "publishing").iterdir())) == 0


@pytest.mark.parametrize("audience", ["working", "court"])
def test_a_full_disk_is_told_and_nothing_is_left(
    office: Office, monkeypatch: pytest.MonkeyPatch, audience: door.Audience
) -> None:
    """The disk fills while the edition is copied to its place; nothing is logged either."""
    before, copies = len(office.case.catalogue.editions()), iter(range(2))

    def full(source: Path, target: Path) -> None:
        if next(copies, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        target.write_bytes(source.read_bytes())

    monkeypatch.setattr("shutil.copy", full)
    with pytest.raises(NoRoom, match=r"out"):
        office.publish("out", audience)
    assert [one.name for one in office.folder.iterdir() if "out" in one.name] == []
    assert len(office.case.catalogue.editions()) == before


def test_no_canary_leaves_in_any_edition(office: Office) -> None:
    """200 protected names, each planted in a list, a reason, a note or a title; none stands in what leaves."""
    case, ana = office.case, office.ana
    planted = {canary: canary for canary in CANARIES}
    rows = [f"{n},{canary},2012-02-0{n % 9 + 1},Bab Amr,killed" for n, canary in enumerate(CANARIES[:120])]
    path = office.folder / "more.csv"
    path.write_text("\n".join(["list_id,name,date,place,status", *rows]) + "\n", "utf-8")
    item = case.receive(path, source="lcc", how=f"from {CANARIES[120]}", by=ana)
    read(case, path, by=ana, list="more")
    notes = [Decision("note", (item.id,), f"said by {canary}") for canary in CANARIES[121:]]
    case.judge([*notes, *(Decision("protect", (canary,), "a canary", {"kind": "person"}) for canary in planted)], ana)
    scanner = Scanner(Secret(canary, "person", canary) for canary in planted)
    for audience in ("public", "court"):
        made = office.publish(audience, audience, alone=True)  # type: ignore[arg-type]
        assert list(scanner.leaks(made.files)) == []
    assert "more.csv" in (office.folder / "court" / "data" / "log" / "loadfile.csv").read_text("utf-8")
    assert DAY.isoformat() in (office.folder / "public" / "report.html").read_text("utf-8")
