"""Pairs side by side and blind, an audit from draw to figure, a score in words and as a picture; all invented."""

from pathlib import Path
from typing import Any

import pytest

from tawthiq.case import Case, Signer
from tawthiq.cli.review import percent
from tawthiq.names.link import link
from tests.cli.conftest import Type
from tests.names.conftest import read, two_lists  # noqa: F401
from tests.names.test_link import SIX, TWO
from tests.names.toy import Toy


@pytest.fixture
def linked(inside: Path, two_lists: Case, ana: Signer, basil: Signer) -> Case:  # noqa: F811
    link(two_lists, by=ana, method=Toy())
    return two_lists


def test_pairs_are_shown_side_by_side_and_blind(tawthiq: Type, linked: Case) -> None:
    said = tawthiq("pairs", "--as", "ana")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].split() == [TWO, SIX]
    assert any("Omar Salim" in line and "Omar Salem" in line for line in lines)
    assert f"tawthiq judge same (or different, unsure) {TWO} {SIX}" in lines[-1]
    assert "50" not in said.out.replace("500", "")
    tawthiq("judge", "same", TWO, SIX, "--as", "ana")
    assert "No pair waits" in tawthiq("pairs", "--as", "ana").out
    assert tawthiq("pairs", "--as", "basil", "--json").json[0]["one"]["id"] == TWO
    assert tawthiq("pairs", "--new", "--as", "basil", "--json").json == []


def test_our_reading_stands_below_the_words_in_the_language_of_the_call(tawthiq: Type, linked: Case) -> None:
    for lang, between, name in (("en", "— as it is read:", "Name"), ("ar", "— كما قُرئ:", "الاسم")):
        words, _, ours = tawthiq("pairs", "--as", "ana", "--lang", lang).out.partition(between)
        assert "Omar Salim" in words
        assert next(line for line in ours.splitlines() if line.startswith(name)).endswith("Omar Salem")


def test_a_score_is_explained_in_words_and_drawn(tawthiq: Type, linked: Case, tmp_path: Path) -> None:
    for lang, word in (("en", "Where it begins"), ("ar", "نقطة البداية")):
        figure = tmp_path / f"INTERNAL-{lang}.svg"
        said = tawthiq("explain", TWO, SIX, "--figure", tmp_path / f"{lang}.svg", "--lang", lang, "--as", "ana")
        assert (said.code, word in said.out, figure.exists()) == (0, True, True)
    told = tawthiq("explain", TWO, SIX, "--json").json
    assert sum(one["bits"] for one in told["steps"]) == told["weight"]
    assert tawthiq("explain", TWO, SIX, "--figure", tmp_path / "x.pdf").code == 2


def test_an_audit_from_the_draw_to_the_error_rate(tawthiq: Type, linked: Case, tmp_path: Path) -> None:
    assert tawthiq("audit", "--as", "ana").code == 3
    drawn = tawthiq("audit", "--sample", "20", "--as", "ana")
    assert "pairs were drawn" in drawn.out
    for who in ("ana", "basil"):
        waiting = tawthiq("audit", "--next", "100", "--as", who, "--json").json
        pairs = [(one["one"]["id"], one["other"]["id"]) for one in waiting]
        first, *rest = pairs
        assert tawthiq("audit", "same", *first, "--why", "one photograph", "--as", who).code == 0
        file = tmp_path / f"{who}.csv"
        file.write_text("verdict,subjects\n" + "".join(f"same,{a} {b}\n" for a, b in rest) + "maybe,x y\n", "utf-8")
        told = tawthiq("audit", "--file", file, "--as", who)
        assert (told.code, f"decisions written: {len(rest)}; rows that are none: 1" in told.out) == (2, True)
    said = tawthiq("audit", "--as", "ana").out
    assert f"Judged by two people: {len(pairs)} of {len(pairs)}" in said
    assert "Precision, of pairs that the register joins: 100.0 %" in said
    assert tawthiq("audit", "--as", "ana", "--json").json["audit"]["agreement"] == 1.0


def test_the_records_of_a_person_are_found_by_the_persons_id(tawthiq: Type, linked: Case) -> None:
    id_ = linked.register.person_of("r-0000000000000001")
    assert [one["id"] for one in tawthiq("search", id_, "--json").json] == ["r-0000000000000001", "r-0000000000000005"]
    assert tawthiq("search", "p-ffff").code == 3


def test_shares_for_people() -> None:
    assert [percent(one) for one in (0.9871, 1.0, None)] == ["98.7 %", "100.0 %", "—"]


@pytest.mark.usefixtures("linked")
def test_the_score_of_an_audit_stays_hidden(tawthiq: Type) -> None:
    tawthiq("audit", "--sample", "20", "--as", "ana")
    waiting: list[Any] = tawthiq("audit", "--next", "100", "--as", "ana", "--json").json
    pair = next(one for one in waiting if {one["one"]["id"], one["other"]["id"]} == {TWO, SIX})
    said = tawthiq("explain", pair["one"]["id"], pair["other"]["id"], "--as", "ana")
    assert (said.code, "after you judged" in said.err) == (4, True)
