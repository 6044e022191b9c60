"""Provenance: every derivation of a case as PROV-JSON (W3C member submission, 24 April 2013)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

PREFIX = {"tawthiq": "urn:tawthiq:", "prov": "http://www.w3.org/ns/prov#", "dct": "http://purl.org/dc/terms/"}


def provenance(items: Iterable[Row], runs: Sequence[Row]) -> dict[str, Any]:
    """Items by whom they were received, tables by the run that made them and from what, people by their handles.

    ``items`` are rows of the load file, ``runs`` those of the runs.
    """
    made = {"prefix": PREFIX, "entity": {}, "activity": {}, "agent": {}, "used": {}, "wasGeneratedBy": {},
            "wasAssociatedWith": {}, "wasAttributedTo": {}, "wasDerivedFrom": {}}  # fmt: skip
    for row in items:
        _item(made, row)
    tables = {row["id"]: list(json.loads(row["tables"]).items()) for row in runs}
    for row in runs:
        _run(made, row, tables)
    return {name: told for name, told in made.items() if told}


def _item(made: dict[str, Any], row: Row) -> None:
    entity = _id(row["id"])
    made["entity"][entity] = {
        "dct:title": row["title"],
        "tawthiq:sha256": row["sha256"],
        "tawthiq:number": row["number"],
    }
    source = _id(f"source/{row['source']}")
    made["agent"][source] = {"prov:label": row["source_name"] or row["source"]}
    _relate(made, "wasAttributedTo", {"prov:entity": entity, "prov:agent": source})


def _run(made: dict[str, Any], row: Row, tables: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    activity, agent = _id(row["id"]), _id(f"person/{row['by']}")
    made["activity"][activity] = {
        "prov:endTime": row["at"], "tawthiq:method": f"{row['method']} {row['version']}", "tawthiq:slot": row["slot"],
        "tawthiq:parameters": row["parameters"], **({"tawthiq:seed": row["seed"]} if row["seed"] is not None else {}),
    }  # fmt: skip
    made["agent"][agent] = {"prov:type": {"$": "prov:Person", "type": "prov:QUALIFIED_NAME"}}
    _relate(made, "wasAssociatedWith", {"prov:activity": activity, "prov:agent": agent})
    read = [entity for one in row["inputs"].split() for entity in _entities(one, tables)]
    for entity in read:
        if entity in made["entity"]:
            _relate(made, "used", {"prov:activity": activity, "prov:entity": entity})
    for name, sha256 in tables[row["id"]]:
        table = _id(f"{row['id']}/{name}")
        made["entity"][table] = {"tawthiq:sha256": sha256, "prov:label": name}
        _relate(made, "wasGeneratedBy", {"prov:entity": table, "prov:activity": activity})
        for entity in read:
            if entity in made["entity"]:
                told = {"prov:generatedEntity": table, "prov:usedEntity": entity, "prov:activity": activity}
                _relate(made, "wasDerivedFrom", told)


def _entities(id_: str, tables: Mapping[str, Sequence[tuple[str, str]]]) -> list[str]:
    return [_id(f"{id_}/{name}") for name, _ in tables[id_]] if id_ in tables else [_id(id_)]


def _relate(made: dict[str, Any], kind: str, told: Row) -> None:
    made[kind][f"_:{kind}{len(made[kind]) + 1}"] = told


def _id(name: str) -> str:
    return f"tawthiq:{name}"
