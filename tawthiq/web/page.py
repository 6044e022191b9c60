"""A page: its routes, and what each of them is given to look at the case and to answer."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route, Router

from tawthiq.case import Case, Signer, keys
from tawthiq.messages import say
from tawthiq.web.later import soon
from tawthiq.web.place import Place
from tawthiq.web.places import page_of
from tawthiq.web.templating import Shell, rendered

T = TypeVar("T")
Answer = Callable[["View"], Response]


@dataclass(frozen=True)
class View:
    """One request: the case, open; who judges; the language; what was asked for and what was filled in."""

    request: Request
    case: Case
    place: Place
    form: FormData

    @property
    def lang(self) -> str:
        """``en`` or ``ar``."""
        return self.place.session.language

    @property
    def who(self) -> str:
        """The handle of the person who judges."""
        return self.place.session.handle

    def signer(self) -> Signer:
        """Their key. Raises NotFound where it is gone."""
        return keys.load(self.who)

    def say(self, key: str, /, **facts: Any) -> str:
        """A sentence in their language."""
        return say(key, self.lang, **facts)

    def ask(self, name: str, default: str = "") -> str:
        """A parameter of the address."""
        return self.request.query_params.get(name, default)

    def filled(self, name: str, default: str = "") -> str:
        """A field of the form that was sent; a file is none."""
        value = self.form.get(name, default)
        return value if isinstance(value, str) else default

    def part(self, name: str) -> str:
        """A part of the address's path."""
        return str(self.request.path_params[name])

    @property
    def in_part(self) -> bool:
        """Whether only a part of the page is asked for (htmx)."""
        return self.request.headers.get("hx-request") == "true"

    def show(self, template: str, /, status: int = 200, **values: Any) -> Response:
        """The answer: a template of ``templates/`` with values; everything in them is escaped."""
        shell = Shell(self.lang, self.who, self.case.casefile.title, page_of(self.request.url.path))
        return HTMLResponse(rendered(template, shell, view=self, **values), status)

    def soon(self, key: Hashable, make: Callable[[Case], T]) -> T:
        """What takes long in a large case: its page comes back once it is made (``web.later``)."""
        return soon(self.place, self.case, key, make)

    def go(self, path: str) -> Response:
        """The answer to a form: look there now."""
        if self.in_part:
            return Response(status_code=204, headers={"hx-redirect": path})
        return RedirectResponse(path, 303)


@dataclass
class Page:
    """The routes of one page, each a function from a ``View`` to a response; it runs in a thread, the case open."""

    name: str
    routes: list[Route] = field(default_factory=list)

    def get(self, path: str) -> Callable[[Answer], Answer]:
        """Answer what is looked at."""
        return self._route(path, "GET")

    def post(self, path: str) -> Callable[[Answer], Answer]:
        """Answer a form: what a person decided."""
        return self._route(path, "POST")

    @property
    def router(self) -> Router:
        """The page as Starlette sees it."""
        return Router(self.routes)

    def _route(self, path: str, method: str) -> Callable[[Answer], Answer]:
        def added(answer: Answer) -> Answer:
            self.routes.append(Route(path, _endpoint(answer), methods=[method]))
            return answer

        return added


def _endpoint(answer: Answer) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        form = await request.form() if request.method == "POST" else FormData()
        return await run_in_threadpool(_answered, answer, request, form)

    return endpoint


def _answered(answer: Answer, request: Request, form: FormData) -> Response:
    place: Place = request.app.state.place
    with Case.open(place.root, place.memory) as case:
        return answer(View(request, case, place, form))
