"""Zip archives that came from outside: looked through by their directory before anything is unpacked."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from tawthiq.errors import BadInput

FREE = 64 * 1024**2
RATIO = 200
MEMBERS = 100_000
LOCKED = 0x1


@contextmanager
def opened(file: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """The archive, open for reading after ``guard``; a member that turns out damaged raises BadInput too."""
    try:
        with zipfile.ZipFile(file) as archive:
            _guard(archive, file.stat().st_size, name)
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise BadInput("zips.broken", file=name, detail=str(error)) from error


def guard(file: Path, name: str) -> None:
    """Refuse an archive that would harm: a bomb, a path that climbs out, a link, a locked or damaged archive.

    A bomb unpacks to over 64 MiB *and* to over 200 times its own size, or its members overlap. Raises BadInput.
    """
    with opened(file, name):
        pass


def _guard(archive: zipfile.ZipFile, size: int, name: str) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MEMBERS or packed > size or unpacked > max(FREE, RATIO * size):
        raise BadInput("zips.bomb", file=name, members=len(members), mib=unpacked >> 20)
    if len({member.filename for member in members}) < len(members):
        raise BadInput("zips.twice", file=name)
    for member in members:
        if _climbs(member):
            raise BadInput("zips.climbs", file=name, value=member.filename[:200])
        if member.flag_bits & LOCKED:
            raise BadInput("zips.locked", file=name, value=member.filename[:200])


def _climbs(member: zipfile.ZipInfo) -> bool:
    windows, posix = PureWindowsPath(member.filename), PurePosixPath(member.filename)
    link = stat.S_ISLNK(member.external_attr >> 16)
    return link or bool(windows.drive or windows.root) or ".." in (*windows.parts, *posix.parts)
