import pytest

from tawthiq.claims.texts.corpus import corpus
from tests.claims.accounts import BACKGROUND, COPY, INDEPENDENT, ORIGINAL, account

WAR = "The agency says that more than 7,500 people have been killed since the protests began."


def test_what_everybody_repeats_on_many_days_is_background() -> None:
    told = [account(f"a{n}", f"On {n} March 2012 house {n} was hit. {WAR}", n) for n in range(1, 10)]
    read = corpus(told)
    assert not any(" ".join(run).startswith("more than 7") for run in read.rare(read.read[0]))
    assert read.repeated(("killed", "since", "the", "protests"))
    assert [d.key for d in read.telling(read.read[0]) if d.kind == "number"] == []


def test_how_common_a_detail_is_among_those_who_tell_of_the_day() -> None:
    read = corpus(
        [account(name, text) for name, text in zip("abcd", (ORIGINAL, COPY, INDEPENDENT, BACKGROUND), strict=True)]
    )
    clock = next(d for d in read.read[0].details.of("time"))
    assert read.neighbours(read.read[0], read.read[2], clock) == (2, 1)
    assert not read.is_background((clock.kind, clock.key))


def test_what_names_no_day_speaks_of_the_day_on_which_it_appeared() -> None:
    posts = corpus([account(f"a{n}", f"Shells on the mill quarter again, house {n}", n) for n in range(1, 9)])
    assert posts.read[2].days == frozenset()
    assert posts.read[2].moment == {"2012-03-03"}
    assert posts.repeated(("shells", "on", "the", "mill"))  # on eight days: what everybody writes


def test_a_run_that_everybody_writes_surprises_less_than_one_that_two_write() -> None:
    """Sixty write of the mill, two of the lame heron: a word that nobody else has is 0.5 of 60 + 20, 7.3 bits."""
    told = [account(f"a{n}", "Shells fell on the mill today.") for n in range(60)]
    read = corpus([*told, *(account(name, "The lame heron saw shells fell on the mill.") for name in "bc")])
    assert read.surprise(("heron",)) == pytest.approx(7.32, abs=0.01)
    assert read.surprise(("shells", "fell", "on", "the", "mill")) < 1
    assert read.surprise(("lame", "heron", "saw")) > 15
