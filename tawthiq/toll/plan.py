"""The analyst's plan, recorded in ``case.toml`` before linking, and what departs from it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tawthiq.messages import Sentence
from tawthiq.nouns import Source

NONE = "—"


def departures(plan: Mapping[str, Any] | None, done: Mapping[str, Sequence[str]]) -> tuple[Sentence, ...]:
    """Each choice that differs from the plan; or that it was kept, or that there was none.

    ``plan`` is ``[rules.toll]`` as it stood when the register was linked, ``done`` what is done now by the same names
    (``lists``, ``by``, ``merge``, ``methods``, ``inclusion``). What the plan does not name is free.
    """
    if not plan:
        return (Sentence("toll.no_plan"),)
    found = [
        Sentence("toll.departs", {"what": what, "planned": _spelled(plan[what]), "done": _spelled(choice)})
        for what, choice in done.items()
        if what in plan and _words(plan[what]) != _words(choice)
    ]
    return tuple(found) or (Sentence("toll.as_planned"),)


def feeding(lists: Sequence[str], sources: Mapping[str, Source]) -> tuple[Sentence, ...]:
    """The warning for each list that draws on another of the lists, directly or through others."""
    return tuple(
        Sentence("toll.lists_feed", {"list": one, "other": other})
        for one in lists
        for other in lists
        if other != one and other in _upstream(one, sources)
    )


def _upstream(handle: str, sources: Mapping[str, Source]) -> set[str]:
    found: set[str] = set()
    waiting = [handle]
    while waiting:
        one = sources.get(waiting.pop())
        new = set(one.draws_on) - found if one else set()
        found |= new
        waiting += new
    return found


def _words(value: Any) -> list[str]:
    return sorted(str(one) for one in ([value] if isinstance(value, str | Mapping) else value))


def _spelled(value: Any) -> str:
    return ", ".join(_words(value)) or NONE
