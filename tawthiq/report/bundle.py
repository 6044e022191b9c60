"""The verb of bundles: a case as a court may have it, with its report: all but what must stay, and why it stays."""

import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from tawthiq.case import Case
from tawthiq.case.protecting import protected
from tawthiq.errors import Refused, TawthiqError
from tawthiq.messages import say
from tawthiq.nouns import Finding
from tawthiq.report import evidenced
from tawthiq.report.blurring import SLOT as BLURRING
from tawthiq.report.door.scan import Scanner
from tawthiq.report.door.tabled import tables
from tawthiq.report.edition import Edition
from tawthiq.report.evidenced import Kept, Receipt
from tawthiq.report.outputs import formats, ftm
from tawthiq.report.outputs.bag import bag
from tawthiq.report.outputs.crate import crate
from tawthiq.report.outputs.prov import provenance
from tawthiq.report.shape import Holdings

WITNESS = ("identity", "witness")
"""Tables that tell who a witness is."""
TERMS = "For the court to which it was given; not for publication."
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was made: what it kept back, and the files whose hashes bind all of it."""

    kept: Kept
    tags: tuple[Path, ...]


def bundle(
    case: Case, held: Holdings, edition: Edition, folder: Path, scanner: Scanner, *, include: Collection[str] = ()
) -> Bundle:
    """Fill a folder, whose ``data/report`` is there already, and make it a bag.

    ``include`` are items that nobody can look into (films) and that go out all the same. Raises Refused where
    ``case.toml`` itself, or the journal, tells what is protected: without them nothing could be checked.
    """
    data = folder / "data"
    kept = withheld(case, scanner, include)
    _copy(case, data / "case", kept, scanner)
    rows = _rows(case, kept, scanner)
    formats.write(
        {name: rows[name] for name in ("loadfile", "runs", "judgements", "withheld")}, data / "log", edition.date
    )
    told = {name: evidenced.redacted(found, scanner) for name, found in tables(held).items()}
    formats.write(told, data / "tables", edition.date)
    ftm.write(ftm.entities(told, rows["loadfile"]), data / "tables" / "entities.ftm.json")
    _json(provenance(rows["loadfile"], rows["runs"]), data / "provenance.json")
    (data / "README.txt").write_text(say("bundle.readme", edition.language, head=edition.head), "utf-8")
    crate(data, title=edition.title, about=say("bundle.about", "en", head=edition.head), day=edition.date, terms=TERMS,
          items=rows["loadfile"], runs=rows["runs"])  # fmt: skip
    about = {"Source-Organization": "tawthiq", "Bagging-Date": edition.date, "External-Identifier": edition.head,
             "External-Description": edition.title, "Internal-Sender-Description": TERMS}  # fmt: skip
    return Bundle(kept, tuple(bag(folder, about)))


def withheld(case: Case, scanner: Scanner, include: Collection[str] = ()) -> Kept:
    """What must stay at home, and why.

    Protected items and what was read from them, whoever a witness is, and every file and word in which the scan finds
    something protected, or into which it cannot look.
    """
    reasons = dict(_by_rule(case))
    shown = {case.item(one).sha256 for one in include}
    for path in sorted((case.root / "vault").glob("??/*")):
        sha256 = path.parent.name + path.name
        if sha256 not in reasons and (why := _told_by(path, scanner, sha256 in shown)):
            reasons[sha256] = why
    reasons |= {one.sha256: say("bundle.by_reference") for one in case.items() if one.reference}
    return Kept(dict(_words(case, scanner)), reasons)


def _by_rule(case: Case) -> Iterator[tuple[str, str]]:
    for id_, judgement in protected(case).items():
        if judgement.facts.get("kind") == "item":
            with suppress(TawthiqError):
                yield case.item(id_).sha256, say("bundle.protected_item", id=id_, judgement=judgement.id)
            for finding in case.catalogue.findings(reads=id_):
                yield from _tables(finding, finding.tables, say("bundle.from_protected", id=id_))
    for finding in case.catalogue.findings():
        names = finding.tables if finding.slot == BLURRING else [one for one in WITNESS if one in finding.tables]
        yield from _tables(finding, names, say("bundle.witness"))


def _tables(finding: Finding, names: Iterable[str], why: str) -> Iterator[tuple[str, str]]:
    yield from ((finding.tables[name].sha256, why) for name in names)


def _told_by(path: Path, scanner: Scanner, shown: bool) -> str:
    """Why a file of the vault must stay, by what the scan says of it; nothing where it may go."""
    try:
        found = {leak.secret for leak in scanner.leaks([path])}
    except Refused:
        return "" if shown else say("bundle.unreadable")
    return say("bundle.holds", judgements=", ".join(sorted(found))) if found else ""


def _words(case: Case, scanner: Scanner) -> Iterator[tuple[int, str]]:
    """The acts whose words must stay: those that tell something protected, and the entries from protected items."""
    items = {id_ for id_, one in protected(case).items() if one.facts.get("kind") == "item"}
    entered = {case.number_of(one.id) for one in case.judgements() if _is_from(one.subjects, one.verdict, items, case)}
    blurring = {case.number_of(one.id) for one in case.catalogue.findings(slot=BLURRING)}
    for n in sorted(entered | blurring):
        yield n, say("bundle.witness") if n in blurring else say("bundle.entered")
    lines = enumerate(case.vault.words.lines(), 1)
    while chunk := [(n, line.decode()) for n, line in islice(lines, CHUNK)]:
        if scanner.secrets_in("\n".join(line for _, line in chunk)):
            for n, line in chunk:
                if found := scanner.secrets_in(line):
                    yield n, say("bundle.holds", judgements=", ".join(sorted(found)))


def _is_from(subjects: Sequence[str], verdict: str, items: Collection[str], case: Case) -> bool:
    """Whether an account or a claim was entered from a protected item."""
    if verdict == "account":
        return bool(set(subjects) & set(items))
    if verdict == "claim" and subjects and items:
        found = case.catalogue.judgements(id="j-" + subjects[0][2:])
        return bool(found) and bool(set(found[0].subjects) & set(items))
    return False


def _copy(case: Case, target: Path, kept: Kept, scanner: Scanner) -> None:
    """The case without what is kept back, with the verifier that stands alone; what is kept is named there."""
    (target / "vault").mkdir(parents=True)
    with case.desk.lock("bundling"):
        for name in ("case.toml", "journal.jsonl"):
            shutil.copyfile(case.root / name, target / name)
        with (target / "vault" / "words.jsonl").open("wb") as out:
            for n, line in enumerate(case.vault.words.lines(), 1):
                out.write(json.dumps({"n": n, "withheld": True}).encode() if n in kept.acts else line)
                out.write(b"\n")
    for path in (case.root / "vault").glob("??/*"):
        if path.parent.name + path.name not in kept.files:
            (target / "vault" / path.parent.name).mkdir(exist_ok=True)
            shutil.copyfile(path, target / "vault" / path.parent.name / path.name)
    _json({"acts": {str(n): why for n, why in kept.acts.items()}, "files": dict(kept.files)}, target / "withheld.json")
    verifier = files("tawthiq.case").joinpath("verify.py").read_bytes()
    (target / "verify.py").write_bytes(verifier)
    for leak in scanner.leaks([target / "case.toml", target / "journal.jsonl"]):
        raise Refused("bundle.case_itself", file=leak.file, value=leak.secret)


def _rows(case: Case, kept: Kept, scanner: Scanner) -> dict[str, list[dict[str, Any]]]:
    findings, items = case.catalogue.findings(), case.items()
    current = {one.id for one in case.catalogue.findings(current=True)}
    judgements = case.judgements()
    acts = {row["id"]: row["n"] for row in case.catalogue.rows("select id, n from act")}
    rows: Mapping[str, Iterable[dict[str, Any]]] = {
        "loadfile": evidenced.load_file(_receipts(case), case.casefile.sources, kept),
        "runs": evidenced.runs(findings, current, case.catalogue.stale(), kept),
        "judgements": evidenced.decisions(judgements, kept, acts),
        "withheld": evidenced.withheld(kept, items, findings),
    }
    return {name: evidenced.redacted(told, scanner) for name, told in rows.items()}


def _receipts(case: Case) -> Iterator[Receipt]:
    for item in case.items():
        custody = tuple(
            say("bundle.custody", at=row["at"], by=row["by"], how=row["how"] or "—")
            for row in case.catalogue.receipts(item.id)
        )
        yield Receipt(case.number_of(item.id), item, custody)


def _json(told: Any, path: Path) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
