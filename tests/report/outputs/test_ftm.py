"""Entities of FollowTheMoney. Its own model judges a whole file in test_bundle."""

import json
from datetime import date
from pathlib import Path

from tawthiq.report.outputs.ftm import entities, write

PERSON = {"id": "p-1", "name": "Layla Mansour (invented)", "sex": "female", "status": "killed", "place_within": "Homs",
          "date_from": date(2012, 2, 10), "date_to": date(2012, 2, 10)}  # fmt: skip
CLAIM = {"id": "c-1", "act": "shelling", "stance": "affirms", "place": "Bab Amr", "place_within": None,
         "grade": "one origin",
         "low": 1, "high": 1, "date_from": date(2012, 2, 1), "date_to": date(2012, 2, 29)}  # fmt: skip
ITEM = {"id": "i-1", "title": "list.csv", "source": "lcc", "source_name": "Committees", "size": 3, "sha256": "ab",
        "media_type": "application/octet-stream"}  # fmt: skip


def test_people_claims_items_and_sources_are_entities(tmp_path: Path) -> None:
    path = write(entities({"people": [PERSON], "claims": [CLAIM]}, [ITEM, ITEM]), tmp_path / "a.json")
    told = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [(one["schema"], one["id"]) for one in told] == [
        ("LegalEntity", "tawthiq-source-lcc"), ("Document", "tawthiq-i-1"),
        ("Person", "tawthiq-p-1"), ("Event", "tawthiq-c-1"),
    ]  # fmt: skip
    assert told[2]["properties"]["deathDate"] == ["2012-02-10"]
    assert told[3]["properties"]["date"] == ["2012-02"]
    assert "mimeType" not in told[1]["properties"]


def test_who_is_not_named_is_no_entity_and_who_may_live_has_no_day_of_death() -> None:
    assert list(entities({"people": [{**PERSON, "name": None}]})) == []
    (one,) = entities({"people": [{**PERSON, "status": "injured"}]})
    assert "deathDate" not in one["properties"]
