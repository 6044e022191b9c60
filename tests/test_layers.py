"""The floors of the house (docs/design.md): nobody imports a floor above or a neighbouring craft, none in circles."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "tawthiq"
FLOORS = [
    {"nouns", "errors", "messages"},
    {"text", "skeletons", "prints", "calendars", "dates", "coordinates", "places"}
    | {"ages", "fields", "tables", "typology", "elements", "marking"},
    {"case", "methods", "rasters", "pictures", "plates"},
    {"readers", "imagery", "names", "claims", "toll", "report"},
    {"web"},
    {"cli", "__main__"},
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
CRAFTS = FLOORS[3]
VERBS = {
    "readers/read.py",
    "names/link.py",
    "names/review.py",
    "names/auditing.py",
    "claims/weigh.py",
    "claims/store.py",  # accounts and claims in the case: entering them stands apart from weighing
    "toll/register.py",
    "imagery/detect.py",
    "report/publish.py",
    "report/bundle.py",  # what a court gets of a case
    "report/blurring.py",  # offsets that are drawn once and kept
    "report/correcting.py",  # a log of its own
    "imagery/drawing.py",
    "imagery/showing.py",  # a scene with its overviews
    "imagery/comparing.py",  # two scenes of a case
    "imagery/ranking.py",  # buildings of a map between two scenes
    "report/evidence.py",
    "report/draft.py",
}
ONE_DOOR = {
    "sqlite3": "case/catalogue.py",
    "rasterio": "rasters/",
    "rio_tiler": "rasters/",
    "filelock": "case/",
    "starlette": "web/",
    "uvicorn": "web/",
}
FILES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(("tawthiq", *parts[: -1 if parts[-1] == "__init__" else None]))


def imports(path: Path) -> set[str]:
    """What a file imports, as ``tawthiq.…`` modules and other top-level packages."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    known = {name(file) for file in FILES}
    return {one if one in known else one.rpartition(".")[0] if one.startswith("tawthiq.") else one for one in found}


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_imports_its_own_room_and_lower_floors(path: Path) -> None:
    own = room(name(path))
    for other in {room(one) for one in imports(path) if one.startswith("tawthiq.")} - {own, ""}:
        assert FLOOR[other] <= FLOOR[own], f"{own} imports {other}, a floor above"
        assert not {own, other} <= CRAFTS, f"{own} imports {other}, a neighbour"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_heavy_thing_has_one_door(path: Path) -> None:
    here = path.relative_to(ROOT).as_posix()
    for one in imports(path):
        door = ONE_DOOR.get(one.split(".")[0])
        assert door is None or here.startswith(door), f"{one} belongs to {door}"
    if here.split("/")[0] in CRAFTS and here not in VERBS:
        assert not {one for one in imports(path) if one.startswith("tawthiq.case")}, (
            "only the verb of a craft knows the case"
        )


def test_nothing_imports_in_circles() -> None:
    graph = {name(path): {one for one in imports(path) if one.startswith("tawthiq.")} - {name(path)} for path in FILES}
    while leaves := {module for module, needs in graph.items() if not needs & graph.keys()}:
        graph = {module: needs for module, needs in graph.items() if module not in leaves}
    assert not graph, f"a circle among {sorted(graph)}"


def step(module: str) -> str:
    """The room within a craft: ``tawthiq.names.words`` of ``tawthiq.names.words.chains``; else the craft itself."""
    parts = module.split(".")
    inner = (ROOT / Path(*parts[1:3])).is_dir() if len(parts) > 2 else False
    return ".".join(parts[:3]) if inner else ""


def test_rooms_of_a_craft_lean_one_way() -> None:
    graph: dict[str, set[str]] = {}
    for path in FILES:
        own = step(name(path))
        if own:
            graph.setdefault(own, set()).update({step(one) for one in imports(path) if step(one)} - {own})
    while leaves := {room for room, needs in graph.items() if not needs & graph.keys()}:
        graph = {room: needs for room, needs in graph.items() if room not in leaves}
    assert not graph, f"a circle among {sorted(graph)}"


def test_the_verifier_stands_alone() -> None:
    outside = {one for one in imports(ROOT / "case" / "verify.py") if one.startswith("tawthiq")}
    assert outside == set()
