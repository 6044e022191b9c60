"""What must never be published is marked by a person, and unmarked by one."""

import pytest

from tawthiq.case.protecting import protect, protected, unprotect
from tawthiq.errors import BadInput, NotFound
from tests.conftest import Lists


def test_marks_stand_until_they_are_taken_back(lists: Lists) -> None:
    item = lists.receive("a.csv", "name")
    protect(lists.case, "person", "Samira H.", "witness", lists.by)
    protect(lists.case, "item", item.id[:8], "shows her house", lists.by)
    assert {value: one.facts["kind"] for value, one in protected(lists.case).items()} == {
        "Samira H.": "person", item.id: "item",
    }  # fmt: skip
    unprotect(lists.case, "Samira H.", "she agreed", lists.by)
    assert set(protected(lists.case)) == {item.id}


def test_the_word_itself_is_not_in_the_journal(lists: Lists) -> None:
    protect(lists.case, "word", "Samira", "", lists.by)
    assert "Samira" not in (lists.case.root / "journal.jsonl").read_text()


def test_what_makes_no_sense_is_refused(lists: Lists) -> None:
    with pytest.raises(BadInput, match="'secret'"):
        protect(lists.case, "secret", "x", "", lists.by)
    with pytest.raises(NotFound):
        protect(lists.case, "item", "i-none", "", lists.by)
    with pytest.raises(BadInput, match="not protected"):
        unprotect(lists.case, "x", "", lists.by)
