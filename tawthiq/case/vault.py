"""The vault: every byte received or computed, by SHA-256, read-only; and the words of every act, line by line."""

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from blake3 import blake3
from filelock import FileLock, Timeout

from tawthiq.errors import NoRoom, NotFound

CHUNK = 1 << 22
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes hashed and on the disk, not yet in the vault; ``path`` is ``None`` for a file kept by reference."""

    sha256: str
    blake3: str
    size: int
    path: Path | None


def canonical(value: Any) -> bytes:
    """The one JSON spelling of a value that is hashed and signed: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def spelled(name: str) -> str:
    """The name of a file as text: bytes that are no UTF-8 become the sign for what cannot be read."""
    return os.fsencode(name).decode("utf-8", "replace")


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(fresh, path)
    sync_folder(path.parent)


@contextmanager
def room(where: Path) -> Iterator[None]:
    """Turn a full or failing disk into NoRoom."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise NoRoom("case.no_room", file=str(where), cause=error.strerror) from error
        raise


class Vault:
    """The only door to the bytes of a case.

    ``root`` is the folder ``vault/``. Files lie at ``ab/cdef…`` (their SHA-256), read-only. ``incoming/`` holds what a
    living process is still receiving.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.words = Words(root / "words.jsonl")
        self._incoming: Path | None = None
        self._alive: FileLock | None = None

    def place_of(self, sha256: str) -> Path:
        """Where the bytes with this hash lie or would lie."""
        return self.root / sha256[:2] / sha256[2:]

    def holds(self, sha256: str) -> bool:
        """Whether the vault has these bytes."""
        return self.place_of(sha256).exists()

    @contextmanager
    def path(self, sha256: str) -> Iterator[Path]:
        """A plain, readable file with these bytes, valid inside the ``with``. Raises NotFound."""
        place = self.place_of(sha256)
        if not place.exists():
            raise NotFound("case.no_bytes", sha256=sha256)
        yield place

    def stage(self, source: Path, *, copy: bool = True, progress: Progress | None = None) -> Staged:
        """Hash a file, streamed, and copy it beside the vault. Raises NoRoom and removes the half-written copy."""
        target = self._incoming_folder() / secrets.token_hex(8) if copy else None
        total = source.stat().st_size
        sha, second, size = hashlib.sha256(), blake3(max_threads=blake3.AUTO), 0
        try:
            with room(self.root), source.open("rb") as file, _writer(target) as write:
                while chunk := file.read(CHUNK):
                    sha.update(chunk)
                    second.update(chunk)
                    write(chunk)
                    size += len(chunk)
                    if progress:
                        progress(size, total)
        except BaseException:
            if target:
                target.unlink(missing_ok=True)
            raise
        return Staged(sha.hexdigest(), second.hexdigest(), size, target)

    def stage_bytes(self, data: bytes) -> Staged:
        """The same for bytes in memory; nothing is written when the vault holds them."""
        sha256, second = hashlib.sha256(data).hexdigest(), blake3(data).hexdigest()
        if self.holds(sha256):
            return Staged(sha256, second, len(data), None)
        target = self._incoming_folder() / secrets.token_hex(8)
        with room(self.root), _writer(target) as write:
            write(data)
        return Staged(sha256, second, len(data), target)

    def adopt(self, made: Path) -> Staged:
        """Hash a file that a method made inside the case; it will be moved, not copied."""
        staged = self.stage(made, copy=False)
        with room(made), made.open("rb+") as file:
            os.fsync(file.fileno())
        return Staged(staged.sha256, staged.blake3, staged.size, made)

    def take(self, staged: Path, sha256: str) -> None:
        """Move staged bytes to their place, read-only; bytes already held are dropped. Can be repeated."""
        place = self.place_of(sha256)
        if place.exists():
            staged.unlink(missing_ok=True)
            return
        place.parent.mkdir(exist_ok=True)
        os.chmod(staged, 0o444)
        os.replace(staged, place)
        sync_folder(place.parent)

    def remove(self, sha256: str) -> None:
        """Remove bytes for good; nothing happens when they are gone already."""
        place = self.place_of(sha256)
        if place.exists():
            os.chmod(place, 0o644)
            place.unlink()

    def sweep(self) -> None:
        """Remove what dead processes were receiving."""
        for folder in (self.root / "incoming").glob("*/"):
            try:
                with FileLock(folder / ".alive", timeout=0):
                    pass
            except Timeout:
                continue
            shutil.rmtree(folder, ignore_errors=True)

    def _incoming_folder(self) -> Path:
        if self._incoming is None or not self._incoming.exists():
            folder = self.root / "incoming" / secrets.token_hex(8)
            with room(self.root):
                folder.mkdir(parents=True)
            self._alive = FileLock(folder / ".alive", timeout=0)
            self._alive.acquire()
            self._incoming = folder
        return self._incoming

    def close(self) -> None:
        """Let go of this process's folder of incoming files."""
        if self._incoming and self._alive:
            self._alive.release()
            shutil.rmtree(self._incoming, ignore_errors=True)
            self._incoming = self._alive = None


@contextmanager
def _writer(target: Path | None) -> Iterator[Callable[[bytes], object]]:
    if target is None:
        yield lambda _: None
        return
    with target.open("wb") as out:
        yield out.write
        out.flush()
        os.fsync(out.fileno())


class Words:
    """The words of the acts, one line for each line of the journal, which holds only their salted commitments.

    A line is ``{"body": …, "n": 7, "salt": …}``, or ``{"n": 7, "salt": …, "withdrawn": true}`` once forgotten.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def lines(self, offset: int = 0) -> Iterator[bytes]:
        """The lines from a byte offset, without their line ends."""
        with self.path.open("rb") as file:
            file.seek(offset)
            for line in file:
                yield line.rstrip(b"\n")

    def rewrite(self, held: int, changed: Mapping[str, str], added: Sequence[str]) -> None:
        """Replace lines by the number of their act and append others, whole or not at all. Can be repeated."""
        fresh = self.path.with_name("words.new")
        with fresh.open("wb") as out:
            for n, line in enumerate(islice(self.lines(), held), start=1):
                out.write(changed.get(str(n), "").encode() or line)
                out.write(b"\n")
            out.writelines(line.encode() + b"\n" for line in added)
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, self.path)
        sync_folder(self.path.parent)


def sealed(n: int, body: dict[str, Any] | None) -> bytes:
    """The words line of an act with a fresh salt; ``None`` makes the line of words that were withdrawn."""
    salt = secrets.token_hex(16)
    return canonical(
        {"n": n, "salt": salt, "withdrawn": True} if body is None else {"body": body, "n": n, "salt": salt}
    )


def commitment(line: bytes) -> str:
    """The hash of a words line: it binds the words, and without their salt it tells nothing of them."""
    return hashlib.sha256(line).hexdigest()
