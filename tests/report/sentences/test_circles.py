"""The ground that a reference names: by coordinates, by case.toml, by the place of a claim in any spelling."""

from dataclasses import replace

import pytest

from tawthiq.errors import BadInput
from tawthiq.report.asking import Asked
from tawthiq.report.sentences.circles import near, place_name, places_known, within
from tests.report.invented import HELD


def asked(rest: str) -> Asked:
    return Asked(f"marks.count {rest}", "marks", "count", "", rest, HELD, "en")


@pytest.mark.parametrize(
    ("rest", "circle"),
    [
        ("within north-quay", (34.7, 36.7, 2000.0)),
        ("within 500 m of north-quay", (34.7, 36.7, 500.0)),
        ("within Northquay", (34.7, 36.7, 2000.0)),
        ("within 3km of 34.7, 36.7", (34.7, 36.7, 3000.0)),
        ("within 34.7, 36.7", (34.7, 36.7, 1000.0)),
        ("within nowhere", None),
        ("of i-3", None),
        ("", None),
    ],
)
def test_circles(rest: str, circle: tuple[float, float, float] | None) -> None:
    found = within(asked(rest))
    assert found is None if circle is None else found == pytest.approx(circle)


def test_where_case_toml_does_not_tell_it_a_claim_does() -> None:
    bare = Asked(
        "marks.count within North Quay", "marks", "count", "", "within North Quay", replace(HELD, rules={}), "en"
    )
    assert within(bare) == (34.7, 36.7, 500.0)


def test_words_that_mean_nothing_are_refused() -> None:
    with pytest.raises(BadInput, match="within"):
        within(asked("near the quay"))


def test_the_places_are_told() -> None:
    assert place_name(asked("within 2km of north-quay")) == "north-quay"
    assert places_known(HELD) == "Northquay, north-quay"


def test_near_is_inside_the_radius() -> None:
    """A thousandth of a degree of latitude is 111 m."""
    assert near((34.7, 36.7, 120.0), 34.701, 36.7)
    assert not near((34.7, 36.7, 100.0), 34.701, 36.7)
