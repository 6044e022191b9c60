"""The elements of crimes, as data."""

from tawthiq.elements import elements
from tawthiq.typology import typology


def test_every_element_names_acts_of_the_typology_and_is_said_in_both_languages() -> None:
    known = set(typology())
    assert {one.article[0] for one in elements()} == {"7", "8"}
    assert len({one.id for one in elements()}) == len(elements())
    for one in elements():
        assert set(one.acts) <= known, one.id
        assert one.label("en") != one.label("ar")
        assert one.crime("en") != one.crime("ar")
