"""Bags: a folder as BagIt 1.0 (RFC 8493), every file under a SHA-256; the same files give the same bag."""

import hashlib
from collections.abc import Mapping
from pathlib import Path


def bag(folder: Path, about: Mapping[str, str]) -> list[Path]:
    """Make a bag of a folder with its payload in ``data/``; ``about`` goes to ``bag-info.txt``. Gives the tag files."""
    payload = _files(folder / "data")
    octets = sum(path.stat().st_size for path in payload)
    told = {**about, "Payload-Oxum": f"{octets}.{len(payload)}"}
    lines = "".join(f"{name}: {_flat(value)}\n" for name, value in told.items())
    tags = [
        _write(folder / "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        _write(folder / "bag-info.txt", lines),
        _write(folder / "manifest-sha256.txt", _manifest(folder, payload)),
    ]
    return [*tags, _write(folder / "tagmanifest-sha256.txt", _manifest(folder, tags))]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _manifest(folder: Path, files: list[Path]) -> str:
    return "".join(f"{_sha256(path)}  {_spelled(path.relative_to(folder))}\n" for path in files)


def _spelled(path: Path) -> str:
    return path.as_posix().replace("\n", "%0A").replace("\r", "%0D")


def _flat(value: str) -> str:
    return " ".join(value.split())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, words: str) -> Path:
    path.write_text(words, "utf-8", newline="\n")
    return path
