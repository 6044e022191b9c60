"""Archives are judged by their directory: nothing harmful is ever unpacked."""

import zipfile
from pathlib import Path

import pytest

from tawthiq.errors import BadInput
from tawthiq.readers import zips


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as error:
        zips.guard(path, "given.zip")
    assert error.value.facts["file"] == "given.zip"
    return error.value.key


def test_an_honest_archive_is_opened(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", **{"word/a.xml": b"<a/>", "b": b""})
    zips.guard(path, "a.zip")
    with zips.opened(path, "a.zip") as opened:
        assert opened.read("word/a.xml") == b"<a/>"


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    """200 MiB of zeros become 0.2 MiB: more than 64 MiB, and a thousand times its own size."""
    assert refused(archive(tmp_path / "bomb.zip", zeros=bytes(200 * 1024**2))) == "zips.bomb"


def test_sixty_four_mebibytes_are_free(tmp_path: Path) -> None:
    zips.guard(archive(tmp_path / "a.zip", zeros=bytes(64 * 1024**2)), "a.zip")


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    """Two entries that point at one member promise more packed bytes than the file has (Fifield 2019)."""
    path = archive(tmp_path / "a.zip", a=bytes(range(256)) * 40, b=b"")
    with zipfile.ZipFile(path, "a") as opened:
        for number in range(50):
            again = zipfile.ZipInfo(f"again {number}")
            for name in ("compress_size", "file_size", "CRC", "header_offset", "compress_type"):
                setattr(again, name, getattr(opened.infolist()[0], name))
            opened.filelist.append(again)
        opened._didModify = True  # type: ignore[attr-defined]
    assert refused(path) == "zips.bomb"


@pytest.mark.parametrize(
    "name", ["../out", "a/../../out", "/etc/out", "C:\\out", "C:out", "\\\\host\\out", "a\\..\\..\\o"]
)
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(archive(tmp_path / "a.zip", **{name: b"x"})) == "zips.climbs"


@pytest.mark.parametrize("name", ["a..b", "..a/b", "a/b.c", "صورة/١.jpg", "a-b"])
def test_two_dots_in_a_name_do_not_climb(tmp_path: Path, name: str) -> None:
    zips.guard(archive(tmp_path / "a.zip", **{name: b"x"}), "a.zip")


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(link, "/etc/passwd")
    assert refused(tmp_path / "a.zip") == "zips.climbs"


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("pages.jsonl", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("pages.jsonl", "another")
    assert refused(tmp_path / "a.zip") == "zips.twice"


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", a=b"x")
    body = bytearray(path.read_bytes())
    body[body.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(body)
    assert refused(path) == "zips.locked"


@pytest.mark.parametrize("keep", [0, 10, -10])
def test_a_cut_off_archive_is_broken(tmp_path: Path, keep: int) -> None:
    path = archive(tmp_path / "a.zip", a=b"x" * 100)
    path.write_bytes(path.read_bytes()[:keep])
    assert refused(path) == "zips.broken"


def test_a_member_that_was_altered_is_found_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a", "the words")
    path.write_bytes(path.read_bytes().replace(b"the words", b"the lies!"))
    with pytest.raises(BadInput) as error, zips.opened(path, "a.zip") as opened:
        opened.read("a")
    assert error.value.key == "zips.broken"
