"""Where the pages are: the one list of them, and each page's module, imported when it is first opened."""

from functools import cache
from importlib import import_module
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from tawthiq.web.place import Place

NAVIGATION = ("home", "pairs", "register", "scenes", "map", "claims", "toll", "report")
"""The pages that the navigation names, in its order; page ``x`` answers everything under ``/x`` (home: ``/``)."""

BESIDE = ("search", "trace", "item", "finding", "who")
"""Pages that others lead to."""

HOME, ASKED = "home", "who"
_IMPORTING = Lock()


@cache
def router_of(name: str) -> Router:
    """The routes of a page; one page is imported at a time, whoever asks."""
    with _IMPORTING:
        router: Router = import_module(f"tawthiq.web.pages.{name}").page.router
        return router


def page_of(path: str) -> str:
    """The name of the page that answers an address; home answers what no other does."""
    first = path.split("/")[1] or HOME
    return first if first in NAVIGATION + BESIDE else HOME


async def pages(scope: Scope, receive: Receive, send: Send) -> None:
    """Send a request to its page; whoever has not said yet who judges is asked first."""
    place: Place = scope["app"].state.place
    name = page_of(scope["path"])
    if not place.session.handle and name != ASKED:
        await RedirectResponse("/who", 303)(scope, receive, send)
        return
    router = await run_in_threadpool(router_of, name)
    await router(scope, receive, send)
