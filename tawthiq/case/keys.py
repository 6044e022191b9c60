"""The keys of the people on this machine: Ed25519, one file a person; every act is signed by its person."""

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from platformdirs import user_config_path

from tawthiq.errors import BadInput, NotFound, Refused


@dataclass(frozen=True)
class Signer:
    """A person who signs: a handle, the name they gave, and their private key."""

    handle: str
    name: str
    private: Ed25519PrivateKey

    @property
    def key(self) -> str:
        """The public key, 64 hexadecimal digits; it stands in every line that the person signs."""
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, message: bytes) -> str:
        """The signature of a message (RFC 8032), 128 hexadecimal digits."""
        return self.private.sign(message).hex()


def folder() -> Path:
    """Where the keys lie: ``$TAWTHIQ_HOME/keys`` or the user's configuration folder."""
    home = os.environ.get("TAWTHIQ_HOME")
    return (Path(home) if home else user_config_path("tawthiq")) / "keys"


def handle_of(name: str) -> str:
    """The handle made from a name: ``Ana K.`` becomes ``ana-k``. Raises BadInput when nothing is left."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    handle = re.sub(r"[^\w]+", "-", plain).strip("-_")
    if not handle:
        raise BadInput("keys.no_handle", value=name)
    return handle


def create(name: str, handle: str | None = None) -> Signer:
    """Make a key for a person. Raises Refused when the handle has one already."""
    signer = Signer(handle_of(handle or name), name, Ed25519PrivateKey.generate())
    path = folder() / f"{signer.handle}.pem"
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = signer.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle_fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused("keys.exists", handle=signer.handle) from error
    with os.fdopen(handle_fd, "wb") as out:
        out.write(f"# {' '.join(name.split())}\n".encode() + pem)
    return signer


def load(handle: str | None = None) -> Signer:
    """The signer with this handle, or the only one of the machine. Raises NotFound, BadInput for several."""
    known = handles()
    if not known:
        raise NotFound("keys.none")
    if handle is None and len(known) > 1:
        raise BadInput("keys.several", handles=", ".join(known))
    wanted = handle or known[0]
    if wanted not in known:
        raise NotFound("keys.unknown", handle=wanted, handles=", ".join(known))
    data = (folder() / f"{wanted}.pem").read_bytes()
    private = load_pem_private_key(data[data.index(b"-----BEGIN") :], password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise BadInput("keys.not_ed25519", handle=wanted)
    return Signer(wanted, data.split(b"\n", 1)[0].decode().removeprefix("# "), private)


def handles() -> list[str]:
    """The handles that have a key on this machine, sorted."""
    return sorted(path.stem for path in folder().glob("*.pem"))
