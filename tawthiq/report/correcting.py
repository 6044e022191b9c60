"""The verb of corrections: what changed in a published report, when and why; every later edition carries it."""

from tawthiq.case import Case, Signer
from tawthiq.case.judging import Decision
from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.messages import say
from tawthiq.nouns import Judgement
from tawthiq.report.door.scan import Scanner
from tawthiq.report.edition import Grid, Heading, Section
from tawthiq.report.evidence import secrets

VERDICT = "correct"


def correct(case: Case, edition: str, what: str, why: str, by: Signer) -> Judgement:
    """Note a correction of an edition (its id or the beginning of one).

    Raises NotFound for an edition that never left, BadInput for a correction without words, Refused where the words,
    which will be public, tell something protected.
    """
    found = [one["id"] for one in case.catalogue.editions() if one["id"].startswith(edition)]
    if len(found) != 1:
        raise NotFound("correcting.no_edition", value=edition)
    if not what.strip() or not why.strip():
        raise BadInput("correcting.no_words")
    if Scanner(secrets(case)).secrets_in(f"{what} {why}"):
        raise Refused("correcting.protected")
    return case.judge([Decision(VERDICT, (found[0],), why.strip(), {"what": what.strip()})], by)[0]


def corrections(case: Case) -> list[Judgement]:
    """All corrections, oldest first."""
    return case.catalogue.judgements(verdict=VERDICT)


def section(case: Case, lang: str) -> Section | None:
    """The log of corrections as a part of an edition; nothing where none was made."""
    noted = corrections(case)
    if not noted:
        return None
    when = {one["id"]: one["at"][:10] for one in case.catalogue.editions()}
    head = tuple(say(f"correcting.head_{name}", lang) for name in ("date", "edition", "what", "why"))
    rows = tuple(
        (one.at.date().isoformat(), f"{one.subjects[0]} ({when[one.subjects[0]]})", str(one.facts["what"]), one.why)
        for one in noted
    )
    blocks = (Heading(2, say("correcting.title", lang)), Grid(say("correcting.caption", lang), head, rows))
    return Section("corrections", blocks)
