"""The session: one browser that showed the one-time token, who judges in it, and in which language."""

import secrets
from dataclasses import dataclass, field

COOKIE = "tawthiq"


@dataclass
class Session:
    """What the server knows of its one visitor, in memory alone: it ends with the server.

    ``token`` is in the address that ``tawthiq serve`` opens and is void once it was shown; ``secret`` is what the
    browser keeps for it, in a cookie that only this server is sent. ``handle`` is empty until somebody said who judges.
    """

    hosts: frozenset[str]
    language: str = "en"
    handle: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie(self) -> str:
        """The name of the cookie: browsers keep one jar for all ports of a host."""
        ports = sorted(host.rpartition(":")[2] for host in self.hosts)
        return f"{COOKIE}-{ports[0]}"

    def exchange(self, token: str) -> bool:
        """Whether this is the token; it is void from then on."""
        fits = bool(self.token) and secrets.compare_digest(token.encode(), self.token.encode())
        if fits:
            self.token = ""
        return fits

    def knows(self, secret: str | None) -> bool:
        """Whether a browser showed the token before."""
        return secrets.compare_digest((secret or "").encode(), self.secret.encode())
