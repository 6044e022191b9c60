"""The errors of tawthiq: a short family; each carries its facts and says what to do."""

from typing import Any

from tawthiq.messages import say


class TawthiqError(Exception):
    """What went wrong and what to do, as a key of ``tawthiq.messages`` with its facts.

    ``facts`` may hold ``file``, ``row``, ``column``, ``value`` and whatever else the sentence names.
    """

    exit_code = 1

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.key, self.facts)

    def __str__(self) -> str:
        return self.say("en")

    def say(self, lang: str) -> str:
        """The sentence in ``en`` or ``ar``."""
        return say(self.key, lang, **self.facts)


def _again(kind: type[TawthiqError], key: str, facts: dict[str, Any]) -> TawthiqError:
    return kind(key, **facts)


class BadInput(TawthiqError):
    """Something that was given cannot be read: a file, a row, a value, a map, an argument."""

    exit_code = 2


class NotFound(TawthiqError):
    """No such case, item, record, finding, judgement, source or person."""

    exit_code = 3


class Refused(TawthiqError):
    """It could be done and will not be: it would mislead, harm, or needs a second person."""

    exit_code = 4


class InUse(TawthiqError):
    """Another process holds the case."""

    exit_code = 5


class Damaged(TawthiqError):
    """The case is not what its journal says it is."""

    exit_code = 6


class NoRoom(TawthiqError):
    """The disk is full or refuses to write; nothing was changed."""

    exit_code = 7
