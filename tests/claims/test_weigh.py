"""The worked example, on its invented twin and, where the real data is, on the ten real accounts."""

import json
from pathlib import Path

import pytest

from tawthiq.case import Case, Decision, Signer, verify
from tawthiq.claims import store
from tawthiq.claims.grading.conflicts import drifts
from tawthiq.claims.grading.weighing import Result, Weighed
from tawthiq.claims.weigh import SLOT, look, method_of, rerun, score, table, weigh, weighing
from tawthiq.errors import NotFound, Refused
from tests.claims.example import TWIN, Example, real


@pytest.fixture(params=["invented", "real"])
def example(request: pytest.FixtureRequest, case: Case, ana: Signer) -> Example:
    if request.param == "invented":
        return Example(case, ana, TWIN, "Infirmary of Northquay")
    return Example(case, ana, real(request.getfixturevalue("real_data")), "Homs military hospital")


def result(weighed: Weighed, claim: str) -> Result:
    return weighed.result([one.id for one in weighed.told.claims].index(claim))


def test_the_acts_filmed_rest_on_one_origin_from_which_seven_derive_while_one_contests(example: Example) -> None:
    example.confirm()
    weighed = look(example.case)
    found = result(weighed, example.filmed[example.film])
    row = [one.id for one in weighed.told.claims].index(example.filmed[example.film])
    assert found.range == (1, 1)
    assert [weighed.name(row, one).id for one in found.alone] == [example.accounts[example.film].id]
    assert len(weighed.derived(weighed.act_of[row])) == 7
    assert [weighed.told.claims[row].account for row in found.disputes] == [
        example.accounts[one["id"]].id for one in example.labels if one["relation"] == "contradicts"
    ]
    assert found.contested
    assert all(one.against.high == 0 for one in found.support.values())
    assert found.graded.grade == "one origin"


def test_before_anybody_confirmed_an_edge_nothing_folds(example: Example) -> None:
    """Hearsay is no origin that is certain: one at least, eight at most."""
    assert result(look(example.case), example.filmed[example.film]).range == (1, 8)


def test_the_practice_rests_on_one_or_two_until_somebody_judges(example: Example) -> None:
    example.confirm()
    found = result(look(example.case), example.practice[example.film])
    assert (found.range, found.graded.grade, found.contested) == ((1, 2), "consistent", False)


def test_the_practice_rests_on_two_once_judged_independent_and_on_one_without_the_film(example: Example) -> None:
    example.confirm()
    example.judge_independent()
    weighed = look(example.case)
    found = result(weighed, example.practice[example.film])
    assert (found.range, found.graded.grade) == ((2, 2), "corroborated")
    film = weighed.place[example.accounts[example.film].id]
    assert found.left[film] == (1, 1)


def test_a_source_that_takes_its_film_back_leaves_its_copies_with_nothing(example: Example) -> None:
    example.confirm()
    film, copy = example.accounts[example.film].id, next(iter(set(example.filmed) - {example.film}))
    example.case.judge([Decision("withdraw", (film,), "it was another town")], example.by)
    weighed = look(example.case)
    assert result(weighed, example.filmed[copy]).range == (0, 0)
    assert result(weighed, example.practice[example.other]).range == (1, 1)


def test_the_drift_from_employee_to_doctor_is_pointed_out(example: Example) -> None:
    """Once the edges are confirmed, among the accounts behind which the film stands."""
    example.confirm()
    found = [one for one in drifts(look(example.case)) if set(one.words) == {"employee", "doctor"}]
    (drift,) = found
    assert drift.origin == example.accounts[example.film].id
    said = {account: span.said for account, span in drift.words["doctor"]}
    changed = [example.accounts[one["id"]].id for one in example.labels if one["lang"] == "es"]
    assert [said[one] for one in changed] == ["doctor"]
    assert not set(changed) & {account for account, _ in drift.words["employee"]}


def test_the_scores_of_proposed_edges_stand_there_before_anybody_confirms_them(case: Case, ana: Signer) -> None:
    weigh(case, Example(case, ana, TWIN, "Infirmary of Northquay").by)
    rows = [one for one in table(case, "edges") if one["relation"]]
    assert rows
    for row in rows:
        assert row["state"] == "waits"
        assert json.loads(row["evidence"])
        assert 0 < row["probability"] < 1


def test_the_score_of_any_pair_can_be_seen_however_weak(example: Example) -> None:
    """The French one names the television channel; the interviews share nothing with the film."""
    french = next(one["id"] for one in example.labels if one["lang"] == "fr")
    edge = score(example.case, example.accounts[french].id, example.accounts[example.film].id)
    assert edge
    assert "attribution" in {one.kind for one in edge.evidence}
    film, other = example.accounts[example.film].id, example.accounts[example.other].id
    nothing = score(example.case, film, other)
    assert nothing is None or "attribution" not in {one.kind for one in nothing.evidence}


def test_weighing_goes_back_as_a_finding_and_can_be_made_again_byte_for_byte(example: Example, basil: Signer) -> None:
    example.confirm()
    first = weigh(example.case, example.by)
    assert rerun(example.case, first.finding.id).same
    assert weigh(example.case, example.by).already
    example.judge_independent()
    second = weigh(example.case, basil)
    assert not second.already
    assert second.finding.slot == SLOT
    assert rerun(example.case, first.finding.id).same
    assert rerun(example.case, second.finding.id).same
    assert {name: one.rows for name, one in second.finding.tables.items()} | {"edges": 0} == {
        "accounts": 10, "claims": 11, "support": 20, "edges": 0, "matches": 0,
    }  # fmt: skip
    assert verify.check(example.case.root).defects == ()


def test_rules_of_the_case_may_be_stricter_and_are_part_of_the_recipe(case: Case, ana: Signer) -> None:
    example = Example(case, ana, TWIN, "Infirmary of Northquay")
    example.confirm()
    example.judge_independent()
    before = weigh(case, ana)
    path = case.root / "case.toml"
    told = path.read_text("utf-8")
    path.write_text(told.replace("[rules]", "[rules.claims]\norigins = 3\n"), "utf-8")
    with Case.open(case.root) as stricter:
        assert method_of(stricter).origins == 3
        after = weigh(stricter, ana)
        assert after.finding.recipe.parameters["origins"] == 3
        assert {row["grade"] for row in table(stricter, "claims")} == {"consistent", "one origin", "unsupported"}
        assert rerun(stricter, before.finding.id).same
    path.write_text(told.replace("[rules]", "[rules.claims]\norigins = 1\n"), "utf-8")
    with Case.open(case.root) as laxer, pytest.raises(Refused, match="never laxer"):
        weigh(laxer, ana)


def test_a_case_without_claims_has_nothing_to_weigh(case: Case, ana: Signer) -> None:
    with pytest.raises(NotFound, match="no claim"):
        weigh(case, ana)
    with pytest.raises(NotFound, match="not weighed"):
        table(case, "claims")
    assert weighing(store.read(case), method_of(case)).told.claims == []


def test_what_readers_made_cannot_be_weighed_again(lists: object, case: Case) -> None:
    item = lists.receive("a.csv", "name", "Huda")  # type: ignore[attr-defined]
    finding = lists.read(item, {"1": "Huda"})  # type: ignore[attr-defined]
    with pytest.raises(NotFound, match="weighs no claims"):
        rerun(case, finding.id)


def test_nothing_of_the_real_data_is_here(real_data: Path) -> None:
    """The addresses of the real accounts stand in no file of this project."""
    root = Path(__file__).parent.parent.parent
    addresses = [str(one["url"]) for one in real(real_data) if str(one["url"]).startswith("http")]
    for path in (*root.glob("tawthiq/claims/*"), *root.glob("tests/claims/*.py")):
        if path.is_file():
            assert not [one for one in addresses if one in path.read_text("utf-8")]
