"""What an estimator of the toll sees and gives: overlaps of lists, and an estimate that never stands bare."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from tawthiq.errors import NotFound
from tawthiq.messages import Sentence
from tawthiq.toll.counts import Table, read

Counts = NDArray[np.int64]
Patterns = NDArray[np.uint8]
Draws = NDArray[np.float64]

FEW_SHARED = 10
MOST_LISTS = 12


@dataclass(frozen=True, eq=False)
class Overlap:
    """Who is on which lists, as counts: one row a pattern of lists, K columns, with the people who show it.

    ``patterns`` is (P, K) of 0 and 1, ``counts`` is (P,) of people. Patterns of nobody are left out and rows
    stand in the order of their codes (the first list is the lowest bit), so equal tables are equal arrays.
    Patterns must be distinct and not all zero; ``from_table`` checks a stranger's.
    """

    lists: tuple[str, ...]
    patterns: Patterns
    counts: Counts

    def __post_init__(self) -> None:
        patterns = np.asarray(self.patterns, np.uint8).reshape(-1, len(self.lists))
        counts = np.asarray(self.counts, np.int64)
        order = np.argsort(_codes(patterns), kind="stable")
        order = order[counts[order] > 0]
        object.__setattr__(self, "patterns", patterns[order])
        object.__setattr__(self, "counts", counts[order])

    @classmethod
    def from_table(cls, table: Table) -> "Overlap":
        """The overlap in a CSV file or a Polars frame: one column of 0 and 1 a list, and ``count``.

        Raises BadInput naming file, row, column and value where the table is not such a one.
        """
        return cls(*read(table))

    @classmethod
    def from_cells(cls, lists: tuple[str, ...], cells: Counts) -> "Overlap":
        """The overlap of a dense vector of 2^K counts, cell c being pattern c; cell 0 is ignored."""
        codes = np.arange(1, 1 << len(lists))
        bits = (codes[:, None] >> np.arange(len(lists))) & 1
        return cls(lists, bits.astype(np.uint8), np.asarray(cells, np.int64)[1:])

    @property
    def cells(self) -> Counts:
        """The counts as a dense vector of 2^K, by the code of the pattern; cell 0, the unseen, holds 0."""
        dense = np.zeros(1 << len(self.lists), np.int64)
        dense[_codes(self.patterns)] = self.counts
        return dense

    @property
    def documented(self) -> int:
        """The number of people on at least one list."""
        return int(self.counts.sum())

    @property
    def shared(self) -> int:
        """The number of people on two or more lists."""
        return int(self.counts[self.patterns.sum(axis=1) >= 2].sum())

    def without(self, name: str) -> "Overlap":
        """The overlap of the other lists; people on this alone drop out. NotFound: no such list."""
        self._index(name)
        return self._regrouped(tuple(one for one in self.lists if one != name))

    def merge(self, first: str, second: str) -> "Overlap":
        """The overlap when two count as one, ``first+second``. NotFound: no such list."""
        first_index, second_index = self._index(first), self._index(second)
        patterns = self.patterns.copy()
        patterns[:, first_index] |= patterns[:, second_index]
        named = tuple(f"{first}+{second}" if one == first else one for one in self.lists)
        return Overlap(named, patterns, self.counts)._regrouped(tuple(one for one in named if one != second))

    def refusal(self) -> Sentence | None:
        """Why no estimate may be made (under three lists or over twelve, no overlap, an isolated list), or None."""
        if len(self.lists) < 3:
            return Sentence("toll.few_lists", {"lists": len(self.lists)})
        if len(self.lists) > MOST_LISTS:
            return Sentence("toll.many_lists", {"lists": len(self.lists), "most": MOST_LISTS})
        if self.shared == 0:
            return Sentence("toll.no_overlap")
        meets = self.patterns[self.patterns.sum(axis=1) >= 2].any(axis=0)
        for name, met in zip(self.lists, meets, strict=True):
            if not met:
                return Sentence("toll.isolated", {"list": name})
        return None

    def cautions(self) -> tuple[Sentence, ...]:
        """What a reader of any estimate from this table must be told."""
        if self.shared < FEW_SHARED:
            return (Sentence("toll.few_shared", {"shared": self.shared, "few": FEW_SHARED}),)
        return ()

    def _index(self, name: str) -> int:
        if name not in self.lists:
            raise NotFound("toll.no_such_list", value=name, lists=", ".join(self.lists))
        return self.lists.index(name)

    def _regrouped(self, kept: tuple[str, ...]) -> "Overlap":
        patterns = self.patterns[:, [self.lists.index(one) for one in kept]]
        cells = np.bincount(_codes(patterns), self.counts, 1 << len(kept))
        return Overlap.from_cells(kept, cells.astype(np.int64))


@dataclass(frozen=True, eq=False)
class Estimate:
    """What a method says of one overlap: a point with its interval, or the reason why there is none.

    All in people, those on the lists included. ``bounds`` is ``"below"`` where the method only bounds the
    toll from below. ``draws`` are bootstrap or posterior draws of N, ``details`` what the method wants shown,
    ``warnings`` what must be told with the number.
    """

    method: str
    documented: int
    point: float | None = None
    lower: float | None = None
    upper: float | None = None
    level: float = 0.95
    why: Sentence | None = None
    bounds: str | None = None
    draws: Draws | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Sentence, ...] = ()

    def __post_init__(self) -> None:
        given = [value is not None for value in (self.point, self.lower, self.upper)]
        if any(given) != all(given) or all(given) == (self.why is not None):
            raise ValueError("an estimate has a point with both limits, or else the reason why it has none")


class Estimator(Protocol):
    """A method of this craft: a frozen dataclass whose fields are its parameters."""

    name: ClassVar[str]
    version: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def estimate(self, overlap: Overlap, *, seed: int) -> Estimate:
        """The estimate of one overlap, the same for the same seed; a refused table gets its reason."""


def _codes(patterns: Patterns) -> Counts:
    """The code of each pattern: the sum of 2^k over its lists k."""
    return patterns.astype(np.int64) @ (1 << np.arange(patterns.shape[1], dtype=np.int64))
