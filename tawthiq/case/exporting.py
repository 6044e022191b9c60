"""Exporting: what leaves the case for the people who work on it; stamped INTERNAL in name and content, and logged."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from tawthiq.case import exchange
from tawthiq.case.case import Case
from tawthiq.case.keys import Signer
from tawthiq.errors import BadInput, Refused

STAMP = "INTERNAL"
NOTICE = "INTERNAL: for the people who work on this case; not for publication. It may name witnesses and victims."
TABLES = ("records", "said", "rejected")
FORMATS = ("csv", "jsonl", "parquet")


def export(case: Case, what: str, to: Path, by: Signer, format_: str = "csv") -> list[Path]:
    """Write ``records``, ``said``, ``rejected``, ``judgements`` or the whole ``case`` into a folder; gives the files.

    Every name begins with INTERNAL and every row, or a notice in the folder, says so. Raises BadInput for something
    else, Refused when a file of that name is there.
    """
    to.mkdir(parents=True, exist_ok=True)
    if what == "case":
        files = [_whole(case, to)]
        logged = [files[0] / "journal.jsonl"]
    elif what == "judgements":
        files = logged = [_fresh(to / f"{STAMP}-judgements.jsonl")]
        exchange.write(case, files[0], NOTICE)
    elif what in TABLES and format_ in FORMATS:
        files = logged = _tables(case, what, to, format_)
    else:
        known = ", ".join((*TABLES, "judgements", "case", *FORMATS))
        raise BadInput("exporting.unknown", value=f"{what} {format_}", known=known)
    case.publish("working", what, logged, by)
    return files


def _tables(case: Case, what: str, to: Path, format_: str) -> list[Path]:
    """Records and rejected rows share a schema and make one file; the words said keep the columns of their list."""
    findings = [one for one in case.shelves.current() if what in one.tables]
    groups = [[one] for one in findings] if what == "said" else [findings]
    files = []
    for group in groups:
        name = f"{STAMP}-{what}" + (f"-{group[0].id}" if what == "said" else "")
        path = _fresh(to / f"{name}.{format_}")
        _write(path, (batch for one in group for batch in _batches(case, one.id, what)), format_)
        files.append(path)
    return files


def _batches(case: Case, finding: str, what: str) -> Iterator[pa.RecordBatch]:
    with case.open_table(case.finding(finding), what) as path:
        for batch in pq.ParquetFile(path).iter_batches():
            columns: dict[str, Any] = {
                "handling": pa.array([STAMP] * len(batch)),
                "finding": pa.array([finding] * len(batch)),
            }
            columns |= {name: batch.column(name) for name in batch.schema.names if name != "folded"}
            yield pa.RecordBatch.from_pydict(columns)


def _write(path: Path, batches: Iterator[pa.RecordBatch], format_: str) -> None:
    first = next(batches, None)
    if first is None:
        path.write_text(NOTICE + "\n", "utf-8")
        return
    if format_ == "jsonl":
        _write_lines(path, first, batches)
        return
    writers: dict[str, Any] = {"csv": pyarrow.csv.CSVWriter, "parquet": pq.ParquetWriter}
    with writers[format_](path, first.schema) as out:
        for batch in (first, *batches):
            out.write_batch(batch) if format_ == "parquet" else out.write(batch)


def _write_lines(path: Path, first: pa.RecordBatch, batches: Iterator[pa.RecordBatch]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for batch in (first, *batches):
            out.writelines(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in batch.to_pylist())


def _whole(case: Case, to: Path) -> Path:
    """A copy of the case that anybody can check: without the catalogue, with the verifier that stands alone."""
    target = _fresh(to / f"{STAMP}-{case.root.resolve().name}")
    with case.desk.lock("exporting"):
        (target / "vault").mkdir(parents=True)
        for name in ("case.toml", "journal.jsonl", "vault/words.jsonl"):
            shutil.copyfile(case.root / name, target / name)
    for file in (case.root / "vault").glob("??/*"):
        (target / "vault" / file.parent.name).mkdir(exist_ok=True)
        shutil.copyfile(file, target / "vault" / file.parent.name / file.name)
    for folder in ("maps", "reports"):
        shutil.copytree(case.root / folder, target / folder, dirs_exist_ok=True)
    shutil.copyfile(Path(__file__).with_name("verify.py"), target / "verify.py")
    (target / f"{STAMP}.txt").write_text(NOTICE + "\n", "utf-8")
    return target


def _fresh(path: Path) -> Path:
    if path.exists():
        raise Refused("exporting.exists", file=str(path))
    return path
