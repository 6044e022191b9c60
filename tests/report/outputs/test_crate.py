"""The description of a crate. Its own validator judges a whole one in test_bundle."""

import json
from pathlib import Path

from tawthiq.report.outputs.crate import NAME, crate

ITEM = {"id": "i-1", "title": "list.csv", "number": "E000001", "source": "lcc", "source_name": "Committees", "size": 3,
        "sha256": "ab12", "custody": "received", "confidentiality": "restricted", "media_type": "text/csv",
        "path": "case/vault/ab/12"}  # fmt: skip
RUN = {"id": "f-1", "inputs": "i-1", "tables": '{"records": "cd34"}', "by": "ana", "at": "2012-03-03T00:00:00+00:00",
       "method": "readers.table", "version": "1", "slot": "records/a", "parameters": "{}", "seed": None,
       "state": "current"}  # fmt: skip


def graph(folder: Path, item: dict[str, object]) -> dict[str, dict[str, object]]:
    (folder / "case" / "vault" / "ab").mkdir(parents=True, exist_ok=True)
    (folder / "case" / "vault" / "ab" / "12").write_text("abc")
    crate(folder, title="T", about="A", day="2012-06-01", terms="none", items=[item], runs=[RUN])
    told = json.loads((folder / NAME).read_text("utf-8"))
    return {one["@id"]: one for one in told["@graph"]}


def test_a_run_is_an_action_from_file_to_table(tmp_path: Path) -> None:
    found = graph(tmp_path, ITEM)
    action = found["#f-1"]
    assert (action["object"], action["result"]) == ([{"@id": "case/vault/ab/12"}], [{"@id": "#withheld-cd34"}])
    assert action["instrument"] == {"@id": "#readers.table-1"}
    assert found["case/vault/ab/12"]["identifier"] == "E000001"
    assert {"@id": "case/vault/ab/12"} in found["./"]["hasPart"]  # type: ignore[operator]


def test_what_is_withheld_is_named_without_a_file(tmp_path: Path) -> None:
    found = graph(tmp_path, {**ITEM, "path": ""})
    assert found["#withheld-i-1"]["@type"] == "CreativeWork"
    assert found["#f-1"]["object"] == [{"@id": "#withheld-i-1"}]
