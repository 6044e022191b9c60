"""Consent: whether what a witness consented to covers their words before an audience."""

import re
from datetime import date

from tawthiq.report.asking import Resolved
from tawthiq.report.shape import Consent, Holdings
from tawthiq.text import fold

USES = {
    "public": re.compile(r"\bpubli|\breport|نشر|تقرير|تقارير"),
    "court": re.compile(r"\bcourt|\blegal|\bprosecut|\bpubli|محكم|محاكم|قضاء|قضائي|نشر"),
}
AUDIENCES = {
    "public": re.compile(r"\bpublic\b|\beverybody\b|\beveryone\b|\bmedia\b|عموم|عام|جمهور|جميع|اعلام"),
    "court": re.compile(r"\bcourts?\b|\bprosecut|\bpublic\b|محكم|محاكم|قضاء|عموم|عام|جمهور|جميع"),
}
_NOT = re.compile(
    r"\b(?:no|not|never|without)\b(?! (?:the |my |a )?name)|(?<!\S)(?:لا|دون|بدون|ليس)(?!\S)(?! (?:ال)?اسم)"
)


def covers(held: Holdings, quoted: Resolved, audience: str, on: date | None = None) -> bool:
    """Whether quoted words may be shown: those of an interview need consent, those of a protected item may never."""
    item = item_of(held, quoted)
    if not item or audience == "working":
        return True
    if item in held.consents:
        return consents(held.consents[item], audience, on)
    return item not in held.protected or audience != "public"


def item_of(held: Holdings, quoted: Resolved) -> str:
    """The item that words are of."""
    if quoted.item or not quoted.claim:
        return quoted.item
    return str(held.accounts.get(quoted.claim.row["account"], {}).get("item") or "")


def consents(consent: Consent | None, audience: str, on: date | None = None) -> bool:
    """Whether a consent covers an audience on a day: its use and its audience are named, and it has not expired.

    Silence is no consent; a use or an audience that is named with a "no" is none.
    """
    if consent is None or (consent.expires and on and on >= consent.expires):
        return False
    if audience == "working":
        return True
    uses, audiences = fold(consent.uses), fold(consent.audiences)
    named = USES[audience].search(uses) and AUDIENCES[audience].search(audiences)
    return bool(named) and not _NOT.search(uses) and not _NOT.search(audiences)
