"""Scenes: before and after under a swipe, the marks in them judged and drawn, measured, and printed as a figure."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from tawthiq.case import Decision
from tawthiq.case.exporting import STAMP
from tawthiq.errors import BadInput, NotFound
from tawthiq.imagery.detect import VERDICTS, coverage, said_of
from tawthiq.imagery.drawing import draw
from tawthiq.imagery.showing import shown as shown_scene
from tawthiq.nouns import Judgement, Mark
from tawthiq.plates import scene_figure
from tawthiq.rasters.patterns import Density
from tawthiq.rasters.tiles import Sheet
from tawthiq.web import scenery
from tawthiq.web.page import Page, View
from tawthiq.web.scenery import Scene

page = Page("scenes")

KEPT = {"cache-control": "private, max-age=3600"}
ENDINGS = ("png", "svg")


@page.get("/scenes")
def shown(view: View) -> Response:
    """Every scene of the case."""
    found = scenery.scenes(view.case)
    later = next((one for one in reversed(found) if one.marks), None)
    return view.show("scenes.html", scenes=found, later=later)


@page.get("/scenes/{item}")
def looked(view: View) -> Response:
    """One scene on the map, another under the swipe, and the mark to be judged."""
    one = _scene(view)
    others = [other for other in scenery.scenes(view.case) if other.item.id != one.item.id]
    told = coverage(view.case, one.item.id) if one.marks is not None else None
    return view.show(
        "scene.html", scene=one, others=others, other=_other(view, others, one), **_about(view, one, view.ask("mark")),
        sheet=_sheet(view)[1], caption=scenery.caption(view.case, one, view.lang),
        cautions=scenery.cautions(told, view.lang) if told else [],
    )  # fmt: skip


def _other(view: View, others: list[Scene], one: Scene) -> str:
    """The scene to swipe to: what was asked for, else the nearest in time before that shows some of its ground."""
    if "other" in view.request.query_params:
        return next((other.item.id for other in others if other.item.id == view.ask("other")), "")
    before = [other for other in others if (other.said.date or "9999") <= (one.said.date or "9999")]
    ground = _bounds(view, one)
    near = (other.item.id for other in reversed(before) if scenery.meet(_bounds(view, other), ground))
    return next(near, "")


def _bounds(view: View, one: Scene) -> scenery.Bounds:
    told = view.case.current(f"scene/{one.item.id}")
    key = ("bounds", one.item.id, told.id if told else "")
    return view.place.memory.keep(key, lambda: scenery.bounds(view.case, one))


def _scene(view: View) -> Scene:
    return scenery.scene(view.case, view.case.item(view.part("item")))


def _about(view: View, one: Scene, asked: str = "") -> dict[str, Any]:
    """The mark to be looked at: that which was asked for, else the most doubtful that nobody judged."""
    every = list(one.marks or ())
    waits = one.open
    mark = next((mark for mark in every if mark.id == asked), waits[0] if waits and not asked else None)
    if asked and mark is None:
        raise NotFound("web_scenes.no_mark", value=asked)
    line = [*waits, *(other for other in every if other.verdict)]
    at = line.index(mark) if mark else 0
    around = [line[at - 1].id if at else "", line[at + 1].id if mark and at + 1 < len(line) else ""]
    return {"mark": mark, "around": around, "history": _history(view, mark) if mark else [], "waits": len(waits)}


def _history(view: View, mark: Mark) -> list[Judgement]:
    return view.case.judgements(mark.id)[::-1]


@page.get("/scenes/{item}/mark/{mark}")
def marked(view: View) -> Response:
    """One mark with its chip, score and verdict."""
    one = _scene(view)
    if not view.in_part:
        return view.go(f"/scenes/{one.item.id}?mark={view.part('mark')}")
    return view.show("_mark.html", scene=one, **_about(view, one, view.part("mark")), changed=None)


@page.get("/scenes/{item}/facts.json")
def facts(view: View) -> Response:
    """What the map needs: bounds, bands, the marks as columns, and the verdicts on them."""
    one, (_, told) = _scene(view), _sheet(view)
    found = [mark for mark in one.marks or () if mark.fields["score"] is not None]
    drawn = [mark for mark in one.marks or () if mark.fields["score"] is None]
    key = ("columns", one.item.id, found[0].finding if found else "", told)
    fixed = view.place.memory.keep(key, lambda: json.dumps(scenery.columns(found, told)))
    about = json.dumps({
        "bounds": told.bounds, "nearest": told.nearest, "somewhere": told.somewhere, "choices": list(told.choices),
        "drawn": scenery.columns(drawn, told), "verdicts": {mark.id: mark.verdict for mark in one.judged},
    })  # fmt: skip
    return Response(f'{about[:-1]}, "found": {fixed}}}', media_type="application/json")


@page.get("/scenes/{item}/tiles/{z:int}/{x:int}/{y:int}.webp")
def tiled(view: View) -> Response:
    """A square of the map."""
    one, sheet = _sheet(view)
    z, x, y = (int(view.request.path_params[name]) for name in "zxy")
    if not (z <= 24 and x < 1 << z and y < 1 << z):
        raise HTTPException(404)
    return Response(
        scenery.square(view.case, one, sheet, (z, x, y), view.ask("shown")), media_type="image/webp", headers=KEPT
    )


def _sheet(view: View) -> tuple[Scene, Sheet]:
    """A scene without its marks, ready to be shown."""
    item = view.case.item(view.part("item"))
    told = view.case.current(f"scene/{item.id}")

    def made() -> tuple[Scene, Sheet]:
        return Scene(item, said_of(view.case, item), None), shown_scene(view.case, item)

    return view.place.memory.keep(("sheet", item.id, told.id if told else ""), made)


@page.get("/scenes/{item}/chip/{mark}.png")
def chipped(view: View) -> Response:
    """The very pixels of a mark."""
    one = _scene(view)
    mark = next((mark for mark in one.marks or () if mark.id == view.part("mark")), None)
    if mark is None:
        raise NotFound("web_scenes.no_mark", value=view.part("mark"))
    return Response(scenery.chipped(view.case, one, mark), media_type="image/png", headers=KEPT)


@page.get("/scenes/{item}/density.json")
def dense(view: View) -> Response:
    """Where the map of density lies, and what its brightest colour means."""
    told, corners = _density(view)
    most = float(told.per_km2[told.per_km2 == told.per_km2].max(initial=0))
    return JSONResponse({"corners": corners, "most": round(most)})


@page.get("/scenes/{item}/density.png")
def painted(view: View) -> Response:
    """The map of density."""
    return Response(scenery.painted(_density(view)[0]), media_type="image/png")


def _density(view: View) -> tuple[Density, list[tuple[float, float]]]:
    one = _scene(view)
    changed = tuple(mark.id for mark in one.judged if mark.verdict == "reject" or mark.fields["score"] is None)
    key = ("density", one.item.id, one.marks[0].finding if one.marks else "", changed)
    return view.place.memory.keep(key, lambda: scenery.density(view.case, one))


@page.post("/scenes/{item}/judge")
def judged(view: View) -> Response:
    """Somebody accepts or rejects a mark, or takes their word back; the next one comes."""
    mark, verdict, why = view.filled("mark"), view.filled("verdict"), view.filled("why").strip()
    if verdict == "undo":
        mine = [one for one in view.case.judgements(mark) if one.by == view.who and one.verdict in VERDICTS]
        if not mine:
            raise NotFound("web_scenes.nothing_to_undo", value=mark)
        decision = Decision("withdraw", (mine[-1].id,), why)
    elif verdict in VERDICTS:
        decision = Decision(verdict, (mark,), why)
    else:
        raise BadInput("web_scenes.no_verdict", value=verdict)
    view.case.judge([decision], view.signer())
    return _next(view, mark, "" if verdict != "undo" else mark)


def _next(view: View, changed: str, asked: str) -> Response:
    one = _scene(view)
    if not view.in_part:
        return view.go(f"/scenes/{one.item.id}" + (f"?mark={asked}" if asked else ""))
    mark = next((mark for mark in one.marks or () if mark.id == changed), None)
    return view.show("_mark.html", scene=one, **_about(view, one, asked), changed=mark)


@page.post("/scenes/{item}/draw")
def drawn(view: View) -> Response:
    """Somebody draws a mark that nothing found."""
    one = _scene(view)
    try:
        lat, lon, size = (float(view.filled(name)) for name in ("lat", "lon", "diameter"))
    except ValueError as error:
        raise BadInput("web_scenes.not_a_number") from error
    at = _sheet(view)[1].pixel(lon, lat)
    made = draw(view.case, one.item.id, one.said, at, size, by=view.signer(), why=view.filled("why").strip())
    return view.go(f"/scenes/{one.item.id}?mark={made.id}")


@page.post("/scenes/{item}/figure")
def figured(view: View) -> Response:
    """The figure with its caption leaves the case for those who work on it, and is noted."""
    one, ending = _scene(view), view.filled("ending", "png")
    if ending not in ENDINGS:
        raise BadInput("web_scenes.no_ending", value=ending, known=", ".join(ENDINGS))
    with TemporaryDirectory() as folder, scenery.seen(view.case, one) as found:
        file = Path(folder) / f"{STAMP}-{Path(one.item.name).stem}.{ending}"
        scene_figure(found, one.marks or (), file, caption=scenery.caption(view.case, one, view.lang))
        view.case.publish("working", "figure of marks", [file], view.signer())
        kind = {"png": "image/png", "svg": "image/svg+xml"}[ending]
        name = f"{STAMP}-{one.item.id}.{ending}"
        return Response(
            file.read_bytes(), media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'}
        )
