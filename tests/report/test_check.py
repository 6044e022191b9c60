"""The check of drafts: what is caught, where, with which words; and what is sound."""

from dataclasses import replace
from datetime import date

import pytest

from tawthiq.messages import LANGUAGES
from tawthiq.report.check import Checker, Fault, asserted, carried, sentence
from tawthiq.report.door.scan import Scanner, Secret
from tawthiq.report.sentences.markdown import parse
from tawthiq.report.sentences.references import resolve
from tawthiq.report.shape import Figure, Holdings
from tests.report.invented import BARE, HELD, REFUSED

SCANNER = Scanner([Secret("j-9", "person", "Salim Nawwar")])


def faults(text: str, held: Holdings = HELD, audience: str = "public") -> list[str]:
    found = Checker(held, "en", SCANNER, audience, date(2031, 5, 1)).faults(parse(text))
    assert all(one.say(lang) for one in found for lang in LANGUAGES)
    return [one.sentence.key for one in found]


SOUND = [
    "According to one account, nine people died {claim:c-one}.",
    "{claim:c-one source} says that {claim:c-one number} people died {claim:c-one}.",
    "The committee said that over {claim:c-over} people had died.",
    "Shelling at the quay is corroborated by {claim:c-both low} origins that were judged independent {claim:c-both}.",
    "Shells appear to have fallen near the quay on 2 April 2031 {claim:c-some}.",
    "An estimated {toll.total} people died, between {toll.lower} and {toll.upper}.",
    "An estimated {toll.total} people died ({toll.interval}).",
    "At least {people.counted} people were documented, {people.named} recorded by name.",
    "{people.counted} people, that is 3, were documented.",
    "The account says that [[over 7,500 people]{item:i-1 p2}] had died.",
    "Marks lie around 34 42 00N 36 42 00E: {marks.count within north-quay}.",
    "It is not known who fired.",
    "This report tells of April 2031.",
    "# 1. Northquay in April 2031",
    "# Corroboration",
    "بحسب رواية واحدة مات تسعة أشخاص {claim:c-one}.",
    "يُقدَّر عدد القتلى بـ {toll.total}، بين {toll.lower} و{toll.upper}.",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_sentence_passes(text: str) -> None:
    assert faults(text) == []


CAUGHT = [
    ("The army shelled the quay {claim:c-one}.", "wording.too_strong_1"),
    ("The quay was shelled by the army {claim:c-both}.", "wording.guilt"),
    ("It is confirmed that shells fell {claim:c-some}.", "wording.too_strong_2"),
    ("Two independent witnesses say that nine died {claim:c-one}.", "wording.independent"),
    ("According to witnesses, nine people died {claim:c-one}.", "wording.one_origin"),
    ("At least {toll.total} people died.", "wording.floor"),
    ("An estimated {toll.total} people died.", "wording.no_interval"),
    ("{people.all} people; an estimated {toll.total}, between {toll.lower} and {toll.upper}.", "wording.mixed"),
    ("The committee said that {claim:c-over} people had died.", "wording.bare_lower"),
    ("About 500 people died.", "check.number"),
    ("The committee said that dozens died {claim:c-one}.", "check.number"),
    ("According to one account, nine died on 7 April 2031 {claim:c-one}.", "check.day"),
    ("An image of 7 April 2031 shows it.", "check.day"),
    ("Marks lie at 35 42 00N 36 42 00E: {marks.count within north-quay}.", "check.place"),
    ("He said: “I saw them come at night”.", "check.quote"),
    ("> I saw them come.", "check.quote"),
    ("[[over 8,000 people]{item:i-1 p2}] had died.", "references.not_there"),
    ("[[over 7,500 people]{item:i-1 p2} had died.", "check.brace"),
    ("{claim:c-zz} says so.", "references.no_claim"),
    ("{foo} says so.", "references.unknown"),
    ("Salim al-Nawwar saw it.", "check.protected"),
    ("رأى ذلك سليم نوار.", "check.protected"),
    ("{figure:foo}", "figures.unknown"),
    ("نفذ الجيش القصف على الرصيف {claim:c-one}.", "wording.guilt"),
    ("مات تسعة أشخاص في الرصيف {claim:c-one}.", "wording.too_strong_1"),
    ("مات خمسمئة شخص.", "check.number"),
    ("The army shelled the quay.", "check.untraced"),
    ("The quay was levelled.", "check.untraced"),
    ("قصف الجيش الرصيف.", "check.untraced"),
    ("Two people died {claim:c-both}.", "check.number"),
    ("The prisoners were tortured at the quay {claim:c-both}.", "check.another_act"),
    ("عُذّب المحتجزون {claim:c-both}.", "check.another_act"),
    ("Shells fell in Tel Harra on 2 April 2031 {claim:c-both}.", "check.another_place"),
    ("# The massacre of Northquay", "wording.no_evidence"),
    ("# مجزرة الرصيف", "wording.no_evidence"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), CAUGHT)
def test_what_says_too_much_is_caught(text: str, key: str) -> None:
    assert key in faults(text)


def test_a_fault_names_its_line_its_words_and_what_would_be_right() -> None:
    found = Checker(HELD, "en", SCANNER).faults(
        parse("# Northquay\n\nIt is not known.\nThe quay burned {claim:c-one}.")
    )
    assert [(one.line, one.words) for one in found] == [(4, "The quay burned")]
    assert "'what' rests on one origin alone" in found[0].say("en")
    assert "يستند 'ما جرى'" in found[0].say("ar") or "'what'" not in found[0].say("ar")


def test_what_is_stale_or_withdrawn_carries_nothing() -> None:
    assert faults("{people.counted} people were documented.", replace(HELD, stale=frozenset({"f-people"}))) == [
        "check.stale"
    ]
    gone = replace(HELD.claims["c-one"], row={**HELD.claims["c-one"].row, "withdrawn": True})
    held = replace(HELD, claims={**HELD.claims, "c-one": gone})
    assert "check.withdrawn" in faults("One account says that nine people died {claim:c-one}.", held)


def test_words_of_a_witness_need_consent() -> None:
    text = "{claim:c-not source} denies that: {claim:c-not said}."
    assert faults(text) == []
    assert faults(text, replace(HELD, consents={"i-2": None})) == ["check.consent"]
    assert faults(text, replace(HELD, consents={"i-2": None}), "working") == []


def test_figures_of_what_the_case_lacks_are_caught() -> None:
    for figure in ("overlap", "intervals", "timeline", "support", "scene", "density"):
        assert len(faults(f"{{figure:{figure}}}", BARE)) == 1
        assert faults(f"{{figure:{figure}}}") == []
    assert faults("{figure:intervals}", REFUSED) == ["figures.missing"]


def test_the_evidence_of_several_claims_is_that_of_the_weakest() -> None:
    behind = [resolve(f"claim:{one}", HELD, "en") for one in ("c-both", "c-some")]
    found = carried(behind)
    assert found.parts == {"what": "consistent", "where": "consistent", "when": "consistent"}
    assert (found.independent, found.one_origin) == (1, False)


def test_claims_of_destruction_carry_that_something_was_destroyed() -> None:
    gone = replace(HELD.claims["c-both"], row={**HELD.claims["c-both"].row, "act": "destruction_of_property"})
    held = replace(HELD, claims={**HELD.claims, "c-gone": replace(gone, id="c-gone")})
    assert faults("Houses at the quay were destroyed {claim:c-gone}.", held) == []
    assert faults("The quay was levelled {claim:c-gone}.", held) == ["wording.levelled"]
    assert faults("Houses at the quay were destroyed {claim:c-both}.", held) == ["wording.destroyed"]


def test_an_estimate_has_its_interval_where_both_limits_stand() -> None:
    figures = carried([resolve(f"toll.{one}", HELD, "en") for one in ("total", "lower", "upper")]).figures
    assert figures[0] == Figure("estimated", "approximate", interval=True)
    assert not carried([resolve("toll.total", HELD, "en")]).figures[0].interval


def test_names_stand_in_the_sentence_as_it_is_judged_and_numbers_do_not() -> None:
    (part,) = parse(
        "{claim:c-one act} in {claim:c-one where}: {claim:c-one number} dead, {claim:c-one said} {claim:c-one}."
    )
    made = Checker(HELD, "en", SCANNER)._read(part.phrases[0])[0]
    assert sentence(made) == "Killing in Northquay: {claim:c-one number} dead, “nine people died at the quay” ."


def test_words_that_say_that_something_was_done() -> None:
    assert asserted("The quay was levelled.") == "levelled"
    assert asserted("It is not known who shelled it.") == asserted("The quay lies in the harbour.") == ""


def test_the_same_fault_of_one_place_is_told_once() -> None:
    gone = replace(HELD.claims["c-one"], row={**HELD.claims["c-one"].row, "withdrawn": True})
    held = replace(HELD, claims={**HELD.claims, "c-one": gone})
    text = "{claim:c-one source} says: {claim:c-one act} in {claim:c-one where}, {claim:c-one when} {claim:c-one}."
    assert faults(text, held) == ["check.withdrawn"]
    assert faults(f"{text}\n{text}", held) == ["check.withdrawn", "check.withdrawn"]


def test_a_fault_can_be_told_apart_by_its_parts() -> None:
    (one,) = Checker(HELD, "en", SCANNER).faults(parse("About 500 people died."))
    assert isinstance(one, Fault) and (one.line, one.words) == (1, "500")
