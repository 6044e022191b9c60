"""An edition is a value: the same for the same, and nobody changes it once it is made."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from tests.report.editions import arabic, english


def test_it_is_a_value(tmp_path: Path) -> None:
    made = english(tmp_path)
    assert made == english(tmp_path) != arabic(tmp_path)
    with pytest.raises(FrozenInstanceError):
        made.title = "another"  # type: ignore[misc]


def test_every_note_that_a_span_points_to_is_there(tmp_path: Path) -> None:
    for made in (english(tmp_path), arabic(tmp_path)):
        blocks = [block for section in made.sections for block in section.blocks]
        sentences = [one for block in blocks for kind in ("sentences", "points") for one in getattr(block, kind, ())]
        used = {number for sentence in sentences for span in sentence for number in span.notes}
        assert used <= {note.number for note in made.notes}
