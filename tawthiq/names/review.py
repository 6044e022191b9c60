"""The verb of review: pairs to decide, side by side and blind; people parted and put together; a score explained."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from tawthiq.case import Case, Decision, Signer
from tawthiq.case.judging import VERDICTS
from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.names.auditing import REVIEWERS, as_scored, in_audit, judged_by
from tawthiq.names.hand.active import queue
from tawthiq.names.hand.explain import Reason, reasons
from tawthiq.names.register.decided import AUDIT, GROUPS, by_pair, upheld
from tawthiq.names.register.people import where as choose
from tawthiq.names.register.summary import in_doubt
from tawthiq.names.shape import Known
from tawthiq.nouns import Finding, Judgement, Record

MOST = VERDICTS["same"][1]
Key = tuple[str, str]
Only = Literal["", "new", "second"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records to be compared by a person: newest versions, with who tells them. No score, nobody's verdict."""

    one: Record
    other: Record
    sources: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Explained:
    """How a pair was scored, and the people that its records belong to."""

    a: str
    b: str
    people: tuple[str, str]
    steps: tuple[Reason, ...]
    weight: float
    probability: float


def pairs(case: Case, who: str, limit: int = 20, *, fresh: bool = False) -> list[Pair]:
    """The next pairs for a person to decide, the most consequential first.

    A pair waits until two people decided it alike; nobody sees what another decided. ``fresh`` leaves out pairs that
    anybody decided. Pairs of an audit are not among them. Raises NotFound where nothing was linked.
    """
    found = waiting(case, who, ordered(case, register_of(case)), only="new" if fresh else "")
    return shown(case, [*islice(found, limit)])


def ordered(case: Case, register: Finding) -> dict[Key, int]:
    """The pairs of a register that are in doubt, the most consequential first, each with its place in that order.

    It depends on the register alone.
    """
    labels, ids, scores = as_scored(case, register)
    places, _ = queue(labels, scores, Known(), lists=_tellers(case, register))
    doubtful = places[in_doubt(scores.probability[places])]
    ends = (sorted((ids[scores.a[place]], ids[scores.b[place]])) for place in doubtful.tolist())
    return {(one, other): place for place, (one, other) in enumerate(ends)}


def waiting(case: Case, who: str, order: Mapping[Key, int], only: Only = "") -> Iterator[Key]:
    """Of pairs in order, those that wait for a person; those of an audit are never among them.

    ``new``: that nobody decided yet, ``second``: that another person decided and who has not seen.
    """
    said = by_pair(one for one in upheld(case.judgements()) if AUDIT not in one.facts)
    audited = in_audit(case)
    for key in sorted(order.keys() & said.keys(), key=order.__getitem__) if only == "second" else order:
        words = said.get(key, {})
        closed = who in words or _settled(words) or key in audited
        if not closed and only in ("", "second" if words else "new"):
            yield key


def _tellers(case: Case, register: Finding) -> list[str | None]:
    with case.open_table(register, "members") as path:
        return pq.read_table(path, columns=["source"])["source"].to_pylist()


def people(case: Case, where: str | None = None) -> pa.Table:
    """The people of the register (``tables.PEOPLE``), those that pass a condition. Raises NotFound, BadInput."""
    with case.open_table(register_of(case), "people") as path:
        found = pq.read_table(path)
    return choose(found, where) if where else found


def shown(case: Case, keys: Sequence[tuple[str, str]]) -> list[Pair]:
    """Pairs of records as a person sees them."""
    made = []
    for key in keys:
        one, other = (case.shelves.by_id(id_)[0] for id_ in key)
        sources = tuple(case.catalogue.receipts(record.item)[0]["source"] for record in (one, other))
        made.append(Pair(one, other, (sources[0], sources[1])))
    return made


def merge(case: Case, refs: Sequence[str], why: str, by: Signer) -> list[Judgement]:
    """Decide that people are one person: every record of the one is about whom every record of the other is about."""
    people = [case.register.person(ref) for ref in refs]
    if len({one.id for one in people}) < 2:
        raise BadInput("review.merge_two")
    decisions = [_between("same", one.records, other.records, why) for one, other in pairwise(people)]
    return case.judge([one for some in decisions for one in some], by)


def split(case: Case, ref: str, records: Sequence[str], why: str, by: Signer) -> list[Judgement]:
    """Decide that some records of a person are about somebody else. Raises BadInput unless some are, and some not."""
    person = case.register.person(ref)
    asked = [case.shelves.by_id(one)[0].id for one in records]
    rest = [one for one in person.records if one not in asked]
    if not asked or not rest or not set(asked) <= set(person.records):
        raise BadInput("review.split_some", value=person.id, known=", ".join(person.records[:20]))
    return case.judge(_between("different", rest, asked, why), by)


def _between(verdict: str, some: Sequence[str], others: Sequence[str], why: str) -> list[Decision]:
    """Decisions that say a verdict of all pairs between two groups of records, each within what a decision may name."""
    half = MOST // 2
    return [
        Decision(verdict, (*left, *right), why, {GROUPS: [0] * len(left) + [1] * len(right)})
        for left in _parts(some, half)
        for right in _parts(others, half)
    ]


def _parts(values: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    return (values[start : start + most] for start in range(0, len(values), most))


def explained(case: Case, a: str, b: str, lang: str = "en", who: str = "") -> Explained:
    """How linking scored two records.

    Raises NotFound where they were not compared or are plainly different, Refused while they wait in an audit for the
    verdict of ``who``: what measures the register is judged blind.
    """
    register = register_of(case)
    one, other = sorted(map(case.shelves.id_of, (a, b)))
    if (one, other) in in_audit(case) - judged_by(case, who):
        raise Refused("review.blind", a=one, b=other)
    rows = [row for row in case.rows(register, "pairs", "a", [one]) if row["b"] == other]
    if not rows:
        raise NotFound("review.not_compared", a=one, b=other)
    people = tuple(case.register.person_of(id_) or "" for id_ in (one, other))
    return Explained(
        one, other, (people[0], people[1]), reasons(rows[0]["why"], lang), rows[0]["weight"], rows[0]["probability"]
    )


def register_of(case: Case) -> Finding:
    """The register as it stands. Raises NotFound."""
    found = case.register.current()
    if found is None:
        raise NotFound("review.no_register")
    return found


def _settled(words: Mapping[str, str]) -> bool:
    """Whether two people decided alike and nobody otherwise."""
    verdicts = [word for word in words.values() if word != "unsure"]
    return len(verdicts) >= REVIEWERS and len(set(verdicts)) == 1
