"""What a linker sees and gives: records of several lists, what people decided, and scored pairs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tawthiq.messages import Sentence

Rows = NDArray[np.int32]
Reals = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Lists:
    """The records to be linked: ``tables.RECORDS`` with the column ``source``, in the order of source and id.

    A record is called by its row from here on. ``once`` names the sources that are known to be free of
    duplicates: in them a person occurs at most once.
    """

    records: pa.Table
    once: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return int(self.records.num_rows)


def _none() -> Rows:
    return np.empty((0, 2), np.int32)


@dataclass(frozen=True, eq=False)
class Known:
    """What people decided, as pairs of rows (k, 2), the smaller row first: the same person, or different people."""

    same: Rows = field(default_factory=_none)
    different: Rows = field(default_factory=_none)


@dataclass(frozen=True, eq=False)
class Scores:
    """Scored pairs of rows ``a < b``, in the order of a and b, each pair once.

    ``weight`` is the evidence in bits (log2 of the odds of a match, prior included), ``probability`` its calibrated
    twin. ``levels`` and ``bits`` hold, for each comparison by name, the level reached by each pair and what it added
    to the weight: the waterfall. ``missed`` is the estimated share of the true pairs that blocking never compared,
    ``model`` everything learnt, plain enough for JSON, ``told`` what must be said with the result.
    """

    a: Rows
    b: Rows
    weight: Reals
    probability: Reals
    levels: Mapping[str, NDArray[np.int8]]
    bits: Mapping[str, Reals]
    missed: float = 0.0
    model: Mapping[str, Any] = field(default_factory=dict)
    told: tuple[Sentence, ...] = ()


class Linker(Protocol):
    """A method of this craft: a frozen dataclass whose fields are its parameters."""

    name: ClassVar[str]
    version: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def score(self, lists: Lists, known: Known, *, seed: int) -> Scores:
        """Compare and score pairs, the same for the same seed; Refused where the fit is degenerate."""
