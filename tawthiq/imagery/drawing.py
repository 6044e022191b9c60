"""Drawing: marks that a person sees and no method found, entered as judgements on their scene."""

from typing import Any

from tawthiq.case import Case, Decision, Signer
from tawthiq.errors import BadInput
from tawthiq.imagery.scenes import Said
from tawthiq.marking import VERDICT, drawn, mark_of, standing
from tawthiq.nouns import Mark
from tawthiq.rasters.ground import Picture, picture

__all__ = ["VERDICT", "draw", "drawn", "standing"]

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
    return mark_of(made)


def _facts(seen: Picture, at: tuple[float, float], diameter_m: float) -> dict[str, Any]:
    col, row = at
    if not (0 <= col < seen.width and 0 <= row < seen.height):
        raise BadInput("imagery.outside", file=seen.name, value=f"{col:.1f}, {row:.1f}")
    if not 0 < diameter_m < max(seen.width, seen.height) * max(seen.metres):
        raise BadInput("imagery.no_size", value=diameter_m)
    lon, lat = seen.degrees(col, row) if seen.crs else (None, None)
    place = {"lon": lon and round(lon, PLACES), "lat": lat and round(lat, PLACES)}
    return {"kind": "crater", "x_px": round(col, 2), "y_px": round(row, 2), "diameter_m": round(diameter_m, 2), **place}
