"""Elements of crimes (Rome Statute, articles 7 and 8), as data: each with the types of acts that bear on it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a crime in short words; ``acts`` are codes of the typology whose claims bear on it."""

    id: str
    article: str
    crime_en: str
    crime_ar: str
    en: str
    ar: str
    acts: tuple[str, ...]

    def label(self, lang: str = "en") -> str:
        """The element in ``en`` or ``ar``."""
        return self.ar if lang == "ar" else self.en

    def crime(self, lang: str = "en") -> str:
        """Its crime in ``en`` or ``ar``."""
        return self.crime_ar if lang == "ar" else self.crime_en


@cache
def elements() -> tuple[Element, ...]:
    """Every element, crime by crime; an id is ``crime.element``."""
    told = tomllib.loads(files("tawthiq").joinpath("elements.toml").read_text("utf-8"))
    return tuple(
        Element(
            f"{crime['id']}.{one['id']}", crime["article"], crime["en"], crime["ar"], one["en"], one["ar"],
            tuple(one["acts"]),
        )
        for crime in told["crimes"]
        for one in crime["elements"]
    )  # fmt: skip
