"""The vault: bytes by their hash, read-only; words that commit and can be withdrawn."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.case.vault import Vault, Words, canonical, commitment, sealed, write_whole
from tawthiq.errors import NotFound

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    (tmp_path / "vault").mkdir()
    return Vault(tmp_path / "vault")


def test_bytes_are_staged_taken_lent_and_removed(vault: Vault) -> None:
    staged = vault.stage_bytes(b"abc")
    assert staged.path
    assert not vault.holds(staged.sha256)
    vault.take(staged.path, staged.sha256)
    with vault.path(staged.sha256) as path:
        assert path.read_bytes() == b"abc"
        assert path.relative_to(vault.root).as_posix() == f"{staged.sha256[:2]}/{staged.sha256[2:]}"
    assert vault.stage_bytes(b"abc").path is None
    vault.remove(staged.sha256)
    vault.remove(staged.sha256)
    with pytest.raises(NotFound), vault.path(staged.sha256):
        pass


def test_both_hashes_are_of_the_whole_file_however_long(vault: Vault, tmp_path: Path) -> None:
    data = bytes(range(256)) * 40_000  # ten megabytes: more than two chunks
    (tmp_path / "big").write_bytes(data)
    heard: list[tuple[int, int]] = []
    staged = vault.stage(tmp_path / "big", progress=lambda done, total: heard.append((done, total)))
    assert staged.sha256 == hashlib.sha256(data).hexdigest()
    # BLAKE3 of the same bytes, hashed in one piece
    assert staged.blake3 == vault.stage_bytes(data).blake3
    assert heard[-1] == (len(data), len(data))


def test_the_dead_leave_nothing_and_the_living_keep_what_they_stage(vault: Vault) -> None:
    staged = vault.stage_bytes(b"in use")
    dead = vault.root / "incoming" / "dead"
    dead.mkdir()
    (dead / "half").write_bytes(b"half a file")
    Vault(vault.root).sweep()
    assert not dead.exists()
    assert staged.path
    assert staged.path.exists()
    vault.close()
    assert not staged.path.exists()


@given(JSON)
def test_the_one_spelling_reads_back_and_is_one(value: object) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_the_same_words_commit_differently_each_time() -> None:
    one, two = sealed(1, {"why": "x"}), sealed(1, {"why": "x"})
    assert commitment(one) != commitment(two)
    assert json.loads(one)["body"] == {"why": "x"}
    assert json.loads(sealed(1, None))["withdrawn"] is True


def test_words_are_rewritten_by_number_and_can_be_again(tmp_path: Path) -> None:
    words = Words(tmp_path / "words.jsonl")
    words.path.write_text("one\ntwo\nthree\n")
    for _ in range(2):
        words.rewrite(3, {"2": "gone"}, ["four"])
        assert list(words.lines()) == [b"one", b"gone", b"three", b"four"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"first")
    write_whole(tmp_path / "a", b"second")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"second"
