"""The custody log: one line an act, each line carries the hash of the line before and the signature of its person.

The journal holds hashes, handles and verdicts only. What was said in an act (names, reasons, parameters) lies in the
words of the vault; the line commits to it through a salted hash, so that words can be forgotten and the chain holds.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from tawthiq.case.keys import Signer
from tawthiq.case.vault import canonical
from tawthiq.errors import Damaged

ActKind = Literal["receive", "find", "judge", "publish"]
LETTERS: Mapping[ActKind, str] = {"receive": "i", "find": "f", "judge": "j", "publish": "e"}
SIGNED = b"tawthiq act v1\n"
TAIL = 1 << 16


@dataclass(frozen=True, slots=True)
class Line:
    """One act: its number, kind, time (UTC), person and key; what it is about; its commitment; hash and signature.

    ``rewrote`` maps the numbers of earlier acts, whose words were forgotten, to the new commitments of their words.
    """

    n: int
    act: ActKind
    at: str
    by: str
    key: str
    words: str
    prev: str
    about: tuple[str, ...] = ()
    verdict: str = ""
    rewrote: Mapping[str, str] = field(default_factory=dict)
    hash: str = ""
    sig: str = ""

    @property
    def id(self) -> str:
        """The id of what the act made: i-… an item, f-… a finding, j-… a judgement, e-… an edition."""
        return f"{LETTERS[self.act]}-{self.words[:16]}"

    def content(self) -> bytes:
        """What the hash covers: everything but the hash and the signature."""
        value = asdict(self)
        del value["hash"], value["sig"]
        return canonical(value)

    def bytes(self) -> bytes:
        """The line as it stands in the file, without its line end."""
        return canonical(asdict(self))

    def signed(self, signer: Signer) -> "Line":
        """The line with its hash and the signature of its person."""
        value = asdict(self)
        value["hash"] = hashlib.sha256(self.content()).hexdigest()
        value["sig"] = signer.sign(SIGNED + value["hash"].encode())
        return parse(canonical(value))


def parse(line: bytes) -> Line:
    """A line from its bytes. Raises Damaged."""
    try:
        value = json.loads(line)
        return Line(**{**value, "about": tuple(value["about"])})
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged("case.bad_line", value=line[:80].decode(errors="replace")) from error


def now() -> str:
    """The time now, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Journal:
    """The file ``journal.jsonl``; only ``tawthiq.case.acts`` writes to it."""

    def __init__(self, path: Path, origin: str) -> None:
        self.path = path
        self.origin = origin

    def lines(self, offset: int = 0) -> Iterator[Line]:
        """The lines from a byte offset on."""
        with self.path.open("rb") as file:
            file.seek(offset)
            for line in file:
                yield parse(line)

    def head(self) -> tuple[int, str]:
        """The number of acts and the hash of the last; 0 and the case's own origin before the first."""
        last = self._last()
        return (last.n, last.hash) if last else (0, self.origin)

    def continues(self, n: int, hash_: str, offset: int) -> bool:
        """Whether the line at a byte offset follows the n-th act, whose hash this was."""
        following = next(self.lines(offset), None)
        return following is not None and (following.n, following.prev) == (n + 1, hash_)

    def _last(self) -> Line | None:
        size = self.path.stat().st_size
        if not size:
            return None
        with self.path.open("rb") as file:
            reach = min(size, TAIL)
            while True:
                file.seek(size - reach)
                tail = file.read(reach)
                start = tail.rfind(b"\n", 0, -1)
                if start >= 0 or reach == size:
                    return parse(tail[start + 1 :])
                reach = min(size, reach * 4)
