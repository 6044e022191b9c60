"""RO-Crate 1.1: the description that makes a payload a crate: its files, who made them, from what, by which method."""

import json
import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tawthiq import __version__

Row = Mapping[str, Any]
Entity = dict[str, Any]

NAME = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
TERMS = {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}
"""What the context of 1.1 has no word for."""
PROFILE = "https://w3id.org/ro/crate/1.1"
LICENCE = "#terms"
SOFTWARE = "#tawthiq"


def crate(
    folder: Path, *, title: str, about: str, day: str, terms: str, items: Sequence[Row], runs: Sequence[Row]
) -> Path:
    """Write the description of a payload folder into it; ``items`` are rows of the load file, ``runs`` of the runs.

    Files that lie in the folder are described; what is withheld is named without a file.
    """
    described = {one["@id"]: one for one in _entities(folder, items, runs)}
    parts = [{"@id": id_} for id_, one in described.items() if one["@type"] == "File"]
    root = {
        "@id": "./", "@type": "Dataset", "name": title, "description": about, "datePublished": day,
        "license": {"@id": LICENCE}, "hasPart": parts, "mentions": [
            {"@id": id_} for id_, one in described.items() if one["@type"] == "CreateAction"],
    }  # fmt: skip
    head = {"@id": NAME, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": PROFILE}}
    licence = {"@id": LICENCE, "@type": "CreativeWork", "name": terms, "description": terms}
    graph = [head, root, licence, *described.values()]
    path = folder / NAME
    path.write_text(
        json.dumps({"@context": [CONTEXT, TERMS], "@graph": graph}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    return path


def _entities(folder: Path, items: Sequence[Row], runs: Sequence[Row]) -> Iterator[Entity]:
    yield _software(SOFTWARE, "tawthiq", __version__)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME):
        yield _file(path, path.relative_to(folder).as_posix())
    for row in items:
        yield _source(row)
        yield _item(row)
    made = {row["id"]: [*_tables(folder, row)] for row in runs}
    for row in runs:
        yield {"@id": f"#person-{row['by']}", "@type": "Person", "name": row["by"]}
        yield _software(f"#{row['method']}-{row['version']}", row["method"], row["version"])
        yield from made[row["id"]]
        yield _action(row, made, {one["id"]: _place(one) for one in items})


def _software(id_: str, name: str, version: str) -> Entity:
    return {"@id": id_, "@type": "SoftwareApplication", "name": name, "softwareVersion": version, "url": "urn:tawthiq"}


def _file(path: Path, where: str) -> Entity:
    media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {"@id": where, "@type": "File", "name": path.name, "contentSize": str(path.stat().st_size),
            "encodingFormat": media}  # fmt: skip


def _source(row: Row) -> Entity:
    return {"@id": f"#source-{row['source']}", "@type": "Organization", "name": row["source_name"] or row["source"]}


def _item(row: Row) -> Entity:
    """An item as the file that it is, or as a work that is withheld."""
    told = {
        "@id": _place(row), "@type": "File" if row["path"] else "CreativeWork", "name": row["title"],
        "identifier": row["number"], "sha256": row["sha256"], "provider": {"@id": f"#source-{row['source']}"},
        "conditionsOfAccess": row["confidentiality"], "description": row["custody"],
    }  # fmt: skip
    size = {"contentSize": str(row["size"]), "encodingFormat": row["media_type"]} if row["path"] else {}
    return {**told, **size}


def _place(row: Row) -> str:
    return row["path"] or f"#withheld-{row['id']}"


def _tables(folder: Path, row: Row) -> Iterator[Entity]:
    for name, sha256 in json.loads(row["tables"]).items():
        where = f"case/vault/{sha256[:2]}/{sha256[2:]}"
        told = {"name": f"{row['slot']}: {name}", "sha256": sha256}
        if (folder / where).exists():
            size = str((folder / where).stat().st_size)
            media = "application/vnd.apache.parquet"
            yield {"@id": where, "@type": "File", **told, "contentSize": size, "encodingFormat": media}
        else:
            yield {"@id": f"#withheld-{sha256[:16]}", "@type": "CreativeWork", **told, "conditionsOfAccess": "withheld"}


def _action(row: Row, made: Mapping[str, list[Entity]], items: Mapping[str, str]) -> Entity:
    read = [one["@id"] for id_ in row["inputs"].split() for one in made.get(id_, [])]
    read += [items[id_] for id_ in row["inputs"].split() if id_ in items]
    return {
        "@id": f"#{row['id']}", "@type": "CreateAction", "name": f"{row['method']}: {row['slot']}",
        "description": f"{row['state']}; seed {row['seed']}; parameters {row['parameters']}",
        "endTime": row["at"], "agent": {"@id": f"#person-{row['by']}"},
        "instrument": {"@id": f"#{row['method']}-{row['version']}"},
        "object": [{"@id": one} for one in dict.fromkeys(read)],
        "result": [{"@id": one["@id"]} for one in made[row["id"]]],
    }  # fmt: skip
