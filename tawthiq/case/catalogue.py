"""The catalogue: what is in the case, in SQLite, and all SQLite of the project. Rebuilt when it is missing."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from tawthiq.case.journal import Line
from tawthiq.errors import NoRoom
from tawthiq.nouns import Finding, Item, Judgement, Recipe, Table

Position = tuple[int, str, int, int]

ITEM_TESTS = {"like": "i.id glob ? || '*'", "sha256": "i.sha256 = ?"}
FINDING_TESTS = {
    "id": "f.id = ?",
    "like": "f.id glob ? || '*'",
    "slot": "f.slot = ?",
    "slots": "f.slot glob ?",
    "reads": "f.id in (select finding from input where input = ?)",
    "current": "(f.n = (select max(n) from finding newer where newer.slot = f.slot)) = ?",
}
JUDGEMENT_TESTS = {
    "id": "j.id = ?",
    "subject": "j.id in (select judgement from subject where subject = ?)",
    "verdict": "j.verdict = ?",
    "since": "j.n >= ?",
    "until": "j.n <= ?",
}


class Catalogue:
    """The projection of the journal and the words of the vault into tables.

    ``position`` is (acts taken in, hash of the last, bytes of the journal, bytes of the words).
    """

    def __init__(self, path: Path, origin: str) -> None:
        self.path, self.origin = path, origin
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
        db.row_factory = sqlite3.Row
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
        db.execute("pragma cache_size = -65536")
        if not db.execute("select 1 from sqlite_master where name = 'position'").fetchone():
            script = files(__package__).joinpath("schema.sql").read_text("utf-8")
            first = f"insert into position values (0, '{self.origin}', 0, 0)"
            db.executescript(f"begin immediate; {script} {first}; commit;")
        return db

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def start_over(self) -> None:
        """Forget everything, down to the free pages of the file; the next opening rebuilds it."""
        self._db.close()
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        self._db = self._open()

    @contextmanager
    def writing(self) -> Iterator[Position]:
        """One transaction; gives the position. Raises NoRoom; what the journal has is taken in at the next opening."""
        try:
            self._db.execute("begin immediate")
            yield self.position()
            self._db.execute("commit")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("rollback")
            if isinstance(error, sqlite3.OperationalError):
                raise NoRoom("case.catalogue_behind", file=str(self.path), cause=str(error)) from error
            raise

    def position(self) -> Position:
        """How far the journal has been taken in."""
        return tuple(self._db.execute("select n, hash, journal, words from position").fetchone())

    def take_in(self, acts: Iterable[tuple[Line, Mapping[str, Any] | None]], journal: int, words: int) -> None:
        """Apply acts with their words (``None``: withdrawn), inside ``writing``; then note the byte positions."""
        last = None
        for last, body in acts:
            self._act(last, body)
        if last:
            self._db.execute(
                "update position set n = ?, hash = ?, journal = ?, words = ?",
                (last.n, last.hash, journal, words),
            )

    def _act(self, line: Line, body: Mapping[str, Any] | None) -> None:
        self._put(
            "act", line.n, line.id, line.act, line.at, line.by, line.key, line.verdict, " ".join(line.about),
            int(body is None),
        )  # fmt: skip
        {"receive": self._receive, "find": self._find, "judge": self._judge, "publish": self._publish}[line.act](
            line, body
        )

    def _receive(self, line: Line, body: Mapping[str, Any] | None) -> None:
        item, told = (line.about[0] if line.about else line.id), body or {}
        if not line.about:
            self._put(
                "item", item, line.n, told.get("sha256"), told.get("blake3"), told.get("size"),
                told.get("media_type"), told.get("reference"), int(told.get("withdrawn", body is None)),
            )  # fmt: skip
        self._put(
            "receipt",
            line.n,
            item,
            told.get("name"),
            told.get("source"),
            told.get("how"),
            line.at,
            told.get("casefile"),
        )

    def _find(self, line: Line, body: Mapping[str, Any] | None) -> None:
        if body is None:
            return
        self._put("finding", line.id, line.n, body["slot"], json.dumps(body["recipe"]), line.by, line.at)
        for name, table in body["tables"].items():
            self._put("made", line.id, name, *((table["sha256"], table["rows"]) if table else (None, None)))
        for one in body["recipe"]["inputs"]:
            self._put("input", line.id, one)

    def _judge(self, line: Line, body: Mapping[str, Any] | None) -> None:
        told = body or {"subjects": line.about, "why": None, "facts": {}, "office": ""}
        self._put(
            "judgement", line.id, line.n, line.verdict, told["why"], line.by, line.at, told["office"],
            json.dumps(told["facts"], ensure_ascii=False), int(body is None),
        )  # fmt: skip
        for place, subject in enumerate(told["subjects"]):
            self._put("subject", line.id, place, subject)

    def _publish(self, line: Line, body: Mapping[str, Any] | None) -> None:
        told = body or {"audience": line.verdict, "what": "", "files": []}
        files_ = json.dumps(told["files"], ensure_ascii=False)
        self._put("edition", line.id, line.n, told["audience"], told["what"], files_, line.by, line.at)

    def _put(self, table: str, *values: Any) -> None:
        self._db.execute(f"insert into {table} values ({','.join('?' * len(values))})", values)

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """The rows of a query."""
        return self._db.execute(sql, values).fetchall()

    def items(self, **tests: Any) -> list[Item]:
        """The items that are not withdrawn, in the order of receipt; ``tests`` are names of ``ITEM_TESTS``."""
        where, values = _where(ITEM_TESTS, tests)
        rows = self.rows(
            f"""select i.*, r.name, r.source, r.how, r.at from item i join receipt r on r.item = i.id
                where not i.withdrawn and r.n = i.n and {where} order by i.n""",
            *values,
        )
        return [
            Item(r["id"], r["sha256"], r["blake3"], r["size"], r["name"], r["media_type"], r["source"], r["how"],
                 datetime.fromisoformat(r["at"]), r["reference"])
            for r in rows
        ]  # fmt: skip

    def receipts(self, item: str) -> list[sqlite3.Row]:
        """Every receipt of an item with its act, oldest first."""
        return self.rows("select * from receipt join act using (n) where item = ? order by n", item)

    def item_of_receipt(self, act: str) -> str:
        """The item that an act of receiving was about."""
        return str(self.rows("select item from receipt join act using (n) where id = ?", act)[0]["item"])

    def findings(self, **tests: Any) -> list[Finding]:
        """Findings with their tables, oldest first; ``tests`` are names of ``FINDING_TESTS``."""
        where, values = _where(FINDING_TESTS, tests)
        made: dict[str, dict[str, Table]] = {}
        inside = f"select * from made where sha256 is not null and finding in (select id from finding f where {where})"
        for r in self.rows(inside + " order by name", *values):
            made.setdefault(r["finding"], {})[r["name"]] = Table(r["sha256"], r["rows"])
        return [
            Finding(r["id"], r["slot"], _recipe(r["recipe"]), made.get(r["id"], {}), r["by"],
                    datetime.fromisoformat(r["at"]))
            for r in self.rows(f"select * from finding f where {where} order by n", *values)
        ]  # fmt: skip

    def stale(self) -> set[str]:
        """The current findings that rest, directly or through others, on a superseded one."""
        old = "select id from finding f where n < (select max(n) from finding newer where newer.slot = f.slot)"
        found = self.rows(
            f"""with recursive resting (id) as (
                    select finding from input where input in ({old})
                    union select finding from input join resting on input.input = resting.id)
                select id from resting where id not in ({old})"""
        )
        return {r["id"] for r in found}

    def hashes_beside(self, findings: set[str]) -> set[str]:
        """The hashes of all tables that belong to other findings than these."""
        return {r["sha256"] for r in self.rows("select * from made") if r["finding"] not in findings}

    def inputs(self) -> set[str]:
        """Every item and finding that some finding was made from."""
        return {r["input"] for r in self.rows("select distinct input from input")}

    def judgements(self, **tests: Any) -> list[Judgement]:
        """Judgements that are not withdrawn, oldest first; ``tests`` are names of ``JUDGEMENT_TESTS``."""
        where, values = _where(JUDGEMENT_TESTS, tests)
        whole = f"select * from judgement j where not withdrawn and {where}"
        subjects: dict[str, list[str]] = {}
        for r in self.rows(f"select s.* from ({whole}) w join subject s on s.judgement = w.id order by place", *values):
            subjects.setdefault(r["judgement"], []).append(r["subject"])
        return [
            Judgement(r["id"], r["verdict"], tuple(subjects.get(r["id"], ())), r["why"], r["by"],
                      datetime.fromisoformat(r["at"]), r["office"], json.loads(r["facts"]))
            for r in self.rows(whole + " order by n", *values)
        ]  # fmt: skip

    def about(self, verdict: str) -> dict[str, list[str]]:
        """By judgement with a verdict, the ids that its line in the journal names."""
        return {r["id"]: r["about"].split() for r in self.rows("select id, about from act where verdict = ?", verdict)}

    def editions(self) -> list[dict[str, Any]]:
        """What left the case, oldest first: id, audience, what, files, by, at."""
        found = self.rows("select * from edition order by n")
        return [{**dict(r), "files": json.loads(r["files"])} for r in found]

    def key_of(self, handle: str) -> str | None:
        """The public key with which a handle signs in this case; ``None`` before its first act."""
        found = self.rows("select key from act where by = ? limit 1", handle)
        return found[0]["key"] if found else None

    def number_of(self, id_: str) -> int | None:
        """The number of the act that made this; ``None`` for an unknown id."""
        found = self.rows("select n from act where id = ?", id_)
        return found[0]["n"] if found else None

    def ids_like(self, prefix: str) -> list[str]:
        """The ids of acts and what they made that begin with a prefix, at most ten."""
        return [r["id"] for r in self.rows("select id from act where id glob ? limit 10", prefix + "*")]

    def shelved(self) -> set[str]:
        """The findings whose records are indexed."""
        return {r["finding"] for r in self.rows("select finding from shelf")}

    def shelve(self, finding: str, batches: Iterable[Sequence[str]]) -> int:
        """Index the folded words of a finding's records for search; returns how many. One transaction."""
        with self.writing():
            last = self.rows("select coalesce(max(base + rows), 1) as base from shelf")[0]
            base: int = last["base"]
            at = base
            for words in batches:
                self._db.executemany("insert into search (rowid, words) values (?, ?)", enumerate(words, start=at))
                at += len(words)
            self._put("shelf", base, at - base, finding)
        return at - base

    def hits(self, match: str, current: frozenset[str], *, newest: bool) -> Iterator[tuple[str, int]]:
        """(finding, row) of the records of current findings whose words match, newest or oldest first."""
        shelves = self.rows(f"select * from shelf order by base {'desc' if newest else 'asc'}")
        for shelf in shelves:
            if shelf["finding"] in current:
                found = self._db.execute(
                    f"""select rowid from search where search match ? and rowid >= ? and rowid < ?
                        order by rowid {"desc" if newest else "asc"}""",
                    (match, shelf["base"], shelf["base"] + shelf["rows"]),
                )
                yield from ((shelf["finding"], r["rowid"] - shelf["base"]) for r in found)


def _where(tests: Mapping[str, str], given: Mapping[str, Any]) -> tuple[str, list[Any]]:
    return " and ".join(["1", *(tests[name] for name in given)]), list(given.values())


def _recipe(told: str) -> Recipe:
    value = json.loads(told)
    return Recipe(**{**value, "inputs": tuple(value["inputs"])})
