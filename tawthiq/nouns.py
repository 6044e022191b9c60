"""The nouns of tawthiq, written once: what a case holds and how its parts are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Letter = Literal["A", "B", "C", "D", "E", "F"]
Sense = Literal["as said", "lower bound", "upper bound", "approximate", "range"]
Standing = Literal["", "documented", "estimated"]
Stance = Literal["affirms", "denies", "disputes"]
Basis = Literal["", "first-hand", "film", "physical trace", "record", "hearsay"]
Kind = Literal["", "witness", "film", "picture", "satellite", "medical", "official", "list"]
Part = Literal["what", "where", "when", "who", "how many"]


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
class Person:
    """Someone harmed: the records that are about them, as linking put them together.

    The id is made once, from the earliest record, and outlives re-linking. ``fields`` is the row of ``tables.PEOPLE``,
    ``finding`` the newest register that has it. ``forwards`` names who has records that were theirs in an earlier one:
    all of them where the newest register has the person no more, those of a split where it has.
    """

    id: str
    records: tuple[str, ...]
    fields: Mapping[str, Any]
    finding: str
    current: bool = True
    forwards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something seen in a scene: a record whose item is the scene.

    The id is made once; judgements reattach to it by scene and position (5 m) when it is found again. ``fields`` is the
    row of ``tables.MARKS``, ``finding`` the newest that has it. ``verdict`` is what a person decided: ``accept``,
    ``reject`` or nothing; it outweighs any score.
    """

    id: str
    scene: str
    fields: Mapping[str, Any]
    finding: str
    verdict: str = ""


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


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the words of an account: the first character and the one after the last, from 0, and the words."""

    start: int
    end: int
    said: str


@dataclass(frozen=True, slots=True)
class Account:
    """What one publication, interview or film tells.

    ``text`` are its own words, ``""`` for a picture or film without any; spans count in them. ``source`` is a handle,
    ``item`` the item that it was read from. ``kind`` is the kind of origin that it is by itself where that is known.
    ``links`` are the addresses that it gives, ``address`` its own, ``prints`` the PDQ hashes (64 hexadecimal digits)
    of the pictures and frames that it shows.
    """

    id: str
    source: str
    text: str
    lang: str = ""
    published: Date | None = None
    title: str = ""
    item: str = ""
    locator: str = ""
    kind: Kind = ""
    address: str = ""
    links: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it was said, with its sense, and of what it counts (``dead``, ``wounded``, ``names``, …; ``""``).

    ``low`` and ``high`` bound it, both included, ``None`` where it is open: over 7,500 is (7500, None) with the sense
    ``lower bound``. ``standing`` tells whether it was said to be documented or estimated.
    """

    span: Span
    low: int | None
    high: int | None
    sense: Sense = "as said"
    of: str = ""
    standing: Standing = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is said to have done it. ``alleged``: named as the doer; not ``alleged``: seen there by the one who tells."""

    span: Span
    name: str
    alleged: bool = True


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words by which an account passes on what somebody else said. ``to`` is who that is, as named there."""

    span: Span
    to: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A typed statement of one account about one act: what, where, when, who, how many.

    ``act`` is a code of the typology; the unit of count is the act, never the event. ``span`` are the words that make
    the claim; ``spans`` says which words each part rests on. ``stance`` tells whether the account affirms the act,
    denies it, or says that it was staged or is in doubt.
    """

    id: str
    account: str
    act: str
    span: Span
    stance: Stance = "affirms"
    where: Place | None = None
    when: Date | None = None
    actors: tuple[Actor, ...] = ()
    persons: tuple[str, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    attributed: tuple[Attribution, ...] = ()
    basis: Basis = ""
    spans: Mapping[Part, Span] = field(default_factory=dict)
