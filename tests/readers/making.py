"""Small files of every kind, made on the spot; every name and every word in them is invented."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio.transform import Affine

Placed = tuple[float, float, str]


def pdf(*pages: Sequence[Placed]) -> bytes:
    """A PDF of pages with words at points (1/72 inch, from the lower left), letter after letter to the right.

    Its font has no shapes, only Unicode: enough for every script, and for what a reader of text sees.
    """
    letters = sorted({letter for page in pages for _, _, words in page for letter in words})
    codes = {letter: code for code, letter in enumerate(letters, 1)}
    told = "\n".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    unicode = (
        "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"{len(codes)} beginbfchar\n{told}\nendbfchar endcmap"
    )
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>",
        stream(unicode),
    ]
    for i, page in enumerate(pages):
        show = " ".join(
            f"BT /F 12 Tf {x} {y} Td <{''.join(f'{codes[letter]:04x}' for letter in words)}> Tj ET"
            for x, y, words in page
        )
        fonts = "/Resources<</Font<</F 3 0 R>>>>"
        objects += [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{fonts}/Contents {7 + 2 * i} 0 R>>", stream(show)]
    return assembled(objects)


def stream(text: str) -> str:
    return f"<</Length {len(text)}>>stream\n{text}\nendstream"


def assembled(objects: Sequence[str]) -> bytes:
    parts = [b"%PDF-1.7\n", *(f"{number} 0 obj\n{one}\nendobj\n".encode() for number, one in enumerate(objects, 1))]
    *starts, end = accumulate(map(len, parts))
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
    return b"".join(parts) + f"{tail}startxref\n{end}\n%%EOF".encode()


def leftward(words: str) -> str:
    """Words of a script that runs to the left, as they stand on a page when counted from the left."""
    return words[::-1]


def scene(path: Path, crs: str | None = "EPSG:3857", transform: Affine | None = None, **tags: str) -> Path:
    """A GeoTIFF of 40 × 20 pixels in one band; the pixel size is 1 unless the transform says otherwise."""
    profile = {"driver": "GTiff", "width": 40, "height": 20, "count": 1, "dtype": "uint8"}
    place = {"crs": crs, "transform": transform or Affine(1, 0, 0, 0, -1, 0)} if crs else {}
    with rasterio.open(path, "w", **profile, **place) as out:
        out.write(np.arange(800, dtype=np.uint8).reshape(1, 20, 40))
        if tags:
            out.update_tags(**tags)
    return path


def picture(seed: int = 1, width: int = 400, height: int = 300) -> Image.Image:
    """A picture with enough in it to have a fingerprint: a smooth random landscape."""
    rough = np.random.default_rng(seed).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    return Image.fromarray(rough).resize((width, height), Image.Resampling.BICUBIC)


def ffmpeg(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the ffmpeg that the tests bring, without its ffprobe, on the PATH, and nothing else."""
    folder.mkdir()
    shutil.copy2(imageio_ffmpeg.get_ffmpeg_exe(), folder / ("ffmpeg.exe" if os.name == "nt" else "ffmpeg"))
    monkeypatch.setenv("PATH", str(folder))


def film(path: Path, *, audio: bool = False) -> Path:
    """A film of 32 seconds: 4 of a test card, 3 all red, 25 of a slow zoom; or a second of sound alone."""
    cards = ["testsrc=d=4:s=160x120:r=5", "color=red:d=3:s=160x120:r=5", "mandelbrot=s=160x120:r=5:maxiter=200"]
    inputs = [part for card in cards for part in ("-f", "lavfi", "-i", card)]
    joined = "[2:v]trim=duration=25[zoom];[0:v][1:v][zoom]concat=n=3:v=1[film]"
    said = ["-metadata", "creation_time=2012-02-03T12:05:11Z", "-metadata", "location=+34.7243+036.7070/"]
    shown = [*inputs, "-filter_complex", joined, "-map", "[film]", "-pix_fmt", "yuv420p", *said]
    heard = ["-f", "lavfi", "-i", "sine=d=1"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *(heard if audio else shown), str(path)]
    subprocess.run(command, check=True)
    return path
