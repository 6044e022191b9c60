"""Who judges, and in which language: asked once, changed from every page."""

from starlette.responses import Response

from tawthiq.case import keys
from tawthiq.messages import LANGUAGES
from tawthiq.web.page import Page, View

page = Page("who")


@page.get("/who")
def asked(view: View) -> Response:
    """The people who have a key on this machine, and a form for somebody new."""
    signers = [keys.load(one) for one in keys.handles()]
    return view.show("who.html", signers=signers)


@page.post("/who")
def told(view: View) -> Response:
    """Somebody says who they are; their key signs from now on. A new name makes a key."""
    name = view.filled("name").strip()
    signer = keys.create(name) if name else keys.load(view.filled("handle"))
    view.place.session.handle = signer.handle
    return view.go("/")


@page.post("/who/language")
def spoken(view: View) -> Response:
    """Speak another language from now on, on the page where that was asked."""
    asked = view.filled("language")
    view.place.session.language = asked if asked in LANGUAGES else "en"
    back = view.filled("back", "/")
    return view.go(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/")
