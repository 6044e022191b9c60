import pytest

from tawthiq.errors import BadInput
from tawthiq.typology import act, name, typology


def test_every_act_has_a_label_in_both_languages_and_codes_are_one_word() -> None:
    acts = typology()
    assert len(acts) > 40
    for code, one in acts.items():
        assert code.replace("_", "").isalpha() and code == one.code
        assert one.label("en") and any("\u0600" <= letter <= "\u06ff" for letter in one.label("ar"))
        assert bool(one.state) == bool(one.value)


def test_the_acts_that_the_issue_names_are_there() -> None:
    wanted = {"killing", "torture", "enforced_disappearance", "arbitrary_arrest", "shelling_of_homes", "denial_of_aid"}
    assert wanted | {"attack_on_medical_care"} <= set(typology())


def test_a_case_adds_an_act_and_may_name_one_anew() -> None:
    acts = typology({"olive_burning": {"en": "Burning of groves", "ar": "حرق البساتين", "group": "home"}})
    assert act(acts, "olive_burning").label("ar") == "حرق البساتين"
    assert act(acts, "torture").grave


@pytest.mark.parametrize("told", [{"en": "x"}, {"en": "x", "ar": "س", "weight": 3}])
def test_what_is_no_act_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="not whole"):
        typology({"mine": told})


def test_an_unknown_code_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="'sorcery' is not a code"):
        act(typology(), "sorcery")


def test_patterns_and_states_have_names() -> None:
    assert name("patterns", "mass arrest", "ar") == "اعتقالات جماعية"
    assert name("states", "aid") == "Humanitarian aid"
    assert name("values", "unheard of") == "unheard of"
    for one in typology().values():
        assert not one.pattern or name("patterns", one.pattern, "ar") != one.pattern
        assert not one.state or name("states", one.state, "ar") != one.state
        assert not one.value or name("values", one.value, "ar") != one.value
