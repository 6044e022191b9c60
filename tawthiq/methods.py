"""Methods: what a craft offers, found by entry point, and how one is written into a recipe.

A method is a frozen dataclass: its fields are its parameters, ``version`` is a class attribute, its docstring names
its source, its assumption and when not to use it.
"""

import dataclasses
from importlib.metadata import entry_points
from typing import Any, ClassVar, Protocol, cast

from tawthiq.errors import NotFound


class Method(Protocol):
    """Anything that can stand in a recipe: a frozen dataclass with a name and a version."""

    name: ClassVar[str]
    version: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


def recipe_of(method: Method) -> tuple[str, str, dict[str, Any]]:
    """The name, the version and every parameter of a method, plain enough for JSON."""
    return method.name, method.version, dataclasses.asdict(cast(Any, method))


def offered(craft: str) -> dict[str, type[Method]]:
    """The methods of a craft (``readers``, …) by name, ours and a stranger's alike, in the order of their names."""
    found = sorted(entry_points(group=f"tawthiq.{craft}"), key=lambda e: e.name)
    return {e.name: e.load() for e in found}


def from_recipe(craft: str, name: str, parameters: dict[str, Any]) -> Method:
    """The method that a recipe names, with its parameters. Raises NotFound where it is not installed."""
    methods = offered(craft)
    if name not in methods:
        raise NotFound("methods.missing", method=name, craft=craft)
    return methods[name](**parameters)
