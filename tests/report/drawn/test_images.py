"""Pictures leave without what they tell of themselves, and with their stamp."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from tawthiq.errors import BadInput
from tawthiq.report.drawn.images import pictures, ready, redrawn
from tests.report import editions

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" onload="x()">
<metadata>Samir</metadata><title>Samir</title><!-- Samir --><script>x()</script>
<image href="http://example.org/x.png"/><rect x="1" y="1" width="10" height="10" fill="#333"/></svg>"""


def test_pixels_stay_and_metadata_goes(tmp_path: Path) -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Samir")
    exif = Image.Exif()
    exif[0x010E] = "Samir"
    Image.new("RGB", (40, 20), "#0072b2").save(tmp_path / "a.png", pnginfo=told, exif=exif)
    made = redrawn(tmp_path / "a.png")
    with Image.open(BytesIO(made.data)) as read:
        assert read.info == {} and len(read.getexif()) == 0
        assert (read.size, read.getpixel((5, 5))) == ((40, 20), (0, 0x72, 0xB2))
    assert b"Samir" not in made.data


def test_a_stamp_is_a_band_above_the_pixels(tmp_path: Path) -> None:
    """A picture of 400 pixels: letters of 12, a band of 24."""
    Image.new("RGB", (400, 100), "white").save(tmp_path / "a.png")
    made = redrawn(tmp_path / "a.png", "INTERNAL")
    assert (made.width, made.height) == (400, 124)
    with Image.open(BytesIO(made.data)) as read:
        assert read.getpixel((2, 2)) == (0x7A, 0, 0x19)
        assert read.getpixel((2, 30)) == (255, 255, 255)
        colours = {read.getpixel((x, 12)) for x in range(400)}
        assert len(colours) > 2


def test_a_drawing_keeps_its_shapes_alone(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SVG, "utf-8")
    made = redrawn(tmp_path / "a.svg", "INTERNAL")
    said = made.data.decode()
    assert "<rect" in said and ">INTERNAL</text>" in said
    for gone in ("Samir", "script", "onload", "example.org"):
        assert gone not in said
    assert (made.ending, made.url[:26]) == (".svg", "data:image/svg+xml;base64,")


def test_what_is_simulated_says_so_on_its_face(tmp_path: Path) -> None:
    edition = editions.english(tmp_path)
    (one,) = pictures(edition)
    assert ready(edition)[one.file].height > 300


@pytest.mark.parametrize("name", ["a.png", "a.svg"])
def test_what_is_no_picture_does_not_leave(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("words")
    with pytest.raises(BadInput, match=name):
        redrawn(tmp_path / name)
