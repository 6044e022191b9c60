"""Video: a record of the film and one of every key frame, with its time code and its fingerprints."""

import shutil
from pathlib import Path

import pytest

from tawthiq.readers.video import Video, timecode

from .making import ffmpeg, film
from .reading import about, read

needs_both = pytest.mark.skipif(
    not (shutil.which("ffprobe") and shutil.which("ffmpeg")), reason="ffmpeg and ffprobe are not on the PATH"
)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("film") / "clip.mp4")


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(0, "00:00:00.000"), (83.4, "00:01:23.400"), (59.9996, "00:01:00.000"), (36_000.25, "10:00:00.250")],
)
def test_a_time_code(seconds: float, code: str) -> None:
    assert timecode(seconds) == code


def test_every_key_frame_is_a_record_with_picture_and_prints(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ffmpeg(tmp_path / "bin", monkeypatch)
    got = read(Video(), clip)
    codes = ["00:00:00.000", "00:00:04.000", "00:00:07.000", "00:00:17.000", "00:00:27.000"]
    assert got.column("locator", "records") == ["film", *codes]
    assert got.column("kind", "records") == ["video", *["frame"] * 5]
    assert got.column("locator", "frames") == codes
    assert got.column("row", "frames") == [1, 2, 3, 4, 5]
    assert len(got.rows("prints")) == 5 * 8
    assert got.doubts == ["video.no_ffprobe"]
    assert read(Video(), clip).bytes() == got.bytes()


def test_frames_beyond_the_limit_are_said(clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ffmpeg(tmp_path / "bin", monkeypatch)
    got = read(Video(frames=2), clip)
    assert len(got.rows("frames")) == 2
    assert got.doubts == ["video.no_ffprobe", "video.more"]
    assert got.rows("rejected")[1]["locator"] == "00:00:07.000–"


def test_without_ffmpeg_the_film_is_a_record_without_frames(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    got = read(Video(), clip)
    assert got.column("kind", "records") == ["video"]
    assert got.rows("frames") == got.rows("prints") == []
    assert got.doubts == ["video.no_ffprobe", "video.no_ffmpeg"]


def test_sound_alone_is_a_record_without_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ffmpeg(tmp_path / "bin", monkeypatch)
    got = read(Video(), film(tmp_path / "sound.mka", audio=True))
    assert got.column("kind", "records") == ["video"]
    assert got.doubts == ["video.no_ffprobe", "film.frames"]


@needs_both
def test_a_film_says_when_and_where(clip: Path) -> None:
    """12:05 in UTC: clocks there may have shown the third or, at +12 and over, the fourth."""
    got = read(Video(), clip)
    record = got.rows()[0]
    assert (record["date"], str(record["date_from"]), str(record["date_to"])) == (
        "2012-02-03T12:05:11Z",
        "2012-02-03",
        "2012-02-04",
    )
    assert (record["lat"], record["lon"], record["radius_m"]) == (34.7243, 36.7070, 100.0)
    assert got.rows("said")[0]["film location"] == "+34.7243+036.7070/"
    assert got.doubts == []


@pytest.mark.parametrize(
    ("head", "is_so"),
    [
        (b"\0\0\0\x18ftypisom", True),
        (b"\x1aE\xdf\xa3", True),
        (b"RIFF\0\0\0\0AVI LIST", True),
        (b"G" + bytes(187) + b"G" + bytes(187) + b"G", True),
        (b"\0\0\0\x18ftypheic", False),
        (b"\0\0\0\x18ftypavif", False),
        (b"RIFF\0\0\0\0WEBP", False),
        (b"GIF89a", False),
        (b"words", False),
    ],
)
def test_a_film_is_known_by_its_first_bytes(head: bytes, is_so: bool) -> None:
    assert Video.accepts(head, about("a.bin")) is is_so
