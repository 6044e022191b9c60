"""The server: on this machine alone, a free port, and the address with the one-time token."""

import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from tawthiq.errors import InUse, NotFound
from tawthiq.web.app import application
from tawthiq.web.place import Place
from tawthiq.web.preparing import prepare_beside
from tawthiq.web.session import Session
from tawthiq.web.vendoring import missing

ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost")


def serve(
    root: Path, *, language: str, handle: str = "", port: int = 0, browse: bool = True, tell: Callable[[str], None]
) -> None:
    """Serve the case in a folder until it is stopped; ``tell`` is given the address as soon as it answers.

    ``port`` 0 takes a free one. Raises InUse for a port that is taken, NotFound where the front end is not installed.
    """
    if lacking := missing():
        raise NotFound("web.no_vendor", value=", ".join(lacking))
    with _listening(port) as listener:
        port = listener.getsockname()[1]
        session = Session(frozenset(f"{name}:{port}" for name in NAMES), language, handle)
        address = f"http://{ADDRESS}:{port}/enter?token={session.token}"
        app = application(root, session)
        Told(app, lambda: _tell(app.state.place, address, tell, browse=browse)).run(sockets=[listener])


class Told(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, app: Starlette, say: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
        )
        self._say = say

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then say so."""
        await super().startup(sockets)
        self._say()


def _tell(place: Place, address: str, tell: Callable[[str], None], *, browse: bool) -> None:
    tell(address)
    if browse:
        webbrowser.open(address)
    prepare_beside(place)


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or answers wait for ACKs
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
    except OSError as error:
        listener.close()
        raise InUse("web.port_taken", value=port) from error
    return listener
