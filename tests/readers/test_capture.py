"""Web captures: pages become records, and nothing in the capture is taken on trust."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from tawthiq.errors import BadInput
from tawthiq.readers.capture import Capture

from .reading import Read, about, read

PAGES = "\n".join(
    json.dumps(line)
    for line in (
        {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"},
        {"id": "a1", "url": "https://example.org/1", "ts": "2012-02-03T09:00:00Z", "title": "قصف الحي"},
        {"id": "a2", "url": "https://example.org/2", "ts": "2012-02-03T13:00:00Z", "text": "At six."},
    )
).encode()
FILES = {"pages/pages.jsonl": PAGES, "archive/data.warc": b"WARC/1.1", "indexes/index.cdx": b"org,example)/1"}


def sha256(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def wacz(tmp_path: Path, files: dict[str, bytes], manifest: object = None, digest: str = "") -> Path:
    """A capture of files; its manifest lists ``FILES`` as they should be, unless another is given."""
    listed = [{"path": path, "hash": sha256(content), "bytes": len(content)} for path, content in FILES.items()]
    package = json.dumps(manifest or {"profile": "data-package", "wacz_version": "1.1.1", "resources": listed}).encode()
    told = json.dumps({"path": "datapackage.json", "hash": digest or sha256(package)}).encode()
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as made:
        for path, content in {"datapackage.json": package, "datapackage-digest.json": told, **files}.items():
            made.writestr(path, content)
    return tmp_path / "a.wacz"


def reasons(got: Read) -> list[tuple[str, str]]:
    assert got.doubts == got.column("reason", "rejected")
    return [(row["reason"], row["locator"]) for row in got.rows("rejected")]


def test_every_page_is_a_record(tmp_path: Path) -> None:
    """09:00 in UTC was the second or the third in some place, 13:00 the third or the fourth."""
    got = read(Capture(), wacz(tmp_path, FILES))
    first, second = got.rows()
    assert (first["kind"], first["locator"], first["list_id"]) == ("page", "pages/pages.jsonl line 2", "a1")
    assert (first["date"], first["date_kind"]) == ("2012-02-03T09:00:00Z", "captured")
    assert (str(first["date_from"]), str(second["date_to"])) == ("2012-02-02", "2012-02-04")
    assert "قصف الحي" in first["folded"]
    assert got.rows("said")[1] == {
        "row": 1,
        "url": "https://example.org/2",
        "ts": "2012-02-03T13:00:00Z",
        "text": "At six.",
    }
    assert reasons(got) == []


def test_the_same_bytes_give_the_same_tables(tmp_path: Path) -> None:
    file = wacz(tmp_path, FILES)
    assert read(Capture(), file).bytes() == read(Capture(), file).bytes()


def test_an_altered_file_is_named(tmp_path: Path) -> None:
    got = read(Capture(), wacz(tmp_path, FILES | {"archive/data.warc": b"WARC/9.9"}))
    assert reasons(got) == [("capture.altered", "archive/data.warc")]
    assert len(got.rows()) == 2


def test_a_missing_and_an_unlisted_file_are_named(tmp_path: Path) -> None:
    files = {path: content for path, content in FILES.items() if path != "archive/data.warc"}
    got = read(Capture(), wacz(tmp_path, files | {"archive/other.warc": b""}))
    assert reasons(got) == [("capture.unlisted", "archive/other.warc"), ("capture.missing", "archive/data.warc")]


def test_a_manifest_that_was_changed_after_its_digest_is_named(tmp_path: Path) -> None:
    got = read(Capture(), wacz(tmp_path, FILES, digest=sha256(b"as it was")))
    assert reasons(got) == [("capture.altered", "datapackage.json")]


def test_a_hash_without_a_name_is_md5_and_one_of_an_unknown_kind_is_said(tmp_path: Path) -> None:
    """``printf 'WARC/1.1' | md5sum`` gives e2a0…; Frictionless Data: unnamed is MD5."""
    md5 = hashlib.md5(b"WARC/1.1", usedforsecurity=False).hexdigest()
    told = {"pages/pages.jsonl": sha256(PAGES), "archive/data.warc": md5, "indexes/index.cdx": "crc32:00"}
    manifest = {"resources": [{"path": path, "hash": made} for path, made in told.items()]}
    assert reasons(read(Capture(), wacz(tmp_path, FILES, manifest))) == [("capture.unchecked", "indexes/index.cdx")]


def test_a_line_that_is_no_page_is_listed_and_the_rest_goes_in(tmp_path: Path) -> None:
    got = read(Capture(), wacz(tmp_path, FILES | {"pages/extraPages.jsonl": b'{"url": "https://example.org/3"}\n[}'}))
    assert len(got.rows()) == 3
    assert ("capture.page", "pages/extraPages.jsonl line 2") in reasons(got)


def refused(file: Path) -> str:
    with pytest.raises(BadInput) as error:
        read(Capture(), file)
    return error.value.key


def test_a_capture_without_pages_is_refused(tmp_path: Path) -> None:
    assert refused(wacz(tmp_path, {"archive/data.warc": b""})) == "capture.none"


@pytest.mark.parametrize("manifest", ["words", ["a"]])
def test_a_manifest_that_is_no_object_is_refused(tmp_path: Path, manifest: object) -> None:
    assert refused(wacz(tmp_path, FILES, manifest)) == "capture.manifest"


def test_a_path_that_climbs_out_is_refused(tmp_path: Path) -> None:
    assert refused(wacz(tmp_path, FILES | {"../../out": b""})) == "zips.climbs"


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("pages/pages.jsonl", b"\n" * 200 * 1024**2)
    assert refused(tmp_path / "a.wacz") == "zips.bomb"


def test_a_capture_is_known_by_its_name_or_by_what_it_begins_with() -> None:
    assert Capture.accepts(b"PK\x03\x04", about("a.wacz"))
    assert Capture.accepts(b"PK\x03\x04...datapackage.json", about("a.zip"))
    assert not Capture.accepts(b"PK\x03\x04", about("a.docx"))
    assert not Capture.accepts(b"words", about("a.wacz"))
