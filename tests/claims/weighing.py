"""Small ledgers: claims as (account, stance, value of when) about one act."""

from collections.abc import Iterable, Mapping, Sequence

from tawthiq.claims.grading.grades import supports
from tawthiq.claims.grading.origins import Folding, Pair, fold
from tawthiq.claims.grading.support import Act, Ground, Said, Standing, acts
from tawthiq.claims.grading.values import Value, When, Who
from tawthiq.nouns import Kind, Part

ON_3, ON_5, ARMY = When(3, 3), When(5, 5), Who(frozenset({"army"}))
Row = tuple[int, Standing, Mapping[Part, Value]]


def told(account: int, stance: Standing = "affirms", when: When | None = None, who: Who | None = None) -> Row:
    values: dict[Part, Value] = {"what": None}
    return account, stance, values | ({"when": when} if when else {}) | ({"who": who} if who else {})


def one_act(
    rows: Sequence[Row],
    kinds: Sequence[Kind],
    *,
    derives: Iterable[Pair] = (),
    ties: Iterable[Pair] = (),
    independent: Iterable[Pair] = (),
    hearsay: Iterable[int] = (),
    withdrawn: Iterable[int] = (),
    coded: Iterable[int] = (),
) -> Act:
    """The act that these claims are about; ``hearsay``, ``withdrawn`` and ``coded`` name accounts."""
    heard = set(hearsay)
    folding: Folding = fold(len(kinds), derives=derives, ties=ties, independent=independent)
    said = Said(
        [account for account, _, _ in rows], [0] * len(rows), [stance for _, stance, _ in rows],
        [account in heard for account, _, _ in rows], [values for _, _, values in rows],
    )  # fmt: skip
    sees = [account not in heard for account in range(len(kinds))]
    return acts(said, Ground(folding, kinds, sees, supports(), frozenset(withdrawn), frozenset(coded)))[0]
