"""Drawing: marks that a person sees and no method found, entered as judgements on their scene."""

from collections.abc import Iterable, Sequence
from typing import Any

from tawthiq.case import Case, Decision, Signer
from tawthiq.errors import BadInput
from tawthiq.imagery.scenes import Said
from tawthiq.nouns import Judgement, Mark
from tawthiq.rasters.ground import Picture, picture
from tawthiq.tables import MARKS

VERDICT = "mark"
PLACES = 7


def draw(
    case: Case, ref: str, said: Said, at: tuple[float, float], diameter_m: float, *, by: Signer, why: str = ""
) -> Mark:
    """Enter a mark at a column and row of a received scene, of so many metres across; it stands as accepted.

    Raises NotFound for a scene that is not there, BadInput for a place outside it or a size that is none.
    """
    item = case.item(ref)
    with case.bytes(item) as file, picture(file, item.name, said.told) as seen:
        facts = _facts(seen, at, diameter_m)
    (made,) = case.judge([Decision(VERDICT, (item.id,), why, facts)], by)
    return _mark(made)


def drawn(judgements: Iterable[Judgement], scene: str) -> list[Mark]:
    """The marks that people drew in a scene, of judgements that stand."""
    return [_mark(one) for one in judgements if one.verdict == VERDICT and one.subjects[0] == scene]


def standing(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Judgements that nobody took back, they or the mark that they entered."""
    gone = {subject for one in judgements if one.verdict == "withdraw" for subject in one.subjects}
    return [one for one in judgements if one.id not in gone and f"m-{one.id[2:]}" not in gone]


def _facts(seen: Picture, at: tuple[float, float], diameter_m: float) -> dict[str, Any]:
    col, row = at
    if not (0 <= col < seen.width and 0 <= row < seen.height):
        raise BadInput("imagery.outside", file=seen.name, value=f"{col:.1f}, {row:.1f}")
    if not 0 < diameter_m < max(seen.width, seen.height) * max(seen.metres):
        raise BadInput("imagery.no_size", value=diameter_m)
    lon, lat = seen.degrees(col, row) if seen.crs else (None, None)
    place = {"lon": lon and round(lon, PLACES), "lat": lat and round(lat, PLACES)}
    return {"kind": "crater", "x_px": round(col, 2), "y_px": round(row, 2), "diameter_m": round(diameter_m, 2), **place}


def _mark(entered: Judgement) -> Mark:
    fields = {field.name: entered.facts.get(field.name) for field in MARKS}
    id_ = f"m-{entered.id[2:]}"
    return Mark(id_, entered.subjects[0], {**fields, "id": id_}, "", "accept")
