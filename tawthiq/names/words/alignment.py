"""Alignment: two chains laid side by side in order, with missing links, and how well each part of the name agrees."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tawthiq.names.shape import Reals, Rows
from tawthiq.names.words import kernels
from tawthiq.names.words.chains import Chains
from tawthiq.names.words.kernels import FAMILY, GIVEN, LINKS, UNSAID, Letters, Rarity, Table
from tawthiq.names.words.wordpairs import letters

Grades = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Aligned:
    """How the chains of each pair agree; grades are places in ``wordpairs.GRADES``, 0: nothing to compare.

    ``given`` and ``family`` are the grades of those links, ``PARTIAL`` where the one's stands elsewhere in the other's
    chain (a son's father, a name of two words) or only one of two given names agrees; ``middle`` is the poorest grade
    among the aligned links between, ``CONFLICT`` where both say something between and nothing agrees. ``agreed``,
    ``missing`` and ``conflicts`` count links: aligned, said by one alone, and different at the same place.
    ``crossed`` tells that the names agree only with the first and last exchanged; the grades are those of the
    exchange. The ``*_bits`` say how rare the agreeing words are there (-log2 of the share of records that have it at
    this place; the commoner of two spellings counts), 0 below ``VARIANT``.
    """

    given: Grades
    family: Grades
    middle: Grades
    agreed: Grades
    missing: Grades
    conflicts: Grades
    crossed: NDArray[np.bool_]
    given_bits: Reals
    family_bits: Reals
    middle_bits: Reals


@dataclass(frozen=True, eq=False)
class Aligner:
    """Chains made ready for comparison: make it once, ``align`` any number of pairs."""

    chains: Chains
    letters: Letters
    rarity: Rarity

    @classmethod
    def of(cls, chains: Chains) -> "Aligner":
        """The letters and the rarity of the words of chains."""
        return cls(chains, letters(chains.words), rarity(chains))

    def align(self, pairs: Rows) -> Aligned:
        """The chains of pairs of rows (k, 2) laid side by side; on all cores, the same whatever their number."""
        grades, bits = np.zeros((len(pairs), 7), np.int8), np.zeros((len(pairs), 3), np.float32)
        table = Table(self.chains.links, self.chains.roles, self.chains.count, self.chains.aliases)
        kernels.align(table, self.letters, self.rarity, pairs, (grades, bits))
        given, family, middle, agreed, missing, conflicts, crossed = (column.copy() for column in grades.T)
        rare = [column.copy() for column in bits.T]
        return Aligned(given, family, middle, agreed, missing, conflicts, crossed.astype(np.bool_), *rare)


def rarity(chains: Chains) -> Rarity:
    """How rare each skeleton is as the first link, the last, and one between."""
    place = np.arange(LINKS)[None, :]
    said, last = chains.links >= 0, chains.count[:, None] - 1
    unsaid = chains.roles == UNSAID
    given = said & np.where(unsaid, place == 0, chains.roles == GIVEN)
    family = said & np.where(unsaid, (place == last) & (last > 0), chains.roles == FAMILY)
    return Rarity(_rare(chains, given), _rare(chains, family), _rare(chains, said & ~given & ~family))


def _rare(chains: Chains, where: NDArray[np.bool_]) -> Reals:
    counts = np.bincount(chains.words.skeleton[chains.links[where]], minlength=len(chains.words.skeletons))
    share = np.maximum(counts - 1, 1) / max(len(chains) - 1, 1)
    return -np.log2(np.minimum(share, 1)).astype(np.float32)
