"""Methods are found by entry point and stand in recipes with every parameter."""

from dataclasses import dataclass, field
from typing import ClassVar

import pytest

from tawthiq.errors import NotFound
from tawthiq.methods import from_recipe, offered, recipe_of


@dataclass(frozen=True)
class Doubling:
    """A method of a test."""

    name: ClassVar[str] = "doubling"
    version: ClassVar[str] = "1"
    factor: int = 2
    columns: dict[str, str] = field(default_factory=dict)


def test_a_recipe_has_every_parameter_even_those_left_alone() -> None:
    assert recipe_of(Doubling(columns={"a": "b"})) == ("doubling", "1", {"factor": 2, "columns": {"a": "b"}})


def test_our_readers_are_found_as_a_strangers_would_be() -> None:
    found = offered("readers")
    assert "table" in found
    assert all(method.name == name for name, method in found.items())


def test_a_method_comes_back_from_its_recipe() -> None:
    for name, method in offered("readers").items():
        assert from_recipe("readers", name, recipe_of(method())[2]) == method()


def test_a_missing_method_is_named() -> None:
    with pytest.raises(NotFound, match="'divining' of 'readers'"):
        from_recipe("readers", "divining", {})
