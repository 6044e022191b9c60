from tawthiq.claims.edges.drift import drift
from tawthiq.claims.texts.corpus import corpus
from tests.claims.accounts import account


def pointed_out(later: str, earlier: str, lang: str = "en") -> list[tuple[object, object]]:
    read = corpus([account("l", later, lang=lang), account("e", earlier)])
    return [(one.words.facts["before"], one.words.facts["after"]) for one in drift(*read.read)]


def test_an_employee_becomes_a_doctor_across_languages() -> None:
    assert pointed_out("Lo filmó un médico.", "It was filmed by an employee.", "es") == [("employee", "médico")]
    assert pointed_out("صوره طبيب", "It was filmed by an employee.", "ar") == [("employee", "طبيب")]


def test_the_same_word_and_one_word_more_are_no_drift() -> None:
    assert pointed_out("It was filmed by an employee.", "An employee filmed it.") == []
    assert pointed_out("An employee filmed it; a doctor saw it.", "An employee filmed it.") == []


def test_it_weighs_nothing() -> None:
    read = corpus([account("l", "A nurse saw it."), account("e", "A doctor saw it.")])
    assert [one.bits for one in drift(*read.read)] == [0.0]
