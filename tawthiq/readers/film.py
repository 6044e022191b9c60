"""Film read by ffmpeg and ffprobe, where they are installed: what a film says of itself, and its key frames."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tawthiq.errors import BadInput

CONTAINERS = "mov,matroska,avi,mpeg,mpegts,mpegvideo,flv,asf,ogg,h264,hevc"
SAFE = ["-v", "error", "-protocol_whitelist", "file", "-format_whitelist", CONTAINERS]
UNSAID = {"filename", "index", "disposition", "nb_programs", "nb_streams", "nb_stream_groups", "probe_score"}
SHOWN = re.compile(r"pts_time:([-\d.]+)\s+lavfi.scene_score=([\d.]+)")


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of a film (JPEG), its time in seconds, and how much it differs from the one before (0 to 1)."""

    seconds: float
    score: float
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Choice:
    """Which frames: the first, each that differs enough from the one before, and one at least every so often.

    ``change`` is ffmpeg's scene score (0 to 1), ``every_s`` is in seconds, ``most`` is how many at most.
    """

    every_s: float
    change: float
    most: int

    @property
    def rule(self) -> str:
        """The choice in the language of ffmpeg's filter ``select``."""
        wanted = f"isnan(prev_selected_t)+gte(t-prev_selected_t,{self.every_s})+gt(scene,{self.change})"
        return f"lt(selected_n,{self.most})*({wanted})"


@cache
def version(program: str) -> str:
    """The version that a program says it is."""
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    return told.stdout.partition(" version ")[2].partition(" ")[0]


def said(ffprobe: str, file: Path, name: str) -> dict[str, str]:
    """Everything that ffprobe finds in the container and its streams. Raises BadInput where it finds no film."""
    command = [ffprobe, *SAFE, "-print_format", "json", "-show_format", "-show_streams", _address(file)]
    told = subprocess.run(command, capture_output=True, check=False)
    if told.returncode:
        raise BadInput("film.unreadable", file=name, detail=_last_line(told.stderr, file, name))
    found = json.loads(told.stdout)
    flat = dict(_flat("film", found.get("format", {})))
    for number, stream in enumerate(found.get("streams", [])):
        flat.update(_flat(f"stream {number}", stream))
    return flat


def _flat(name: str, node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in UNSAID:
                yield from _flat(name if key == "tags" else f"{name} {key}", value)
    elif isinstance(node, list):
        for number, one in enumerate(node):
            yield from _flat(f"{name} {number}", one)
    else:
        yield name, str(node)


def frames(ffmpeg: str, file: Path, name: str, chosen: Choice) -> tuple[list[Frame], str]:
    """The chosen frames of the first picture track, and ffmpeg's last complaint on the way (a cut-off film, say).

    Written at a steady 25 a second, the last may stand there more than once: the list of times tells how many they are.
    Raises BadInput where ffmpeg can show none.
    """
    filters = f"select='{chosen.rule}',metadata=print:file=times,setpts=N/(25*TB)"
    kept = ["-map", "0:v:0", "-vf", filters, "-r", "25", "-q:v", "3", "-flags", "+bitexact"]
    with TemporaryDirectory() as folder:
        command = [ffmpeg, "-nostdin", *SAFE, "-i", _address(file), *kept, "%08d.jpg"]
        told = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        pictures, trouble = sorted(Path(folder).glob("*.jpg")), _last_line(told.stderr, file, name)
        if not pictures:
            raise BadInput("film.frames", file=name, detail=trouble)
        times = SHOWN.findall(Path(folder, "times").read_text("utf-8"))
        shown = zip(times, pictures[: len(times)], strict=True)
        return [Frame(float(time), float(score), picture.read_bytes()) for (time, score), picture in shown], trouble


def _address(file: Path) -> str:
    return f"file:{file.absolute()}"


def _last_line(told: bytes, file: Path, name: str) -> str:
    lines = told.decode("utf-8", "replace").replace(_address(file), name).strip().splitlines()
    return lines[-1][-200:] if lines else ""
