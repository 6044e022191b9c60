"""From a case to a draft, through its check, to an edition; and a sentence back to the bytes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tawthiq.case import Case
from tawthiq.errors import BadInput, NotFound
from tawthiq.messages import LANGUAGES
from tawthiq.report.draft import cards, check, draft, edition, language, words_of
from tawthiq.report.edition import Edition, Picture
from tests.report.quay import item


def pictures(made: Edition) -> list[Picture]:
    return [block for section in made.sections for block in section.blocks if isinstance(block, Picture)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_draft_of_a_case_passes_its_own_check_and_becomes_an_edition(told: Case, lang: str) -> None:
    text = draft(told, lang)
    found = check(told, text)
    assert [(one.line, one.say("en")) for one in found.faults] == []
    assert found.sentences > 10 and found.references > 20
    made = edition(told, text)
    assert (made.language, made.title) == (lang, "Northquay, April 2031")
    assert [one.role for one in made.sections] == ["body", "elements", "unverified", "method"]
    assert len(pictures(made)) == 6
    assert all(one.alt and one.caption and one.notes and one.data and one.data.exists() for one in pictures(made))
    assert dict(made.facts).get("Seeds" if lang == "en" else "البذور") == "1"


def test_every_footnote_leads_to_bytes_that_hash_right_or_to_the_log(told: Case) -> None:
    made = edition(told, draft(told))
    used = {n for section in made.sections for block in section.blocks for n in _notes(block)}
    assert used == {one.number for one in made.notes}
    for one in made.notes:
        whole = " ".join(words for _, words in one.trace)
        assert "hash as received" in whole or one.reference.startswith(("case.", "source:", "sources.", "items.of")), (
            one.reference
        )
        assert "not as received" not in whole


def _notes(block: object) -> Iterator[int]:
    spans = [*getattr(block, "sentences", ()), *getattr(block, "points", ())]
    yield from (n for sentence in spans for span in sentence for n in span.notes)
    yield from getattr(block, "notes", ())


def test_the_same_draft_gives_the_same_edition(told: Case) -> None:
    first, again = (edition(told, draft(told)) for _ in range(2))
    assert first == again
    assert [one.file.read_bytes() for one in pictures(first)] == [one.file.read_bytes() for one in pictures(again)]


def test_a_draft_that_says_too_much_is_caught_in_both_languages(told: Case) -> None:
    text = "The quay was levelled.\n\nAbout 500 people died.\n\nأثبتت الصور المجزرة. مات خمسمئة شخص.\n"
    found = check(told, text, on=date(2031, 5, 1)).faults
    assert [one.line for one in found] == [1, 3, 5, 5]


def test_the_cards_of_a_line_are_those_of_its_sentences(told: Case) -> None:
    text = "# Northquay\n\nFirst {people.counted} people.\nThen {toll.documented}\nand {records.count}.\n"
    assert [one.reference for one in cards(told, text, 3)] == ["people.counted"]
    assert [one.reference for one in cards(told, text, 5)] == ["toll.documented", "records.count"]
    assert cards(told, text, 1) == ()


def test_words_of_an_item_are_looked_up_in_it(told: Case) -> None:
    account = item(told, "account.txt").id
    assert check(told, f"The account says: [[nine people died]{{item:{account} p2}}].").faults == ()
    (fault,) = check(told, f"The account says: [[ten people died]{{item:{account} p2}}].").faults
    assert "does not stand in" in fault.say("en")


def test_an_edition_of_what_cannot_be_looked_up_is_refused(told: Case) -> None:
    with pytest.raises(NotFound):
        edition(told, "{claim:c-none} fell.")
    with pytest.raises(BadInput):
        edition(told, "{figure:foo}")


def test_a_bare_case_has_a_draft_too(case: Case) -> None:
    for lang in LANGUAGES:
        text = draft(case, lang)
        assert check(case, text).faults == ()
        assert pictures(edition(case, text)) == []


def test_a_file_that_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        words_of(tmp_path / "none.md")
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput):
        words_of(tmp_path / "bad.md")


def test_the_language_is_that_of_the_script() -> None:
    assert (language("{a.b} people"), language("{a.b} شخص")) == ("en", "ar")
    assert language("{claim:c-0123456789abcdef said} قيل [[in English]{item:i-1 ¶ 2}] <!-- for the writers -->") == "ar"
