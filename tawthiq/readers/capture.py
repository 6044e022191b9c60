"""Web captures: the pages that a WACZ keeps, and whether every file in it is still what its manifest says."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, ClassVar

from tawthiq.errors import BadInput
from tawthiq.readers import zips
from tawthiq.readers.entries import Entry, put, when
from tawthiq.readers.metadata import moment
from tawthiq.readers.shape import About, Sink

MANIFEST, DIGEST = "datapackage.json", "datapackage-digest.json"
SAID = ("url", "title", "ts", "text")
CHUNK = 1 << 20
HASHES = ("sha256", "sha512", "sha1", "md5")
UNSAID = "md5"
"""What a hash without a name is made by (Frictionless Data Package, ``hash``)."""


@dataclass(frozen=True, slots=True)
class Capture:
    """WACZ 1.1.1 (Webrecorder), kept whole: each page of ``pages/*.jsonl`` is a record; nothing is unpacked or shown.

    Every file is hashed against ``datapackage.json``, and that against its digest; each that is altered, missing or
    unlisted is a doubt. A signature in the digest is not verified here.
    """

    name: ClassVar[str] = "capture"
    version: ClassVar[str] = "1"

    @classmethod
    def accepts(cls, head: bytes, about: About) -> bool:
        """A zip archive named ``.wacz``, or one that begins with what a WACZ holds."""
        named = PurePath(about.name).suffix.lower() == ".wacz"
        return head.startswith(b"PK") and (named or MANIFEST.encode() in head)

    def read(self, file: Path, about: About, sink: Sink) -> None:
        """Read it. Raises BadInput for a harmful archive and for one without manifest or pages."""
        with zips.opened(file, about.name) as archive:
            pages = sorted(name for name in archive.namelist() if name.startswith("pages/") and name.endswith(".jsonl"))
            if MANIFEST not in archive.namelist() or not pages:
                raise BadInput("capture.none", file=about.name)
            _verify(archive, about, sink)
            put((entry for page in pages for entry in _entries(archive, page, sink)), SAID, about, sink)


def _verify(archive: zipfile.ZipFile, about: About, sink: Sink) -> None:
    listed = _json(archive, MANIFEST, about).get("resources")
    promised = {str(one.get("path")): str(one.get("hash")) for one in listed or [] if isinstance(one, dict)}
    if DIGEST in archive.namelist():
        promised[MANIFEST] = str(_json(archive, DIGEST, about).get("hash"))
    held = {name for name in archive.namelist() if not name.endswith("/")}
    for path in sorted(held - promised.keys() - {MANIFEST, DIGEST}):
        sink.reject("capture.unlisted", level="doubt", locator=path)
    for number, (path, said) in enumerate(sorted(promised.items()), 1):
        if path not in held:
            sink.reject("capture.missing", level="doubt", locator=path, value=said)
        elif (kind := said.rpartition(":")[0] or UNSAID) not in HASHES:
            sink.reject("capture.unchecked", level="doubt", locator=path, value=said)
        elif (found := _hash(archive, path, kind)) != said.rpartition(":")[2]:
            sink.reject("capture.altered", level="doubt", locator=path, value=said, found=found)
        sink.progress(number, len(promised))


def _json(archive: zipfile.ZipFile, path: str, about: About) -> dict[str, Any]:
    found = _object(archive.read(path))
    if found is None:
        raise BadInput("capture.manifest", file=about.name, value=path)
    return found


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _hash(archive: zipfile.ZipFile, path: str, kind: str) -> str:
    made = hashlib.new(kind, usedforsecurity=False)
    with archive.open(path) as member:
        while chunk := member.read(CHUNK):
            made.update(chunk)
    return made.hexdigest()


def _entries(archive: zipfile.ZipFile, pages: str, sink: Sink) -> Iterator[Entry]:
    """The pages of one list; its first line is the list's own header."""
    with archive.open(pages) as lines:
        for number, line in enumerate(lines, 1):
            where = f"{pages} line {number}"
            page = _object(line)
            if page is None:
                sink.reject("capture.page", level="row", locator=where, value=line.decode("utf-8", "replace"))
            elif "format" not in page:
                said = {key: str(page[key]) for key in SAID if page.get(key)}
                captured = moment(said.get("ts", ""), "captured")
                fields = {"list_id": page.get("id"), **(when(captured) if captured else {})}
                yield Entry("page", where, said, " ".join(said.values()), fields, str(page.get("id") or ""))
