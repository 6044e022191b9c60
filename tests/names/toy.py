"""A linker for tests: of names that begin alike, the same name is 8 bits for one person, another name none."""

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tawthiq.names.shape import Known, Lists, Scores

START, SAME, ALIKE = -8.0, 16.0, 8.0


@dataclass(frozen=True)
class Toy:
    """Compares records whose names begin with the same word."""

    name: ClassVar[str] = "toy"
    version: ClassVar[str] = "1"
    same: float = SAME

    def score(self, lists: Lists, known: Known, *, seed: int) -> Scores:
        names = lists.records["name"].to_pylist()
        blocks = defaultdict(list)
        for row, name in enumerate(names):
            blocks[str(name).split()[0]].append(row)
        pairs = sorted((a, b) for rows in blocks.values() for at, a in enumerate(rows) for b in rows[at + 1 :])
        a, b = (np.array([pair[k] for pair in pairs], np.int32) for k in (0, 1))
        same = np.array([names[one] == names[other] for one, other in pairs], np.bool_)
        bits = np.where(same, self.same, ALIKE).astype(np.float32)
        weight = (START + bits).astype(np.float32)
        probability = (1 / (1 + np.exp2(-weight))).astype(np.float32)
        levels = {"given": np.where(same, 7, 5).astype(np.int8)}
        return Scores(a, b, weight, probability, levels, {"given": bits}, model={"same": self.same})
