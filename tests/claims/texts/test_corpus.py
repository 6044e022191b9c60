from tawthiq.claims.shape import Known
from tawthiq.claims.texts.corpus import corpus
from tests.claims.accounts import BACKGROUND, COPY, INDEPENDENT, ORIGINAL, account

WAR = "The agency says that more than 7,500 people have been killed since the protests began."


def test_pairs_that_share_something_uncommon_are_compared() -> None:
    read = corpus([account("a", ORIGINAL), account("b", COPY), account("c", "Rain fell in the south.")])
    assert read.candidates() == [(0, 1)]


def test_a_source_that_is_named_is_compared_though_nothing_else_is_shared() -> None:
    read = corpus(
        [account("a", ORIGINAL, source="post"), account("b", "River Post has an account of it.")],
        Known({"post": ("River Post",)}),
    )
    assert read.candidates() == [(0, 1)]
    assert [one.handle for one in read.read[1].mentions] == ["post"]


def test_what_everybody_repeats_on_many_days_is_background() -> None:
    told = [account(f"a{n}", f"On {n} March 2012 house {n} was hit. {WAR}", n) for n in range(1, 10)]
    read = corpus(told)
    assert not any(" ".join(run).startswith("more than 7") for run in read.rare(read.read[0]))
    assert "killed since the protests" in {" ".join(run) for run in read.everywhere}
    assert [d.key for d in read.telling(read.read[0]) if d.kind == "number"] == []


def test_how_common_a_detail_is_among_those_who_tell_of_the_day() -> None:
    read = corpus(
        [account(name, text) for name, text in zip("abcd", (ORIGINAL, COPY, INDEPENDENT, BACKGROUND), strict=True)]
    )
    clock = next(d for d in read.read[0].details.of("time"))
    assert read.neighbours(read.read[0], read.read[2], clock) == (2, 1)
    assert read.is_background(clock) is False


def test_a_list_of_names_has_entries_and_a_text_has_none() -> None:
    lines = "Killed on 8 March:\nKarim Haddan, 52\nOmar Belid, 31\nSalma Tarraf, 40"
    read = corpus([account("a", lines), account("b", ORIGINAL)])
    assert [one.entries for one in read.read] == [3, 0]
    assert read.read[0].sentence(read.read[0].details.of("name")[1].span) == 2
