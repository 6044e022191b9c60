"""From a register to findings and back. All people are invented."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tawthiq.case import Case, Signer
from tawthiq.errors import BadInput, NotFound
from tawthiq.nouns import Finding, Source
from tawthiq.toll.chao import ChaoBound
from tawthiq.toll.decomposable import Decomposable
from tawthiq.toll.estimate import ESTIMATORS
from tawthiq.toll.latent.latent_class import LatentClasses
from tawthiq.toll.register import Open, method_of, rerun, still_open, toll, toll_of_table
from tests.toll.register_of import invented, put

CHANCES = {"hr": 0.5, "lcc": 0.5, "sn": 0.55, "vdc": 0.4}
QUICK = (ChaoBound(), Decomposable())
POOLED = (Decomposable(), LatentClasses(sweeps=24_000))


@pytest.fixture
def four(case: Case) -> Case:
    """A case with two more sources; vdc draws on lcc."""
    case.add_source(Source("sn", "A network (invented)", "organisation", "C"))
    case.add_source(Source("hr", "A hospital (invented)", "organisation", "B"))
    return case


def table(case: Case, finding: Finding, name: str) -> list[dict[str, object]]:
    with case.open_table(finding, name) as path:
        return pq.read_table(path).to_pylist()


def keys(sentences: object) -> list[str]:
    return [one.key for one in sentences]  # type: ignore[attr-defined]


def test_without_a_register_it_says_what_to_do(case: Case) -> None:
    with pytest.raises(NotFound, match="tawthiq link"):
        toll(case, by=None)


def test_the_toll_of_a_register_becomes_a_finding_that_comes_out_the_same(four: Case, ana: Signer) -> None:
    people, members = invented(600, CHANCES)
    register = put(four, ana, people, members)
    made = toll(four, by=ana, methods=POOLED, seed=3)
    (finding,) = made.findings
    assert made.side.documented == len(people)
    assert made.side.headline is not None
    assert made.side.headline.lower < 600 < made.side.headline.upper
    assert (finding.slot, finding.recipe.inputs, finding.recipe.seed) == ("toll", (register.id,), 3)
    assert [one["name"] for one in finding.recipe.parameters["methods"]] == ["decomposable", "latent-classes"]
    rows = table(four, finding, "estimates")
    assert [one["method"] for one in rows] == ["combined", "decomposable", "latent-classes", "calibrated"]
    assert rows[0]["documented"] == len(people)
    assert sum(one["people"] for one in table(four, finding, "overlaps")) == len(people)
    swings = table(four, finding, "swings")
    assert [one["change"] for one in swings] == ["left out"] * 4 + ["merged"] * 6
    assert [one["estimate"] for one in swings] == [one.estimate.point for one in made.side.swings]
    curve, (gates,) = table(four, finding, "curve"), table(four, finding, "gates")
    assert made.side.curve is not None
    assert [one["xi"] for one in curve] == made.side.curve.xi.tolist()
    assert (gates["method"], gates["passed"], gates["rhat"] < 1.01) == ("latent-classes", True, True)
    assert rerun(four, finding.id).same


def test_the_toll_of_a_table_of_counts_becomes_a_finding_too(case: Case, ana: Signer, tmp_path: Path) -> None:
    counts = tmp_path / "counts.csv"
    counts.write_text("a,b,c,count\n1,0,0,90\n0,1,0,80\n0,0,1,70\n1,1,0,30\n1,0,1,25\n0,1,1,20\n1,1,1,8\n", "utf-8")
    with pytest.raises(NotFound):
        toll_of_table(case, counts, by=ana, methods=QUICK)
    item = case.receive(counts, source="lcc", how="invented", by=ana)
    made = toll_of_table(case, item.id, by=ana, methods=QUICK)
    (finding,) = made.findings
    assert (made.side.documented, finding.slot, finding.recipe.inputs) == (323, "toll", (item.id,))
    assert rerun(case, finding.id).same
    assert toll_of_table(case, counts, by=ana, methods=QUICK).findings[0].id == finding.id


def test_a_table_that_is_none_is_named_by_its_own_name(case: Case, ana: Signer, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b,c,count\n1,2,0,90\n", "utf-8")
    case.receive(wrong, source="lcc", how="invented", by=ana)
    with pytest.raises(BadInput, match=r"wrong\.csv"):
        toll_of_table(case, wrong, by=ana, methods=QUICK)


def test_the_same_again_is_not_put_back_twice(four: Case, ana: Signer) -> None:
    put(four, ana, *invented(300, CHANCES))
    first = toll(four, by=ana, methods=QUICK).findings
    assert toll(four, by=ana, methods=QUICK).findings == first
    assert toll(four, by=ana, methods=QUICK, seed=9).findings != first


def test_a_dry_run_writes_nothing(four: Case, ana: Signer) -> None:
    put(four, ana, *invented(300, CHANCES))
    acts = four.journal.head()
    assert toll(four, by=None, methods=QUICK).findings == ()
    assert four.journal.head() == acts


def test_only_the_counted_are_documented(four: Case, ana: Signer) -> None:
    people, members = invented(300, CHANCES)
    people = [{**one, "counted": n % 2 == 0} for n, one in enumerate(people)]
    put(four, ana, people, members)
    assert toll(four, by=None, methods=QUICK).side.documented == -(-len(people) // 2)


def test_the_doubt_about_who_is_whom_widens_the_interval(four: Case, ana: Signer) -> None:
    """In every other draw forty people of two lists fall apart into two each."""
    people, members = invented(500, CHANCES)
    alone = put(four, ana, people, members)
    sure = toll(four, by=None, methods=QUICK)
    assert "toll.one_linkage" in keys(sure.side.told)
    both = [p["id"] for p in people if {"lcc", "vdc"} <= {m["source"] for m in members if m["person"] == p["id"]}]
    draws = [
        {"draw": draw, "record": f"r-{one[2:]}-vdc", "person": f"new-{one}"}
        for draw in range(0, 20, 2)
        for one in both[:40]
    ]
    assert put(four, ana, people, members, draws, number=20).id != alone.id
    doubtful = toll(four, by=None, methods=QUICK)
    assert doubtful.linkages == 20
    (sure_graphs,) = (one for one in sure.side.estimates if one.method == "decomposable")
    (graphs,) = (one for one in doubtful.side.estimates if one.method == "decomposable")
    assert graphs.upper > sure_graphs.upper
    assert graphs.upper - graphs.lower > 1.2 * (sure_graphs.upper - sure_graphs.lower)


def test_strata_have_findings_of_their_own_and_a_total_from_joint_draws(four: Case, ana: Signer) -> None:
    wards = ("Invented / North", "Invented / South", "Invented / South", None)
    put(four, ana, *invented(1_200, CHANCES, place_within=wards, place=("x",)))
    made = toll(four, by=ana, strata=("governorate",), methods=POOLED, seed=1)
    assert list(made.strata) == ["North", "South"]
    assert [one.slot for one in made.findings] == ["toll", "toll of North", "toll of South"]
    assert made.side.headline is not None
    assert made.side.headline.method == "partly-pooled"
    assert made.side.headline.lower < 1_200 < made.side.headline.upper
    assert "toll.imputed" in keys(made.side.told)
    assert made.side.headline.upper < sum(one.upper for one in made.strata.values())
    north = made.findings[1]
    assert [one["stratum"] for one in table(four, north, "estimates")] == ["North"]
    assert len(table(four, north, "tolls")) == 4_000
    assert rerun(four, north.id).same


def test_lists_that_draw_on_one_another_are_told_and_can_be_merged(four: Case, ana: Signer) -> None:
    put(four, ana, *invented(300, CHANCES))
    told = [one for one in toll(four, by=None, methods=QUICK).side.told if one.key == "toll.lists_feed"]
    assert [one.facts for one in told] == [{"list": "vdc", "other": "lcc"}]
    made = toll(four, by=None, methods=QUICK, merge=["lcc+vdc"])
    assert made.overlap.lists == ("hr", "lcc+vdc", "sn")
    with pytest.raises(BadInput, match="first\\+second"):
        toll(four, by=None, methods=QUICK, merge=["lcc"])


def test_the_plan_recorded_before_linking_is_kept_to_or_the_departure_is_told(case: Case, ana: Signer) -> None:
    people, members = invented(300, CHANCES)
    put(case, ana, people, members)
    assert "toll.no_plan" in keys(toll(case, by=None, methods=QUICK).side.told)
    file = case.root / "case.toml"
    plan = '[rules.toll]\nlists = ["hr", "lcc", "sn", "vdc"]\nby = []\nmethods = ["chao-bound", "decomposable"]\n'
    file.write_text(file.read_text("utf-8").replace("[rules]\n", plan), "utf-8")
    with Case.open(case.root) as planned:
        assert "toll.no_plan" in keys(toll(planned, by=None, methods=QUICK).side.told), "it came after linking"
        put(planned, ana, people, members)
        assert "toll.as_planned" in keys(toll(planned, by=None, methods=QUICK).side.told)
        told = toll(planned, by=None, methods=QUICK[:1], merge=["lcc+vdc"]).side.told
    departed = {one.facts["what"]: one.facts["done"] for one in told if one.key == "toll.departs"}
    assert departed == {"lists": "hr, lcc+vdc, sn", "methods": "chao-bound"}


def test_a_method_by_its_name() -> None:
    assert [method_of(one.name) for one in ESTIMATORS] == list(ESTIMATORS)
    with pytest.raises(NotFound, match="divining"):
        method_of("divining")
    with pytest.raises(BadInput, match="needs parameters"):
        method_of("log-linear-fixed")


def test_a_finding_of_another_craft_is_not_ours(four: Case, ana: Signer) -> None:
    register = put(four, ana, *invented(50, CHANCES))
    with pytest.raises(NotFound, match="estimates no toll"):
        rerun(four, register.id)


def test_how_far_open_judgements_reach_is_a_size_without_a_direction(four: Case, ana: Signer) -> None:
    """One drawn linkage, in which ten people of a list each are ten others: the count differs by ten, either way."""
    assert still_open(four) is None
    people, members = invented(600, CHANCES)
    alone = [one for one in members if sum(each["person"] == one["person"] for each in members) == 1]
    pairs = list(zip(alone[:10], alone[10:20], strict=True))
    together = [{"draw": 0, "record": two["record"], "person": one["person"]} for one, two in pairs]
    put(four, ana, people, members, together, number=1)
    found = still_open(four)
    assert isinstance(found, Open)
    assert (found.linkages, found.documented) == (1, 10)
    assert 0 < found.share < 0.2
