"""Images: a report's pictures as they may leave: drawn anew without metadata, and stamped on their face."""

import base64
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont, ImageOps

from tawthiq.errors import BadInput
from tawthiq.report.edition import Edition, Picture

SIMULATED = "SIMULATED"
LARGEST = 4_000
SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
_DATA = re.compile(r"data:image/[\w.+-]+;base64,(.*)", re.DOTALL)
_DROPPED = {"metadata", "script", "foreignObject", "title", "desc", "a", "animate", "set"}


@dataclass(frozen=True, slots=True)
class Ready:
    """A picture ready to leave: its bytes, their media type, and its size in pixels (of an SVG: in its own units)."""

    data: bytes
    media: str
    width: int
    height: int

    @property
    def ending(self) -> str:
        """The ending of its file's name."""
        return ".svg" if self.media == "image/svg+xml" else ".png"

    @property
    def url(self) -> str:
        """The picture as a ``data:`` address."""
        return f"data:{self.media};base64,{base64.b64encode(self.data).decode()}"


def pictures(edition: Edition) -> list[Picture]:
    """The pictures of an edition in the order of the text."""
    return [block for section in edition.sections for block in section.blocks if isinstance(block, Picture)]


def ready(edition: Edition, stamp: str = "") -> Mapping[Path, Ready]:
    """Every picture of an edition ready to leave, by its file; ``stamp`` is laid over all, SIMULATED where it is so.

    Raises BadInput for a file that is no picture.
    """
    made: dict[Path, Ready] = {}
    for one in pictures(edition):
        words = " · ".join(filter(None, (SIMULATED if one.simulated else "", stamp)))
        made[one.file] = redrawn(one.file, words)
    return made


def redrawn(file: Path, stamp: str = "") -> Ready:
    """A picture drawn anew: its pixels or its shapes, nothing else, and the stamp across its upper edge."""
    try:
        if file.suffix.lower() == ".svg":
            return _shapes(file.read_bytes(), stamp)
        with Image.open(file) as opened:
            return _pixels(opened, stamp)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadInput("images.unreadable", file=file.name, detail=f"{type(error).__name__}: {error}") from error


def _pixels(opened: Image.Image, stamp: str) -> Ready:
    turned = ImageOps.exif_transpose(opened)
    whole = Image.new("RGB", turned.size, "white")
    whole.paste(turned.convert("RGBA"), mask=turned.convert("RGBA").getchannel("A"))
    if max(whole.size) > LARGEST:
        whole.thumbnail((LARGEST, LARGEST))
    if stamp:
        whole = _stamped(whole, stamp)
    out = io.BytesIO()
    whole.save(out, "png", optimize=False)
    return Ready(out.getvalue(), "image/png", *whole.size)


def _stamped(picture: Image.Image, stamp: str) -> Image.Image:
    """The picture below a band with the stamp, so that the stamp hides nothing and stays with the pixels."""
    size = max(12, picture.width // 40)
    font = ImageFont.truetype(Path(matplotlib.get_data_path(), "fonts/ttf/DejaVuSans-Bold.ttf"), size)
    whole = Image.new("RGB", (picture.width, picture.height + 2 * size), "#7a0019")
    whole.paste(picture, (0, 2 * size))
    ImageDraw.Draw(whole).text((picture.width // 2, size), stamp, fill="white", font=font, anchor="mm")
    return whole


def _shapes(source: bytes, stamp: str) -> Ready:
    root = fromstring(source)
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError(root.tag)
    _clean(root)
    x, y, width, height = _view(root)
    if stamp:
        size = width / 40
        box = {"x": f"{x:g}", "y": f"{y - 2 * size:g}", "width": f"{width:g}", "height": f"{2 * size:g}"}
        ElementTree.SubElement(root, f"{{{SVG}}}rect", {**box, "fill": "#7a0019"})
        at = {"x": f"{x + width / 2:g}", "y": f"{y - size * 0.65:g}", "font-size": f"{size:g}"}
        look = {"fill": "#ffffff", "text-anchor": "middle", "font-family": "DejaVu Sans", "font-weight": "bold"}
        ElementTree.SubElement(root, f"{{{SVG}}}text", {**at, **look}).text = stamp
        y, height = y - 2 * size, height + 2 * size
    root.set("viewBox", f"{x:g} {y:g} {width:g} {height:g}")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return Ready(ElementTree.tostring(root, encoding="utf-8"), "image/svg+xml", round(width), round(height))


def _clean(element: ElementTree.Element) -> None:
    """Take out what draws nothing or reaches outside; pictures inside are drawn anew too."""
    for child in list(element):
        if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in _DROPPED or _foreign(child.tag):
            element.remove(child)
        else:
            _clean(child)
    for name, value in list(element.attrib.items()):
        plain = name.rpartition("}")[2]
        inside = _DATA.match(value) if plain == "href" else None
        if inside:
            with Image.open(io.BytesIO(base64.b64decode(inside[1]))) as opened:
                element.set(name, _pixels_kept(opened))
        elif plain.startswith("on") or (plain == "href" and not value.startswith("#")) or plain.startswith("data-"):
            del element.attrib[name]


def _foreign(tag: str) -> bool:
    return tag.startswith("{") and not tag.startswith(f"{{{SVG}}}")


def _pixels_kept(opened: Image.Image) -> str:
    out = io.BytesIO()
    fresh = Image.frombytes("RGBA", opened.size, opened.convert("RGBA").tobytes())
    fresh.save(out, "png", optimize=False)
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def _view(root: ElementTree.Element) -> tuple[float, float, float, float]:
    if box := root.get("viewBox"):
        x, y, width, height = (float(one) for one in re.split(r"[\s,]+", box.strip()))
        return x, y, width, height
    sizes = [re.match(r"[\d.]+", root.get(name, "")) for name in ("width", "height")]
    if not all(sizes):
        raise ValueError("no size")
    width, height = (float(one[0]) for one in sizes if one)
    return 0.0, 0.0, width, height
