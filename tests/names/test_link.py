"""From lists to a register and back: what stays out, what people decided, ids that last, the same bytes again."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tawthiq.case import Case, Decision, Signer, verify
from tawthiq.errors import BadInput, NotFound, Refused
from tawthiq.names.link import chosen, link, rerun
from tawthiq.names.register.summary import Linked
from tawthiq.nouns import Finding
from tests.names.conftest import Read
from tests.names.toy import Toy

ONE, FIVE, SIX, SEVEN, EIGHT = (f"r-{n:0>16}" for n in (1, 5, 6, 7, 8))
TWO = "r-0000000000000002"


def people_of(case: Case) -> dict[str, list[str]]:
    """The records of each person of the register, without their zeros, by the person's id."""
    found: dict[str, list[str]] = {}
    register = case.register.current()
    assert register
    with case.open_table(register, "members") as path:
        for one in pq.read_table(path).to_pylist():
            found.setdefault(one["person"], []).append(one["record"].lstrip("r-0"))
    return found


def groups(case: Case) -> set[str]:
    return {"".join(sorted(one)) for one in people_of(case).values()}


def test_records_become_people(two_lists: Case, ana: Signer) -> None:
    made = link(two_lists, by=ana, method=Toy())
    assert groups(two_lists) == {"15", "2", "3", "4", "6", "78"}
    assert made.finding
    assert made.finding == two_lists.register.current()
    assert made.finding.slot == "people"
    assert set(made.finding.tables) == {"people", "members", "pairs", "draws", "forwards", "model", "told"}
    assert (made.records, made.count.people, dict(made.apart).popitem()[1]) == (8, 5, 1)
    assert made.waiting == 1, "Omar Salim and Omar Salem, at odds of one to one"


def test_an_unidentified_victim_is_never_merged_and_counted_apart(read: Read, case: Case, ana: Signer) -> None:
    read("lcc", {"1": "Unidentified", "2": "Unidentified"})
    read("vdc", {"3": "Unidentified"})
    made = link(case, by=ana, method=Toy())
    assert groups(case) == {"1", "2", "3"}
    assert (made.count.people, sum(made.apart.values())) == (0, 3)


def test_a_dry_run_writes_nothing(two_lists: Case, ana: Signer) -> None:
    acts = two_lists.journal.head()
    made = link(two_lists, by=None, method=Toy())
    assert (made.finding, made.count.people) == (None, 5)
    assert two_lists.journal.head() == acts
    assert not list((two_lists.root / "scratch").glob("link*"))


def test_the_same_register_is_not_made_twice(two_lists: Case, ana: Signer) -> None:
    first = link(two_lists, by=ana, method=Toy())
    again = link(two_lists, by=ana, method=Toy())
    assert (again.already, again.finding, again.count) == (True, first.finding, first.count)
    other = link(two_lists, by=ana, method=Toy(), seed=2)
    assert not other.already


def test_a_source_free_of_duplicates_has_each_person_once(two_lists: Case, ana: Signer) -> None:
    """Both Samirs are on the list of ``vdc``, which is said to be free of duplicates; a decision outweighs that."""
    rules = two_lists.root / "case.toml"
    rules.write_text(rules.read_text("utf-8").replace("[rules]", '[rules.names]\nonce = ["vdc"]\n'), "utf-8")
    with Case.open(two_lists.root) as case:
        link(case, by=ana, method=Toy())
        assert groups(case) == {"15", "2", "3", "4", "6", "7", "8"}
        case.judge([Decision("same", (SEVEN, EIGHT), "he is there twice")], ana)
        link(case, by=ana, method=Toy())
        assert "78" in groups(case)


def test_decisions_are_kept_to_and_undone(two_lists: Case, ana: Signer, basil: Signer) -> None:
    made = two_lists.judge(
        [Decision("same", (TWO, SIX), "his father says so"), Decision("different", (SEVEN, EIGHT), "cousins")], ana
    )
    link(two_lists, by=ana, method=Toy())
    assert groups(two_lists) == {"15", "26", "3", "4", "7", "8"}
    two_lists.judge([Decision("withdraw", (made[1].id,), "one photograph, twice")], ana)
    two_lists.judge([Decision("different", (TWO, SIX), "two fathers")], basil)
    linked = link(two_lists, by=ana, method=Toy())
    assert groups(two_lists) == {"15", "2", "3", "4", "6", "78"}
    assert linked.decided.disagreements == ((TWO, SIX),)


def test_what_was_rejected_or_withdrawn_stays_out(two_lists: Case, read: Read, ana: Signer) -> None:
    third = read("vdc", {"9": "Huda Omar"}, "autumn")
    two_lists.judge([Decision("reject", (ONE,), "a test row"), Decision("reject", (third.id,), "not a list")], ana)
    link(two_lists, by=ana, method=Toy())
    assert groups(two_lists) == {"2", "3", "4", "5", "6", "78"}
    item = third.recipe.inputs[0]
    with pytest.raises(NotFound):
        link_only(two_lists, ana, item)


def link_only(case: Case, by: Signer, item: str) -> Linked:
    """Withdraw every item but nothing is left to link."""
    others = tuple(one.id for one in case.items())
    case.judge([Decision("withdraw", others, f"all, and {item}")], by)
    return link(case, by=by, method=Toy())


def test_ids_of_people_last_and_a_merge_leaves_a_forward_reference(two_lists: Case, ana: Signer) -> None:
    link(two_lists, by=ana, method=Toy())
    before = people_of(two_lists)
    two_lists.judge([Decision("same", (TWO, SIX), "his father says so")], ana)
    made = link(two_lists, by=ana, method=Toy())
    after = people_of(two_lists)
    assert after.keys() < before.keys()
    (gone,) = before.keys() - after.keys()
    person = two_lists.register.person(gone)
    assert (person.current, after[person.forwards[0]]) == (False, ["2", "6"])
    assert made.changes
    assert (made.changes.merged, made.changes.same) == (2, 4)


def test_a_newer_version_that_withdrew_records(two_lists: Case, read: Read, ana: Signer) -> None:
    """``lcc`` withdraws Rana (3) and the unidentified one (4); Huda keeps her id through the other list."""
    link(two_lists, by=ana, method=Toy())
    before = {"".join(records): id_ for id_, records in people_of(two_lists).items()}
    read("lcc", {"1": "Huda Omar", "2": "Omar Salim"})
    made = link(two_lists, by=ana, method=Toy())
    assert made.changes
    assert (made.changes.gone, made.changes.same) == (2, 4)
    assert people_of(two_lists)[before["15"]] == ["1", "5"]
    gone = two_lists.register.person(before["3"])
    assert (gone.current, gone.forwards, gone.records) == (False, (), ("r-0000000000000003",))


def test_a_list_received_twice_is_said(read: Read, case: Case, ana: Signer) -> None:
    """Two of the three rows of one list stand in another, word for word."""
    read("lcc", {"1": "Huda Omar", "2": "Omar Salim", "3": "Rana"}, said_by=lambda key: "")
    read("vdc", {"4": "Huda Omar", "5": "Omar Salim", "6": "Adel", "7": "Sami"}, said_by=lambda key: "")
    (told,) = link(case, by=ana, method=Toy()).told
    assert (told.key, dict(told.facts)) == ("people.twice", {"one": "lcc/spring", "other": "vdc/spring", "rows": 2})


def test_without_a_list_of_people_there_is_nothing_to_link(case: Case, read: Read, ana: Signer) -> None:
    with pytest.raises(NotFound, match="tawthiq read"):
        link(case, by=ana, method=Toy())
    read("lcc", {"1": "a paragraph"}, kind="paragraph")
    with pytest.raises(NotFound):
        link(case, by=ana, method=Toy())


def test_progress_is_told_stage_by_stage(two_lists: Case) -> None:
    told: list[tuple[int, int]] = []
    link(two_lists, by=None, method=Toy(), progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 5) for n in range(5)]


def test_a_linker_by_name_and_what_is_none() -> None:
    assert chosen("fellegi-sunter", {}).name == "fellegi-sunter"
    with pytest.raises(NotFound):
        chosen("crystal-ball", {})
    with pytest.raises(BadInput, match="no parameter magic"):
        chosen("fellegi-sunter", {"magic": 3})


def real(case: Case, by: Signer) -> Finding:
    made = link(case, by=by)
    assert made.finding
    return made.finding


def test_a_register_is_made_again_byte_for_byte(two_lists: Case, ana: Signer) -> None:
    """Also when decisions, lists and rules came after it."""
    two_lists.judge([Decision("same", (TWO, SIX), "his father says so")], ana)
    first = real(two_lists, ana)
    two_lists.judge([Decision("different", (SEVEN, EIGHT), "cousins")], ana)
    second = real(two_lists, ana)
    rules = two_lists.root / "case.toml"
    rules.write_text(rules.read_text("utf-8").replace("[rules]", '[rules.names]\nonce = ["vdc"]\n'), "utf-8")
    with Case.open(two_lists.root) as case:
        for one in (first, second):
            again = rerun(case, one.id)
            assert again.same, again.tables
    assert verify.check(two_lists.root).defects == ()


def test_what_is_not_made_again(two_lists: Case, ana: Signer, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        rerun(two_lists, two_lists.shelves.current()[0].id)


def test_a_register_whose_judgements_were_forgotten_says_so(two_lists: Case, ana: Signer, basil: Signer) -> None:
    from tawthiq.case.forgetting import forget  # noqa: PLC0415

    two_lists.judge([Decision("same", (TWO, SIX), "his father says so")], ana)
    made = real(two_lists, ana)
    for one in (ana, basil):
        forget(two_lists, two_lists.items()[0].id, "the family asked", one)
    with pytest.raises((Refused, NotFound)):
        rerun(two_lists, made.id)


def test_very_many_of_one_name_are_bounded_and_what_was_not_compared_is_said(
    case: Case, read: Read, ana: Signer
) -> None:
    """2,000 of one name on one list would be two million pairs."""
    read("lcc", {str(n): "Mohammed Ahmad" for n in range(2000)}, date_from=None, date_to=None)
    made = link(case, by=ana)
    assert made.records == 2000
    assert "linking.left_out" in {one.key for one in made.told}
