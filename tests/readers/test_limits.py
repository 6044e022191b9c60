"""Limits: a hostile file ends the process that reads it, and is refused with its name and what to do."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pyarrow as pa
import pytest

from tawthiq.errors import BadInput, NoRoom
from tawthiq.messages import LANGUAGES
from tawthiq.readers.document import Document
from tawthiq.readers.limits import Job, Limits, Outcome, Worker
from tawthiq.readers.pdf import Pdf
from tawthiq.readers.shape import About, Reader, Sink

from .making import pdf
from .reading import Read, about

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

QUICK = Limits(seconds=60)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A reader that does what the file says, as a file that found a hole in a parser could make it do."""

    name: ClassVar[str] = "hostile"
    version: ClassVar[str] = "1"

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        return True

    def read(self, file: Path, about: About, sink: Sink) -> None:
        sink.add("records", pa.table({"pid": [os.getpid()]}))
        match file.read_text():
            case "sleep":
                time.sleep(600)
            case "start":
                program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
                file.with_name(file.name + ".pid").write_text(str(program.pid))
                os._exit(7)
            case "eat":
                _ = bytearray(32 * 1024**3)
            case "die":
                os._exit(7)
            case "fail":
                raise ZeroDivisionError("by a page of no width")
            case "fill":
                raise OSError(28, "No space left on device")
            case "spin":
                while True:
                    pass
            case "tell":
                for done in range(1_000):
                    sink.progress(done + 1, 1_000)


def given(tmp_path: Path, order: str) -> Path:
    (tmp_path / "given.txt").write_text(order)
    (tmp_path / "out").mkdir(exist_ok=True)
    return tmp_path / "given.txt"


def run(reader: Reader, file: Path, about: About, folder: Path, limits: Limits = QUICK) -> Outcome:
    """What a worker makes of one file."""
    with Worker(limits) as worker:
        return worker.read(reader, file, about, folder)


def refused(tmp_path: Path, order: str, limits: Limits = QUICK) -> BadInput:
    with pytest.raises(BadInput) as error:
        run(Hostile(), given(tmp_path, order), about("given.txt"), tmp_path / "out", limits)
    assert error.value.facts["file"] == "given.txt"
    assert all("given.txt" in error.value.say(lang) for lang in LANGUAGES)
    return error.value


def test_what_is_read_is_written_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.\n\nTwo.\n")
    (tmp_path / "out").mkdir()
    outcome = run(Document(), tmp_path / "a.txt", about("a.txt"), tmp_path / "out")
    assert isinstance(outcome, Outcome)
    assert outcome.rows == {"records": 2, "said": 2, "rejected": 0}
    assert outcome.levels == {}
    assert outcome.files["said"] == tmp_path / "out" / "said.parquet"
    assert Read(tmp_path / "out").column("text") == ["One.", "Two."]


def test_what_a_reader_refuses_comes_back_with_its_facts(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "out").mkdir()
    with pytest.raises(BadInput) as error:
        run(Document(), tmp_path / "empty.txt", about("empty.txt"), tmp_path / "out")
    assert (error.value.key, error.value.facts) == ("paragraphs.none", {"file": "empty.txt"})


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    assert refused(tmp_path, "sleep", Limits(seconds=3)).key == "limits.time"


@pytest.mark.skipif(resource is None, reason="this platform has no resource limits: only the clock is watched")
def test_a_file_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    assert refused(tmp_path, "eat").key == "limits.memory"


def test_a_file_that_brings_the_process_down_is_named_with_the_code(tmp_path: Path) -> None:
    error = refused(tmp_path, "die")
    assert (error.key, error.facts["code"]) == ("limits.died", 7)


def test_an_error_that_nobody_foresaw_is_said_with_what_it_was(tmp_path: Path) -> None:
    error = refused(tmp_path, "fail")
    assert (error.key, error.facts["detail"]) == ("limits.failed", "ZeroDivisionError: by a page of no width")


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        run(Hostile(), given(tmp_path, "fill"), about("given.txt"), tmp_path / "out")


def test_a_worker_reads_file_after_file_in_one_process(tmp_path: Path) -> None:
    with Worker(QUICK) as worker:
        pids = []
        for _ in range(3):
            worker.read(Hostile(), given(tmp_path, "nothing"), about("given.txt"), tmp_path / "out")
            pids += Read(tmp_path / "out").column("pid", "records")
        with pytest.raises(BadInput):
            worker.read(Hostile(), given(tmp_path, "fail"), about("given.txt"), tmp_path / "out")
        worker.read(Hostile(), given(tmp_path, "nothing"), about("given.txt"), tmp_path / "out")
        pids += Read(tmp_path / "out").column("pid", "records")
    assert len(set(pids)) == 1
    assert pids[0] != os.getpid()


def test_after_a_file_that_killed_its_process_the_next_is_read(tmp_path: Path) -> None:
    with Worker(QUICK) as worker:
        with pytest.raises(BadInput):
            worker.read(Hostile(), given(tmp_path, "die"), about("given.txt"), tmp_path / "out")
        assert worker.read(Hostile(), given(tmp_path, "nothing"), about("given.txt"), tmp_path / "out").rows["records"]


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with Worker(QUICK) as worker:
        worker.read(
            Hostile(), given(tmp_path, "tell"), about("given.txt"), tmp_path / "out", lambda *step: told.append(step)
        )
    assert told == sorted(told)
    assert told[-1] == (1_000, 1_000)


def test_limits_change_no_result(tmp_path: Path) -> None:
    """They stand in no recipe, so the same bytes must come out under any of them."""
    (tmp_path / "a.pdf").write_bytes(pdf([(100, 700, "One.")]))
    made = []
    for limits in (QUICK, Limits(seconds=500, memory=16 * 1024**3)):
        folder = tmp_path / f"{limits.seconds}"
        folder.mkdir()
        run(Pdf(), tmp_path / "a.pdf", about("a.pdf"), folder, limits)
        made.append(Read(folder).bytes())
    assert made[0] == made[1]


def test_a_job_is_what_travels_to_the_child(tmp_path: Path) -> None:
    job = Job(Document(), tmp_path / "a.txt", about("a.txt"), tmp_path)
    assert job.reader == Document()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this platform has no groups of processes")
def test_the_programs_that_a_reader_started_end_with_it(tmp_path: Path) -> None:
    """A film that brings its reader down must not leave ffmpeg running."""
    assert refused(tmp_path, "start").key == "limits.died"
    program = int((tmp_path / "given.txt.pid").read_text())
    assert any(gone(program) or time.sleep(0.05) for _ in range(100))


def gone(process: int) -> bool:
    """Whether it runs no more; where nobody collects orphans, what is left of it is a zombie."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{process}/stat")
    return state.exists() and ") Z" in state.read_text()
