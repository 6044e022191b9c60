"""What a case holds, read once: what stands now of every craft, what is stale, the derivations down to the bytes."""

import pytest

from tawthiq.case import Case, Decision, Signer
from tawthiq.case.protecting import protect
from tawthiq.errors import NotFound
from tawthiq.report.evidence import ground, opened, read, secrets, traces
from tests.report.conftest import Office
from tests.report.quay import item


def test_what_stands_now_of_every_craft(told: Case) -> None:
    held = read(told)
    assert (len(held.items), len(held.lists), len(held.claims), len(held.accounts)) == (4, 3, 2, 2)
    one = next(iter(held.claims.values()))
    assert (one.words, one.numbers[0].low) == ("Shells fell on Northquay on 2 April 2031", 9)
    assert {part: found.grade for part, found in one.parts.items()} == {
        "what": "consistent", "where": "consistent", "when": "consistent", "how many": "one origin",
    }  # fmt: skip
    assert len(one.accounts) == 2 and len(one.parts["what"].origins) == 2
    assert held.register and held.register.counted.height == 2
    assert held.toll and (held.toll.headline.point, held.toll.overlaps[1]) == (3.0, ("lcc + vdc", 1))
    (scene,) = held.scenes
    assert (len(scene.shown), scene.told["owner"], scene.coverage["expected"]) == (2, "© Nobody", None)
    assert held.head == told.journal.head()[1]
    assert held.stale == frozenset()


def test_a_bare_case_holds_nothing(case: Case) -> None:
    held = read(case)
    assert (held.items, held.claims, held.scenes, held.register, held.toll) == ({}, {}, (), None, None)


def test_what_was_made_before_later_decisions_is_behind(told: Case, ana: Signer) -> None:
    first, other = read(told).accounts
    told.judge([Decision("independent", (first, other), "each was there")], ana)
    held = read(told)
    assert held.support and held.stale == {held.support.id}


def test_passages_are_read_of_the_items_that_are_asked_for(told: Case) -> None:
    account = item(told, "account.txt").id
    assert read(told).passages == {}
    passages = read(told, [account]).passages
    assert passages[account, "¶ 2"].startswith("Shells fell")


def test_a_mark_that_was_rejected_is_not_shown(told: Case, ana: Signer) -> None:
    mark = read(told).scenes[0].marks[0]
    told.judge([Decision("reject", (mark.id,), "a shadow")], ana)
    scene = read(told).scenes[0]
    assert (len(scene.marks), len(scene.shown)) == (2, 1)


def test_consents_and_secrets(office: Office) -> None:
    protect(office.case, "word", "Operation Lantern", "", office.ana)
    held = read(office.case)
    (consent,) = held.consents.values()
    assert consent and (consent.uses, consent.audiences) == ("report, court", "court")
    assert ("word", "Operation Lantern") in {(one.kind, one.value) for one in secrets(office.case)}
    assert "item" not in {one.kind for one in secrets(office.case)}


def test_a_derivation_ends_at_bytes_that_hash_right(told: Case) -> None:
    held = read(told)
    assert held.toll
    found = traces(told, [held.toll.finding.id], "en")[held.toll.finding.id]
    assert [depth for depth, _ in found][:3] == [0, 1, 2]
    assert any("bytes: hash as received" in words and "list.csv" in words for _, words in found)
    with pytest.raises(NotFound):
        traces(told, ["f-none"], "en")


def test_the_pixels_of_a_scene_and_what_was_assessed_of_it(told: Case) -> None:
    (scene,) = read(told).scenes
    with opened(told, scene.item, scene.told) as seen:
        assert seen.bands == ("pan",)
    assert ground(told, scene).columns == ["x", "y", "assessable"]
