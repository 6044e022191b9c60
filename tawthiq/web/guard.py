"""The guard: who may ask, from which page, and what a browser may do with the answer."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tawthiq.messages import say
from tawthiq.web.session import Session

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), usb=()",
}
SAFE = ("GET", "HEAD")
OPEN = ("/enter",)
"""Where a browser goes before it is known."""


class Guard:
    """Lets a request through that names this server as its host, comes from its own page and knows the secret.

    The host is checked against DNS rebinding, the origin against forged forms, the cookie against everybody else on the
    machine. What is refused learns nothing of the case.
    """

    def __init__(self, app: ASGIApp, session: Session) -> None:
        self.app, self.session = app, session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse to."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        reason = self._refused(Request(scope))
        app: ASGIApp = PlainTextResponse(say(reason, self.session.language) + "\n", 403) if reason else self.app
        await app(scope, receive, _dressed(send))

    def _refused(self, request: Request) -> str:
        """The key of the sentence that says why not; empty where it may."""
        if request.headers.getlist("host") not in ([host] for host in self.session.hosts):
            return "web.bad_host"
        if not self._own_page(request.headers, request.method):
            return "web.bad_origin"
        if request.url.path in OPEN or self.session.knows(request.cookies.get(self.session.cookie)):
            return ""
        return "web.no_token"

    def _own_page(self, headers: Headers, method: str) -> bool:
        """Whether our own page asks: whatever writes must say so."""
        origins, ours = headers.getlist("origin"), {f"http://{host}" for host in self.session.hosts}
        if method not in SAFE:
            return len(origins) == 1 and origins[0] in ours
        navigates = headers.get("sec-fetch-mode", "navigate") == "navigate"
        return set(origins) <= ours and (navigates or headers.get("sec-fetch-site") in (None, "same-origin"))


def _dressed(send: Send) -> Send:
    """Answers with the headers that every one has; an answer may set a stricter policy of its own."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _all(headers):
                headers.setdefault(name, value)
        await send(message)

    return sent


def _all(headers: MutableHeaders) -> Iterable[tuple[str, str]]:
    return HEADERS.items() if "cache-control" in headers else {**HEADERS, "cache-control": "no-store"}.items()
