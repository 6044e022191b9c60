"""Leave one origin out: what is left of a claim without each of the origins that it rests on."""

from collections.abc import Mapping

from tawthiq.claims.grading.support import Act, Support
from tawthiq.nouns import Part

Range = tuple[int, int]

MOST = 30


def range_of(support: Mapping[Part, Support]) -> Range:
    """The fewest and the most origins behind a sentence that asserts all these parts: those of its weakest."""
    if not support:
        return 0, 0
    return min(one.for_.low for one in support.values()), min(one.for_.high for one in support.values())


def left_without(act: Act, row: int) -> dict[int, Range]:
    """For each origin behind a claim, the range of origins without it.

    Of a part that more than thirty origins stand behind, none is left out: it hangs on no single one.
    """
    support = act.support(row)
    behind = {
        origin for one in support.values() if one.for_.high <= MOST for origin in one.for_.origins
    }  # fmt: skip
    return {origin: range_of(act.support(row, without=origin)) for origin in sorted(behind)}


def rests_on(left: Mapping[int, Range]) -> tuple[int, ...]:
    """The origins without each of which nothing is left: one alone, where the claim rests on one."""
    return tuple(origin for origin, (_, high) in left.items() if high == 0)
