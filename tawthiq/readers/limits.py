"""Limits: a reader runs in a child process, so that a hostile file ends that process and nothing else."""

import errno
import gc
import importlib
import math
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, process_time
from types import TracebackType
from typing import Any, Self

from tawthiq.errors import BadInput, NoRoom, TawthiqError
from tawthiq.readers.shape import About, Reader
from tawthiq.readers.sink import ParquetSink

Progress = Callable[[int, int], None]
BREATH = 0.1
OBJECTS = 100_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one file may be read, in seconds, and how much memory may be addressed meanwhile, in bytes.

    They stand in no recipe: they can refuse a file and change nothing else. What does change a result (how many
    pages, how many frames) is a parameter of its reader.
    """

    seconds: float = 3_600
    memory: int = 8 * 1024**3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one file gave: the Parquet files by table, their rows, and what was rejected by level."""

    files: Mapping[str, Path]
    rows: Mapping[str, int]
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read into Parquet files in a folder."""

    reader: Reader
    file: Path
    about: About
    workdir: Path


class Worker:
    """A child process that reads files one after another; use it in a ``with``. It starts with the first file.

    Memory and processor time are held where the platform has ``resource`` (Linux, partly macOS); the clock is
    watched from outside everywhere. A process that broke a limit is killed with all that it started, and replaced.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def start(self) -> "_Child":
        """The process; called early, it starts while the caller does something else."""
        self._child = self._child or _Child(self.limits)
        return self._child

    def read(
        self, reader: Reader, file: Path, about: About, workdir: Path, progress: Progress | None = None
    ) -> Outcome:
        """Read a file into Parquet files in an empty folder.

        Raises what the reader raised, and BadInput where it took too long, took too much memory or fell over; what
        lies in the folder then is to be thrown away.
        """
        child = self.start()
        try:
            told = child.read(Job(reader, file, about, workdir), progress)
        except BaseException:
            self._end()
            raise
        if isinstance(told, TawthiqError):
            raise told
        return told

    def _end(self) -> None:
        if self._child:
            self._child.kill()
            self._child = None


class _Child:
    """The process, and this end of the pipe to it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        spawn = multiprocessing.get_context("spawn")
        self.link, there = spawn.Pipe()
        self.process = spawn.Process(target=_serve, args=(there, limits), daemon=True)
        self.process.start()
        there.close()

    def read(self, job: Job, progress: Progress | None) -> Outcome | TawthiqError:
        """What became of the job. Raises BadInput where the process died or was too slow: it is of no use then."""
        until = monotonic() + self.limits.seconds
        try:
            self.link.send(job)
            while self.link.poll(max(0.0, until - monotonic())):
                told = self.link.recv()
                if isinstance(told, Outcome | TawthiqError):
                    return told
                if progress:
                    progress(*told)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self.process.join()
            raise BadInput("limits.died", file=job.about.name, code=self.process.exitcode) from error
        raise BadInput("limits.time", file=job.about.name, seconds=self.limits.seconds)

    def kill(self) -> None:
        """End the process and, where processes have groups, the programs that it started (Tesseract, ffmpeg)."""
        if self.process.pid and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.link.close()


def _serve(link: "Connection[Any, Any]", limits: Limits) -> None:
    """The life of the child: read what comes until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    _hold("RLIMIT_AS", limits.memory)
    gc.set_threshold(OBJECTS)
    with suppress(EOFError, BrokenPipeError):
        while True:
            job = link.recv()
            _hold("RLIMIT_CPU", math.ceil(process_time() + limits.seconds * (os.cpu_count() or 1)))
            link.send(_answer(job, link))


def _hold(name: str, most: int) -> None:
    """Set a limit of this process, where the platform knows it."""
    with suppress(ImportError, AttributeError, ValueError, OSError):
        resource = importlib.import_module("resource")
        limit = getattr(resource, name)
        resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))


def _answer(job: Job, link: "Connection[Any, Any]") -> Outcome | TawthiqError:
    try:
        with ParquetSink(job.workdir, _Teller(link)) as sink:
            job.reader.read(job.file, job.about, sink)
        return Outcome(sink.files, dict(sink.rows), dict(sink.levels))
    except TawthiqError as error:
        return error
    except MemoryError:
        return BadInput("limits.memory", file=job.about.name)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return NoRoom("limits.room", file=job.about.name)
        return BadInput("limits.failed", file=job.about.name, detail=f"{type(error).__name__}: {error}")


class _Teller:
    """Passes progress on, a few times a second."""

    def __init__(self, link: "Connection[Any, Any]") -> None:
        self.link = link
        self.next = 0.0

    def __call__(self, done: int, total: int) -> None:
        if monotonic() >= self.next or done >= total:
            self.next = monotonic() + BREATH
            self.link.send((done, total))
