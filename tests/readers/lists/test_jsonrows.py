"""JSON lines, JSON documents and GeoJSON: objects as rows, what is broken named by its line."""

import json
from pathlib import Path

import pytest

from tawthiq.errors import BadInput
from tawthiq.readers.lists import jsonrows
from tawthiq.readers.lists.jsonrows import JsonRows
from tests.readers.sheeting import faults, rows


def opened(folder: Path, text: str, name: str = "list.jsonl") -> JsonRows:
    (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return JsonRows(folder / name, name)


def test_a_line_is_a_row_and_every_key_a_column(tmp_path: Path) -> None:
    sheet = opened(tmp_path, '{"id": 7, "name": "هدى"}\n\n{"name": null, "age": 1.50, "id": "٨"}\n')
    assert (sheet.unit, sheet.columns) == ("line", ("id", "name", "age"))
    assert rows(sheet) == {1: ["7", "هدى", None], 3: ["٨", None, "1.50"]}
    assert [row for one in sheet.batches(["age"]) for row in one.said.to_pylist()] == [{"age": None}, {"age": "1.50"}]


def test_nested_values_have_the_names_of_both(tmp_path: Path) -> None:
    sheet = opened(
        tmp_path, '{"name": {"given": "Huda", "family": {"ar": "السالم"}}, "seen": [true, "x"], "b": false}\n'
    )
    assert sheet.columns == ("name.given", "name.family.ar", "seen", "b")
    assert rows(sheet) == {1: ["Huda", "السالم", '[true, "x"]', "false"]}


@pytest.mark.parametrize(
    "broken",
    ['{"id": 2', "5", "[1]", '{"id": 2, "id": 3}', '{"a":' * 200 + "1" + "}" * 200, '{"a":' * 100_000, "nonsense"],
)
def test_a_broken_line_costs_that_line(tmp_path: Path, broken: str) -> None:
    sheet = opened(tmp_path, '{"id": 1}\n' + broken + '\n{"id": 3}\n')
    assert rows(sheet) == {1: ["1"], 3: ["3"]}
    assert [fault[:2] for fault in faults(sheet)] == [(2, "jsonrows.broken")]


def test_nul_and_foreign_bytes_cost_their_line(tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_bytes('{"الاسم": "هدى"}\n'.encode() * 3 + b'{"a": "\0"}\n{"a": "\xe9"}\n')
    sheet = JsonRows(tmp_path / "list.jsonl", "list.jsonl")
    assert [fault[:2] for fault in faults(sheet)] == [(4, "careful.nul"), (5, "careful.encoding")]


def test_half_a_letter_is_spelled_out(tmp_path: Path) -> None:
    assert rows(opened(tmp_path, '{"name": "\\ud800"}\n')) == {1: [r"\ud800"]}


def test_a_document_is_a_list_of_objects(tmp_path: Path) -> None:
    sheet = opened(tmp_path, json.dumps([{"id": 1}, 5, {"id": 2}], indent=1), "list.json")
    assert (sheet.unit, rows(sheet)) == ("feature", {1: ["1"], 3: ["2"]})
    assert faults(sheet) == [(2, "jsonrows.broken", '"5"')]
    assert rows(opened(tmp_path, '{\n"id": 1\n}', "one.json")) == {1: ["1"]}


def test_a_feature_has_its_id_its_properties_and_a_position(tmp_path: Path) -> None:
    point = {
        "type": "Feature",
        "id": 7,
        "geometry": {"type": "Point", "coordinates": [36.7, 34.72]},
        "properties": {"name": "هدى"},
    }
    nowhere = {"type": "Feature", "geometry": None, "properties": None}
    wrong = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [["x", 1], [2, 3]]}, "properties": {}}
    told = {"type": "FeatureCollection", "features": [point, nowhere, wrong]}
    for text, name in ((json.dumps(told), "a.geojson"), (json.dumps(told, indent=1), "b.json")):
        sheet = opened(tmp_path, text, name)
        assert sheet.columns == ("id", "name", "coordinates")
        assert rows(sheet) == {1: ["7", "هدى", "geo:34.72,36.7"], 2: [None, None, None]}
        assert [fault[:2] for fault in faults(sheet)] == [(3, "jsonrows.broken")]
    assert rows(opened(tmp_path, json.dumps(point) + "\n" + json.dumps(nowhere), "c.geojson")) == {
        1: ["7", "هدى", "geo:34.72,36.7"], 2: [None, None, None],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("[{]", "list.json", "jsonrows.broken_document"),
        ("[" * 100_000, "list.json", "jsonrows.broken_document"),
        ("[]", "list.json", "jsonrows.no_objects"),
        ("5", "list.json", "jsonrows.no_objects"),
        ("5\n", "list.jsonl", "jsonrows.no_objects"),
        ('{"type": "FeatureCollection", "crs": {"name": "EPSG:3857"}, "features": []}', "a.geojson", "jsonrows.crs"),
        (json.dumps({str(n): 1 for n in range(10_001)}), "list.jsonl", "jsonrows.too_many"),
    ],
)
def test_what_is_no_list_is_said(tmp_path: Path, text: str, name: str, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        opened(tmp_path, text, name)
    assert refused.value.key == key
    assert name in str(refused.value)


def test_a_document_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonrows, "LARGEST", 5)
    with pytest.raises(BadInput, match=r"name it \.jsonl"):
        opened(tmp_path, '[{"id": 1}]', "list.json")
