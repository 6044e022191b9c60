"""Exchange: judgements of one office on the same items, brought into another's case, signed and marked as theirs."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tawthiq.case.case import Case
from tawthiq.case.journal import SIGNED, Line, parse
from tawthiq.case.judging import Decision
from tawthiq.case.keys import Signer
from tawthiq.case.vault import commitment
from tawthiq.errors import BadInput, NotFound, TawthiqError

SHARED = ("same", "different", "unsure", "accept", "reject", "withdraw", "same-origin", "independent", "choose", "note")


@dataclass(frozen=True, slots=True)
class Brought:
    """What came in: judgements taken, those taken earlier, and those whose subjects this case does not hold."""

    taken: int
    already: int
    unmatched: tuple[str, ...]


def write(case: Case, to: Path, notice: str) -> None:
    """Write our judgements with their signatures, and where each subject stands, as JSON lines.

    Those whose words were forgotten stay at home: nobody could check their signatures.
    """
    ours = [one for one in case.judgements() if one.verdict in SHARED and not one.office]
    lines = {line.n: line for line in case.journal.lines()}
    words = list(case.vault.words.lines())
    with to.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"handling": notice, "case": case.casefile.origin}) + "\n")
        for one in ours:
            n = case.number_of(one.id)
            if commitment(words[n - 1]) != lines[n].words:
                continue
            places = {subject: _place(case, subject) for subject in one.subjects}
            told = {"line": lines[n].bytes().decode(), "words": words[n - 1].decode(), "places": places}
            out.write(json.dumps(told, ensure_ascii=False) + "\n")


def bring(case: Case, file: Path, office: str, by: Signer) -> Brought:
    """Take in the judgements in a file of another office; ``by`` is who brings them, their own signatures are kept.

    Raises BadInput when a line was altered or is not signed by whom it says.
    """
    known = {one.facts.get("their", {}).get("hash") for one in case.judgements() if one.office}
    decisions, unmatched, already = [], [], 0
    for line, told in _read(file):
        ours = [_ours(case, told["places"][subject]) for subject in told["body"]["subjects"]]
        if line.hash in known:
            already += 1
        elif None in ours:
            unmatched.append(line.id)
        else:
            decisions.append(_decision(line, told["body"], [one for one in ours if one]))
    taken = case.judge(decisions, by, office) if decisions else []
    return Brought(len(taken), already, tuple(unmatched))


def _decision(line: Line, body: Mapping[str, Any], subjects: list[str]) -> Decision:
    their = {"id": line.id, "by": line.by, "key": line.key, "at": line.at, "hash": line.hash, "sig": line.sig}
    return Decision(line.verdict, tuple(subjects), body["why"] or "", {**body["facts"], "their": their})


def _read(file: Path) -> Iterator[tuple[Line, dict[str, Any]]]:
    with file.open(encoding="utf-8") as lines:
        for n, raw in enumerate(lines, start=1):
            if n == 1:
                continue
            try:
                told = json.loads(raw)
                line = parse(told["line"].encode())
                _check(line, told["words"].encode())
                yield line, {"places": told["places"], "body": json.loads(told["words"])["body"]}
            except (ValueError, KeyError, TypeError, TawthiqError, InvalidSignature) as error:
                raise BadInput("exchange.bad_line", file=str(file), row=n) from error


def _check(line: Line, words: bytes) -> None:
    """Raises ValueError or InvalidSignature unless hash, commitment and signature hold."""
    if hashlib.sha256(line.content()).hexdigest() != line.hash or commitment(words) != line.words:
        raise ValueError(line.id)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(line.key))
    key.verify(bytes.fromhex(line.sig), SIGNED + line.hash.encode())


def _place(case: Case, subject: str) -> dict[str, str]:
    """Where another case finds the subject: the hash of its file, and the place in it for a record.

    Nowhere for what was forgotten: its hash must not travel either.
    """
    with suppress(NotFound):
        if subject.startswith("i-"):
            return {"sha256": case.item(subject).sha256}
        if subject.startswith("r-"):
            record = case.shelves.by_id(subject)[0]
            return {"sha256": case.item(record.item).sha256, "locator": record.locator}
    return {}


def _ours(case: Case, place: Mapping[str, str]) -> str | None:
    found = case.catalogue.items(sha256=place.get("sha256", ""))
    if not found or "locator" not in place:
        return found[0].id if found else None
    return case.shelves.at_place(found[0].id, place["locator"])
