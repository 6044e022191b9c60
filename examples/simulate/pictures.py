"""A drawn photograph of a street with the place and the time in its EXIF, as a telephone writes them."""

from pathlib import Path

import numpy as np
from PIL import ExifTags, Image, ImageDraw

from examples.simulate.people import CENTRE

SIZE = (640, 420)
TAKEN = "2012:02:14 09:41:00"
SKY, STREET, WINDOW, SMOKE = (176, 190, 204), (126, 120, 112), (62, 60, 66), (74, 70, 70)


def picture(seed: int = 2012) -> Image.Image:
    """A row of houses and smoke, with the word SIMULATED across it."""
    rng = np.random.default_rng([seed, 5])
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, r = rng.normal(420, 40), rng.uniform(20, 200), rng.uniform(8, 34)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=SMOKE)
    for left in range(0, SIZE[0], 80):
        _house(draw, rng, left)
    draw.rectangle((0, 340, *SIZE), fill=STREET)
    draw.text((150, 355), "SIMULATED", fill="white", font_size=56)
    return image


def _house(draw: ImageDraw.ImageDraw, rng: np.random.Generator, left: int) -> None:
    top, grey = int(rng.integers(120, 230)), int(rng.integers(150, 200))
    draw.rectangle((left, top, left + 76, 340), fill=(grey, grey - 8, grey - 22))
    for y in range(top + 16, 320, 36):
        for x in (left + 12, left + 46):
            draw.rectangle((x, y, x + 18, y + 20), fill=WINDOW)


def write(folder: Path, seed: int = 2012) -> None:
    """Write it as JPEG; its EXIF says SIMULATED, when and where."""
    lat, lon = CENTRE["بابا عمرو"]
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "SIMULATED, a drawing"
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {ExifTags.Base.DateTimeOriginal: TAKEN, ExifTags.Base.OffsetTimeOriginal: "+02:00"}
    )
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: _sexagesimal(lat),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: _sexagesimal(lon),
            ExifTags.GPS.GPSHPositioningError: 15.0,
        }
    )
    picture(seed).save(folder / "simulated-street.jpg", exif=exif, quality=88)


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    """Degrees, minutes, and seconds to the hundredth."""
    hundredths = round(degrees * 360_000)
    return hundredths // 360_000, hundredths // 6_000 % 60, hundredths % 6_000 / 100
