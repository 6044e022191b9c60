"""Full names of many people, found at once. All are invented."""

import pytest

from tawthiq.report.door.mentions import Names

NAMES = Names([("p-1", "Samir Haddad Khoury"), ("p-2", "هبة الخطيب النجار"), ("p-3", "Ali Ali"), ("p-4", "Rima")])


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Samir Haddad Khoury was seen", {"p-1"}),
        ("KHOURY HADDAD SAMIR", {"p-1"}),
        ("رآه سمير حداد خوري", {"p-1"}),
        ("Hiba al-Khatib al-Najjar", {"p-2"}),
        ("Ali Ali came", {"p-3"}),
        ("all in all", set()),
        ("Samir Haddad came", set()),
        ("Rima came", set()),
        ("", set()),
    ],
)
def test_whole_names_are_found_in_either_script(said: str, found: set[str]) -> None:
    """Two parts of three are another's; ``Ali Ali`` has too few consonants, so that ``all all`` must not be it."""
    assert NAMES.found_in(said) == found


def test_nobody_is_found_among_nobody() -> None:
    assert Names([]).found_in("Samir Haddad Khoury") == set()
