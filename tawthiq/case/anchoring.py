"""Anchoring: the head of the log in a time stamp from outside (RFC 3161), so that a cut-off end can be seen.

The request is a file that a person sends to a time-stamping authority by whatever way they choose; nothing is sent
from here. The answer is taken in as a file.
"""

from hashlib import sha512
from pathlib import Path

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from tawthiq.case.acts import Draft
from tawthiq.case.case import Case
from tawthiq.case.journal import Line
from tawthiq.case.keys import Signer
from tawthiq.case.verify import Anchored
from tawthiq.errors import BadInput, Refused


def request(case: Case) -> bytes:
    """The RFC 3161 request (DER, SHA-512) for the head of the log as it is now."""
    _, head = case.journal.head()
    builder = TimestampRequestBuilder().data(head.encode()).hash_algorithm(HashAlgorithm.SHA512)
    return builder.build().as_bytes()


def take(case: Case, token: Path, by: Signer, certificates: Path | None = None) -> Anchored:
    """Take in an authority's answer to a request; with its root certificates (PEM) its signature is checked first.

    Raises BadInput for a file that is no granted time stamp, Refused when it stamps no head of this case or its
    signature does not hold.
    """
    stamp = _read(token)
    line = _stamped(case, stamp)
    if line is None:
        raise Refused("anchoring.other_head", file=str(token))
    if certificates:
        _verify(stamp, line, certificates)
    staged = case.vault.stage(token)
    authority = "checked" if certificates else "signature not checked"
    anchor = Anchored(line.n, line.hash, stamp.tst_info.gen_time.isoformat(), authority, staged.sha256)
    facts = {
        "act": anchor.act,
        "head": anchor.head,
        "time": anchor.time,
        "authority": authority,
        "token": staged.sha256,
    }
    body = {"subjects": [], "why": "", "facts": facts, "office": "", "blobs": [staged.sha256]}
    with case.desk.lock("anchoring"):
        case.act(by, [Draft("judge", body, verdict="anchor", blobs=(staged,))])
    return anchor


def _read(token: Path) -> TimeStampResponse:
    try:
        stamp = decode_timestamp_response(token.read_bytes())
        if stamp.status in (0, 1) and stamp.tst_info:
            return stamp
    except ValueError as error:
        raise BadInput("anchoring.no_token", file=str(token), value=str(error)) from error
    raise BadInput("anchoring.no_token", file=str(token), value=f"status {stamp.status}")


def _stamped(case: Case, stamp: TimeStampResponse) -> Line | None:
    message = stamp.tst_info.message_imprint.message
    return next((line for line in case.journal.lines() if sha512(line.hash.encode()).digest() == message), None)


def _verify(stamp: TimeStampResponse, line: Line, certificates: Path) -> None:
    builder = VerifierBuilder()
    for certificate in x509.load_pem_x509_certificates(certificates.read_bytes()):
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify_message(stamp, line.hash.encode())
    except (VerificationError, ValueError) as error:
        raise Refused("anchoring.bad_signature", value=str(error)) from error
