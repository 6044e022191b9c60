"""Derivations: who received what, which run made which table out of what. The package prov reads it in test_bundle."""

from tawthiq.report.outputs.prov import provenance

ITEM = {
    "id": "i-1",
    "title": "list.csv",
    "sha256": "ab",
    "number": "E000001",
    "source": "lcc",
    "source_name": "Committees",
}


def run(id_: str, inputs: str, tables: str) -> dict[str, object]:
    return {"id": id_, "inputs": inputs, "tables": tables, "by": "ana", "at": "2012-03-03T00:00:00+00:00",
            "method": "m",
            "version": "1", "slot": "s", "parameters": "{}", "seed": None}  # fmt: skip


def test_a_table_derives_from_the_file_and_the_next_from_the_table() -> None:
    made = provenance([ITEM], [run("f-1", "i-1", '{"records": "cd"}'), run("f-2", "f-1", '{"people": "ef"}')])
    derived = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in made["wasDerivedFrom"].values()}
    assert derived == {
        ("tawthiq:f-1/records", "tawthiq:i-1"),
        ("tawthiq:f-2/people", "tawthiq:f-1/records"),
    }
    assert set(made["agent"]) == {"tawthiq:source/lcc", "tawthiq:person/ana"}


def test_what_was_forgotten_is_not_made_up() -> None:
    made = provenance([], [run("f-1", "i-gone", '{"records": "cd"}')])
    assert "used" not in made
    assert set(made["entity"]) == {"tawthiq:f-1/records"}
