"""The command compare: two scenes of the same ground, before and after."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example
from tawthiq.errors import NotFound, Refused

if TYPE_CHECKING:
    import pyarrow as pa

    from tawthiq.imagery.buildings import Ranked
    from tawthiq.imagery.coregistering import Shifts

app = typer.Typer()

FAINTER = 0.7


@app.command(
    epilog=example(
        "tawthiq compare before.tif after.tif -o changes.geojson",
        "tawthiq compare before.tif after.tif --buildings footprints.gpkg -o buildings.geojson",
    )
)
def compare(
    ctx: typer.Context,
    *,
    before: Annotated[Path, typer.Argument(help="The earlier scene.")],
    after: Annotated[Path, typer.Argument(help="The later scene.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Write GeoJSON.")],
    threshold: Annotated[float, typer.Option(metavar="NUMBER", help="The least score of a mark.")] = 1.6,
    buildings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Footprints: rank buildings by evidence of change instead.")
    ] = None,
) -> None:
    """Lay two scenes beside each other: which marks are new, or which buildings changed most.

    The scenes may differ in coordinate system, resolution and season. Where they cannot be laid beside each other
    well, nothing is said to be new. Nothing is noted in a case. Grades of damage are given by a person, never here.
    """
    call = ctx.ensure_object(Call)
    for one in (before, after, *([buildings] if buildings else [])):
        if not one.is_file():
            raise NotFound("case.no_file", file=str(one))
    if output.exists():
        raise Refused("exporting.exists", file=str(output))
    if buildings:
        _buildings(call, before, after, buildings, output)
    else:
        _marks(call, before, after, output, threshold)


def _marks(call: Call, before: Path, after: Path, output: Path, threshold: float) -> None:
    from tawthiq.imagery import change
    from tawthiq.rasters.ground import picture

    with picture(after, after.name) as late, picture(before, before.name, work=late.work) as early:
        earlier, new = _found(before, threshold * FAINTER), _found(after, threshold)["marks"]
        found = change.changed(early, late, earlier, new)
    output.write_text(change.geojson(new, found.states), "utf-8")
    counts = Counter(found.states)
    facts = {"new": counts["new"], "already": counts["already there"], "unknown": counts["not assessable"]}
    document = {"file": output, **facts, **_apart(found.shifts)}
    written = call.say("imagery.written", count=len(found.states), file=output)
    show.put(call, document, call.say("imagery.compared", **facts, **_apart(found.shifts)), written)


def _found(file: Path, threshold: float) -> "dict[str, pa.Table]":
    from tawthiq.imagery import making
    from tawthiq.imagery.craters import LaplacianOfGaussian
    from tawthiq.imagery.scenes import Said

    with show.bar(file.name) as progress:
        method = LaplacianOfGaussian(threshold=threshold)
        return making.marks(file, file.name, Said(), method, name=file.name, progress=progress)


def _apart(found: "Shifts") -> dict[str, Any]:
    import numpy as np

    held = np.hypot(found.dx[found.holds], found.dy[found.holds]) * 0.5
    middle = f"{np.median(held):.1f}" if len(held) else "—"
    return {"shift": middle, "holds": len(held), "tiles": len(found.x)}


def _buildings(call: Call, before: Path, after: Path, footprints: Path, output: Path) -> None:
    from tawthiq.imagery import buildings
    from tawthiq.imagery.coregistering import shifts
    from tawthiq.rasters.ground import picture

    shapes = buildings.footprints(footprints)
    with picture(after, after.name) as late, picture(before, before.name, work=late.work) as early:
        told = buildings.ranked(early, late, shapes, shifts(early, late))
    output.write_text(_geojson(shapes, told), "utf-8")
    facts = {"count": len(shapes), "assessed": int((told.rank > 0).sum())}
    show.put(call, {"file": output, **facts}, call.say("imagery.buildings", **facts))


def _geojson(shapes: list[Any], told: "Ranked") -> str:
    import numpy as np
    import shapely

    from tawthiq.imagery.buildings import SIGNS

    features = []
    for n, shape in enumerate(shapes):
        known = bool(told.rank[n])
        sure = {"rank": int(told.rank[n]) or None, "evidence": round(float(told.evidence[n]), 3) if known else None}
        signs = zip(SIGNS, np.round(told.signs[n], 3).tolist(), strict=True)
        grade = {"grade": "" if known else "not assessable", "caution": "views from above miss façades"}
        about = {**sure, **{name: value for name, value in signs if known}, **grade}
        features.append({"type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)), "properties": about})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"
