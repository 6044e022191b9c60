"""Errors carry their facts, speak two languages, and travel between processes."""

import pickle

import pytest

from tawthiq import errors

FAMILY = [errors.BadInput, errors.NotFound, errors.Refused, errors.InUse, errors.Damaged, errors.NoRoom]


def test_an_error_says_what_is_wrong_in_both_languages() -> None:
    error = errors.NotFound("case.no_file", file="a.csv")
    assert str(error) == error.say("en") == "There is no file a.csv. Check the path."
    assert error.say("ar") == "لا يوجد ملف a.csv. تحقّق من المسار."


@pytest.mark.parametrize("kind", FAMILY)
def test_an_error_survives_a_process_border(kind: type[errors.TawthiqError]) -> None:
    again = pickle.loads(pickle.dumps(kind("case.no_file", file="a.csv")))
    assert (type(again), again.key, again.facts) == (kind, "case.no_file", {"file": "a.csv"})


def test_each_has_its_own_exit_code() -> None:
    assert sorted({kind.exit_code for kind in FAMILY}) == [2, 3, 4, 5, 6, 7]
