"""The register: the people that linking made of the records, in whichever finding they stand."""

from collections.abc import Iterable
from typing import Any

import duckdb

from tawthiq.case.catalogue import Catalogue
from tawthiq.case.lookups import Lookups, Memory
from tawthiq.case.vault import Vault
from tawthiq.errors import BadInput, NotFound
from tawthiq.nouns import Finding, Person

SLOT = "people"


class Register:
    """People by id, in the newest register or an earlier one, and the person of a record."""

    def __init__(self, vault: Vault, catalogue: Catalogue, memory: Memory | None = None) -> None:
        self.vault, self.catalogue = vault, catalogue
        self.lookups = Lookups(vault.path, memory)

    def current(self) -> Finding | None:
        """The finding that holds the people as they stand."""
        return next(iter(self._findings()), None)

    def person(self, ref: str) -> Person:
        """The person with this id or the beginning of one. Raises NotFound, BadInput where several fit."""
        found = self._newest("starts_with(id, ?)", ref)
        if not found:
            raise NotFound("case.no_person", value=ref)
        if len(found) > 1:
            raise BadInput("case.several", value=ref, known=", ".join(sorted(found)[:5]))
        (id_, finding), *_ = found.items()
        fields = self._rows(finding, "people", "id", id_)[0]
        records = tuple(sorted(row["record"] for row in self._rows(finding, "members", "person", id_)))
        newest = self.current()
        is_current = newest is not None and newest.id == finding.id
        forwards = self._forwards(newest, id_) if newest else ()
        return Person(id_, records, fields, finding.id, is_current, forwards)

    def person_of(self, record: str) -> str | None:
        """The person whom the newest register makes of a record; ``None`` where it has none."""
        newest = self.current()
        found = self._rows(newest, "members", "record", record) if newest else []
        return str(found[0]["person"]) if found else None

    def unknown(self, ids: Iterable[str]) -> set[str]:
        """Which of these ids no register ever had."""
        asked = sorted(ids)
        return set(asked) - set(self._newest("id in (select unnest(?))", asked)) if asked else set()

    def _findings(self) -> list[Finding]:
        """Newest first."""
        return [one for one in reversed(self.catalogue.findings(slot=SLOT)) if "people" in one.tables]

    def _newest(self, test: str, value: str | list[str]) -> dict[str, Finding]:
        """The people whose id passes a test, each with the newest finding that has them."""
        found: dict[str, Finding] = {}
        for one in self._findings():
            found = dict.fromkeys(self._ids(one.tables["people"].sha256, test, value), one) | found
        return found

    def _ids(self, sha256: str, test: str, value: str | list[str]) -> list[str]:
        if index := self.lookups.index(sha256, "id"):
            return [id_ for id_, _ in (index.beginning(value) if isinstance(value, str) else index.at(value))]
        with self.vault.path(sha256) as path, duckdb.connect() as db:
            rows = db.execute(f"select id from read_parquet(?) where {test}", [str(path), value]).fetchall()
        return [id_ for (id_,) in rows]

    def _forwards(self, newest: Finding, id_: str) -> tuple[str, ...]:
        rows = self._rows(newest, "forwards", "person", id_) if "forwards" in newest.tables else []
        return tuple(row["to"] for row in rows if row["to"])

    def _rows(self, finding: Finding, name: str, column: str, value: str) -> list[dict[str, Any]]:
        return self.lookups.rows(finding.tables[name].sha256, column, [value])
