"""Exchange: judgements of one office on the same items, brought into another's case, signed and marked as theirs.

What people entered (accounts, claims, marks) travels too, and is known again by what it is and not by its id: an
account by its file and place, or by its words where it has no file; a claim by its account and all that it says.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tawthiq.case.case import Case
from tawthiq.case.journal import SIGNED, Line, parse
from tawthiq.case.judging import ENTERED, Decision
from tawthiq.case.keys import Signer
from tawthiq.case.vault import canonical, commitment
from tawthiq.errors import BadInput, NotFound, TawthiqError

STAGES = (("account", "mark"), ("claim",))
"""What is entered, in the order in which one rests on the other; judgements on all that come after."""
SHARED = frozenset(
    {"same", "different", "unsure", "accept", "reject", "withdraw", "same-origin", "independent", "choose", "note"}
    | {"derives", "not-derived", *(verdict for stage in STAGES for verdict in stage)}
)
OF_CASE = frozenset({"item", "their"})
"""What a case says of an entry in words of its own."""


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
    words, keys = list(case.vault.words.lines()), {id_: key for key, id_ in _entries(case).items()}
    with to.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"handling": notice, "case": case.casefile.origin}) + "\n")
        for one in ours:
            n = case.number_of(one.id)
            if commitment(words[n - 1]) != lines[n].words:
                continue
            places = {subject: _place(case, subject, keys) for subject in one.subjects}
            told = {"line": lines[n].bytes().decode(), "words": words[n - 1].decode(), "places": places}
            out.write(json.dumps(told, ensure_ascii=False) + "\n")


def bring(case: Case, file: Path, office: str, by: Signer) -> Brought:
    """Take in the judgements in a file of another office; ``by`` is who brings them, their own signatures are kept.

    Raises BadInput when a line was altered or is not signed by whom it says.
    """
    known = {one.facts.get("their", {}).get("hash") for one in case.judgements() if one.office}
    lines = list(_read(file))
    left = [(line, told) for line, told in lines if line.hash not in known]
    taken, unmatched = 0, []
    for verdicts in (*STAGES, SHARED - {verdict for stage in STAGES for verdict in stage}):
        entries, decisions = _entries(case), []
        for line, told in left:
            ours = [_ours(case, told["places"][subject], entries) for subject in told["body"]["subjects"]]
            if line.verdict not in verdicts or _held(line, told, entries):
                continue
            if None in ours or not _source_known(case, line, told["body"]):
                unmatched.append(line.id)
            else:
                decisions.append(_decision(line, told["body"], [one for one in ours if one]))
        taken += len(case.judge(decisions, by, office)) if decisions else 0
    already = len(lines) - taken - len(unmatched)
    return Brought(taken, already, tuple(unmatched))


def _held(line: Line, told: Mapping[str, Any], entries: Mapping[str, str]) -> bool:
    """Whether what was entered there was entered here as well."""
    key = _key(line.verdict, [told["places"][one] for one in told["body"]["subjects"]], told["body"]["facts"])
    return line.verdict in ENTERED.values() and key in entries


def _source_known(case: Case, line: Line, body: Mapping[str, Any]) -> bool:
    return line.verdict != "account" or body["facts"]["source"] in case.casefile.sources


def _decision(line: Line, body: Mapping[str, Any], subjects: list[str]) -> Decision:
    their = {"id": line.id, "by": line.by, "key": line.key, "at": line.at, "hash": line.hash, "sig": line.sig}
    facts = {**body["facts"], "their": their}
    if "item" in facts and subjects:
        facts["item"] = subjects[0]
    return Decision(line.verdict, tuple(subjects), body["why"] or "", facts)


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


def _place(case: Case, subject: str, keys: Mapping[str, str]) -> dict[str, str]:
    """Where another case finds the subject: the hash of its file, the place in it for a record, what an entry is.

    Nowhere for what was forgotten: its hash must not travel either.
    """
    if subject[:2] in ENTERED:
        return {"entered": keys[subject]} if subject in keys else {}
    if subject in case.casefile.sources:
        return {"source": subject}
    with suppress(NotFound):
        if subject.startswith("i-"):
            return {"sha256": case.item(subject).sha256}
        if subject.startswith("r-"):
            record = case.shelves.by_id(subject)[0]
            return {"sha256": case.item(record.item).sha256, "locator": record.locator}
    return {}


def _ours(case: Case, place: Mapping[str, str], entries: Mapping[str, str]) -> str | None:
    if "entered" in place:
        return entries.get(place["entered"])
    if "source" in place:
        return place["source"] if place["source"] in case.casefile.sources else None
    found = case.catalogue.items(sha256=place.get("sha256", ""))
    if not found or "locator" not in place:
        return found[0].id if found else None
    return case.shelves.at_place(found[0].id, place["locator"])


def _entries(case: Case) -> dict[str, str]:
    """What was entered into a case, by what it is."""
    prefix = {verdict: start for start, verdict in ENTERED.items()}
    found: dict[str, str] = {}
    ids: dict[str, str] = {}
    for one in case.judgements():
        if one.verdict not in prefix:
            continue
        places = [_place(case, subject, ids) for subject in one.subjects]
        if all(places):
            id_ = f"{prefix[one.verdict]}{one.id[2:]}"
            ids[id_] = _key(one.verdict, places, one.facts)
            found.setdefault(ids[id_], id_)
    return found


def _key(verdict: str, places: Sequence[Mapping[str, str]], facts: Mapping[str, Any]) -> str:
    """What an entry is, as a hash: an account of a file is known by the place, all else by all that it says."""
    said = {name: value for name, value in facts.items() if name not in OF_CASE}
    if verdict == "account" and places:
        said = {name: said[name] for name in ("locator",) if name in said}
    return hashlib.sha256(canonical([verdict, [dict(sorted(one.items())) for one in places], said])).hexdigest()
