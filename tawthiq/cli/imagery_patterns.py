"""What the command `marks` tells of where marks lie: clusters, and how far from protected objects."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tawthiq.cli import show
from tawthiq.cli.call import Call

if TYPE_CHECKING:
    from tawthiq.case import Case
    from tawthiq.cli.imagery_out import Chosen
    from tawthiq.nouns import Mark
    from tawthiq.rasters.ground import Picture


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a pattern: rows for a program, lines for a person."""

    rows: list[dict[str, Any]]
    lines: list[Any]


def clusters(call: Call, case: "Case", found: "list[Chosen]") -> Told:
    """The clusters of the marks that were not rejected, scene by scene, the largest first."""
    import numpy as np

    from tawthiq.cli.imagery_out import picture_of
    from tawthiq.coordinates import degrees
    from tawthiq.rasters import patterns

    rows: list[dict[str, Any]] = []
    for one in found:
        kept = _standing(one.marks)
        with picture_of(case, one) as seen:
            x, y = _metres(seen, kept)
        label = patterns.clusters(x, y)
        for which in range(int(label.max(initial=-1)) + 1):
            inside = label == which
            wide = float(2 * np.hypot(x[inside] - x[inside].mean(), y[inside] - y[inside].mean()).max())
            lon, lat = (float(np.mean([mark.fields[key] for mark, held in zip(kept, inside, strict=True) if held]))
                        for key in ("lon", "lat"))  # fmt: skip
            rows.append({"scene": one.item.id, "marks": int(inside.sum()), "lon": round(lon, 6), "lat": round(lat, 6),
                         "across_m": round(wide)})  # fmt: skip
    rows.sort(key=lambda row: (-row["marks"], row["scene"], row["lon"]))
    cells = [[row["scene"], row["marks"], degrees(row["lat"], row["lon"]), f"{row['across_m']} m"] for row in rows]
    table = show.table(call, ("scene", "marks", "place", "across"), cells)
    return Told(rows, [table, call.say("imagery.clusters", count=len(rows), marks=sum(row["marks"] for row in rows))])


def distances(call: Call, case: "Case", found: "list[Chosen]", file: Path) -> Told:
    """From each protected object that a scene shows to the nearest mark that was not rejected, the nearest first."""
    from tawthiq.cli.imagery_out import picture_of
    from tawthiq.imagery.protected import objects
    from tawthiq.rasters import patterns

    rows: list[dict[str, Any]] = []
    held = objects(file)
    for one in found:
        with picture_of(case, one) as seen:
            at, box = seen.squares([each[1] for each in held], [each[2] for each in held]), seen.box
            shown = (at[0] >= box.x0) & (at[0] < box.x1) & (at[1] >= box.y0) & (at[1] < box.y1)
            x, y = _metres(seen, _standing(one.marks))
        far = patterns.distances(x, y, at[0] * seen.step, at[1] * seen.step)
        rows += [{"scene": one.item.id, "object": name, "lon": lon, "lat": lat, "metres": round(float(metres), 1)}
                 for (name, lon, lat), inside, metres in zip(held, shown, far, strict=True)
                 if inside and metres < float("inf")]  # fmt: skip
    rows.sort(key=lambda row: (row["metres"], row["object"]))
    table = show.table(call, ("object", "distance", "scene"),
                       [[row["object"], f"{row['metres']:.0f} m", row["scene"]] for row in rows])  # fmt: skip
    told = {"count": len({row["object"] for row in rows}), "all": len(held)}
    return Told(rows, [table, call.say("imagery.distances", **told)])


def _standing(marks: "tuple[Mark, ...]") -> "list[Mark]":
    return [one for one in marks if one.verdict != "reject" and one.fields["lon"] is not None]


def _metres(seen: "Picture", marks: "list[Mark]") -> Any:
    x, y = seen.squares([one.fields["lon"] for one in marks], [one.fields["lat"] for one in marks])
    return x * seen.step, y * seen.step
