"""Photographs: when, where, and how to find copies; what the file says is what somebody wrote into it."""

import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from tawthiq.errors import BadInput
from tawthiq.readers.photo import Photo

from .making import picture
from .reading import Read, about, read

EXIF: dict[str, Any] = {"DateTimeOriginal": "2012:02:03 14:05:11", "OffsetTimeOriginal": "+02:00"}
GPS: dict[str, Any] = {
    "GPSLatitudeRef": "N",
    "GPSLatitude": (34.0, 43.0, 12.0),
    "GPSLongitudeRef": "E",
    "GPSLongitude": (36.0, 42.0, 36.0),
}


def photo(tmp_path: Path, exif: dict[str, Any], gps: dict[str, Any]) -> Read:
    made = Image.Exif()
    for block, names, values in ((ExifTags.IFD.Exif, ExifTags.Base, exif), (ExifTags.IFD.GPSInfo, ExifTags.GPS, gps)):
        made.get_ifd(block).update({names[name]: value for name, value in values.items()})
    picture().save(tmp_path / "a.jpg", exif=made)
    return read(Photo(), tmp_path / "a.jpg")


def test_a_photograph_is_one_record_with_time_place_and_what_it_says(tmp_path: Path) -> None:
    """34° 43′ 12″ is 34 + 43/60 + 12/3600 = 34.72; 36° 42′ 36″ is 36.71."""
    got = photo(tmp_path, EXIF, GPS | {"GPSHPositioningError": 8.0})
    [record] = got.rows()
    assert (record["kind"], record["locator"]) == ("photograph", "picture")
    assert (record["date"], record["date_kind"]) == ("2012-02-03T14:05:11+02:00", "taken")
    assert (round(record["lat"], 9), round(record["lon"], 9), record["radius_m"]) == (34.72, 36.71, 8.0)
    [said] = got.rows("said")
    assert said["EXIF DateTimeOriginal"] == "2012:02:03 14:05:11"
    assert (said["picture format"], said["picture size"]) == ("JPEG", "400 × 300")
    assert len(got.rows("prints")) == 8
    assert got.doubts == []


def test_south_and_west_are_negative_and_an_unsaid_error_is_the_readers(tmp_path: Path) -> None:
    [record] = photo(tmp_path, EXIF, GPS | {"GPSLatitudeRef": "S", "GPSLongitudeRef": "W"}).rows()
    assert (round(record["lat"], 9), round(record["lon"], 9)) == (-34.72, -36.71)
    assert record["radius_m"] == Photo().radius_m


def test_a_time_without_zone_is_a_doubt(tmp_path: Path) -> None:
    got = photo(tmp_path, {"DateTimeOriginal": "2012:02:03 14:05:11"}, {})
    assert got.rows()[0]["date"] == "2012-02-03T14:05:11"
    assert got.doubts == ["photo.zone"]


def test_the_satellites_time_is_utc(tmp_path: Path) -> None:
    got = photo(tmp_path, {}, GPS | {"GPSDateStamp": "2012:02:03", "GPSTimeStamp": (12.0, 5.0, 11.0)})
    assert got.rows()[0]["date"] == "2012-02-03T12:05:11Z"
    assert got.doubts == []


@pytest.mark.parametrize(
    "position",
    [
        {"GPSLatitude": (0.0, 0.0, 0.0), "GPSLongitude": (0.0, 0.0, 0.0)},
        {"GPSLatitude": (95.0, 0.0, 0.0)},
    ],
)
def test_a_position_that_is_none_is_left_out_and_said(tmp_path: Path, position: dict[str, Any]) -> None:
    got = photo(tmp_path, EXIF, GPS | position)
    assert "lat" not in got.rows()[0]
    assert got.doubts == ["photo.position"]


def test_a_picture_that_says_nothing_is_still_a_record(tmp_path: Path) -> None:
    picture().save(tmp_path / "a.png")
    got = read(Photo(), tmp_path / "a.png")
    assert got.rows("said") == [{"row": 0, "picture format": "PNG", "picture size": "400 × 300"}]
    assert got.doubts == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "AVIF"])
def test_pictures_are_known_by_their_bytes_whatever_their_name(tmp_path: Path, kind: str) -> None:
    picture().save(tmp_path / "a.txt", kind)
    got = read(Photo(), tmp_path / "a.txt")
    assert got.rows("said")[0]["picture format"] == kind


def test_the_same_bytes_give_the_same_tables(tmp_path: Path) -> None:
    picture().save(tmp_path / "a.jpg")
    assert read(Photo(), tmp_path / "a.jpg").bytes() == read(Photo(), tmp_path / "a.jpg").bytes()


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_cut_off_picture_keeps_what_it_says_and_has_no_prints(tmp_path: Path, name: str) -> None:
    picture().save(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    got = read(Photo(), tmp_path / name)
    assert got.rows("said")[0]["picture size"] == "400 × 300"
    assert got.rows("prints") == []
    assert "photo.cut" in got.doubts


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def refused(file: Path) -> str:
    with pytest.raises(BadInput) as error:
        read(Photo(), file)
    assert error.value.facts == {"file": file.name}
    return error.value.key


def test_a_decompression_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    """100,000 × 100,000 pixels, 40 GB in memory, said by a file of 57 bytes and an empty picture."""
    header = (100_000).to_bytes(4, "big") * 2 + bytes([8, 6, 0, 0, 0])
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    (tmp_path / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    assert refused(tmp_path / "bomb.png") == "photo.bomb"


def test_what_only_begins_like_a_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff and then words")
    assert refused(tmp_path / "a.jpg") == "photo.unreadable"


def test_the_pictures_of_telephones_are_read(tmp_path: Path) -> None:
    told = Image.Exif()
    told[0x0132] = "2012:02:20 10:00:00"
    Image.new("RGB", (64, 48), (200, 10, 10)).save(tmp_path / "a.heic", exif=told)
    [said] = read(Photo(), tmp_path / "a.heic").rows("said")
    assert (said["picture format"], said["picture size"]) == ("HEIF", "64 × 48")
    assert said["EXIF DateTime"] == "2012:02:20 10:00:00"


def test_heic_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    assert refused(tmp_path / "a.heic") == "photo.unreadable"


def test_words_are_no_picture() -> None:
    assert not Photo.accepts(b"BMW was seen", about("a.jpg"))
    assert not Photo.accepts(b"", about("a.jpg"))
