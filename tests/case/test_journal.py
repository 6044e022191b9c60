"""The journal: a line an act, each bound to the line before and to its person."""

import hashlib
import json
from pathlib import Path

import pytest

from tawthiq.case import Signer
from tawthiq.case.journal import SIGNED, Journal, Line, now, parse
from tawthiq.errors import Damaged


def line(signer: Signer, n: int = 1, prev: str = "0" * 64) -> Line:
    return Line(n, "judge", now(), signer.handle, signer.key, "c" * 64, prev, ("i-1",), "note").signed(signer)


def test_a_line_reads_back_as_it_was_written(ana: Signer) -> None:
    made = line(ana)
    assert parse(made.bytes()) == made
    assert made.id == "j-" + "c" * 16


def test_hash_and_signature_are_those_of_the_format(ana: Signer) -> None:
    """By the words of docs/case/format.md: SHA-256 of the line without hash and sig; the signature of a fixed text."""
    told = json.loads(line(ana).bytes())
    hash_, sig = told.pop("hash"), told.pop("sig")
    plain = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert hash_ == hashlib.sha256(plain).hexdigest()
    ana.private.public_key().verify(bytes.fromhex(sig), SIGNED + hash_.encode())


def test_the_head_is_the_last_line_however_long_the_lines_are(ana: Signer, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl", "origin")
    journal.path.touch()
    assert journal.head() == (0, "origin")
    long = Line(1, "judge", now(), "ana", ana.key, "c" * 64, "origin", tuple(f"i-{n:016}" for n in range(9000)))
    first = long.signed(ana)
    journal.path.write_bytes(first.bytes() + b"\n")
    assert len(first.bytes()) > 1 << 16
    assert journal.head() == (1, first.hash)
    second = line(ana, 2, first.hash)
    journal.path.write_bytes(first.bytes() + b"\n" + second.bytes() + b"\n")
    assert journal.head() == (2, second.hash)
    assert journal.continues(1, first.hash, len(first.bytes()) + 1)
    assert not journal.continues(1, "other", len(first.bytes()) + 1)


@pytest.mark.parametrize("bad", [b"", b"{", b"[]", b'{"n": 1}', b'{"about": 1}'])
def test_what_is_no_line_is_said(bad: bytes) -> None:
    with pytest.raises(Damaged, match="tawthiq verify"):
        parse(bad)
