"""The application: the guard, the static files, the pages, and what is said of an error."""

from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tawthiq.errors import BadInput, InUse, NotFound, Refused, TawthiqError
from tawthiq.messages import say
from tawthiq.web.guard import Guard
from tawthiq.web.later import Later
from tawthiq.web.place import Place
from tawthiq.web.places import page_of, pages
from tawthiq.web.session import Session

STATIC = Path(__file__).parent / "static"
CODES: dict[type[TawthiqError], int] = {BadInput: 400, NotFound: 404, Refused: 403, InUse: 503}


def application(root: Path, session: Session) -> Starlette:
    """The page of the case in a folder, for one session."""
    handlers: dict[Any, Any] = {TawthiqError: _failed, HTTPException: _not_there, Later: _later}
    app = Starlette(
        routes=[
            Route("/enter", _enter),
            Mount("/static", StaticFiles(directory=STATIC)),
            Mount("", pages),
        ],
        middleware=[Middleware(Guard, session=session)],
        exception_handlers=handlers,
    )
    app.state.place = Place(root, session)
    return app


async def _enter(request: Request) -> Response:
    """Take the one-time token and give the browser its cookie for it."""
    session: Session = request.app.state.place.session
    if not session.exchange(request.query_params.get("token", "")):
        return PlainTextResponse(say("web.bad_token", session.language) + "\n", 403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(session.cookie, session.secret, httponly=True, samesite="strict", path="/")
    return answer


def _failed(request: Request, error: TawthiqError) -> Response:
    """An error of ours as a page, in the person's language, with what to do."""
    status = next((code for kind, code in CODES.items() if isinstance(error, kind)), 500)
    return _told(request, error.say(_language(request)), status)


def _not_there(request: Request, error: HTTPException) -> Response:
    key = "web.no_page" if error.status_code == 404 else "web.not_so"
    return _told(request, say(key, _language(request)), error.status_code)


def _later(request: Request, _: Later) -> Response:
    """A page that comes back by itself for what is being made."""
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"hx-refresh": "true"})
    return _told(request, say("web.later", _language(request)), 202, "later.html")


def _told(request: Request, said: str, status: int, whole: str = "error.html") -> Response:
    from tawthiq.web.templating import Shell, rendered  # noqa: PLC0415 (the start waits for no template)

    template = "_told.html" if request.headers.get("hx-request") else whole
    shell = Shell(_language(request), request.app.state.place.session.handle, "", page_of(request.url.path))
    return HTMLResponse(rendered(template, shell, said=said), status)


def _language(request: Request) -> str:
    session: Session = request.app.state.place.session
    return session.language
