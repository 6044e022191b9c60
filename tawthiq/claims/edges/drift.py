"""Drift: what a telling changes on the way, such as an employee who becomes a doctor. Pointed out, never scored."""

from collections.abc import Iterator

from tawthiq.claims.shape import Evidence
from tawthiq.claims.texts.lexicon import table
from tawthiq.claims.texts.reading import Read
from tawthiq.messages import Sentence
from tawthiq.nouns import Span


def drift(later: Read, earlier: Read) -> Iterator[Evidence]:
    """Where the one account has a role that the other lacks, in one family of roles, and the reverse.

    It has no bits: a changed word may be an error of the way or a correction, and neither says who drew on whom.
    """
    after, before = _roles(later), _roles(earlier)
    for family in table("roles").values():
        new = [role for role in after if role in family and role not in before]
        old = [role for role in before if role in family and role not in after]
        if len(new) == 1 and len(old) == 1:
            here, there = after[new[0]], before[old[0]]
            facts = {"later": later.account.id, "earlier": earlier.account.id, "before": there.said, "after": here.said}
            yield Evidence("drift", 0.0, Sentence("derivation.drift", facts), (here,), (there,))


def _roles(one: Read) -> dict[str, Span]:
    return {d.key: d.span for d in one.details.of("role")}
