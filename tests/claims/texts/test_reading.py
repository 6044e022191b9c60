import pytest

from tawthiq.claims.texts import reading as module
from tawthiq.claims.texts.corpus import corpus
from tests.claims.accounts import ORIGINAL, account


def test_many_accounts_are_held_as_signs_and_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD", 2 * len(ORIGINAL))
    read = corpus([account(f"a{n}", ORIGINAL) for n in range(10)])
    first = read.read[0]
    assert [one.at for one in read.read[-3:]] == [7, 8, 9]
    again = read.read[0]
    assert again is not first
    assert again.shingles == first.shingles
    assert read.signs[0].keys == tuple((d.kind, d.key) for d in first.details.told)


def test_a_list_of_names_has_entries_and_a_text_has_none() -> None:
    lines = "Killed on 8 March:\nKarim Haddan, 52\nOmar Belid, 31\nSalma Tarraf, 40"
    read = corpus([account("a", lines), account("b", ORIGINAL)])
    assert [one.entries for one in read.read] == [3, 0]
    assert read.read[0].sentence(read.read[0].details.of("name")[1].span) == 2


def test_of_a_very_long_account_the_first_characters_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMPARED", 30)
    assert corpus([account("a", ORIGINAL)]).read[0].words[-1] == "8"


def test_the_pages_to_which_it_links_stand_with_it_or_in_its_words() -> None:
    told = [account("a", "See https://t.example/mill/7."), account("b", "See.", links=("https://u.example/1",))]
    assert [one.links for one in corpus(told).read] == [("https://t.example/mill/7",), ("https://u.example/1",)]
