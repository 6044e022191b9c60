"""What passes between the files of this craft: what a sentence's references carry, and what is wrong with its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tawthiq.messages import Sentence

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
    that somebody judged independent; ``actor`` tells whether who did it was observed or alleged; ``damage`` the grade
    that a person gave to what a scene shows; ``finding`` that a competent body found what is said of law or intent;
    ``whole`` that all of it was seen, not a sample; ``one_origin`` that it rests on one origin alone.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    independent: int = 0
    figures: tuple[Figure, ...] = ()
    actor: Literal["", "alleged", "observed"] = ""
    damage: str = ""
    finding: bool = False
    whole: bool = False
    one_origin: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that say more than their evidence carries, and what would be right."""

    words: str
    sentence: Sentence
