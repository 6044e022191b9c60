"""The shelves: the records of a case where they lie, in Parquet, and the search over them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import Any

import duckdb
import polars as pl
import pyarrow.parquet as pq

from tawthiq import text
from tawthiq.case.catalogue import Catalogue
from tawthiq.case.judging import ENTERED, entry
from tawthiq.case.register import Register
from tawthiq.case.vault import Progress, Vault
from tawthiq.errors import BadInput, NotFound
from tawthiq.nouns import Finding, Record, Table

Hit = tuple[str, int]
RECORD_SLOTS = "records/*"
MARK_SLOTS = "marks/*"


class Shelves:
    """Records by id, by place and by word; a record is made an object only when somebody looks at it."""

    def __init__(self, vault: Vault, catalogue: Catalogue, register: Register) -> None:
        self.vault, self.catalogue, self.register = vault, catalogue, register
        self.lookups = register.lookups

    def current(self) -> list[Finding]:
        """The findings that hold the records as they stand, oldest first."""
        return [one for one in self.catalogue.findings(slots=RECORD_SLOTS, current=True) if "records" in one.tables]

    def unknown(self, ids: Iterable[str]) -> set[str]:
        """Which of these ids the case does not hold: items, findings, judgements, editions, claims, marks, people."""
        left = set(ids)
        acts = {one for one in left if one[:2] in ("i-", "f-", "j-", "e-")}
        left -= {one for one in acts if one in self.catalogue.ids_like(one)}
        left -= {one for one in left if one[:2] in ENTERED and self._entered(one)}
        people = {one for one in left if one.startswith("p-")}
        left = left - people | self.register.unknown(people)
        left -= self._marked({one for one in left if one.startswith("m-")})
        records = sorted(one for one in left if one.startswith("r-"))
        return left - ({one for one, _, _ in self._find("id in (select unnest(?))", records)} if records else set())

    def _marked(self, ids: set[str]) -> set[str]:
        """Those of these ids that are marks of any finding."""
        found: set[str] = set()
        for one in self.catalogue.findings(slots=MARK_SLOTS) if ids else ():
            with self.vault.path(one.tables["marks"].sha256) as path:
                table = pq.read_table(path, columns=["id"], filters=[("id", "in", sorted(ids))])
            found.update(map(str, table["id"].to_pylist()))
        return found

    def _entered(self, id_: str) -> bool:
        return any(one.verdict == ENTERED[id_[:2]] for one in self.catalogue.judgements(id=entry(id_)))

    def by_id(self, record: str) -> list[Record]:
        """Every version of a record, newest first, by its id or the beginning of one. Raises NotFound, BadInput."""
        return self.records((finding, row) for _, (_, finding), row in self._versions(record))

    def newest(self, ids: Sequence[str]) -> list[Record]:
        """The newest version of each of these records, by their whole ids, in the same order. Raises NotFound."""
        found = sorted(self._find("id in (select unnest(?))", list(ids)), key=lambda one: one[1])
        at = {id_: (finding, row) for id_, (_, finding), row in found}
        if missing := [one for one in ids if one not in at]:
            raise NotFound("case.no_record", value=missing[0])
        return self.records([at[one] for one in ids])

    def id_of(self, record: str) -> str:
        """The whole id of a record, by the beginning of it; nothing of it is read. Raises NotFound, BadInput."""
        return self._versions(record)[0][0]

    def _versions(self, record: str) -> list[tuple[str, tuple[int, str], int]]:
        found = sorted(self._find("starts_with(id, ?)", record), key=lambda one: one[1], reverse=True)
        if not found:
            raise NotFound("case.no_record", value=record)
        ids = sorted({one for one, _, _ in found})
        if len(ids) > 1:
            raise BadInput("case.several", value=record, known=", ".join(ids[:5]))
        return found

    def records(self, hits: Iterable[Hit]) -> list[Record]:
        """The records at (finding, row), in the same order."""
        wanted = list(hits)
        by_finding: dict[str, list[int]] = defaultdict(list)
        for finding, row in wanted:
            by_finding[finding].append(row)
        made = {hit: record for finding, rows in by_finding.items() for hit, record in self._read(finding, rows)}
        return [made[hit] for hit in wanted]

    def at_place(self, item: str, locator: str) -> str | None:
        """The id of the record that an item has at a locator; ``None`` when it has none there."""
        for one in reversed(self.catalogue.findings(slots=RECORD_SLOTS, reads=item)):
            with self.vault.path(one.tables["records"].sha256) as path:
                table = pq.read_table(path, columns=["id"], filters=[("locator", "=", locator)])
            if table.num_rows:
                return str(table["id"][0].as_py())
        return None

    def search(self, query: str, limit: int = 20, *, newest: bool = True) -> list[Record]:
        """The first records in which every word of a query stands in some spelling; before them those of that own id.

        What lists call their rows is asked only where words leave room on the page. Raises BadInput for no word.
        """
        match = text.match_expression(query)
        self.index()
        current = self.current()[:: -1 if newest else 1]
        known = frozenset(one.id for one in current)
        found = list(islice(self.catalogue.hits(match, known, newest=newest), limit))
        own = self._own(query, current, newest) if len(found) < limit else ()
        return self.records(list(dict.fromkeys([*own, *found]))[:limit])

    def _own(self, query: str, findings: list[Finding], newest: bool) -> Iterator[Hit]:
        """Where the records lie that their lists call so; a query without a digit is taken for words alone."""
        own = text.digits(text.tidy(query))
        if not any(map(str.isdecimal, own)):
            return
        with ExitStack() as open_:
            paths = [open_.enter_context(self.vault.path(one.tables["records"].sha256)) for one in findings]
            called = pl.col("list_id").is_in([own, own.upper(), own.lower()])
            asked = [pl.scan_parquet(path).filter(called).select("row") for path in paths]
            found = pl.collect_all(asked)
        for finding, table in zip(findings, found, strict=True):
            yield from ((finding.id, row) for row in table["row"].sort(descending=newest))

    def index(self, progress: Progress | None = None) -> int:
        """Index the records that are not indexed yet; returns how many were added."""
        shelved = self.catalogue.shelved()
        todo = [one for one in self.current() if one.id not in shelved]
        total, done = sum(one.tables["records"].rows for one in todo), 0
        for one in todo:
            done += self.catalogue.shelve(one.id, self._folded(one))
            if progress:
                progress(done, total)
        return done

    def _folded(self, finding: Finding) -> Iterator[list[str]]:
        with self.vault.path(finding.tables["records"].sha256) as path:
            for batch in pq.ParquetFile(path).iter_batches(columns=["folded"], batch_size=1 << 16):
                yield [words or "" for words in text.index_column(batch.column(0)).to_pylist()]

    def _find(self, test: str, value: str | list[str]) -> list[tuple[str, tuple[int, str], int]]:
        """(id, (act, finding), row) of every version of the records whose id passes a test."""
        told = [
            (one.tables["records"].sha256, (act, one.id))
            for act, one in enumerate(self.catalogue.findings(slots=RECORD_SLOTS))
            if "records" in one.tables
        ]
        if not told:
            return []
        if self.lookups.memory:
            return [(id_, at, row) for sha256, at in told for id_, row in self._indexed(sha256, value)]
        files = {str(self.vault.place_of(sha256)): at for sha256, at in told}
        source = "read_parquet(?, filename=true, file_row_number=true)"
        with duckdb.connect() as db:
            found = db.execute(
                f"select id, filename, file_row_number from {source} where {test}", [list(files), value]
            ).fetchall()
        return [(one, files[file], row) for one, file, row in found]

    def _indexed(self, sha256: str, value: str | list[str]) -> list[tuple[str, int]]:
        """The same of one file by an index: ids that begin so, or that are among several."""
        index = self.lookups.index(sha256, "id")
        assert index
        return index.beginning(value) if isinstance(value, str) else index.at(value)

    def _read(self, finding: str, rows: list[int]) -> Iterator[tuple[Hit, Record]]:
        told = self.catalogue.findings(id=finding)[0]
        item = next((one for one in told.recipe.inputs if one.startswith("i-")), "")
        read, said = self._rows([told.tables.get(name) for name in ("records", "said")], rows)
        for row in set(rows):
            fields = {k: v for k, v in read[row].items() if v is not None and k not in ("id", "locator", "kind")}
            record = Record(
                read[row]["id"], item, read[row]["locator"], read[row]["kind"],
                {k: v for k, v in said.get(row, {}).items() if k != "row"}, fields,
            )  # fmt: skip
            yield (finding, row), record

    def _rows(self, parts: Iterable[Table | None], rows: list[int]) -> Iterator[dict[int, dict[str, Any]]]:
        """These rows of each table by their number, all tables read at once; none of a table that is not there."""
        wanted = pl.col("row").is_in(sorted(set(rows)))
        with ExitStack() as open_:
            paths = [one and open_.enter_context(self.vault.path(one.sha256)) for one in parts]
            asked = [pl.scan_parquet(path).filter(wanted) if path else pl.LazyFrame({"row": []}) for path in paths]
            found = pl.collect_all([one.drop("folded", "content", strict=False) for one in asked])
        for table in found:
            yield {one["row"]: one for one in table.to_dicts()}
