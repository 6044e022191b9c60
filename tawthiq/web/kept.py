"""Kept: what pages keep of a case because it takes long, each under a key that names all that it hangs on."""

from collections.abc import Hashable
from time import sleep

import polars as pl

from tawthiq.case import Case
from tawthiq.claims.grading.queueing import Waiting, waiting
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.claims.store import USED
from tawthiq.claims.weigh import look
from tawthiq.nouns import Judgement
from tawthiq.toll.register import Open, still_open
from tawthiq.web import gathering
from tawthiq.web.context import keep

REST = 4.0


def weighed(case: Case) -> Weighed:
    """All claims weighed as the case stands now; again where something is judged of them or read anew."""
    return keep(case, weighed_key(case), lambda: look(case))


def weighed_key(case: Case) -> Hashable:
    """What weighing hangs on."""
    read = tuple(one.id for one in case.shelves.current())
    own = tuple(one.id for one in case.judgements() if one.verdict in USED and not _of_people(one))
    return "weighed", own, read, case.casefile.raw


def derivations(case: Case) -> tuple[Weighed, list[Waiting]]:
    """A weighing and what waits for a person in it."""
    return keep(case, derivations_key(case), lambda: ((made := weighed(case)), waiting(made)))


def derivations_key(case: Case) -> Hashable:
    """What their queue hangs on."""
    return "derivations", weighed_key(case)


def derivations_at_rest(case: Case) -> None:
    """The same once nobody judged for some seconds: weighing after each word would hold up the next."""
    key = derivations_key(case)
    sleep(REST)
    if derivations_key(case) == key:
        derivations(case)


def _of_people(one: Judgement) -> bool:
    """Whether a judgement says who is whom: claims do not hang on it."""
    told = one.verdict in ("same", "different", "choose")
    return told and all(subject.startswith(("r-", "p-")) for subject in one.subjects)


def gathered(case: Case) -> pl.DataFrame:
    """Everything with a place or a day, as findings hold it (``gathering.gathered``)."""
    return keep(case, gathered_key(case), lambda: gathering.gathered(case))


def gathered_key(case: Case) -> Hashable:
    """The findings that it is made of."""
    return "gathered", tuple(one.id for one in gathering.findings(case))


def open_still(case: Case) -> Open | None:
    """How far the judgements still open could move the toll; nothing without a register."""
    return keep(case, open_key(case), lambda: still_open(case))


def open_key(case: Case) -> Hashable:
    """The register that it hangs on."""
    register = case.register.current()
    return "still open", register.id if register else ""
