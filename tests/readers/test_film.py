"""ffmpeg and ffprobe, where they are."""

import os
import shutil
from pathlib import Path

import imageio_ffmpeg
import pytest

from tawthiq.errors import BadInput
from tawthiq.readers.film import Choice, Frame, frames, said, version

from .making import film

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
FFPROBE = shutil.which("ffprobe")
needs_ffprobe = pytest.mark.skipif(not FFPROBE, reason="ffprobe is not on the PATH: what a film says is not read")


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("film") / "clip.mp4")


def times(found: list[Frame]) -> list[float]:
    return [frame.seconds for frame in found]


def test_frames_are_the_first_the_changes_and_one_every_so_often(clip: Path) -> None:
    """The test card, the red, the zoom; then 10 and 20 seconds after the zoom began at 7."""
    found, trouble = frames(FFMPEG, clip, "clip.mp4", Choice(every_s=10, change=0.4, most=99))
    assert times(found) == [0, 4, 7, 17, 27]
    assert trouble == ""
    assert [frame.score > 0.4 for frame in found] == [False, True, True, False, False]
    assert all(frame.jpeg.startswith(b"\xff\xd8\xff") for frame in found)


def test_a_choice_changes_what_is_shown(clip: Path) -> None:
    assert times(frames(FFMPEG, clip, "clip.mp4", Choice(every_s=99, change=0.4, most=99))[0]) == [0, 4, 7]
    assert times(frames(FFMPEG, clip, "clip.mp4", Choice(every_s=10, change=0.4, most=2))[0]) == [0, 4]
    assert Choice(every_s=5, change=0.5, most=9).rule.startswith("lt(selected_n,9)*")


def test_the_same_film_gives_the_same_pictures(clip: Path) -> None:
    choice = Choice(every_s=10, change=0.4, most=99)
    assert frames(FFMPEG, clip, "clip.mp4", choice) == frames(FFMPEG, clip, "clip.mp4", choice)


def test_a_film_that_ends_too_early_shows_what_there_is_and_says_so(clip: Path, tmp_path: Path) -> None:
    """In Matroska the pictures come as they go, so that half a file is half a film."""
    whole = film(tmp_path / "clip.mkv").read_bytes()
    (tmp_path / "half.mkv").write_bytes(whole[: len(whole) // 2])
    found, trouble = frames(FFMPEG, tmp_path / "half.mkv", "half.mkv", Choice(every_s=10, change=0.4, most=99))
    assert 0 < len(found) < 5
    assert trouble


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("words.mp4", b"words"),
        ("list.mp4", b"#EXTM3U\n#EXTINF:1,\nhttp://192.0.2.1/a.ts\n"),
        ("concat.mp4", b"ffconcat version 1.0\nfile /etc/hostname\n"),
    ],
)
def test_what_is_no_film_is_refused_and_nothing_is_fetched(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput) as error:
        frames(FFMPEG, tmp_path / name, name, Choice(10, 0.4, 9))
    assert error.value.key == "film.frames"
    assert str(tmp_path) not in str(error.value)


def test_sound_alone_shows_no_frames(tmp_path: Path) -> None:
    sound = film(tmp_path / "sound.mka", audio=True)
    with pytest.raises(BadInput) as error:
        frames(FFMPEG, sound, "sound.mka", Choice(10, 0.4, 9))
    assert error.value.key == "film.frames"


def test_a_program_says_its_version() -> None:
    assert version(FFMPEG)


@needs_ffprobe
def test_a_film_says_what_it_is(clip: Path) -> None:
    told = said(str(FFPROBE), clip, "clip.mp4")
    assert told["film creation_time"] == "2012-02-03T12:05:11.000000Z"
    assert told["film duration"] == "32.000000"
    assert (told["stream 0 codec_type"], told["stream 0 width"], told["stream 0 height"]) == ("video", "160", "120")
    assert not any(os.fspath(clip.parent) in value for value in told.values())


@needs_ffprobe
def test_a_film_without_end_is_refused(clip: Path, tmp_path: Path) -> None:
    """An MP4 keeps its index at the end: half of it is nothing."""
    (tmp_path / "half.mp4").write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    with pytest.raises(BadInput) as error:
        said(str(FFPROBE), tmp_path / "half.mp4", "half.mp4")
    assert error.value.key == "film.unreadable"
