"""Ids survive a newer version of the list; what is said again is found."""

import hashlib

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.readers.identity import Identities, content


def ids(who: Identities, *own: str) -> tuple[list[str], dict[int, int]]:
    column = pa.array(own, pa.string())
    made, again = who.ids(who.hashes(column), column)
    return made.to_pylist(), again


def test_an_id_is_the_hash_of_source_list_and_own_id() -> None:
    expected = "r-" + hashlib.sha256(b"lcc\x1fvdc\x1f17").hexdigest()[:16]
    assert ids(Identities("lcc", "vdc"), "17") == ([expected], {})


def test_the_second_row_with_an_id_gets_another_and_is_told() -> None:
    who = Identities("lcc", "vdc")
    first, again = ids(who, "17", "18", "17")
    assert again == {2: 2}
    assert first[2] == "r-" + hashlib.sha256(b"lcc\x1fvdc\x1f17\x1f2").hexdigest()[:16]
    second, again = ids(who, "19", "17")
    assert again == {1: 3}
    assert len({*first, *second}) == 5


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=5), max_size=4))
def test_ids_do_not_depend_on_batches(batches: list[list[str]]) -> None:
    who, other = Identities("lcc", "vdc"), Identities("lcc", "vdc")
    made = [one for own in batches for one in ids(who, *own)[0]]
    assert made == ids(other, *(one for own in batches for one in own))[0]
    assert len(set(made)) == len(made)


def test_content_is_the_hash_of_what_is_said() -> None:
    said = [pa.array(["هدى", None]), pa.array(["3", "x"])]
    expected = [hashlib.sha256(one.encode()).hexdigest()[:16] for one in ("هدى\x1f3", "\x1fx")]
    assert content(said).to_pylist() == expected
