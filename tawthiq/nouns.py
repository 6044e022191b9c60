"""The nouns of tawthiq, written once: what a case holds and how its parts are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Letter = Literal["A", "B", "C", "D", "E", "F"]


@dataclass(frozen=True, slots=True)
class Source:
    """Who tells us: an organisation, outlet, list-keeper, person or sensor.

    ``reliability`` is the letter of the Admiralty code (NATO AJP-2.1): A reliable … E unreliable, F cannot be
    judged. ``draws_on`` names the sources that it is known to use; two sources that nobody has judged are not
    independent, their independence is unknown.
    """

    handle: str
    name: str
    kind: str = "organisation"
    reliability: Letter = "F"
    draws_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes received: hashed before anything parses them, never altered.

    ``sha256`` and ``blake3`` are hexadecimal, ``size`` is in bytes. ``reference`` is the path of a file that was
    too large to copy and is kept where it lies; ``None`` when the bytes are in the vault.
    """

    id: str
    sha256: str
    blake3: str
    size: int
    name: str
    media_type: str
    source: str
    how: str
    received: datetime
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date with its precision: the source's own words, their EDTF (ISO 8601-2) and the days it may mean.

    ``start`` and ``end`` are the first and the last day it may mean, both included; ``None`` is open or unknown.
    ``kind`` tells what happened on it: death, burial, report, birth, …
    """

    said: str
    edtf: str
    start: date | None
    end: date | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its precision: the source's own words, WGS 84 degrees and a radius of uncertainty in metres.

    ``within`` is the hierarchy above it, widest first (``("Syria", "Homs")``). ``role`` tells what happened there:
    death, burial, residence, origin, detention, …
    """

    said: str
    name: str
    lat: float | None = None
    lon: float | None = None
    radius_m: float | None = None
    within: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing said by one source: its own words in ``said``, our reading in ``fields``.

    The id hashes the source and the list's own id (or the folded content), so that it survives a newer version of
    the list; ``item`` and ``locator`` name one version: a row, a page and paragraph, a time code, a pixel.
    """

    id: str
    item: str
    locator: str
    kind: str
    said: Mapping[str, str | None]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a finding was computed: everything that could change its tables.

    ``inputs`` are the ids of items and findings read, ``judgements`` the hash of the set used, ``position`` the
    number of acts in the journal then, ``casefile`` the hash of the copy of ``case.toml`` in the vault.
    """

    method: str
    version: str
    parameters: Mapping[str, Any]
    seed: int | None = None
    inputs: tuple[str, ...] = ()
    judgements: str = ""
    position: int = 0
    casefile: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a finding: the hash of its Parquet file in the vault and its number of rows."""

    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a method computed: its slot, its recipe and its tables by name.

    A newer finding in the slot supersedes the older; what rests on a superseded finding is stale.
    """

    id: str
    slot: str
    recipe: Recipe
    tables: Mapping[str, Table]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision: who, when, on what, and why. Data of its own, never an edit of a result.

    ``office`` names the other office whose judgement it is, empty for our own. ``facts`` holds what the verdict
    needs beside its subjects (the kind of a protected word, the chosen value, …).
    """

    id: str
    verdict: str
    subjects: tuple[str, ...]
    why: str
    by: str
    at: datetime
    office: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
