"""A key on this machine for each person."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.case import keys
from tawthiq.errors import BadInput, NotFound, Refused


def test_a_name_makes_a_handle_and_a_key_that_loads_back() -> None:
    made = keys.create("Ana  K.")
    again = keys.load()
    assert (again.handle, again.name, again.key) == ("ana-k", "Ana K.", made.key)


def test_an_arabic_name_makes_an_arabic_handle() -> None:
    assert keys.handle_of("سلمى ح.") == "سلمى-ح"


def test_where_several_share_a_machine_somebody_must_be_named() -> None:
    with pytest.raises(NotFound, match="whoami --new"):
        keys.load()
    keys.create("Ana")
    keys.create("Basil")
    with pytest.raises(BadInput, match="ana, basil"):
        keys.load()
    assert keys.load("basil").name == "Basil"
    with pytest.raises(NotFound, match="carla"):
        keys.load("carla")
    with pytest.raises(Refused, match="already a key"):
        keys.create("Ana")


def test_the_key_is_readable_by_its_owner_only(home: Path) -> None:
    keys.create("Ana")
    assert (home / "keys" / "ana.pem").stat().st_mode & 0o077 == 0


@given(st.text(max_size=40))
def test_a_handle_is_safe_in_a_path_or_refused(name: str) -> None:
    try:
        handle = keys.handle_of(name)
    except BadInput:
        return
    assert handle
    assert not set(handle) & set("/\\.: \0\n")
