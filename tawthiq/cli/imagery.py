"""Commands about scenes: scene add, detect craters, marks, compare."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import complete, show
from tawthiq.cli.call import Call, example
from tawthiq.errors import BadInput

if TYPE_CHECKING:
    import pyarrow as pa

    from tawthiq.case import Case
    from tawthiq.imagery.scenes import Said
    from tawthiq.imagery.shape import Detector
    from tawthiq.nouns import Mark

app = typer.Typer()
scene_app = typer.Typer(no_args_is_help=True)
detect_app = typer.Typer(no_args_is_help=True)
app.add_typer(scene_app, name="scene", help="Satellite and aerial scenes: add one.",
              epilog=example("tawthiq scene add homs.tif --owner '© DigitalGlobe' --date 2012-02-20"))  # fmt: skip
app.add_typer(detect_app, name="detect", help="Find marks in a scene.",
              epilog=example("tawthiq detect craters homs.tif"))  # fmt: skip

SHOWN = ("id", "place", "probability", "score", "diameter", "polarity", "verdict")
METHOD = "network"

Bands = Annotated[str, typer.Option(metavar="NAMES", help="The bands in order, such as nir,red,green.")]
Corners = Annotated[
    str, typer.Option(metavar="NUMBERS", help="lon,lat of upper left, upper right, lower right, lower left.")
]
World = Annotated[Path | None, typer.Option(metavar="FILE", help="A world file (.jgw, .pgw, .tfw); needs --crs.")]
Crs = Annotated[str, typer.Option(metavar="NAME", help="The coordinate system of the world file, such as EPSG:32637.")]
Pixels = Annotated[
    float | None, typer.Option(metavar="METRES", help="Metres a pixel of a picture of no place on Earth.")
]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A parameter of the detector.")]
Method = Annotated[str, typer.Option("--method", metavar="NAME", help="The detector.")]
Point = Annotated[str, typer.Option(metavar="NAME", help="How sure a mark must be: screening, balanced, evidence.")]


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
    from tawthiq.rasters.ground import picture

    call = ctx.ensure_object(Call)
    said = _said(owner=owner, date=date, bands=bands, corners=corners, world=world, crs=crs, pixels=pixels)
    with picture(file, file.name, said.told) as seen:
        facts = {"metres": round(max(seen.metres), 2), "bands": ", ".join(seen.bands)}
    with call.opened() as case:
        handle = source or _source(case, owner)
        by = call.signer()
        with show.bar(file.name) as progress:
            item = case.receive(file, source=handle, how=how, by=by, by_reference=by_reference, progress=progress)
        finding = scene(case, item.id, said, by=by)
    show.put(call, {"item": item, "finding": finding}, call.say("imagery.scene_added", file=file, id=item.id, **facts))


def _source(case: "Case", owner: str) -> str:
    """The handle of the scene's owner, who becomes a source (a sensor) of the case where they are none."""
    from tawthiq.nouns import Source

    handle = re.sub(r"[^a-z0-9]+", "-", owner.lower()).strip("-") or "scenes"
    if handle not in case.casefile.sources:
        case.add_source(Source(handle, owner, "sensor"))
    return handle


def _said(
    *, owner: str = "", date: str = "", bands: str, corners: str, world: Path | None, crs: str, pixels: float | None
) -> "Said":
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


@detect_app.command(
    epilog=example(
        "tawthiq detect craters bab-amr-2012-02-20.tif",
        "tawthiq detect craters i-0123456789abcdef --set threshold=2.5",
        "tawthiq detect craters FILE.tif -o craters.geojson",
        "tawthiq detect craters FILE.tif --point evidence -o craters.geojson",
    )
)
def craters(
    ctx: typer.Context,
    *,
    scene: Annotated[str, typer.Argument(help="A received scene (path or id); with -o any file.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Without a case: write .geojson, .gpkg or .csv."),
    ] = None,
    method: Method = METHOD,
    point: Point = "",
    before: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With -o: an earlier scene; tells which marks are new.")
    ] = None,
    set_: Set = None,
    bands: Bands = "",
    corners: Corners = "",
    world: World = None,
    crs: Crs = "",
    pixels: Pixels = None,
) -> None:
    """Find marks that may be impact craters.

    In a case they become a finding; what people decided of a mark before stays with it. An interrupted run goes on
    where it was. With -o no case is needed, and nothing is noted anywhere. Scars of small mortars cannot be seen.
    """
    call = ctx.ensure_object(Call)
    options = dict(_option(one) for one in set_ or []) | ({"point": point} if point else {})
    if output:
        said = _said(bands=bands, corners=corners, world=world, crs=crs, pixels=pixels)
        _alone(call, Path(scene), output, said, (method, options), before)
        return
    if before:
        raise BadInput("imagery.before_alone", file=str(before))
    from tawthiq.imagery.detect import chosen, detect

    with call.opened() as case, show.bar(scene) as progress:
        found = detect(case, scene, by=call.signer(), method=chosen(method, options), progress=progress)
    key = "imagery.already" if found.already else "imagery.detected"
    said_ = call.say(key, file=scene, id=found.finding.id, **_counts(found.coverage))
    show.put(call, found, said_, *_cautions(call, found.coverage))


def _alone(  # noqa: PLR0917 (what was typed, one by one)
    call: Call, file: Path, output: Path, said: "Said", asked: tuple[str, Mapping[str, Any]], before: Path | None
) -> None:
    """Detect without a case and write the marks."""
    from tawthiq.errors import NotFound
    from tawthiq.imagery import exporting, making
    from tawthiq.imagery.detect import chosen
    from tawthiq.nouns import Mark

    for one in (file, *([before] if before else [])):
        if not one.is_file():
            raise NotFound("case.no_file", file=str(one))
    detector = chosen(*asked)
    with show.bar(file.name) as progress:
        made = making.marks(file, file.name, said, detector, name=file.name, progress=progress)
    marks = [Mark(row["id"], file.name, row, "") for row in made["marks"].to_pylist()]
    rows = [{**row, "method": detector.name, "method_version": detector.version, "scene": file.name}
            for row in exporting.rows_of(marks, said)]  # fmt: skip
    states = _states(file, before, said, detector, made["marks"]) if before else []
    exporting.write(
        [{**row, "change": state} for row, state in zip(rows, states, strict=True)] if before else rows, output
    )
    (told,) = made["coverage"].to_pylist()
    written = call.say("imagery.written", count=len(rows), file=output)
    assessed = call.say("imagery.assessed", **_counts(told))
    compared = [call.say("imagery.states", **_counted(states))] if before else []
    document = {"file": output, "coverage": told, **(_counted(states) if before else {})}
    show.put(call, document, written, *compared, assessed, *_cautions(call, told))


def _states(file: Path, before: Path, said: "Said", detector: "Detector", marks: "pa.Table") -> Sequence[str]:
    """Of each mark whether it is new, was there already in the earlier scene, or nobody can tell."""
    from tawthiq.imagery import change, making
    from tawthiq.imagery.scenes import Said
    from tawthiq.rasters.ground import picture

    with picture(file, file.name, said.told) as late, picture(before, before.name, work=late.work) as early:
        with show.bar(before.name) as progress:
            method = change.fainter(detector)
            old = making.marks(before, before.name, Said(), method, name=before.name, progress=progress)
        return change.changed(early, late, old, marks).states


def _counted(states: Sequence[str]) -> dict[str, int]:
    named = {"new": "new", "already": "already there", "unknown": "not assessable"}
    return {key: list(states).count(state) for key, state in named.items()}


def _option(said: str) -> tuple[str, Any]:
    name, _, value = said.partition("=")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _counts(told: Mapping[str, Any]) -> dict[str, Any]:
    area = {name: f"{told[f'{name}_m2'] / 1e6:.2f}" for name in ("ground", "assessable")}
    return {"count": told["marks"], **area}


def _cautions(call: Call, told: Mapping[str, Any]) -> list[str]:
    """What must be told with a count: what it is worth, and what cannot be seen."""
    said = [call.say(key, **facts) for key, facts in json.loads(told["warnings"])]
    why = json.loads(told["uncalibrated"])
    if why:
        said.append(call.say(why[0], **why[1]))
    else:
        numbers = {"expected": told["expected"], "low": told["expected_low"], "high": told["expected_high"]}
        said.append(call.say("imagery.expected", count=told["marks"], **numbers))
    return [*said, call.say("imagery.not_detectable")]


@app.command(
    epilog=example(
        "tawthiq marks",
        'tawthiq marks --near "34 42 43N 36 40 58E" --within 2km --figure out.png',
        "tawthiq marks --export craters.gpkg",
        "tawthiq marks --chips doubtful.png --density density.png",
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
            for path, draw in ((export, out.export), (figure, out.figure), (chips, out.chips), (density, out.density))
            if path
            for path in draw(call, case, chosen, path)
        ]
        if clusters or distance_to:
            told = (
                where.distances(call, case, chosen, distance_to) if distance_to else where.clusters(call, case, chosen)
            )
            show.put(call, {"rows": told.rows, "files": files}, *told.lines)
            return
    _list(call, [one for held in chosen for one in held.marks], limit, files)


def _list(call: Call, found: Sequence["Mark"], limit: int, files: Sequence[Path]) -> None:
    rows = [
        [one.id, _place(one), _rounded(one, "probability"), _rounded(one, "score"),
         f"{one.fields['diameter_m']:.1f}", one.fields["polarity"] or "", one.verdict]
        for one in found[:limit]
    ]  # fmt: skip
    told = [call.say("imagery.drawn", file=path) for path in files]
    document = {"total": len(found), "files": files, "marks": found[:limit]}
    show.put(call, document, *([] if files else [show.table(call, SHOWN, rows)]), *told)


def _rounded(one: "Mark", name: str) -> float | None:
    value = one.fields[name]
    return None if value is None else round(float(value), 2)


def _place(one: "Mark") -> str:
    from tawthiq.coordinates import degrees

    if one.fields["lon"] is None:
        return f"{one.fields['x_px']:.1f}, {one.fields['y_px']:.1f} px"
    return degrees(one.fields["lat"], one.fields["lon"])
