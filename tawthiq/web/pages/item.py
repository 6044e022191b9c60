"""An item: its bytes as they were received, to be downloaded or, for a picture, looked at; never opened as a page."""

from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from PIL import Image, ImageOps, UnidentifiedImageError
from starlette.responses import Response, StreamingResponse

from tawthiq.case import tracing
from tawthiq.case.exporting import STAMP
from tawthiq.errors import BadInput
from tawthiq.nouns import Item
from tawthiq.web.page import Page, View

page = Page("item")

SIDE = 1200
PIECE = 1 << 20
PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp")
"""Kinds that are shown. What can carry a script (SVG) or is a scene is not among them."""

SANDBOX = "default-src 'none'; sandbox"


@page.get("/item/{id}")
def shown(view: View) -> Response:
    """One item: how it came, what was read from it, and its trace."""
    item = view.case.item(view.part("id"))
    step = tracing.trace(view.case, item.id, view.lang)
    read = view.case.catalogue.findings(reads=item.id)
    return view.show("item.html", step=step, item=item, read=read, pictured=item.media_type in PICTURES)


@page.post("/item/{id}/download")
def downloaded(view: View) -> Response:
    """The bytes as an attachment under the name that they came with, for those at work on the case, and noted.

    They are sent piece by piece; no browser opens them by itself.
    """
    item = view.case.item(view.part("id"))
    name = f"{STAMP}-{item.name.replace('/', '_')}"
    with ExitStack() as stack:
        path = stack.enter_context(view.case.bytes(item))
        view.case.publish("working", f"item {item.id}", [path], view.signer())
        held = stack.pop_all()
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "content-security-policy": SANDBOX, "content-length": str(item.size),
    }  # fmt: skip
    return StreamingResponse(_pieces(path, held), media_type="application/octet-stream", headers=headers)


def _pieces(path: Path, stack: ExitStack) -> Iterator[bytes]:
    with stack, path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


@page.get("/item/{id}/picture")
def pictured(view: View) -> Response:
    """A picture, laid out anew as plain pixels, so that nothing but them reaches the browser."""
    item = view.case.item(view.part("id"))
    return Response(_pixels(view, item), media_type="image/jpeg", headers={"content-security-policy": SANDBOX})


def _pixels(view: View, item: Item) -> bytes:
    if item.media_type not in PICTURES:
        raise BadInput("web_item.no_picture", file=item.name)
    try:
        with view.case.bytes(item) as path, Image.open(path) as opened:
            turned = ImageOps.exif_transpose(opened)
            turned.thumbnail((SIDE, SIDE))
            out = BytesIO()
            turned.convert("RGB").save(out, "JPEG", quality=85)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise BadInput("web_item.no_picture", file=item.name) from error
    return out.getvalue()
