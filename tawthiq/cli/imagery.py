"""Commands about scenes and the marks in them: scene add, marks."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.cli import complete, show
from tawthiq.cli.call import Call, example
from tawthiq.errors import BadInput

if TYPE_CHECKING:
    from tawthiq.case import Case
    from tawthiq.cli.imagery_out import Chosen
    from tawthiq.imagery.scenes import Said
    from tawthiq.nouns import Mark

app = typer.Typer()
scene_app = typer.Typer(no_args_is_help=True)
app.add_typer(scene_app, name="scene", help="Satellite and aerial scenes: add one.",
              epilog=example("tawthiq scene add homs.tif --owner '© DigitalGlobe' --date 2012-02-20"))  # fmt: skip

SHOWN = ("id", "place", "probability", "score", "diameter", "polarity", "change", "verdict")

Bands = Annotated[str, typer.Option(metavar="NAMES", help="The bands in order, such as nir,red,green.")]
Corners = Annotated[
    str, typer.Option(metavar="NUMBERS", help="lon,lat of upper left, upper right, lower right, lower left.")
]
World = Annotated[Path | None, typer.Option(metavar="FILE", help="A world file (.jgw, .pgw, .tfw); needs --crs.")]
Crs = Annotated[str, typer.Option(metavar="NAME", help="The coordinate system of the world file, such as EPSG:32637.")]
Pixels = Annotated[
    float | None, typer.Option(metavar="METRES", help="Metres a pixel of a picture of no place on Earth.")
]


@scene_app.command(
    epilog=example(
        "tawthiq scene add bab-amr-2012-02-20.tif --owner '© DigitalGlobe' --date 2012-02-20 --bands nir,red,green"
    )
)
def add(
    ctx: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(help="The scene: a GeoTIFF, JPEG or PNG.")],
    owner: Annotated[str, typer.Option(metavar="TEXT", help="Whose it is, as it must be printed.")],
    date: Annotated[str, typer.Option(metavar="DAY", help="When it was taken (EDTF).")] = "",
    bands: Bands = "",
    source: Annotated[
        str, typer.Option(metavar="HANDLE", help="Who it comes from; else its owner.", autocompletion=complete.sources)
    ] = "",
    how: Annotated[str, typer.Option(metavar="TEXT", help="How and when it reached you.")] = "",
    by_reference: Annotated[bool, typer.Option("--by-reference", help="Keep path and hash only.")] = False,
    corners: Corners = "",
    world: World = None,
    crs: Crs = "",
    pixels: Pixels = None,
) -> None:
    """Take a scene into the case and note whose it is, when it was taken, its bands, and where it lies.

    A scene that does not say where it lies is refused until a person says it.
    """
    from tawthiq.imagery.detect import scene
    from tawthiq.imagery.showing import shown
    from tawthiq.rasters.ground import picture

    call = ctx.ensure_object(Call)
    said = said_of(owner=owner, date=date, bands=bands, corners=corners, world=world, crs=crs, pixels=pixels)
    with picture(file, file.name, said.told) as seen:
        facts = {"metres": round(max(seen.metres), 2), "bands": ", ".join(seen.bands)}
    with call.opened() as case:
        handle = source or _source(case, owner)
        by = call.signer()
        with show.bar(file.name) as progress:
            item = case.receive(file, source=handle, how=how, by=by, by_reference=by_reference, progress=progress)
        finding = scene(case, item.id, said, by=by)
        with show.bar(call.say("imagery.overviews", file=file.name)) as progress:
            shown(case, item, progress)
    show.put(call, {"item": item, "finding": finding}, call.say("imagery.scene_added", file=file, id=item.id, **facts))


def _source(case: "Case", owner: str) -> str:
    """The handle of the scene's owner, who becomes a source (a sensor) of the case where they are none."""
    from tawthiq.nouns import Source

    handle = re.sub(r"[^a-z0-9]+", "-", owner.lower()).strip("-") or "scenes"
    if handle not in case.casefile.sources:
        case.add_source(Source(handle, owner, "sensor"))
    return handle


def said_of(
    *, owner: str = "", date: str = "", bands: str, corners: str, world: Path | None, crs: str, pixels: float | None
) -> "Said":
    """What was typed of a scene: its bands, and where it lies."""
    from tawthiq.imagery.scenes import Said

    numbers = tuple(float(one) for one in world.read_text("ascii").split()) if world else ()
    named = tuple(one.strip().lower() for one in bands.split(",") if one.strip())
    return Said(owner, date, named, _corners(corners), numbers, crs, pixels)


def _corners(said: str) -> tuple[tuple[float, float], ...]:
    if not said:
        return ()
    try:
        lon1, lat1, lon2, lat2, lon3, lat3, lon4, lat4 = (float(one) for one in re.split(r"[\s,;]+", said.strip()))
    except ValueError as error:
        raise BadInput("imagery.corners_how", value=said) from error
    return (lon1, lat1), (lon2, lat2), (lon3, lat3), (lon4, lat4)


@app.command(
    epilog=example(
        "tawthiq marks",
        'tawthiq marks --near "34 42 43N 36 40 58E" --within 2km --figure out.png',
        "tawthiq marks --export craters.gpkg",
        "tawthiq marks --chips doubtful.png --density density.png",
        "tawthiq marks --hexagons density.geojson",
        "tawthiq marks --least 0.5 --clusters",
        "tawthiq marks --distance-to hospitals.geojson",
    )
)
def marks(
    ctx: typer.Context,
    *,
    scene: Annotated[str | None, typer.Option(metavar="ID", help="Only those of this scene (path or id).")] = None,
    near: Annotated[str, typer.Option(metavar="PLACE", help="Only those around a place, in degrees.")] = "",
    within: Annotated[str, typer.Option(metavar="DISTANCE", help="How far from it: 500m, 2km.")] = "1km",
    least: Annotated[float, typer.Option(metavar="NUMBER", help="Only from this score on.")] = 0.0,
    limit: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="How many are listed at most.")] = 50,
    export: Annotated[Path | None, typer.Option(metavar="FILE", help="Write .gpkg, .geojson or .csv.")] = None,
    figure: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the scene with them (.png, .svg).")] = None,
    chips: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw their chips, the doubtful first.")] = None,
    density: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the map of their density.")] = None,
    hexagons: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write their density in hexagons (.geojson).")
    ] = None,
    clusters: Annotated[bool, typer.Option("--clusters", help="Tell where they lie close together.")] = False,
    distance_to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Tell how far the nearest lies from each object of a map.")
    ] = None,
) -> None:
    """List the marks as they stand, draw them, or write them for a GIS.

    What is written carries INTERNAL in its name and in its content, and is noted in the journal.
    """
    from tawthiq.cli import imagery_out as out
    from tawthiq.cli import imagery_patterns as where

    call = ctx.ensure_object(Call)
    with call.opened() as case:
        chosen = out.chosen(case, scene, near, within, least)
        files = [
            path
            for path, draw in (
                (export, out.export),
                (figure, out.figure),
                (chips, out.chips),
                (density, out.density),
                (hexagons, out.hexagons),
            )
            if path
            for path in draw(call, case, chosen, path)
        ]
        if clusters or distance_to:
            told = (
                where.distances(call, case, chosen, distance_to) if distance_to else where.clusters(call, case, chosen)
            )
            show.put(call, {"rows": told.rows, "files": files}, *told.lines)
            return
    _list(call, chosen, limit, files)


def _list(call: Call, chosen: "Sequence[Chosen]", limit: int, files: Sequence[Path]) -> None:
    found = [one for held in chosen for one in held.marks]
    states: dict[str, str] = {}
    for held in chosen:
        states.update(held.states)
    rows = [
        [one.id, _place(one), _rounded(one, "probability"), _rounded(one, "score"),
         f"{one.fields['diameter_m']:.1f}", one.fields["polarity"] or "",
         *([states.get(one.id, "")] if states else []), one.verdict]
        for one in found[:limit]
    ]  # fmt: skip
    heads = [one for one in SHOWN if one != "change" or states]
    told = [call.say("imagery.drawn", file=path) for path in files]
    listed = [{**show.plain(one), "change": states.get(one.id, "")} for one in found[:limit]]
    document = {"total": len(found), "files": files, "marks": listed}
    show.put(call, document, *([] if files else [show.table(call, heads, rows)]), *told)


def _rounded(one: "Mark", name: str) -> float | None:
    value = one.fields[name]
    return None if value is None else round(float(value), 2)


def _place(one: "Mark") -> str:
    from tawthiq.coordinates import degrees

    if one.fields["lon"] is None:
        return f"{one.fields['x_px']:.1f}, {one.fields['y_px']:.1f} px"
    return degrees(one.fields["lat"], one.fields["lon"])
