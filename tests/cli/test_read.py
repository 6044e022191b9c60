import pytest

from tawthiq import tables
from tawthiq.case import Signer
from tawthiq.nouns import Finding, Recipe
from tests.cli.conftest import Type
from tests.conftest import Lists


@pytest.fixture
def refused(lists: Lists, ana: Signer) -> Finding:
    """A reading in which row 3 stayed out (it had two cells of three) and row 5 lost its sex."""
    item = lists.receive("a.csv", "name,sex,date", "…")
    work = lists.case.scratch("refused")
    said = [
        {
            "row": 1,
            "locator": "row 3",
            "level": "row",
            "reason": "careful.ragged",
            "facts": '{"cells": 2, "columns": 3}',
        },
        {
            "row": 3,
            "locator": "row 5",
            "level": "value",
            "reason": "fields.sex",
            "column": "sex",
            "value": "7",
            "facts": "{}",
        },
    ]
    tables.write(work / "rejected.parquet", tables.REJECTED, [tables.rows(tables.REJECTED, said)])
    tables.write(work / "records.parquet", tables.RECORDS, [tables.RECORDS.empty_table()])
    recipe = Recipe("readers.test", "1", {}, inputs=(item.id,))
    made = {name: work / f"{name}.parquet" for name in ("records", "rejected")}
    return lists.case.find(f"records/{item.id}", recipe, made, ana)


@pytest.mark.usefixtures("inside")
def test_rejected_names_row_column_value_and_reason(tawthiq: Type, refused: Finding) -> None:
    heads, ragged, value, count = tawthiq("rejected").out.splitlines()
    assert heads.split() == ["finding", "where", "level", "column", "value", "reason"]
    assert ragged.split("  ")[:3] == [refused.id, "row 3", "row"]
    assert "the row has 2 cells, the header has 3" in ragged
    assert value.startswith(f"{refused.id}  row 5  value  sex")
    assert "'7' cannot be read as a sex" in value
    assert count == "Shown: 2 of 2. More with --limit."


@pytest.mark.usefixtures("inside")
def test_rejected_of_one_item_in_arabic_as_json(tawthiq: Type, refused: Finding, lists: Lists) -> None:
    other = lists.receive("b.csv", "name")
    told = tawthiq("rejected", "--item", refused.recipe.inputs[0], "--limit", 1, "--json", "--lang", "ar").json
    assert (told["total"], len(told["rejected"])) == (2, 1)
    assert told["rejected"][0]["message"].startswith("في الصف 2 خلية")
    assert tawthiq("rejected", "--item", other.id).out == "Nothing to list.\n"
    assert tawthiq("rejected", "--finding", refused.id[:8], "--json").json["total"] == 2
    assert tawthiq("rejected", "--finding", "f-ffff").code == 3


@pytest.mark.usefixtures("inside")
def test_searching_in_every_spelling_the_newest_first(tawthiq: Type, lists: Lists) -> None:
    item = lists.receive("a.csv", "name", "…")
    lists.read(item, {"1": "samir", "2": "rami", "3": "samir"})
    newest = tawthiq("search", "SAMIR", "--json").json
    assert [one["id"][-1] for one in newest] == ["3", "1"]
    rows = tawthiq("search", "samir", "--oldest", "--limit", 1).out.splitlines()
    assert rows[1].split() == ["r-0000000000000001", "samir", item.id, "row", "2"]
    assert tawthiq("search", "nobody").out == "Nothing to list.\n"
    assert tawthiq("search", "…").code == 2
