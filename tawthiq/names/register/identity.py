"""The ids of people: made once, kept when linking runs again; splits and merges leave a forward reference."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from tawthiq import tables
from tawthiq.names.shape import Rows

NOBODY = tables.FORWARDS.empty_table()


def name_people(
    labels: Rows,
    records: Sequence[str],
    earlier: pa.Table | None = None,
    forwards: pa.Table = NOBODY,
) -> tuple[list[str], pa.Table]:
    """The id of the person behind each label (labels.max() + 1,), and the forward references (``tables.FORWARDS``).

    ``labels`` (n,) from 0 and ``records`` (n,), the ids of the records, as the linking has them now; ``earlier`` the
    columns ``record`` and ``person`` of the register before, ``forwards`` its references. An id
    stays with the cluster that keeps the most of its records, and a cluster keeps one id, that of which it has the most
    (of equals that which its own record founded, so that undoing a merge gives both ids back; then the smallest). A new
    id hashes the smallest record id of its cluster, so
    nothing depends on the order of rows.
    """
    was = {} if earlier is None else dict(zip(*(earlier[c].to_pylist() for c in ("record", "person")), strict=True))
    groups = _groups(labels, records)
    shared = _shared(groups, was)
    ids = _kept(groups, shared)
    used = set(ids.values())
    for label in sorted(range(len(groups)), key=lambda one: groups[one][0]):
        if label not in ids:
            ids[label] = _new_id(groups[label][0], used)
            used.add(ids[label])
    people = [ids[label] for label in range(len(groups))]
    return people, _references(people, shared, set(was.values()), forwards)


def _groups(labels: Rows, records: Sequence[str]) -> list[list[str]]:
    """The record ids of each label, sorted."""
    groups: list[list[str]] = [[] for _ in range(int(np.max(labels, initial=-1)) + 1)]
    for label, record in zip(labels.tolist(), records, strict=True):
        groups[label].append(record)
    return [sorted(group) for group in groups]


def _shared(groups: list[list[str]], was: dict[str, str]) -> dict[tuple[int, str], int]:
    """How many records each label has in common with each earlier person, where any."""
    shared: dict[tuple[int, str], int] = defaultdict(int)
    for label, group in enumerate(groups):
        for record in group:
            if record in was:
                shared[label, was[record]] += 1
    return shared


def _kept(groups: list[list[str]], shared: dict[tuple[int, str], int]) -> dict[int, str]:
    """The earlier id that each label keeps, each id once."""
    kept: dict[int, str] = {}
    taken: set[str] = set()
    parted = {person for person, labels in Counter(person for _, person in shared).items() if labels > 1}

    def rank(label: int, person: str) -> tuple[int, bool, str, str]:
        founded = person in parted and any(_new_id(record, set()) == person for record in groups[label])
        return -shared[label, person], not founded, person, groups[label][0]

    for label, person in sorted(shared, key=lambda one: rank(*one)):
        if label not in kept and person not in taken:
            kept[label] = person
            taken.add(person)
    return kept


def _new_id(record: str, used: set[str]) -> str:
    """An id from a record's id; where another person has it by now, from the next hash."""
    turn, made = 0, ""
    while not made or made in used:
        made = "p-" + hashlib.sha256(f"{record}\n{turn}".encode()).hexdigest()[:16]
        turn += 1
    return made


def _references(
    people: list[str], shared: dict[tuple[int, str], int], before: set[str], forwards: pa.Table
) -> pa.Table:
    """Who stands for people that are gone, or has records that they lost: earlier references led on, and new ones."""
    living = set(people)
    now: dict[str, set[str]] = defaultdict(set)
    for label, person in shared:
        now[person] |= {people[label]} - {person}
    found = {(old, new) for old, onward in now.items() for new in onward}
    for old, via in zip(*(forwards[c].to_pylist() for c in tables.FORWARDS.names), strict=True):
        if old and old not in living - before:
            found |= {(old, new) for new in now.get(via, set()) | ({via} & living) if new != old}
    gone = (before | {old for old in forwards["person"].to_pylist() if old}) - living - {old for old, _ in found}
    rows: list[tuple[str, str | None]] = [*sorted(found), *((old, None) for old in sorted(gone))]
    return pa.table([pa.array([row[k] for row in rows], pa.string()) for k in (0, 1)], schema=tables.FORWARDS)
