"""Evidence cards: what stands in a footnote."""

from tawthiq.messages import LANGUAGES, say
from tawthiq.report.sentences.cards import lines, note
from tawthiq.report.sentences.references import resolve
from tests.report.invented import HELD


def card(asked: str, lang: str = "en") -> dict[str, str]:
    return dict(lines(resolve(asked, HELD, lang), HELD, lang))


def test_a_claim_tells_its_words_its_teller_and_the_grade_of_each_part() -> None:
    told = card("claim:c-one")
    assert told["Its words"] == "nine people died at the quay"
    assert told["Told by"] == "Committees of the quays (reliability B)"
    assert told["how many"] == "reported by one origin; independent origins 1"
    assert told["File"] == "account.txt (i-1)"
    assert told["SHA-256"] == "1" * 64


def test_a_figure_tells_its_method_parameters_seed_and_uncertainty() -> None:
    told = card("toll.total")
    assert told["Method"] == "invented.toll 3"
    assert told["Seed"] == "1"
    assert told["Uncertainty"] == "estimated 12, 95% interval 8 to 20"
    assert '{"kinds_where_grave": 2' in card("claim:c-one")["Parameters"]


def test_words_of_an_item_tell_its_place_and_marks_their_pixel() -> None:
    assert card("item:i-1 p2")["Place in it"] == "¶ 2"
    told = card("mark:m-1")
    assert (told["Place in it"], told["Position"]) == ("pixel 10.0, 20.0", "34 42 00N 36 42 00E, within 25 m")


def test_decisions_about_it_stand_in_it() -> None:
    found = resolve("mark:m-1", HELD, "en")
    assert HELD.about({"m-1"})[0].why == "round, with ejecta"
    assert found.ids == ("f-marks",)


def test_every_label_is_arabic_in_arabic() -> None:
    for asked in ("claim:c-one", "toll.total", "people.counted", "marks.count", "item:i-1 p2"):
        assert card(asked, "ar").keys() != card(asked, "en").keys()
    assert say("cards.words", "ar") in card("claim:c-one", "ar")
    assert LANGUAGES == ("en", "ar")


def test_the_note_holds_the_derivation_of_all_its_ids() -> None:
    made = resolve("items.count", HELD, "en")
    traces = {"i-1": ((0, "item i-1"), (1, "source lcc")), "i-2": ((0, "item i-2"),)}
    one = note(3, "items.count", made, (), traces)
    assert (one.number, one.reference, one.trace) == (
        3,
        "items.count",
        ((0, "item i-1"), (1, "source lcc"), (0, "item i-2")),
    )
