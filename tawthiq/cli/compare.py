"""The command compare: two scenes of the same ground, before and after."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example
from tawthiq.cli.craters import METHOD, Method, Point, Set, counted, options
from tawthiq.errors import NotFound, Refused

if TYPE_CHECKING:
    import pyarrow as pa

    from tawthiq.imagery.buildings import Ranked
    from tawthiq.imagery.coregistering import Shifts
    from tawthiq.imagery.shape import Detector

app = typer.Typer()


@app.command(
    epilog=example(
        "tawthiq compare i-3f2a i-77c0",
        "tawthiq compare before.tif after.tif -o changes.geojson",
        "tawthiq compare before.tif after.tif --buildings footprints.gpkg -o buildings.geojson",
    )
)
def compare(
    ctx: typer.Context,
    *,
    before: Annotated[Path, typer.Argument(help="The earlier scene: a file, or an item of the case.")],
    after: Annotated[Path, typer.Argument(help="The later scene.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write GeoJSON, and nothing into a case.")
    ] = None,
    method: Method = METHOD,
    point: Point = "",
    set_: Set = None,
    buildings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Footprints: rank buildings by evidence of change instead.")
    ] = None,
) -> None:
    """Lay two scenes beside each other: which marks are new, or which buildings changed most.

    The scenes may differ in coordinate system, resolution and season. Where they cannot be laid beside each other
    well, nothing is said to be new. Without -o the two are scenes of the case, the later one with its marks, and what
    is new becomes a finding, which a report can show. Grades of damage are given by a person, never here.
    """
    from tawthiq.imagery.detect import chosen

    call = ctx.ensure_object(Call)
    if output is None:
        _in_case(call, before, after, buildings)
        return
    for one in (before, after, *([buildings] if buildings else [])):
        if not one.is_file():
            raise NotFound("case.no_file", file=str(one))
    if output.exists():
        raise Refused("exporting.exists", file=str(output))
    if buildings:
        _buildings(call, before, after, buildings, output)
    else:
        _marks(call, before, after, output, chosen(method, options(set_, point)))


def _in_case(call: Call, before: Path, after: Path, buildings: Path | None) -> None:
    from tawthiq.imagery import comparing, ranking

    with call.opened() as case:
        if buildings:
            ranked = ranking.rank(case, before, after, buildings, by=call.signer())
            told = {"count": ranked.count, "assessed": ranked.assessed}
            show.put(call, ranked, f"{ranked.finding.id}: " + call.say("imagery.buildings", **told))
            return
        with show.bar(before.name) as progress:
            found = comparing.compare(case, before, after, by=call.signer(), progress=progress)
    facts = counted(found.counts)
    show.put(call, {"finding": found.finding, **facts}, call.say("imagery.states", **facts))


def _marks(call: Call, before: Path, after: Path, output: Path, method: "Detector") -> None:
    from tawthiq.imagery import change
    from tawthiq.rasters.ground import picture

    with picture(after, after.name) as late, picture(before, before.name, work=late.work) as early:
        earlier, new = _found(before, change.fainter(method), late.work), _found(after, method)["marks"]
        found = change.changed(early, late, earlier, new)
    output.write_text(change.geojson(new, found.states), "utf-8")
    facts = counted(Counter(found.states))
    document = {"file": output, **facts, **_apart(found.shifts)}
    written = call.say("imagery.written", count=len(found.states), file=output)
    show.put(call, document, call.say("imagery.compared", **facts, **_apart(found.shifts)), written)


def _found(file: Path, method: "Detector", work: str = "") -> "dict[str, pa.Table]":
    from tawthiq.imagery import making
    from tawthiq.imagery.scenes import Said

    with show.bar(file.name) as progress:
        return making.marks(file, file.name, Said(), method, name=file.name, work=work, progress=progress)


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
