"""``case.toml``: what people write about a case: its title, languages, people, sources and rules."""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from tawthiq.case.vault import write_whole
from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.nouns import Source

FORMAT = 1
KINDS = ("organisation", "outlet", "list-keeper", "person", "sensor")
RELIABILITIES = ("A", "B", "C", "D", "E", "F")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The content of ``case.toml``, read once; ``raw`` are its bytes, of which every act keeps a copy."""

    raw: bytes
    format: int
    origin: str
    title: str
    languages: tuple[str, ...]
    sources: Mapping[str, Source]
    rules: Mapping[str, Any]

    def source(self, handle: str) -> Source:
        """The source with a handle. Raises NotFound and names those there are."""
        if handle not in self.sources:
            raise NotFound("case.no_source", handle=handle, known=", ".join(sorted(self.sources)) or "—")
        return self.sources[handle]


def fresh(title: str, languages: tuple[str, ...]) -> bytes:
    """The ``case.toml`` of a new case."""
    doc = tomlkit.document()
    doc.add(tomlkit.comment(" Written by people. Every act keeps a copy of this file in the vault."))
    case = tomlkit.table()
    case.update({"format": FORMAT, "origin": secrets.token_hex(32), "title": title, "languages": list(languages)})
    doc["case"] = case
    doc["people"], doc["sources"], doc["rules"] = tomlkit.table(), tomlkit.table(), tomlkit.table()
    return tomlkit.dumps(doc).encode()


def load(path: Path) -> CaseFile:
    """Read ``case.toml``. Raises NotFound where there is no case, BadInput for what is wrong in it."""
    if not path.exists():
        raise NotFound("case.none", file=str(path.parent))
    raw = path.read_bytes()
    try:
        doc = tomllib.loads(raw.decode("utf-8-sig"))
        case = doc["case"]
        version, origin, title = int(case["format"]), str(case["origin"]), str(case["title"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput("case.bad_casefile", file=str(path), value=str(error)) from error
    if version > FORMAT:
        raise Refused("case.newer_format", file=str(path), value=version, known=FORMAT)
    sources = {handle: _source(path, handle, told) for handle, told in doc.get("sources", {}).items()}
    _check_draws_on(path, sources)
    return CaseFile(
        raw, version, origin, title, tuple(case.get("languages", ("en",))), sources, doc.get("rules", {})
    )  # fmt: skip


def add_source(path: Path, source: Source) -> None:
    """Add a source to ``case.toml``, leaving what people wrote as it is. Raises Refused when the handle is taken."""
    have = load(path)
    if source.handle in have.sources:
        raise Refused("case.source_exists", handle=source.handle)
    told = {
        "name": source.name,
        "kind": source.kind,
        "reliability": source.reliability,
        "draws_on": list(source.draws_on),
    }
    _check_draws_on(path, {**have.sources, source.handle: _source(path, source.handle, told)})
    doc = tomlkit.parse(have.raw.decode("utf-8-sig"))
    doc.setdefault("sources", tomlkit.table())[source.handle] = told
    write_whole(path, tomlkit.dumps(doc).encode())


def _source(path: Path, handle: str, told: Mapping[str, Any]) -> Source:
    kind, letter = told.get("kind", "organisation"), told.get("reliability", "F")
    if kind not in KINDS:
        raise BadInput("case.bad_kind", file=str(path), handle=handle, value=kind, known=", ".join(KINDS))
    if letter not in RELIABILITIES:
        raise BadInput("case.bad_reliability", file=str(path), handle=handle, value=letter)
    return Source(handle, str(told.get("name", handle)), kind, letter, tuple(told.get("draws_on", ())))


def _check_draws_on(path: Path, sources: Mapping[str, Source]) -> None:
    for source in sources.values():
        for other in source.draws_on:
            if other not in sources:
                raise BadInput("case.bad_draws_on", file=str(path), handle=source.handle, value=other)
