"""Grades: what the basis and the support of a claim let words say, by thresholds that stand in one place, cited."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from tawthiq.claims.grading.support import Count, Support
from tawthiq.errors import BadInput, Refused
from tawthiq.nouns import Kind, Letter, Part

Grade = Literal["unsupported", "one origin", "consistent", "corroborated"]
GRADES: tuple[Grade, ...] = get_args(Grade)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What corroboration asks for: so many origins judged independent, and for grave acts so many kinds of them."""

    origins: int
    kinds_where_grave: int


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade of a sentence: that of its weakest part, and which part that is."""

    grade: Grade
    weakest: Part
    parts: Mapping[Part, Grade]


def thresholds(stricter: Mapping[str, Any] | None = None) -> Thresholds:
    """Ours, or the stricter ones of a case (``[rules.claims]``).

    Raises Refused for laxer ones, BadInput for what is none.
    """
    told = _table()["corroborated"]
    ours = Thresholds(told["origins"], told["kinds_where_grave"])
    asked = dict(stricter or {})
    for key, value in asked.items():
        floor = asdict(ours).get(key)
        if floor is None or not isinstance(value, int):
            raise BadInput("claims.bad_threshold", value=f"{key} = {value}", known=", ".join(asdict(ours)))
        if value < floor:
            raise Refused("claims.laxer", value=f"{key} = {value}", least=floor)
    return Thresholds(**{**asdict(ours), **asked})


def citations() -> list[str]:
    """Where the thresholds come from, and what they are not: no court asks for corroboration as a rule."""
    table = _table()
    return [*table["corroborated"]["sources"], table["court"]["rule"]]


def supports() -> dict[Kind, frozenset[Part]]:
    """Which parts an origin of each kind can support."""
    return {kind: frozenset(parts) for kind, parts in _table()["supports"].items()}


def kind_of_basis(basis: str) -> Kind:
    """The kind of origin that follows from the basis of its own claims, where nobody named the kind."""
    kind: Kind = _table()["kind_of_basis"].get(basis, "")
    return kind


def grade_of(count: Count, asked: Thresholds, *, grave: bool) -> Grade:
    """The grade of one part by its support: words are bound as if what nobody judged were dependent."""
    if not count.high:
        return "unsupported"
    if count.low >= asked.origins and (not grave or count.kinds >= asked.kinds_where_grave):
        return "corroborated"
    return "consistent" if count.high > 1 else "one origin"


def grade(support: Mapping[Part, Support], asked: Thresholds, *, grave: bool) -> Graded:
    """The grade of a sentence that asserts these parts: that of the weakest."""
    parts = {part: grade_of(one.for_, asked, grave=grave) for part, one in support.items()}
    if not parts:
        return Graded("unsupported", "what", {})
    weakest = min(parts, key=lambda one: (GRADES.index(parts[one]), support[one].for_.low, support[one].for_.high))
    return Graded(parts[weakest], weakest, parts)


def credibility(graded: Grade, support: Mapping[Part, Support]) -> int:
    """The digit of the Admiralty code for the information: 1 confirmed … 4 doubtful, 6 cannot be judged.

    It says nothing of who tells it: the letter of the source stands apart (NATO AJP-2.1). Origins that say otherwise
    lower it; a dispute without an observation of its own does not.
    """
    digit = {"corroborated": 1, "consistent": 2, "one origin": 3, "unsupported": 6}[graded]
    against = [one for one in support.values() if one.against.high]
    if not against or digit == 6:
        return digit
    return max(digit, 3) if all(one.for_.low > one.against.high for one in against) else 4


def admiralty(letter: Letter, digit: int) -> str:
    """The two side by side, never one number: ``B2``."""
    return f"{letter}{digit}"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("thresholds.toml").read_text("utf-8"))
