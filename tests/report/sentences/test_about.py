"""What a sentence says is held against the claims that it cites: the kind of act and the place. All is invented."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tawthiq.messages import LANGUAGES
from tawthiq.report.check import _QUOTED
from tawthiq.report.sentences.about import of_tellers, strays
from tawthiq.report.shape import Said
from tawthiq.text import script
from tawthiq.typology import typology
from tests.report.invented import HELD, claim
from tests.report.sentences.test_wording import SOUND


def of(act: str, place: str = "Northquay", within: str = "Harbour", words: str = "", **told: object) -> Said:
    return claim("c-1", "corroborated", 2, 2, act=act, place=place, place_within=within, words=words, **told)


def keys(text: str, *claims: Said) -> list[str]:
    found = list(strays(text, claims, HELD, "en"))
    assert all(one.say(lang) for _, one in found for lang in LANGUAGES)
    return [one.key for _, one in found]


OTHER_ACT = [
    ("Shells fell on the quay.", "arbitrary_arrest"),
    ("The quay was bombed.", "looting"),
    ("Prisoners were tortured.", "shelling"),
    ("Four people were arrested.", "shelling"),
    ("Nine people died.", "aid_let_in"),
    ("Nine people were wounded.", "house_search"),
    ("The shops were looted.", "shelling"),
    ("The houses were searched.", "shelling"),
    ("Families fled.", "torture"),
    ("Humanitarian aid came.", "shelling"),
    ("The quarter was besieged.", "torture"),
    ("Sarin was used.", "shelling"),
    ("Cluster munitions were used.", "aerial_bombardment"),
    ("Fishermen disappeared.", "shelling"),
    ("A woman was raped.", "looting"),
    ("Shells fell, and prisoners were tortured.", "shelling"),
    ("سقطت القذائف على الرصيف.", "arbitrary_arrest"),
    ("قُصف الرصيف.", "looting"),
    ("عُذّب السجناء.", "shelling"),
    ("اعتُقل أربعة.", "shelling"),
    ("مات تسعة أشخاص.", "aid_let_in"),
    ("نُهبت المحال.", "shelling"),
    ("نزحت العائلات.", "torture"),
    ("دخلت المساعدات.", "shelling"),
    ("وثّقنا تعذيب المحتجزين.", "shelling"),
]


@pytest.mark.parametrize(("text", "act"), OTHER_ACT)
def test_a_claim_of_another_act_is_caught(text: str, act: str) -> None:
    assert "check.another_act" in keys(text, of(act))


SAME_ACT = [
    ("Shells fell on the quay, and nine people died.", "shelling", "shells fell, nine died"),
    ("Nine people were killed in the shelling.", "killing", "the shells killed nine"),
    ("The detainees were beaten.", "torture", ""),
    ("The bombing destroyed the store.", "aerial_bombardment", ""),
    ("During the siege the quay was shelled.", "shelling", ""),
    ("It is not known whether prisoners were tortured.", "shelling", ""),
    ("The quay was shelled; whether anybody was arrested is not known.", "shelling", ""),
    ("Torture is what the witness calls it.", "own_act", ""),
    ("خلال الحصار قُصف الرصيف.", "shelling", ""),
    ("ضُرب المحتجزون وعُذّبوا.", "torture", ""),
]


@pytest.mark.parametrize(("text", "act", "words"), SAME_ACT)
def test_a_claim_bears_its_own_act_what_it_brings_and_what_its_words_say(text: str, act: str, words: str) -> None:
    held = replace(HELD, rules={"acts": {"own_act": {"en": "Torture by cold water", "ar": "تعذيب بالماء"}}})
    assert list(strays(text, [of(act, words=words)], held, "en")) == []


def test_one_of_several_claims_is_enough() -> None:
    assert keys("Shells fell, and prisoners were tortured.", of("shelling"), of("torture")) == []


ACTS: Mapping[str, str] = {
    "shell": "shelling", "قذائف": "shelling", "قصف": "shelling", "strike": "shelling", "غاره": "shelling",
    "burn": "destruction_of_property",
    "raid": "house_search", "killed": "killing", "قتل": "killing", "died": "killing",
    "ماتوا": "killing", "beat": "torture",
    "destroyed": "destruction_of_property", "دمرت": "destruction_of_property", "القتلى": "killing", "Aid": "aid_let_in",
    "مساعدات": "aid_let_in", "اعتقل": "arbitrary_arrest",
}  # fmt: skip


def test_none_of_the_sixty_sound_sentences_strays_from_a_claim_of_its_act_in_its_place() -> None:
    """The act is the first that a reader finds in the sentence; ``shelling`` where it names none."""
    from tawthiq.text import fold  # noqa: PLC0415 (this test alone)

    for text, _ in SOUND:
        act = next((act for word, act in ACTS.items() if fold(word) in fold(text)), "shelling")
        place = "النبع" if script(text) == "Arab" else "Naba"
        told = of(act, place, "", words="An account of Naba in October and of 20 February")
        assert list(strays(_QUOTED.sub(" ", text), [told], HELD, "en")) == [], text


OTHER_PLACE = [
    "Shells fell on the market in Tel Harra.",
    "In Southquay the market was shelled.",
    "The market near Dahr Zeit's well was shelled.",
    "The village of Kafr Lawz was shelled.",
    "قُصفت قرية كفر لوز.",
    "سقطت القذائف على حي الزهور.",
]


@pytest.mark.parametrize("text", OTHER_PLACE)
def test_a_claim_of_another_place_is_caught(text: str) -> None:
    assert keys(text, of("shelling")) == ["check.another_place"]


SAME_PLACE = [
    ("In Northquay the market was shelled.", "Northquay"),
    ("Shells fell in the Harbour.", "Northquay"),
    ("Shells fell in north-quay and in Old Northquay.", "Northquay"),
    ("In April shells fell at the market.", "Northquay"),
    ("A baker in Tel Harra said that Northquay was shelled.", "Northquay"),
    ("Shells fell in Bab 'Amr.", "بابا عمرو"),
    ("قُصف حي بابا عمرو.", "Baba Amr"),
    ("قُصفت منطقة سكنية في المدينة القديمة.", "Northquay"),
    ("Shells fell in Tel Harra.", None),
]


@pytest.mark.parametrize(("text", "place"), SAME_PLACE)
def test_a_place_is_its_own_in_any_spelling_and_within_a_wider_one(text: str, place: str | None) -> None:
    assert list(strays(text, [replace(of("shelling"), row={**of("shelling").row, "place": place})], HELD, "en")) == []


def test_a_position_within_a_place_of_the_case_file_is_there() -> None:
    held = replace(HELD, rules={"report": {"places": {"Old Town": "34.7, 36.7 2km"}}})
    assert list(strays("Shells fell in Old Town.", [of("shelling")], held, "en")) == []


def test_names_that_a_reference_of_the_sentence_gives_may_stand_in_it() -> None:
    assert (
        list(strays("Shells fell in Tel Harra.", [of("shelling")], HELD, "en", "people.counted within tel-harra")) == []
    )


def test_numbers_of_those_who_tell() -> None:
    assert of_tellers(" independent origins say so")
    assert of_tellers(" روايات")
    assert not of_tellers(" people died, three witnesses say")


def test_every_act_of_the_typology_is_borne_by_its_own_name() -> None:
    """No sentence that calls an act by its name strays from a claim of it."""
    for code, act in typology().items():
        for lang in LANGUAGES:
            assert list(strays(f"{act.label(lang)}.", [of(code)], HELD, lang)) == [], code
