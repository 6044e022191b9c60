from tawthiq.claims.edges.informants import informants, totals
from tawthiq.claims.shape import Known
from tawthiq.claims.texts.corpus import corpus
from tests.claims.accounts import account

LIST = "Killed on 8 March 2012:\nKarim Haddan, {}\nOmar Belid, 31\nSalma Tarraf, 40"


def test_both_let_one_person_speak_and_tell_the_same_beside_it() -> None:
    read = corpus(
        [
            account("a", "Salma Tarraf told us: it began at 6.43. Then came 77 lorries."),
            account("b", "“We hid,” said Salma Tarraf. She looked at the clock: 6.43. She counted 77 lorries."),
        ]
    )
    found = [*informants(read, *read.read)]
    assert [one.words.facts for one in found] == [{"name": "Salma Tarraf", "count": 2}]
    assert found[0].bits > 6


def test_a_victim_whom_both_name_is_no_informant() -> None:
    read = corpus([account("a", "Among the dead is Salma Tarraf."), account("b", "They buried Salma Tarraf.")])
    assert [*informants(read, *read.read)] == []


def test_a_total_is_the_sum_of_the_lists_that_it_names() -> None:
    known = Known({"post": ("River Post",), "radio": ("Radio Hill",)})
    text = "River Post and Radio Hill together name {} dead."
    lists = [account("a", LIST.format(52), source="post"), account("b", LIST.format(52), source="radio")]
    read = corpus([*lists, account("c", text.format(6), 11), account("d", text.format(8), 11)], known)
    assert [one.words.facts["value"] for one in totals(read, read.read[2], read.read[0])] == [6]
    assert [*totals(read, read.read[3], read.read[0])] == []
