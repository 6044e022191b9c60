"""What passes between the files of this craft: what a case holds, what references carry, what is wrong with words."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

import polars as pl

from tawthiq.messages import Sentence
from tawthiq.nouns import Finding, Item, Judgement, Mark, Source

SIMULATED = "SIMULATED"
"""How the title of a case begins in which everything is invented."""

Sense = Literal["exact", "lower", "upper", "approximate"]
Kind = Literal["documented", "estimated", "said"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a sentence refers to: counted, estimated or said by an account, and in which sense.

    ``interval`` tells whether its uncertainty stands beside it in the sentence.
    """

    kind: Kind
    sense: Sense = "exact"
    interval: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """What the evidence behind a sentence carries: all that its references refer to, taken together.

    ``parts`` are the grades of the parts of its claims (what, where, when, who, how many); ``independent`` the origins
    that somebody judged independent; ``actor`` tells whether who did it was observed or alleged; ``destruction`` that
    every claim is of destruction; ``one_origin`` that it rests on one origin alone.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    independent: int = 0
    figures: tuple[Figure, ...] = ()
    actor: Literal["", "alleged", "observed"] = ""
    destruction: bool = False
    one_origin: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that say more than their evidence carries, and what would be right."""

    words: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Support:
    """How one part of a claim is supported: its grade, the independent origins at least and at most, those against.

    ``origins`` are the accounts of all that there may be, ``certain`` of those that saw for themselves.
    """

    grade: str
    low: int
    high: int
    against_high: int
    origins: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number that an account gives: ``low`` to ``high``, open where ``None``, in the sense that it was said."""

    low: int | None
    high: int | None
    sense: Sense
    said: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A weighed claim: what an account tells of an act, its grade part by part, and the words that make it.

    ``event`` is the first claim of those about the same act; ``accounts`` those that affirm it; ``row`` is the row of
    ``tables.CLAIMS``.
    """

    id: str
    row: Mapping[str, Any]
    words: str
    numbers: tuple[Number, ...]
    parts: Mapping[str, Support]
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """What one method says of the toll, in people; without numbers, ``why`` there are none."""

    method: str
    documented: int
    point: float | None
    lower: float | None
    upper: float | None
    level: float
    why: Sentence | None = None
    bounds: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """The toll as it stands: the headline first, then every method; the lists' overlaps; what must be told with it."""

    finding: Finding
    methods: tuple[Interval, ...]
    overlaps: tuple[tuple[str, int], ...] = ()
    cautions: tuple[Sentence, ...] = ()

    @property
    def headline(self) -> Interval:
        """The figure to be told, or why there is none."""
        return self.methods[0]


@dataclass(frozen=True, eq=False)
class Register:
    """The register as it stands: ``people`` (columns of ``tables.PEOPLE``), how many records it was made of."""

    finding: Finding
    people: pl.DataFrame
    records: int

    @property
    def counted(self) -> pl.DataFrame:
        """Those who meet the rule of inclusion."""
        return self.people.filter("counted")


@dataclass(frozen=True, slots=True)
class Change:
    """What of a scene is new beside an earlier one: that scene, what a person said of it, the state of each mark."""

    finding: Finding
    before: Item
    told: Mapping[str, Any]
    states: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene with its marks as they stand, those that people drew last.

    ``coverage`` is the row of ``tables.COVERAGE``, ``told`` what a person said of it (``owner``, ``date``); ``change``
    what of it is new, where it was laid beside an earlier scene.
    """

    item: Item
    finding: Finding
    marks: tuple[Mark, ...]
    coverage: Mapping[str, Any]
    told: Mapping[str, Any]
    change: Change | None = None

    @property
    def shown(self) -> tuple[Mark, ...]:
        """The marks that nobody rejected."""
        return tuple(one for one in self.marks if one.verdict != "reject")

    @property
    def drawn(self) -> int:
        """How many of those a person drew where the method found none: they alone have no score."""
        return sum(one.fields["score"] is None for one in self.shown)

    def state(self, mark: Mark) -> str:
        """Whether a mark is new beside the earlier scene; empty where nobody compared, or a person drew it."""
        return self.change.states.get(mark.id, "") if self.change else ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a witness consented to, in the words of the interview; ``expires`` is the first day without consent."""

    uses: str = ""
    audiences: str = ""
    expires: date | None = None


@dataclass(frozen=True, eq=False)
class Holdings:
    """What a case holds, as far as a report can speak of it. Read once by ``evidence.read``; nothing in it changes.

    ``lists`` are the current findings that hold records; ``passages`` the words of the items that were asked for, by
    item and locator; ``consents`` those of interviews, ``None`` where nothing was written down; ``stale`` the findings
    that rest on something superseded or were made before later decisions.
    """

    title: str
    head: str
    acts: int
    day: str
    rules: Mapping[str, Any]
    sources: Mapping[str, Source]
    items: Mapping[str, Item]
    lists: tuple[Finding, ...]
    findings: Mapping[str, Finding]
    judgements: tuple[Judgement, ...]
    claims: Mapping[str, Said]
    accounts: Mapping[str, Mapping[str, Any]]
    scenes: tuple[Scene, ...]
    register: Register | None = None
    toll: Toll | None = None
    strata: Mapping[str, Toll] = field(default_factory=dict)
    support: Finding | None = None
    rejected: int = 0
    passages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    consents: Mapping[str, Consent | None] = field(default_factory=dict)
    protected: Mapping[str, Judgement] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    disagreements: int = 0
    simulated: frozenset[str] = frozenset()

    @property
    def all_simulated(self) -> bool:
        """Whether the whole case is invented: its title begins so."""
        return self.title.startswith(SIMULATED)

    def about(self, subjects: Set[str]) -> list[Judgement]:
        """What people decided about any of these; the entry of an account or claim is no decision about it."""
        found = {one.id: one for subject in sorted(subjects) for one in self._decided.get(subject, ())}
        return [found[id_] for id_ in sorted(found, key=lambda id_: found[id_].at)]

    @cached_property
    def _decided(self) -> Mapping[str, list[Judgement]]:
        found: dict[str, list[Judgement]] = {}
        for one in self.judgements:
            for subject in one.subjects if one.verdict not in ("account", "claim", "protect", "unprotect") else ():
                found.setdefault(subject, []).append(one)
        return found
