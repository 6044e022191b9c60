"""Protecting: persons, words, places, numbers and items that must never be published; every door out asks here."""

from tawthiq.case.case import Case
from tawthiq.case.judging import PROTECTED_KINDS, Decision, standing
from tawthiq.case.keys import Signer
from tawthiq.errors import BadInput
from tawthiq.nouns import Judgement


def protect(case: Case, kind: str, value: str, why: str, by: Signer) -> Judgement:
    """Mark something as protected. Raises BadInput for an unknown kind, NotFound for an unknown item."""
    if kind not in PROTECTED_KINDS:
        raise BadInput("protecting.bad_kind", value=kind, known=", ".join(PROTECTED_KINDS))
    if kind == "item":
        value = case.item(value).id
    return case.judge([Decision("protect", (value,), why, {"kind": kind})], by)[0]


def unprotect(case: Case, value: str, why: str, by: Signer) -> Judgement:
    """Take a mark back. Raises BadInput when nothing of that value is protected."""
    if value not in protected(case):
        raise BadInput("protecting.not_protected", value=value)
    return case.judge([Decision("unprotect", (value,), why)], by)[0]


def protected(case: Case) -> dict[str, Judgement]:
    """What is protected now, by its value; ``facts["kind"]`` of the judgement tells what it is."""
    return standing(case.judgements(), "protect", "unprotect")
