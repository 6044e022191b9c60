"""Forgetting removes the words wherever they lie, takes two people, and leaves the chain whole."""

from pathlib import Path

import pytest

from tawthiq.case import Case, Decision, Signer, verify
from tawthiq.case.forgetting import forget, held, proposals
from tawthiq.case.tracing import trace
from tawthiq.errors import BadInput, NotFound, Refused
from tests.conftest import Lists


def everywhere(case: Case) -> bytes:
    """All bytes of the case, decompressed where they are tables."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    found = []
    for path in sorted(case.root.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found.append(str(pq.read_table(path).to_pylist()).encode() if data[:4] == b"PAR1" else data)
    return b"".join(found)


def test_an_item_leaves_with_all_its_words_once_two_people_agree(lists: Lists, basil: Signer) -> None:
    case = lists.case
    item = lists.receive("witness-samira.csv", "name", "Samira", "Omar")
    lists.read(item, {"1": "Samira", "2": "Omar"})
    case.judge([Decision("note", (item.id,), "Samira told us")], basil)
    assert case.shelves.search("samira")

    assert not forget(case, item.id, "asked by the witness", lists.by).done
    assert [one.subjects for one in proposals(case)] == [(item.id,)]
    assert case.items() == [item]
    with pytest.raises(Refused, match="second person"):
        forget(case, item.id, "again", lists.by)

    assert forget(case, item.id, "agreed", basil).done
    assert case.items() == []
    assert proposals(case) == []
    assert case.shelves.search("samira") == []
    case.close()
    for word in (b"Samira", b"samira", b"Omar", item.sha256.encode()):
        assert word not in everywhere(case)
    assert verify.check(case.root).defects == ()


def test_the_trace_says_withdrawn(lists: Lists, basil: Signer) -> None:
    item = lists.receive("a.csv", "name", "Samira")
    finding = lists.read(item, {"1": "Samira"})
    forget(lists.case, item.id, "asked", lists.by)
    forget(lists.case, item.id, "agreed", basil)
    assert trace(lists.case, item.id).says["bytes"] == "withdrawn"
    assert lists.case.finding(finding.id).tables == {}
    with pytest.raises(NotFound):
        trace(lists.case, "r-0000000000000001")
    told = verify.check(lists.case.root).forgotten
    assert [(one.acts, one.by_act, one.by) for one in told] == [((1, 2), 4, "basil")]


def test_one_person_of_a_list_leaves_every_version_and_the_others_stay(lists: Lists, basil: Signer) -> None:
    case = lists.case
    old = lists.receive("old.csv", "name", "Samira", "Omar")
    lists.read(old, {"1": "Samira", "2": "Omar"})
    new = lists.receive("new.csv", "name", "Samira H.", "Omar")
    lists.read(new, {"1": "Samira H.", "2": "Omar"})
    forget(case, "r-0000000000000001", "asked", lists.by)
    done = forget(case, "r-0000000000000001", "agreed", basil)
    assert (done.files, done.tables) == (2, 4)
    assert case.items() == []
    assert [one.fields["name"] for one in case.shelves.search("omar")] == ["Omar"]
    assert case.shelves.by_id("r-0000000000000001")[0].said == {"name": None}
    case.close()
    assert b"amira" not in everywhere(case)
    assert verify.check(case.root).defects == ()


def test_a_legal_hold_stands_before_it(lists: Lists, basil: Signer) -> None:
    item = lists.receive("a.csv", "name", "Samira")
    lists.read(item, {"1": "Samira"})
    lists.case.judge([Decision("hold", ("r-0000000000000001",), "request of the court")], basil)
    with pytest.raises(Refused, match="request of the court"):
        forget(lists.case, item.id, "asked", lists.by)
    lists.case.judge([Decision("release", ("r-0000000000000001",), "lifted")], basil)
    assert held(lists.case) == {}
    assert not forget(lists.case, item.id, "asked", lists.by).done


def test_tables_shared_with_another_finding_stay(lists: Lists, basil: Signer) -> None:
    """Two lists with the same people have the same tables, byte for byte; forgetting one list leaves the other's."""
    one = lists.receive("one.csv", "name", "Omar")
    lists.read(one, {"2": "Omar"}, slot="records/one")
    two = lists.receive("two.csv", "name;other", "Omar")
    lists.read(two, {"2": "Omar"}, slot="records/two")
    forget(lists.case, one.id, "asked", lists.by)
    forget(lists.case, one.id, "agreed", basil)
    assert [record.item for record in lists.case.shelves.search("omar")] == [two.id]
    assert verify.check(lists.case.root).defects == ()


def test_words_cannot_be_rewritten_without_a_second_person(lists: Lists, tmp_path: Path) -> None:
    from tawthiq.case.acts import Draft  # noqa: PLC0415

    item = lists.receive("a.csv", "name", "Samira")
    body = {"subjects": [item.id], "why": "", "facts": {}, "office": ""}
    with lists.case.desk.lock("cheating"):
        lists.case.act(
            lists.by, [Draft("judge", body, (), "forget", (), {1: {**lists.case.words_at(1), "how": "other"}})]
        )
    assert "bad-rewrite" in {one.kind for one in verify.check(lists.case.root).defects}


def test_what_is_not_there_cannot_be_forgotten(case: Case, ana: Signer) -> None:
    with pytest.raises((NotFound, BadInput)):
        forget(case, "i-nothing", "", ana)


def test_accounts_and_claims_that_were_entered_from_an_item_go_with_it(lists: Lists, basil: Signer) -> None:
    case, item = lists.case, lists.receive("a.txt", "They were beaten.")
    (account,) = case.judge([Decision("account", (item.id,), facts={"source": "lcc"})], lists.by)
    claim = Decision("claim", ("a-" + account.id[2:],), facts={"act": "torture", "said": "They were beaten."})
    made = case.judge([claim], lists.by)[0]
    case.judge([Decision("withdraw", ("c-" + made.id[2:],), "she asked")], lists.by)
    forget(case, item.id, "she asked", lists.by)
    forget(case, item.id, "she asked", basil)
    assert not [one for one in case.judgements() if one.verdict in ("account", "claim", "withdraw") and one.why]
    case.close()
    assert b"beaten" not in everywhere(case)
    assert verify.check(case.root).defects == ()
