from tawthiq.claims.edges.shared_errors import ages, spellings
from tawthiq.claims.texts.corpus import corpus
from tests.claims.accounts import account

LIST = "Killed on 8 March 2012:\nKarim Haddan, {}\nOmar Belid, 31\nSalma Tarraf, 40"
SPELT = "They took Salma {} away at noon."


def test_both_have_an_age_that_nobody_else_has() -> None:
    told = [account(name, LIST.format(age)) for name, age in (("a", 57), ("b", 57), ("c", 52), ("d", 52))]
    read = corpus(told)
    assert [one.words.facts["value"] for one in ages(read, read.read[0], read.read[1])] == ["57"]
    assert [*ages(read, read.read[0], read.read[2])] == []


def test_both_spell_a_name_as_nobody_else_does() -> None:
    spelt = ("Tarrouf", "Tarrouf", "Tarraf", "Tarraf", "Tarraf")
    told = [account(f"a{n}", SPELT.format(name)) for n, name in enumerate(spelt)]
    assert [*spellings(corpus(told), *corpus(told).read[:2])] == []  # two letters away: another name

    told = [account(f"a{n}", SPELT.format(name.replace("Tarrouf", "Tarrif"))) for n, name in enumerate(spelt)]
    read = corpus(told)
    found = [*spellings(read, *read.read[:2])]
    assert [one.words.facts for one in found] == [{"value": "tarrif", "others": "tarraf"}]
    assert [*spellings(read, read.read[0], read.read[2])] == []


def test_a_declined_word_is_no_odd_spelling() -> None:
    spelt = ("Tarrafs", "Tarrafs", "Tarraf", "Tarraf", "Tarraf")
    read = corpus([account(f"a{n}", SPELT.format(name)) for n, name in enumerate(spelt)])
    assert [*spellings(read, *read.read[:2])] == []
