"""Blocking: which pairs are compared at all. Several rules, each bounded; what none of them compared is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.scoring.columns import UNKNOWN, Columns
from tawthiq.names.scoring.pairing import Keyed, Places, distinct, paired
from tawthiq.names.shape import Rows
from tawthiq.names.words.kernels import GIVEN, LINKS, UNSAID

ALL = 1_000_000
"""Where there are no more pairs than this, every pair is compared."""

AT_LEAST = 1_500_000
"""Each rule may give so many pairs, however few records there are."""

SHORTEST, LONGEST = 3, 7
"""Skeletons of so many consonants are found although one of the first seven is wrong or missing."""

Mask = NDArray[np.uint32]
_Part = tuple[Places, Places]


@dataclass(frozen=True, eq=False)
class Blocked:
    """Pairs of rows ``a < b`` in order; ``by`` (pairs,) has a bit for each of ``RULES`` that found it.

    ``left`` is how many pairs of each rule were in blocks over the bound and were not compared by that rule.
    """

    a: Rows
    b: Rows
    by: Mask
    left: Mapping[str, int]


def block(columns: Columns, per_record: int = 20, biggest: int = 50_000, also: Rows | None = None) -> Blocked:
    """The union of what the rules pair; each rule gives at most ``per_record`` pairs a record, ``biggest`` a block.

    A block that is too big is divided by the year of birth, then by the month of the event and the place, then left
    out. ``also`` are pairs (k, 2) that are compared whatever the rules say.
    """
    n = len(columns)
    found = [] if also is None else [also[:, 0].astype(np.int64) * n + also[:, 1]]
    left: dict[str, int] = {}
    if n * (n - 1) // 2 <= ALL:
        found.append(_everything(columns))
    else:
        for name, rule in RULES.items():
            codes, left[name] = _bounded(rule(columns), columns, max(per_record * n, AT_LEAST), biggest)
            found.append(codes)
    first = len(found) - len(left) if left else len(found)
    every = distinct(np.concatenate(found))
    by = np.zeros(len(every), np.uint32)
    for bit, codes in enumerate(found[first:]):
        by[np.searchsorted(every, codes)] |= np.uint32(1 << bit)
    return Blocked(
        (every // n).astype(np.int32), (every % n).astype(np.int32), by, {k: v for k, v in left.items() if v}
    )


def _everything(columns: Columns) -> Places:
    n = len(columns)
    keyed = Keyed(np.arange(n, dtype=np.int64), np.zeros(n, np.int64))
    return paired(keyed, columns.source, columns.once, ALL, ALL).codes


def _bounded(keyed: Keyed, columns: Columns, most: int, biggest: int) -> tuple[Places, int]:
    """The pairs of a rule; blocks over the bound divided once and again."""
    whole = paired(keyed, columns.source, columns.once, most, biggest)
    found, part = [whole.codes], whole
    for divide in (_born, _when_and_where) if whole.left_pairs else ():
        most -= len(part.codes)
        part = paired(divide(columns, part.left), columns.source, columns.once, most, biggest)
        found.append(part.codes)
    return distinct(np.concatenate(found)), max(whole.left_pairs - sum(map(len, found[1:])), 0)


def _born(columns: Columns, keyed: Keyed) -> Keyed:
    """The keys with the years of birth, by twos and overlapping, where a record says one."""
    year = _year(columns.birth.mean(axis=1))[keyed.row]
    known = columns.birth[keyed.row, 0] != UNKNOWN
    spread = [(keyed.row[known], _with(keyed.key[known], year[known] // 2 + k)) for k in (0, 1)]
    return _joined([(row, key) for row, key in spread])


def _when_and_where(columns: Columns, keyed: Keyed) -> Keyed:
    month = _year(columns.day.mean(axis=1) * 12)[keyed.row]
    place = columns.places[keyed.row, 0]
    known = (columns.day[keyed.row, 0] != UNKNOWN) | (place >= 0)
    return _joined([(keyed.row[known], _with(_with(keyed.key[known], month[known]), place[known]))])


def _year(day: NDArray[np.float64]) -> Places:
    return (day / 365.2425).astype(np.int64)


def _with(key: Places, more: Places) -> Places:
    """One key of two numbers (a multiplicative hash; a rare clash only adds pairs)."""
    with np.errstate(over="ignore"):
        mixed = (key.astype(np.int64) * np.int64(-7046029254386353131)) ^ (more.astype(np.int64) + np.int64(0x632BE5AB))
        return (mixed ^ (mixed >> 29)) * np.int64(-4658895280553007687)


def _joined(parts: list[_Part]) -> Keyed:
    row, key = (np.concatenate([part[k] for part in parts]) for k in (0, 1))
    order = np.lexsort((key, row))
    row, key = row[order], key[order]
    new = np.r_[True, (row[1:] != row[:-1]) | (key[1:] != key[:-1])] if len(row) else np.zeros(0, np.bool_)
    return Keyed(row[new], key[new])


def _links(columns: Columns, which: str, misspelt: bool = False) -> list[_Part]:
    """Rows and skeletons of the given links, of the others, or of any; ``misspelt``: without one consonant each."""
    if misspelt:
        return [part for dropped in _without_one(columns) for part in _sounding(columns, which, dropped)]
    return _sounding(columns, which, columns.chains.words.skeleton.astype(np.int64))


def _without_one(columns: Columns) -> list[Places]:
    """The codes of the skeletons as they are, and for each place of what remains without it, -1 where too short."""
    said = [one.as_py() for one in columns.chains.words.skeletons]
    codes: dict[str, int] = {}
    made = [np.array([codes.setdefault(one, len(codes)) for one in said], np.int64)[columns.chains.words.skeleton]]
    for at in range(LONGEST):
        left = [
            codes.setdefault(one[:at] + one[at + 1 :], len(codes)) if at < len(one) >= SHORTEST else -1 for one in said
        ]
        made.append(np.array(left, np.int64)[columns.chains.words.skeleton])
    return made


def _sounding(columns: Columns, which: str, sounds: Places) -> list[_Part]:
    chains = columns.chains
    parts = []
    for at in range(LINKS):
        row = np.flatnonzero(chains.links[:, at] >= 0)
        role = chains.roles[row, at]
        given = (role == GIVEN) | ((role == UNSAID) & (at == 0))
        kept = row[{"given": given, "rest": ~given, "any": given | ~given}[which]]
        sound = sounds[chains.links[kept, at]]
        if len(kept):
            parts.append((kept[sound >= 0], sound[sound >= 0]))
    return parts


def _pairs_of(one: list[_Part], other: list[_Part], n: int) -> list[_Part]:
    """For each record every key of the one list with every key of the other, in either order alike."""
    made = []
    for row, key in one:
        wide = np.full(n, -1, np.int64)
        wide[row] = key
        for also, more in other:
            kept = (wide[also] >= 0) & ~((wide[also] == more) & (row is also))
            low, high = np.minimum(wide[also], more)[kept], np.maximum(wide[also], more)[kept]
            made.append((also[kept], _with(low, high)))
    return made


def given_and_another(columns: Columns) -> Keyed:
    """The given name and another link of the name sound alike, in any order."""
    return _union(_pairs_of(_links(columns, "given"), _links(columns, "rest"), len(columns)))


def given_misspelt(columns: Columns) -> Keyed:
    """The given names sound alike but for one consonant, and another link sounds alike."""
    return _union(_pairs_of(_links(columns, "given", misspelt=True), _links(columns, "rest"), len(columns)))


def another_misspelt(columns: Columns) -> Keyed:
    """The given names sound alike, and another link does but for one consonant."""
    return _union(_pairs_of(_links(columns, "given"), _links(columns, "rest", misspelt=True), len(columns)))


def two_others(columns: Columns) -> Keyed:
    """Two links after the given name sound alike."""
    rest = _links(columns, "rest")
    return _union([pair for i in range(len(rest)) for pair in _pairs_of([rest[i]], rest[i + 1 :], len(columns))])


def name_and_birth(columns: Columns) -> Keyed:
    """Any link of the name sounds alike and the birth is of the same day, or day and month are swapped."""
    return _union(_dated(columns, columns.birth, ~columns.aged))


def name_and_day(columns: Columns) -> Keyed:
    """Any link of the name sounds alike and the event is of the same day, or day and month are swapped."""
    return _union(_dated(columns, columns.day, np.ones(len(columns), np.bool_)))


def name_and_place(columns: Columns) -> Keyed:
    """Any link of the name sounds alike at the same place, or in the same of the larger places next around it."""
    made = []
    for row, key in _links(columns, "any"):
        for place in (columns.places[row, 0], columns.places[row, 1]):
            made.append((row[place >= 0], _with(key[place >= 0], place[place >= 0])))
    return _union(made)


def rare_name(columns: Columns) -> Keyed:
    """One link of the name sounds alike; only rare names make blocks within the bound."""
    return _union(_links(columns, "any"))


def same_birth(columns: Columns) -> Keyed:
    """The birth is of the same day, or day and month are swapped."""
    key = _calendar(columns.birth, ~columns.aged)
    row = np.flatnonzero(key != UNKNOWN)
    return Keyed(row, key[row])


def same_number(columns: Columns) -> Keyed:
    """A number of the person's is the same (an identity card, a case)."""
    values = columns.numbers.values
    row, column = np.nonzero(values >= 0)
    return _joined([(row, _with(values[row, column].astype(np.int64), column))])


RULES: Mapping[str, Callable[[Columns], Keyed]] = {
    "given and another": given_and_another,
    "given misspelt": given_misspelt,
    "another misspelt": another_misspelt,
    "two others": two_others,
    "name and birth": name_and_birth,
    "name and day": name_and_day,
    "name and place": name_and_place,
    "rare name": rare_name,
    "same birth": same_birth,
    "same number": same_number,
}
"""The rules by name; a pair is compared if any of them finds it."""


def _union(parts: list[_Part]) -> Keyed:
    return _joined(parts) if parts else Keyed(np.empty(0, np.int64), np.empty(0, np.int64))


def _calendar(span: NDArray[np.int32], said: NDArray[np.bool_] | None = None) -> Places:
    """A number for a day that is the same when day and month are swapped; ``UNKNOWN`` for all but single days."""
    single = (span[:, 0] == span[:, 1]) & (span[:, 0] != UNKNOWN)
    if said is not None:
        single &= said
    days = np.where(single, span[:, 0], 0).astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    date, year = (days - month).astype(np.int64) + 1, month.astype("datetime64[Y]").astype(np.int64)
    number = month.astype(np.int64) % 12 + 1
    low, high = np.minimum(date, number), np.maximum(date, number)
    return np.where(single, (year * 32 + low) * 32 + high, np.int64(UNKNOWN))


def _dated(columns: Columns, span: NDArray[np.int32], said: NDArray[np.bool_]) -> list[_Part]:
    key = _calendar(span, said)
    made = []
    for row, sound in _links(columns, "any"):
        kept = key[row] != UNKNOWN
        made.append((row[kept], _with(sound[kept], key[row][kept])))
    return made
