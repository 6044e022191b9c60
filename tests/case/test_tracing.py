"""Any id leads back to a row, a file, a source and a person."""

import pytest

from tawthiq import tables
from tawthiq.case import Decision, Signer
from tawthiq.case.tracing import trace
from tawthiq.errors import NotFound
from tawthiq.nouns import Recipe
from tests.conftest import Lists


def test_a_record_leads_to_its_row_its_file_and_its_source(lists: Lists, basil: Signer) -> None:
    item = lists.receive("a.csv", "name", "Huda", source="vdc")
    lists.read(item, {"1": "Huda"})
    lists.case.judge([Decision("note", ("r-0000000000000001",), "cousin of Omar")], basil)
    told = trace(lists.case, "r-0000000000000001")
    assert told.says["where"] == "row 2"
    assert told.says["name"] == "Huda"
    assert "by basil: cousin of Omar" in "".join(told.says.values())
    (file,) = told.comes_from
    assert (file.id, file.says["sha256"], file.says["bytes"]) == (item.id, item.sha256, "hash as received")
    assert [(one.id, one.says["draws on"]) for one in file.comes_from] == [("vdc", "lcc")]


def test_a_finding_leads_to_its_inputs_and_says_whether_it_stands(lists: Lists) -> None:
    item = lists.receive("a.csv", "name", "Huda")
    old = lists.read(item, {"1": "Huda"})
    assert trace(lists.case, old.id).says["state"] == "current"
    new = lists.read(item, {"1": "Huda", "2": "Omar"})
    assert trace(lists.case, old.id).says["state"] == f"superseded by {new.id}"
    assert [one.id for one in trace(lists.case, new.id).comes_from] == [item.id]


def test_judgements_editions_and_sources_too(lists: Lists) -> None:
    case, item = lists.case, lists.receive("a.csv", "name", "Huda")
    made = case.judge([Decision("note", (item.id,), "seen")], lists.by)[0]
    assert [one.id for one in trace(case, made.id).comes_from] == [item.id]
    edition = case.publish("working", "list", [lists.folder / "a.csv"], lists.by)
    assert trace(case, edition).says["a.csv"] == item.sha256
    assert trace(case, "lcc").kind == "source"


def test_altered_bytes_are_said(lists: Lists) -> None:
    item = lists.receive("a.csv", "name", "Huda")
    place = lists.case.vault.place_of(item.sha256)
    place.chmod(0o644)
    place.write_text("name\nOther\n")
    assert trace(lists.case, item.id).says["bytes"].startswith("ALTERED")


def test_an_unknown_id_is_refused(lists: Lists) -> None:
    for id_ in ("r-12", "f-12", "x-12", "nobody"):
        with pytest.raises(NotFound):
            trace(lists.case, id_)


def test_a_claim_leads_to_its_words_its_account_and_its_file(lists: Lists) -> None:
    case, item = lists.case, lists.receive("a.txt", "They were beaten.")
    (account,) = case.judge([Decision("account", (item.id,), facts={"source": "lcc", "title": "A page"})], lists.by)
    span = {"start": 0, "end": 17, "said": "They were beaten."}
    facts = {"act": "torture", "span": span}
    (claim,) = case.judge([Decision("claim", ("a-" + account.id[2:],), facts=facts)], lists.by)
    told = trace(case, "c-" + claim.id[2:9])
    assert (told.kind, told.says["act"], told.says["said"], told.says["characters"]) == (
        "claim", "torture", "They were beaten.", "0–17",
    )  # fmt: skip
    (behind,) = told.comes_from
    assert (behind.kind, behind.says["title"], behind.comes_from[0].id) == ("account", "A page", item.id)
    facts = {"act": "torture", "span": {"start": 0, "end": 0}}
    (bare,) = case.judge([Decision("claim", ("a-" + account.id[2:],), facts=facts)], lists.by)
    assert "said" not in trace(case, "c-" + bare.id[2:]).says
    with pytest.raises(NotFound):
        trace(case, "c-" + account.id[2:])


def test_a_mark_leads_to_its_pixels_its_finding_and_its_scene(lists: Lists) -> None:
    """4 m across with 0.5 m a pixel around column 100.3, row 50: columns 96 to 104, rows 46 to 54."""
    item = lists.receive("scene.tif", "pixels")
    row = {"id": "m-00000000000000aa", "kind": "crater", "x_px": 100.3, "y_px": 50.0, "diameter_m": 4.0,
           "diameter_low_m": 3.0, "diameter_high_m": 5.0, "score": 2.5, "lon": 36.7, "lat": 34.7}  # fmt: skip
    made = {"marks": (tables.MARKS, [row]), "coverage": (tables.COVERAGE, [{"pixel_m": 0.5}])}
    work = lists.case.scratch("marks")
    files = {name: work / f"{name}.parquet" for name in made}
    for name, (schema, rows) in made.items():
        tables.write(files[name], schema, [tables.rows(schema, rows)])
    recipe = Recipe("imagery.test", "1", {}, inputs=(item.id,))
    finding = lists.case.find(f"marks/{item.id}", recipe, files, lists.by)
    told = trace(lists.case, "m-00")
    assert told.says["where"].startswith("column 100.30, row 50.00 of the file; pixels 96 to 104 across, 46 to 54 down")
    assert told.says["place (latitude, longitude)"] == "34.700000, 36.700000"
    assert [one.id for one in told.comes_from] == [finding.id]
    assert [one.id for one in told.comes_from[0].comes_from] == [item.id]
    drawn = lists.case.judge([Decision("mark", (item.id,), facts={"kind": "crater", "x_px": 7.0})], lists.by)[0]
    told = trace(lists.case, f"m-{drawn.id[2:]}")
    assert (told.kind, told.says["x_px"], [one.id for one in told.comes_from]) == ("mark", "7.0", [item.id])
