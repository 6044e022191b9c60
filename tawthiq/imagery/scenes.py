"""Scenes: what a person says of a picture (whose, when, its bands, where it lies), and whether it is fine enough."""

import json
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pyarrow as pa

from tawthiq import tables
from tawthiq.errors import Refused
from tawthiq.messages import Sentence
from tawthiq.rasters import Point
from tawthiq.rasters.ground import Picture
from tawthiq.rasters.placing import Told

COARSE_M, TOO_COARSE_M = 0.8, 1.5


@dataclass(frozen=True)
class Said:
    """What a person says of a scene; stands in a recipe, so that every number that rests on it can be made again.

    ``owner`` as it must be printed (``© DigitalGlobe``), ``date`` the day of the taking (EDTF). The rest is as in
    ``placing.Told``. It assumes that the person knows: nothing of it is checked against the pixels.
    """

    name: ClassVar[str] = "scene"
    version: ClassVar[str] = "1"

    owner: str = ""
    date: str = ""
    bands: tuple[str, ...] = ()
    corners: tuple[Point, ...] = ()
    world: tuple[float, ...] = ()
    crs: str = ""
    pixel_m: float | None = None

    @classmethod
    def of(cls, parameters: dict[str, Any]) -> "Said":
        """From the parameters of a recipe, where JSON has made lists of tuples."""
        told = {**parameters, "corners": [tuple(one) for one in parameters.get("corners", ())]}
        plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
        return cls(**plain)

    @property
    def told(self) -> Told:
        """What the pixels need of it."""
        return Told(self.bands, self.corners, self.world, self.crs, self.pixel_m)

    def table(self, item: str) -> pa.Table:
        """The row of ``tables.SCENES``."""
        told = json.dumps(asdict(self.told), ensure_ascii=False, sort_keys=True)
        return tables.rows(tables.SCENES, [{"item": item, "owner": self.owner, "date": self.date, "told": told}])


def fineness(picture: Picture) -> list[Sentence]:
    """Warnings about the ground sample distance. Raises Refused where craters of field guns cannot be seen."""
    metres = max(picture.metres)
    facts = {"file": picture.name, "metres": round(metres, 2)}
    if metres > TOO_COARSE_M:
        raise Refused("imagery.too_coarse", most=TOO_COARSE_M, **facts)
    return [Sentence("imagery.coarse", {**facts, "most": COARSE_M})] if metres > COARSE_M else []
