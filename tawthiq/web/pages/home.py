"""Home: what is in the case, what was done, what waits for a person, and what changed since yesterday."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from tawthiq.case.status import status
from tawthiq.web.page import Page, View

page = Page("home")


@page.get("/")
def shown(view: View) -> Response:
    """The case at a glance."""
    return view.show("home.html", now=status(view.case))


@page.get("/{rest:path}")
def missing(view: View) -> Response:
    """No page has this address."""
    raise HTTPException(404)
