"""The one way to write to a case: acts are written down whole, then done; after any interruption they are redone.

``pending.json`` is the moment of commitment. Before it is there, nothing of the act has happened; once it is there,
the act happens, if need be at the next opening. The lock is held for the act, never during a computation.
"""

import json
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from tawthiq.case.journal import ActKind, Journal, Line, now, parse
from tawthiq.case.keys import Signer
from tawthiq.case.vault import Staged, Vault, commitment, room, sealed, sync_folder, write_whole
from tawthiq.errors import InUse, NotFound

WAIT = 5.0


@dataclass(frozen=True, slots=True)
class Draft:
    """An act about to be done: what the journal says of it, its words, and the bytes it brings into the vault.

    ``forgets`` holds new words for earlier acts (``None``: withdrawn), ``removes`` hashes that leave the vault.
    """

    act: ActKind
    body: Mapping[str, Any]
    about: tuple[str, ...] = ()
    verdict: str = ""
    blobs: tuple[Staged, ...] = ()
    forgets: Mapping[int, Mapping[str, Any] | None] = field(default_factory=dict)
    removes: tuple[str, ...] = ()


class Desk:
    """Where acts are done: the lock, the pending act and its redoing."""

    def __init__(self, root: Path, vault: Vault, journal: Journal) -> None:
        self.root, self.vault, self.journal = root, vault, journal
        self.pending = root / "pending.json"

    @contextmanager
    def lock(self, doing: str) -> Iterator[None]:
        """Hold the case, after finishing what an interrupted process left. Raises InUse after five seconds."""
        holder = self.root / "case.holder"
        try:
            with FileLock(self.root / "case.lock", timeout=WAIT):
                self._finish()
                holder.write_text(f"{doing}, process {os.getpid()} on {socket.gethostname()}", "utf-8")
                yield
        except Timeout as error:
            who = holder.read_text("utf-8") if holder.exists() else "?"
            raise InUse("case.in_use", file=str(self.root), holder=who) from error

    def perform(self, signer: Signer, drafts: Sequence[Draft]) -> list[Line]:
        """Do acts, all or none; the lock must be held. Raises NoRoom with nothing changed."""
        plan = self._plan(signer, drafts)
        with room(self.root):
            write_whole(self.pending, json.dumps(plan).encode())
            try:
                self._do(plan)
            except OSError:
                self._undo(plan)
                raise
        return [parse(line.encode()) for line in plan["lines"]]

    def _plan(self, signer: Signer, drafts: Sequence[Draft]) -> dict[str, Any]:
        held, prev = self.journal.head()
        n, words, lines, changed = held, [], [], {}
        for draft in drafts:
            n += 1
            new = {k: sealed(k, dict(body) if body is not None else None) for k, body in draft.forgets.items()}
            changed.update({str(k): line.decode() for k, line in new.items()})
            sealed_words = sealed(n, dict(draft.body))
            line = Line(
                n, draft.act, now(), signer.handle, signer.key, commitment(sealed_words), prev,
                draft.about, draft.verdict, {str(k): commitment(w) for k, w in new.items()},
            ).signed(signer)  # fmt: skip
            prev = line.hash
            words.append(sealed_words.decode())
            lines.append(line.bytes().decode())
        return {
            "held": held,
            "lines": lines,
            "words": words,
            "changed": changed,
            "journal_size": self.journal.path.stat().st_size,
            "words_size": self.vault.words.path.stat().st_size,
            "blobs": [[self._relative(b.path), b.sha256] for d in drafts for b in d.blobs if b.path],
            "fresh": [b.sha256 for d in drafts for b in d.blobs if b.path and not self.vault.holds(b.sha256)],
            "removes": [sha for d in drafts for sha in d.removes],
        }

    def _do(self, plan: dict[str, Any]) -> None:
        for path, sha256 in plan["blobs"]:
            if (self.root / path).exists():
                self.vault.take(self.root / path, sha256)
            elif not self.vault.holds(sha256):
                raise NotFound("case.no_bytes", sha256=sha256)
        if plan["changed"]:
            self.vault.words.rewrite(plan["held"], plan["changed"], plan["words"])
        else:
            _extend(self.vault.words.path, plan["words_size"], plan["words"])
        _extend(self.journal.path, plan["journal_size"], plan["lines"])
        for sha256 in plan["removes"]:
            self.vault.remove(sha256)
        self.pending.unlink()
        sync_folder(self.root)

    def _undo(self, plan: dict[str, Any]) -> None:
        """Take an act back that could not be written; only an act that forgets is left to be redone."""
        if plan["changed"]:
            return
        os.truncate(self.vault.words.path, plan["words_size"])
        os.truncate(self.journal.path, plan["journal_size"])
        for sha256 in plan["fresh"]:
            self.vault.remove(sha256)
        self.pending.unlink()

    def _finish(self) -> None:
        if self.pending.exists():
            self._do(json.loads(self.pending.read_bytes()))
        self.vault.sweep()

    def _relative(self, path: Path) -> str:
        return path.resolve().relative_to(self.root.resolve()).as_posix()


def _extend(path: Path, size: int, lines: Sequence[str]) -> None:
    with path.open("rb+") as out:
        out.truncate(size)
        out.seek(size)
        out.write("".join(line + "\n" for line in lines).encode())
        out.flush()
        os.fsync(out.fileno())
