"""Registers written as text: ``a:12 b:3`` is person a with records 1 and 2, and b with 3."""

import pyarrow as pa
import pytest

from tawthiq.names.register.changes import Changes, changes


def members(text: str) -> pa.Table:
    told = [(record, one[0]) for one in text.split() for record in one[2:]]
    return pa.table({"record": [r for r, _ in told], "person": [p for _, p in told]}, schema=pa.schema(
        {"record": pa.string(), "person": pa.string()}
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a:12 b:3", "a:12 b:3", Changes(2, 0, 0, 0, 0, 0)),
        ("a:12 b:3", "a:124 b:3", Changes(1, 1, 0, 0, 0, 0)),  # a has another record
        ("a:12 b:3", "a:1 b:3", Changes(1, 1, 0, 0, 0, 0)),  # a list withdrew record 2
        ("a:12 b:3", "a:123", Changes(0, 0, 0, 2, 0, 0)),  # a and b are one
        ("a:12 b:3", "a:1 c:2 b:3", Changes(1, 0, 0, 0, 1, 0)),  # a was two people
        ("a:12 b:3", "a:12", Changes(1, 0, 0, 0, 0, 1)),  # every record of b is gone
        ("a:12", "a:12 b:3", Changes(1, 0, 1, 0, 0, 0)),
        ("", "a:1", Changes(0, 0, 1, 0, 0, 0)),
        ("a:12 b:34", "a:13 b:24", Changes(0, 0, 0, 2, 2, 0)),  # crossed over: both split, both merged
    ],
)
def test_what_a_new_register_changes(before: str, after: str, told: Changes) -> None:
    assert changes(members(before), members(after)) == told
