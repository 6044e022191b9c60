"""Judgements: what people may decide, decisions read from a file, and what follows from the latest of them."""

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from tawthiq.case.vault import canonical
from tawthiq.errors import BadInput, TawthiqError
from tawthiq.nouns import Judgement

VERDICTS: Mapping[str, tuple[int, int]] = {
    "same": (2, 99),
    "different": (2, 99),
    "unsure": (2, 99),
    "accept": (1, 1),
    "reject": (1, 1),
    "withdraw": (1, 99),
    "same-origin": (2, 99),
    "independent": (2, 99),
    "account": (0, 1),
    "claim": (1, 1),
    "mark": (1, 1),
    "derives": (2, 2),
    "not-derived": (2, 2),
    "verify": (1, 1),
    "choose": (1, 1),
    "note": (1, 99),
    "protect": (1, 1),
    "unprotect": (1, 1),
    "hold": (1, 1),
    "release": (1, 1),
    "forget": (1, 1),
    "anchor": (0, 1),
    "approve": (0, 1),
    "permit": (1, 1),
    "revoke": (1, 1),
    "correct": (1, 1),
}
"""What can be decided, with the least and the most subjects it takes."""

ENTERED: Mapping[str, str] = {"a-": "account", "c-": "claim", "m-": "mark"}
"""What a person enters into the case by a judgement is called by that judgement's id, under a prefix of its own."""

OF_WORDS = frozenset({"protect", "unprotect"})
"""Verdicts on words themselves, not on something that has an id."""

DECISIVE = frozenset({"same", "different", "accept", "reject", "independent", "same-origin", "derives", "not-derived"})
"""Verdicts in which two people can disagree."""

PROTECTED_KINDS = ("person", "word", "place", "number", "item")


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict about to be written down as a judgement. Raises BadInput for what cannot be one."""

    verdict: str
    subjects: tuple[str, ...]
    why: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise BadInput("judging.bad_verdict", value=self.verdict, known=", ".join(VERDICTS))
        least, most = VERDICTS[self.verdict]
        if not least <= len(self.subjects) <= most:
            raise BadInput("judging.subjects", value=self.verdict, count=len(self.subjects), least=least)
        if len(set(self.subjects)) < len(self.subjects):
            raise BadInput("judging.itself", value=" ".join(self.subjects))

    def handles(self) -> tuple[str, ...]:
        """The subjects that the journal may name: ids of acts, never words."""
        if self.verdict in OF_WORDS:
            return ()
        return tuple(one for one in self.subjects if one[:2] in ("i-", "f-", "j-", "e-"))


def read_decisions(path: Path) -> tuple[list[tuple[int, Decision]], list[tuple[int, TawthiqError]]]:
    """Decisions from a CSV with the columns ``verdict``, ``subjects`` (parted by spaces) and ``why``.

    Gives (row, decision) and, beside them, (row, error) for each row that is none. Raises BadInput for missing columns.
    """
    good: list[tuple[int, Decision]] = []
    bad: list[tuple[int, TawthiqError]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"verdict", "subjects"} - set(rows.fieldnames or ())
        if missing:
            raise BadInput("judging.columns", file=str(path), value=", ".join(sorted(missing)))
        for n, row in enumerate(rows, start=2):
            try:
                subjects = tuple(re.split(r"[\s;,]+", (row["subjects"] or "").strip()))
                good.append((n, Decision((row["verdict"] or "").strip(), subjects, row.get("why") or "")))
            except BadInput as error:
                bad.append((n, error))
    return good, bad


def fingerprint(judgements: Sequence[Judgement]) -> str:
    """The hash of a set of judgements, the same whatever their order; empty for none."""
    if not judgements:
        return ""
    return hashlib.sha256(canonical(sorted(one.id for one in judgements))).hexdigest()


def entry(id_: str) -> str:
    """The judgement by which an account (``a-…``) or a claim (``c-…``) was entered; any other id as it is."""
    return f"j-{id_[2:]}" if id_[:2] in ENTERED else id_


def standing(judgements: Iterable[Judgement], verdict: str, undone_by: str) -> dict[str, Judgement]:
    """By subject, the latest judgements with a verdict that no later one undid: what is protected, what is on hold."""
    latest: dict[str, Judgement] = {}
    for one in judgements:
        if one.verdict == verdict:
            latest[one.subjects[0]] = one
        elif one.verdict == undone_by:
            latest.pop(one.subjects[0], None)
    return latest


def disagreements(judgements: Iterable[Judgement]) -> list[tuple[Judgement, Judgement]]:
    """Pairs of judgements in which two people decided the same subjects differently, each by their latest word."""
    latest: dict[tuple[frozenset[str], str], Judgement] = {}
    for one in judgements:
        if one.verdict in DECISIVE:
            latest[frozenset(one.subjects), one.by + one.office] = one
    by_subject: dict[frozenset[str], list[Judgement]] = {}
    for (subjects, _), one in latest.items():
        by_subject.setdefault(subjects, []).append(one)
    return [
        (first, other)
        for said in by_subject.values()
        for first, other in pairwise(said)
        if first.verdict != other.verdict
    ]
