"""Protected objects (hospitals, schools, …) in a person's file, as points."""

from pathlib import Path

import shapely

from tawthiq.errors import BadInput

NAMES = ("name", "name:en", "name_en", "name:ar", "label", "id")


def objects(file: Path) -> list[tuple[str, float, float]]:
    """Name, longitude and latitude of each object in a file of any kind that GDAL knows, its middle where it is wide.

    An object without a name is called by its number. Raises BadInput for what cannot be read as such.
    """
    import pyogrio.raw  # noqa: PLC0415 (only who asks for distances pays for it)

    try:
        meta, _, geometry, columns = pyogrio.raw.read(file)
    except Exception as error:  # GDAL's errors have no common class
        raise BadInput("imagery.objects", file=str(file), detail=str(error)) from error
    if "4326" not in str(meta["crs"]):
        raise BadInput("imagery.objects", file=str(file), detail=f"{meta['crs']} ≠ EPSG:4326")
    fields = [str(one).lower() for one in meta["fields"]]
    at = next((fields.index(one) for one in NAMES if one in fields), None)
    names = [str(n + 1) for n in range(len(geometry))] if at is None else [str(one) for one in columns[at]]
    middles = shapely.centroid(shapely.from_wkb(geometry))
    return list(zip(names, shapely.get_x(middles).tolist(), shapely.get_y(middles).tolist(), strict=True))
