"""The head of the log is stamped by a real time-stamping authority: OpenSSL's, made for the test."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tawthiq.case import Decision, verify
from tawthiq.case.anchoring import request, take
from tawthiq.errors import BadInput, Refused
from tests.conftest import Lists

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")

CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {d}/serial
signer_cert = {d}/tsa.pem
certs = {d}/tsa.pem
signer_key = {d}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
ess_cert_id_chain = no
[req]
distinguished_name = dn
x509_extensions = ext
[dn]
[ext]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
"""


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    folder = tmp_path / "authority"
    folder.mkdir()
    (folder / "conf").write_text(CONFIG.format(d=folder))
    (folder / "serial").write_text("01\n")
    subject = ["-subj", "/CN=Invented Authority", "-days", "30", "-config", f"{folder}/conf"]
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{folder}/tsa.key"]
    subprocess.run([*new, "-out", f"{folder}/tsa.pem", *subject], check=True, capture_output=True)
    return folder


def stamp(authority: Path, query: bytes) -> Path:
    (authority / "query.tsq").write_bytes(query)
    ask = ["openssl", "ts", "-reply", "-config", f"{authority}/conf", "-queryfile", f"{authority}/query.tsq"]
    subprocess.run([*ask, "-out", f"{authority}/reply.tsr"], check=True, capture_output=True)
    return authority / "reply.tsr"


def test_a_stamped_head_is_taken_in_and_told_by_verify(lists: Lists, authority: Path) -> None:
    item = lists.receive("a.csv", "name")
    _, head = lists.case.journal.head()
    token = stamp(authority, request(lists.case))
    lists.case.judge([Decision("note", (item.id,), "later")], lists.by)
    anchor = take(lists.case, token, lists.by, authority / "tsa.pem")
    assert (anchor.act, anchor.head, anchor.authority) == (1, head, "checked")
    told = verify.check(lists.case.root)
    assert told.defects == ()
    assert [(one.act, one.head) for one in told.anchored] == [(1, head)]


def test_a_stamp_of_something_else_is_refused(lists: Lists, authority: Path, tmp_path: Path) -> None:
    lists.receive("a.csv", "name")
    token = stamp(authority, request(lists.case))
    (tmp_path / "noise").write_bytes(b"noise")
    with pytest.raises(BadInput, match="RFC 3161"):
        take(lists.case, tmp_path / "noise", lists.by)
    other = type(lists.case).new(tmp_path / "other", "Other")
    with pytest.raises(Refused, match="no head"):
        take(other, token, lists.by)
    other.close()


def test_a_stamp_of_an_authority_that_is_not_trusted_is_refused(lists: Lists, authority: Path, tmp_path: Path) -> None:
    lists.receive("a.csv", "name")
    token = stamp(authority, request(lists.case))
    new = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=Other",
        "-keyout",
        str(tmp_path / "k"),
    ]
    subprocess.run([*new, "-out", str(tmp_path / "other.pem")], check=True, capture_output=True)
    with pytest.raises(Refused, match="signature"):
        take(lists.case, token, lists.by, tmp_path / "other.pem")
