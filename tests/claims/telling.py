"""Claims of invented accounts, weighed without a case."""

from collections.abc import Mapping, Sequence
from datetime import date

from tawthiq.claims.grading.decided import Decided, decided
from tawthiq.claims.grading.weighing import Told, Weighed, Weighing, weigh
from tawthiq.nouns import Account, Actor, Claim, Date, Judgement, Kind, Place, Quantity, Span, Stance

WORDS = Span(0, 5, "words")


def account(id_: str, source: str = "", kind: Kind = "", text: str = "words", day: int = 1) -> Account:
    published = Date("", f"2031-04-{day:02}", date(2031, 4, day), date(2031, 4, day))
    return Account(f"a-{id_}", source or id_, text, "en", published, kind=kind)


def claim(
    id_: str,
    by: str,
    act: str = "torture",
    *,
    stance: Stance = "affirms",
    days: tuple[date | None, date | None] | None = None,
    place: str = "",
    dead: int | None = None,
    actor: str = "",
) -> Claim:
    return Claim(
        f"c-{id_}", f"a-{by}", act, WORDS, stance, Place(place, place) if place else None,
        Date("", "", *days) if days else None, (Actor(WORDS, actor),) if actor else (), (),
        (Quantity(WORDS, dead, dead, of="dead"),) if dead is not None else (),
    )  # fmt: skip


def weighed(
    accounts: Sequence[Account],
    claims: Sequence[Claim],
    judgements: Sequence[Judgement] = (),
    labels: Mapping[str, str] | None = None,
    grave: Sequence[str] = (),
) -> Weighed:
    found: Decided = decided(judgements)
    return weigh(Told(accounts, claims, found, labels or {}), Weighing(grave=tuple(grave)))
