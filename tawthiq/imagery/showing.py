"""The verb of showing: a scene of the case with the overviews that a person who looks at it needs, made at intake."""

from pathlib import Path

from tawthiq.case import Case
from tawthiq.imagery.detect import said_of
from tawthiq.nouns import Item
from tawthiq.rasters.tiles import Progress, Sheet, prepare


def shown(case: Case, item: Item, progress: Progress | None = None) -> Sheet:
    """A scene ready to be shown; its overviews are a cache in the scratch of the case, made where they are not there.

    Raises what opening it on the ground raises.
    """
    with case.bytes(item) as file:
        return prepare(file, item.name, said_of(case, item).told, overviews(case, item), progress)


def overviews(case: Case, item: Item) -> Path:
    """Where the overviews of a scene lie: another place told by a person has another folder."""
    told = case.current(f"scene/{item.id}")
    return case.root / "scratch" / "shown" / f"{item.id}-{told.id if told else 'as-received'}"
