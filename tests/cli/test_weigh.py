"""Weighing at the command line: the invented twin of the worked example, from its edges to its figures."""

from pathlib import Path

import pytest

from tawthiq.case import Case, Signer
from tests.claims.example import TWIN, Example
from tests.cli.conftest import Type


@pytest.fixture
def twin(inside: Path, case: Case, ana: Signer) -> Example:
    return Example(case, ana, TWIN, "Infirmary of Northquay")


def test_scores_are_shown_before_anybody_confirms(tawthiq: Type, twin: Example) -> None:
    later, film = twin.accounts["gazette"].id, twin.accounts["film"].id
    shown = tawthiq("claim", "derives", later, film)
    assert "bits, probability" in shown.out
    assert "Nothing was judged" in shown.out
    assert tawthiq("claim", "derives", later, film, "--lang", "ar").code == 0
    assert twin.case.judgements(later) == [one for one in twin.case.judgements(later) if one.verdict == "claim"]
    done = tawthiq("claim", "derives", later, film, "--confirm", "--relation", "cites", "--why", "selon")
    assert f"derives {later} {film}, by ana" in done.out
    assert "no relation" in tawthiq("claim", "derives", later, film, "--confirm", "--relation", "adores").err
    assert tawthiq("claim", "derives", later, film, "--confirm", "--reject").code == 2
    assert tawthiq("claim", "derives", later, film, "--reject", "--why", "no").code == 0


def test_weigh_tells_ranges_grades_and_what_rests_on_one(tawthiq: Type, twin: Example) -> None:
    twin.confirm()
    said = tawthiq("weigh")
    assert said.code == 0
    assert "Claims weighed: 11, about 2 acts" in said.out
    rows = {line.split()[0]: line for line in said.out.splitlines() if line.startswith("c-")}
    assert "reported by one origin" in rows[twin.filmed["film"]]
    assert "consistent with others" in rows[twin.practice["film"]]
    assert "1–2" in rows[twin.practice["film"]]
    assert "Nothing changed since" in tawthiq("weigh").out
    assert "معزَّز" not in tawthiq("weigh", "--lang", "ar").out
    finding = tawthiq("weigh", "--json").json["finding"]["id"]
    assert "the same, byte for byte" in tawthiq("rerun", finding).out


def test_why_in_words_and_as_a_picture(tawthiq: Type, twin: Example, tmp_path: Path) -> None:
    twin.confirm()
    twin.judge_independent()
    for lang, words in (("en", "Judged independent"), ("ar", "حُكم باستقلال")):
        figure = tmp_path / f"INTERNAL-{lang}.svg"
        said = tawthiq("weigh", "--why", twin.practice["film"], "--figure", tmp_path / f"{lang}.svg", "--lang", lang)
        assert said.code == 0
        assert words in said.out
        assert ">INTERNAL</text>" in figure.read_text("utf-8")
    filmed = tawthiq("weigh", "--why", twin.filmed["film"]).out
    assert "It rests on one origin alone: harbour-television" in filmed
    assert "Accounts that derive from it: 7" in filmed
    assert "employee" in filmed
    assert "doctor" in filmed
    assert tawthiq("weigh", "--figure", tmp_path / "all.png").code == 0
    assert (tmp_path / "INTERNAL-all.png").stat().st_size > 5_000
    assert tawthiq("weigh", "--why", "c-ffff").code == 3


def test_the_queue_begins_with_what_matters_most(tawthiq: Type, twin: Example) -> None:
    twin.confirm()
    waits = tawthiq("queue", "derivation", "--json").json
    weights = [one["consequence"] for one in waits]
    assert weights == sorted(weights, reverse=True)
    film, other = twin.accounts["film"].id, twin.accounts["interviews"].id
    assert {film, other} in [{one["later"], one["earlier"]} for one in waits]
    assert "independent?" in tawthiq("queue", "derivation", "--next", 50).out
    assert tawthiq("queue", "derivation", "--lang", "ar").code == 0
    twin.judge_independent()
    left = tawthiq("queue", "derivation", "--json").json
    assert {film, other} not in [{one["later"], one["earlier"]} for one in left]


def test_a_case_without_claims(tawthiq: Type, inside: Path, ana: Signer) -> None:
    assert "holds no claim" in tawthiq("weigh").err
    assert "No pair of accounts waits" in tawthiq("queue", "derivation").out


def test_a_person_chooses_where_values_conflict(tawthiq: Type, twin: Example) -> None:
    claim, film = twin.filmed["film"], twin.accounts["film"].id
    assert "gives no value of 'when'" in tawthiq("claim", "choose", claim, "when", "--why", "x").err
    assert tawthiq("claim", "choose", claim, "where", "--why", "seen").code == 0
    assert film in tawthiq("trace", claim).out
