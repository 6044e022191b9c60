"""Status: what is there and what waits for a person."""

from tawthiq.case import Decision, Signer
from tawthiq.case.forgetting import forget
from tawthiq.case.protecting import protect
from tawthiq.case.status import status
from tests.conftest import Lists


def test_it_counts_and_names_what_waits(lists: Lists, basil: Signer) -> None:
    read = lists.receive("a.csv", "name", "Huda", "Hodaa")
    lists.read(read, {"1": "Huda", "2": "Hodaa"})
    unread = lists.receive("b.csv", "name")
    pair = ("r-0000000000000001", "r-0000000000000002")
    lists.case.judge([Decision("same", pair)], lists.by)
    lists.case.judge([Decision("different", pair)], basil)
    protect(lists.case, "word", "Huda", "", basil)
    forget(lists.case, unread.id, "asked", lists.by)
    told = status(lists.case)
    assert (told.items, told.records, told.findings, told.acts, told.protected) == (2, 2, 1, 7, 1)
    assert told.unread == (unread,)
    assert [tuple(one.by for one in pair) for pair in told.disagreements] == [("ana", "basil")]
    assert [one.subjects for one in told.to_forget] == [(unread.id,)]
