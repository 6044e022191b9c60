"""Corrections: a public log that every later edition carries."""

import pytest

from tawthiq.case.protecting import protect
from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.report.correcting import correct, corrections, section
from tests.report.conftest import Office


def test_every_later_edition_says_what_changed_when_and_why(office: Office) -> None:
    first = office.publish("first", "public", alone=True)
    noted = correct(office.case, first.id, "Two people are counted, not three", "one was found alive", office.ana)
    assert corrections(office.case) == [noted]
    page = (office.publish("second", "public", alone=True).folder / "report.html").read_text("utf-8")
    for words in ("Corrections", first.id, "Two people are counted, not three", "one was found alive"):
        assert words in page
    assert "Corrections" not in (first.folder / "report.html").read_text("utf-8")
    arabic = section(office.case, "ar")
    assert arabic and arabic.role == "corrections"


def test_a_correction_is_of_an_edition_has_words_and_tells_nothing_protected(office: Office) -> None:
    first = office.publish("first")
    with pytest.raises(NotFound):
        correct(office.case, "e-none", "x", "y", office.ana)
    with pytest.raises(BadInput):
        correct(office.case, first.id, " ", "y", office.ana)
    protect(office.case, "person", "Samir Khoury", "asked for it", office.ana)
    with pytest.raises(Refused):
        correct(office.case, first.id, "a name is gone", "it was Sameer Khouri", office.ana)
    assert section(office.case, "en") is None
