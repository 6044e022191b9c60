"""The command detect craters: with a case or without one, beside an earlier scene, on one machine or many."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.cli import show
from tawthiq.cli.call import Call, example
from tawthiq.cli.imagery import Bands, Corners, Crs, Pixels, World, said_of

if TYPE_CHECKING:
    import pyarrow as pa

    from tawthiq.imagery.scenes import Said
    from tawthiq.imagery.shape import Detector
    from tawthiq.imagery.spreading import Scan

app = typer.Typer()
detect_app = typer.Typer(no_args_is_help=True)
app.add_typer(detect_app, name="detect", help="Find marks in a scene.",
              epilog=example("tawthiq detect craters homs.tif"))  # fmt: skip

METHOD = "network"

Set = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A parameter of the detector.")]
Method = Annotated[str, typer.Option("--method", metavar="NAME", help="The detector.")]
Point = Annotated[str, typer.Option(metavar="NAME", help="How sure a mark must be: screening, balanced, evidence.")]
Engine = Annotated[str, typer.Option(metavar="NAME", help="Who looks: local, dask, or a scheduler (tcp://HOST:PORT).")]


@detect_app.command(
    epilog=example(
        "tawthiq detect craters bab-amr-2012-02-20.tif",
        "tawthiq detect craters i-0123456789abcdef --set threshold=2.5",
        "tawthiq detect craters FILE.tif -o craters.geojson",
        "tawthiq detect craters FILE.tif --point evidence -o craters.geojson",
        "tawthiq detect craters after.tif --before before.tif",
        "tawthiq detect craters --scene i-0123456789abcdef --before i-fedcba9876543210",
        "tawthiq detect craters large.tif --engine dask",
    )
)
def craters(
    ctx: typer.Context,
    *,
    scene: Annotated[str, typer.Argument(help="A received scene (path or id); with -o any file.")] = "",
    named: Annotated[str, typer.Option("--scene", metavar="SCENE", help="The scene, named by an option.")] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Without a case: write .geojson, .gpkg or .csv."),
    ] = None,
    method: Method = METHOD,
    point: Point = "",
    before: Annotated[
        str,
        typer.Option(metavar="SCENE", help="An earlier scene (in a case a received one): tells which marks are new."),
    ] = "",
    engine: Engine = "local",
    set_: Set = None,
    bands: Bands = "",
    corners: Corners = "",
    world: World = None,
    crs: Crs = "",
    pixels: Pixels = None,
) -> None:
    """Find marks that may be impact craters.

    In a case they become a finding; what people decided of a mark before stays with it. An interrupted run goes on
    where it was. With --before it is told, and kept, which marks are new. With -o no case is needed, and nothing is
    noted anywhere. Scars of small mortars cannot be seen.
    """
    from tawthiq.errors import BadInput
    from tawthiq.imagery.detect import chosen
    from tawthiq.imagery.spreading import engine as spread

    call = ctx.ensure_object(Call)
    detector, scene = chosen(method, options(set_, point)), scene or named
    if not scene:
        raise BadInput("imagery.which_scene")
    if output:
        said = said_of(bands=bands, corners=corners, world=world, crs=crs, pixels=pixels)
        with spread(engine) as scan:
            _alone(call, Path(scene), output, said, detector, before=Path(before) if before else None, scan=scan)
        return
    _in_case(call, scene, detector, before, engine)


def _in_case(call: Call, scene: str, method: "Detector", before: str, engine: str) -> None:
    """Detect in a case; beside an earlier scene of it, what is new becomes a finding too."""
    from tawthiq.imagery.comparing import compare
    from tawthiq.imagery.detect import detect
    from tawthiq.imagery.spreading import engine as spread

    with call.opened() as case:
        with show.bar(scene) as progress, spread(engine) as scan:
            found = detect(case, scene, by=call.signer(), method=method, scan=scan, progress=progress)
        key = "imagery.already" if found.already else "imagery.detected"
        told = [call.say(key, file=scene, id=found.finding.id, **_counts(found.coverage))]
        document = show.plain(found)
        if before:
            with show.bar(before) as progress:
                beside = compare(case, before, scene, by=call.signer(), progress=progress)
            document |= {"change": beside.finding, **counted(beside.counts)}
            told.append(call.say("imagery.states", **counted(beside.counts)))
    show.put(call, document, *told, *_cautions(call, found.coverage))


def _alone(
    call: Call, file: Path, output: Path, said: "Said", detector: "Detector", *, before: Path | None, scan: "Scan"
) -> None:
    """Detect without a case and write the marks."""
    from tawthiq.errors import NotFound
    from tawthiq.imagery import exporting, making
    from tawthiq.nouns import Mark

    for one in (file, *([before] if before else [])):
        if not one.is_file():
            raise NotFound("case.no_file", file=str(one))
    with show.bar(file.name) as progress:
        made = making.marks(file, file.name, said, detector, name=file.name, scan=scan, progress=progress)
    marks = [Mark(row["id"], file.name, row, "") for row in made["marks"].to_pylist()]
    about = {"method": detector.name, "method_version": detector.version, "scene": file.name}
    states = _states(file, before, said, detector, made["marks"]) if before else [""] * len(marks)
    rows = [{**row, **about, **({"change": state} if before else {})}
            for row, state in zip(exporting.rows_of(marks, said), states, strict=True)]  # fmt: skip
    exporting.write(rows, output)
    (told,) = made["coverage"].to_pylist()
    facts = counted(Counter(states)) if before else {}
    compared = [call.say("imagery.states", **facts)] if before else []
    written = call.say("imagery.written", count=len(rows), file=output)
    assessed = call.say("imagery.assessed", **_counts(told))
    document = {"file": output, "coverage": told, **facts}
    show.put(call, document, written, *compared, assessed, *_cautions(call, told))


def _states(file: Path, before: Path, said: "Said", detector: "Detector", marks: "pa.Table") -> Sequence[str]:
    """Of each mark whether it is new, was there already in the earlier scene, or nobody can tell."""
    from tawthiq.imagery import change, making
    from tawthiq.imagery.scenes import Said
    from tawthiq.rasters.ground import picture

    with picture(file, file.name, said.told) as late, picture(before, before.name, work=late.work) as early:
        with show.bar(before.name) as progress:
            method = change.fainter(detector)
            old = making.marks(before, before.name, Said(), method, name=before.name, work=late.work, progress=progress)
        return change.changed(early, late, old, marks).states


def counted(states: Mapping[str, int]) -> dict[str, int]:
    """How many marks are in each state, as the facts of a sentence."""
    return {"new": states["new"], "already": states["already there"], "unknown": states["not assessable"]}


def options(set_: Sequence[str] | None, point: str) -> dict[str, Any]:
    """The parameters of a detector as they were typed."""
    return dict(_option(one) for one in set_ or ()) | ({"point": point} if point else {})


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
    if not told["assessable_m2"]:
        return [*said, call.say("imagery.nothing_assessed")]
    why = json.loads(told["uncalibrated"])
    if why:
        said.append(call.say(why[0], **why[1]))
    elif told["marks"]:
        numbers = {"expected": told["expected"], "low": told["expected_low"], "high": told["expected_high"]}
        said.append(call.say("imagery.expected", count=told["marks"], **numbers))
    return [*said, call.say("imagery.not_detectable")]
