"""Each kind of evidence on its own: its sign, its words, and the spans that it rests on."""

import pytest

from tawthiq.claims.edges import evidence as kinds
from tawthiq.claims.edges.evidence import evidence, kept, shared, weights
from tawthiq.claims.shape import Known
from tawthiq.claims.texts.corpus import Corpus, corpus
from tawthiq.nouns import Account
from tests.claims.accounts import COPY, INDEPENDENT, ORIGINAL, TRANSLATION, account

KNOWN = Known({"post": ("River Post",), "radio": ("Radio Hill",)}, {"radio": ("post",)})


def two(later: Account | str, earlier: Account | str = ORIGINAL) -> Corpus:
    pair = [one if isinstance(one, Account) else account(name, one) for name, one in (("l", later), ("e", earlier))]
    return corpus(pair, KNOWN)


def bits(read: Corpus) -> dict[str, float]:
    return {one.kind: one.bits for one in evidence(read, read.read[0], read.read[1])}


def test_a_copy_stands_word_for_word_in_its_source() -> None:
    read = two(COPY)
    found = next(iter(kinds.verbatim(read, *read.read)))
    assert found.bits > weights()["verbatim"]["levels"][0][1] - 0.01
    assert COPY[found.later[0].start : found.later[0].end] == found.later[0].said
    assert "Soldiers came to the mill" in found.later[0].said


def test_own_words_speak_against_and_another_language_says_nothing() -> None:
    assert bits(two(INDEPENDENT))["verbatim"] < 0.1
    assert bits(two("Nobody knows what happened in that place."))["verbatim"] == -1.5
    assert "verbatim" not in bits(two(account("l", TRANSLATION, lang="ar")))


def test_a_translation_keeps_the_details_and_their_order() -> None:
    read = two(account("l", TRANSLATION, lang="ar"))
    pairs, own = shared(read, *read.read)
    assert {one.key for one, _ in pairs} >= {"06:40", "31", "52", "4417", "9", "krm hdn"}
    assert own == []
    assert bits(read)["details"] > 6
    assert bits(read)["order"] > 0


def test_an_independent_observer_has_details_of_their_own() -> None:
    assert bits(two(INDEPENDENT))["details"] < -2


def test_a_rare_detail_weighs_more_than_one_that_others_have_too() -> None:
    alone = two(COPY)
    others = [account(f"o{n}", f"On 8 March 2012 it began at 6.40, writes witness {n}.") for n in range(6)]
    among = corpus([*(one.account for one in alone.read), *others], KNOWN)
    clock = alone.read[0].details.of("time")[0]
    assert kept(among, clock, *among.read[:2]) < kept(alone, clock, *alone.read)


def test_the_reverse_order_speaks_against() -> None:
    names = [
        f"{name}, {age}"
        for name, age in zip(("Karim Haddan", "Omar Belid", "Salma Tarraf", "Lina Zarq"), (51, 62, 43, 34), strict=True)
    ]
    read = two("\n".join(["Killed:", *names]), "\n".join(["Killed:", *reversed(names)]))
    assert [one.bits < 0 for one in kinds.order(read, *read.read)] == [True]


def test_naming_the_source_and_naming_another() -> None:
    original = account("e", ORIGINAL, source="post")
    assert bits(two("According to River Post, soldiers came on 8 March 2012.", original))["attribution"] == 8.0
    assert bits(two("According to Radio Hill, soldiers came on 8 March 2012.", original))["attribution"] == -4.0
    assert "attribution" not in bits(two("River Post could not reach anybody.", original))


def test_an_attribution_that_the_source_makes_too_was_taken_over() -> None:
    text = "According to Radio Hill, soldiers came on 8 March 2012."
    assert "attribution" not in bits(two(f"{text} Nothing else is known.", account("e", text, source="post")))


def test_a_link_to_the_page_and_to_its_host() -> None:
    original = account("e", ORIGINAL, address="https://www.post.example/a/1")
    assert bits(two(account("l", "See there.", links=("http://post.example/a/1/",)), original))["link"] == 10.0
    assert bits(two(account("l", "See there.", links=("https://www.post.example/b",)), original))["link"] == 2.0


def test_words_in_quotation_marks_that_stand_in_the_other() -> None:
    read = two("They write: “It went on for nine hours.” That is all.")
    assert [one.words.facts["words"] for one in kinds.quotation(read, *read.read)] == ["It went on for nine hours."]


def test_a_speaker_whom_both_quote_is_no_quotation_of_the_other() -> None:
    read = two("A neighbour: “They laughed at us,” said Salma Tarraf.")
    assert [*kinds.quotation(read, *read.read)] == []


def test_other_days_are_another_event() -> None:
    assert bits(two("On 2 March 2012 31 men were led off."))["days"] == -6.0


@pytest.mark.parametrize(("day", "expected"), [(10, 0.5), (18, None), (30, -1.5)])
def test_news_is_taken_over_soon(day: int, expected: float | None) -> None:
    assert bits(two(account("l", COPY, day))).get("gap") == expected


def test_what_the_case_knows_of_the_sources() -> None:
    assert bits(two(account("l", COPY, source="radio"), account("e", ORIGINAL, source="post")))["source"] == 3.0
    assert bits(two(account("l", COPY, source="post"), account("e", ORIGINAL, source="post")))["source"] == -2.0


def test_every_piece_is_said_in_both_languages() -> None:
    read = two(
        account("l", COPY, source="radio", links=("https://p.example/1",)),
        account("e", ORIGINAL, source="post", address="https://p.example/1"),
    )
    for one in evidence(read, *read.read):
        assert one.words.say("en")
        assert one.words.say("ar")


def test_the_protocol_of_each_kind_is_public() -> None:
    for name in ("links", "days", "gap", "sources", "attribution", "kept_details"):
        assert callable(getattr(kinds, name))
