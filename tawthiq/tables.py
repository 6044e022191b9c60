"""The Arrow schema of every table that passes between crafts, and how a table is written and read."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


def _schema(columns: Mapping[str, pa.DataType]) -> pa.Schema:
    return pa.schema(columns)


RECORDS = _schema(
    {
        "id": pa.string(),
        "row": pa.int64(),
        "locator": pa.string(),
        "kind": pa.string(),
        "content": pa.string(),
        "list_id": pa.string(),
        "name": pa.string(),
        "name_given": pa.string(),
        "name_father": pa.string(),
        "name_grandfather": pa.string(),
        "name_family": pa.string(),
        "name_mother": pa.string(),
        "name_other": pa.string(),
        "sex": pa.string(),
        "age_from": pa.float32(),
        "age_to": pa.float32(),
        "birth": pa.string(),
        "birth_from": pa.date32(),
        "birth_to": pa.date32(),
        "date": pa.string(),
        "date_from": pa.date32(),
        "date_to": pa.date32(),
        "date_kind": pa.string(),
        "place": pa.string(),
        "place_role": pa.string(),
        "place_within": pa.string(),
        "lat": pa.float64(),
        "lon": pa.float64(),
        "radius_m": pa.float64(),
        "cause": pa.string(),
        "status": pa.string(),
        "civilian": pa.bool_(),
        "notes": pa.string(),
        "folded": pa.string(),
    }
)
"""One row a record: our reading. ``row`` counts from 0, is its place in the file, and pairs it with its row in the
``said`` table of the same finding, which holds the source's own words as columns of strings. ``*_from`` and ``*_to``
are closed intervals, ages in years, ``radius_m`` in metres, ``place_within`` the hierarchy joined by ' / ' (widest
first), ``folded`` the text that search sees, ``content`` the hash that tells whether a newer version of the list
changed the row."""

REJECTED = _schema(
    {
        "row": pa.int64(),
        "locator": pa.string(),
        "column": pa.string(),
        "value": pa.string(),
        "level": pa.string(),
        "reason": pa.string(),
        "facts": pa.string(),
    }
)
"""What could not be read. ``level`` is ``row`` (the row stayed out), ``value`` (the row went in, this value did not)
or ``doubt`` (all went in, and somebody should look at it); ``reason`` is a key of ``tawthiq.messages``, ``facts`` its
facts as JSON; ``value`` is cut at 500 characters."""

PEOPLE = _schema(
    {
        "id": pa.string(),
        "name": pa.string(),
        "records": pa.int32(),
        "sources": pa.int32(),
        "counted": pa.bool_(),
        "reason": pa.string(),
        "certainty": pa.float32(),
        "status": pa.string(),
        "sex": pa.string(),
        "age_from": pa.float32(),
        "age_to": pa.float32(),
        "date_from": pa.date32(),
        "date_to": pa.date32(),
        "place": pa.string(),
        "place_within": pa.string(),
        "lat": pa.float64(),
        "lon": pa.float64(),
        "radius_m": pa.float64(),
    }
)
"""The register: one row a person, named or not. ``counted`` tells whether the person meets the inclusion rule;
``reason`` is the key of the message that says why not. ``certainty`` is the share of draws in which exactly these
records are one person. The other columns sum up what the records agree on, null where they conflict or are silent."""

MEMBERS = _schema({"record": pa.string(), "person": pa.string(), "source": pa.string(), "item": pa.string()})
"""Which records are about which person: each record that was linked stands once."""

DRAWS = _schema({"draw": pa.int32(), "record": pa.string(), "person": pa.string()})
"""Draws of whole registers (from 0): the records whose person in that draw is another than in ``MEMBERS``. In a draw
people are named by any label; a record without a row in a draw is with its person of the register."""

PAIRS = _schema(
    {"a": pa.string(), "b": pa.string(), "weight": pa.float32(), "probability": pa.float32(), "why": pa.string()}
)
"""Pairs of records that were scored (a before b) and are not plainly different: ``weight`` is the evidence in bits
(log2 of the odds), ``probability`` calibrated, ``why`` JSON of each comparison with its level and its bits."""

FORWARDS = _schema({"person": pa.string(), "to": pa.string()})
"""People of earlier registers who are not in this one, and who stands for them now: one row for each person that took
records of theirs, null where every record is gone; and people still in it who lost records to others. It is carried
from register to register."""

ACCOUNTS = _schema(
    {
        "id": pa.string(),
        "source": pa.string(),
        "letter": pa.string(),
        "kind": pa.string(),
        "item": pa.string(),
        "locator": pa.string(),
        "lang": pa.string(),
        "title": pa.string(),
        "address": pa.string(),
        "published": pa.string(),
        "published_from": pa.date32(),
        "published_to": pa.date32(),
        "origins": pa.string(),
        "withdrawn": pa.bool_(),
    }
)
"""The accounts, in the order of time. ``letter`` is the reliability of the source, ``origins`` the accounts that stand
behind it, parted by spaces: its own id where it derives from none."""

CLAIMS = _schema(
    {
        "id": pa.string(),
        "account": pa.string(),
        "event": pa.string(),
        "act": pa.string(),
        "stance": pa.string(),
        "span_from": pa.int32(),
        "span_to": pa.int32(),
        "place": pa.string(),
        "place_within": pa.string(),
        "lat": pa.float64(),
        "lon": pa.float64(),
        "radius_m": pa.float64(),
        "date": pa.string(),
        "date_from": pa.date32(),
        "date_to": pa.date32(),
        "alleged": pa.string(),
        "observed": pa.string(),
        "numbers": pa.string(),
        "basis": pa.string(),
        "grade": pa.string(),
        "weakest": pa.string(),
        "low": pa.int32(),
        "high": pa.int32(),
        "against_low": pa.int32(),
        "against_high": pa.int32(),
        "contested": pa.bool_(),
        "withdrawn": pa.bool_(),
        "alone": pa.string(),
        "left": pa.string(),
        "credibility": pa.int8(),
    }
)
"""The claims with what was found of each whole sentence. ``event`` is the first claim of those about the same act.
``low`` to ``high`` independent origins stand behind its ``weakest`` part, ``against_*`` deny the act (``what``).
``alone`` are the origins without each of which nothing is left; ``left`` is JSON of what is left without each origin
(``[low, high]`` by account). ``alleged`` and ``observed`` are actors, ``numbers`` JSON with sense and kind.
``credibility`` is the digit of the Admiralty code. The words lie in the account, at ``span_from`` to ``span_to``."""

SUPPORT = _schema(
    {
        "claim": pa.string(),
        "part": pa.string(),
        "low": pa.int32(),
        "high": pa.int32(),
        "kinds": pa.int32(),
        "origins": pa.string(),
        "certain": pa.string(),
        "against_low": pa.int32(),
        "against_high": pa.int32(),
        "against": pa.string(),
        "grade": pa.string(),
    }
)
"""The support of each part that a claim asserts: ``origins`` (accounts, parted by spaces) are all that there may be,
``certain`` saw for themselves, ``kinds`` of how many kinds independent ones are; ``against`` say otherwise."""

EDGES = _schema(
    {
        "later": pa.string(),
        "earlier": pa.string(),
        "relation": pa.string(),
        "bits": pa.float32(),
        "probability": pa.float32(),
        "state": pa.string(),
        "judgements": pa.string(),
        "consequence": pa.float32(),
        "evidence": pa.string(),
    }
)
"""Derivations: proposed (``bits`` of evidence in log2 of the odds, ``evidence`` JSON of each reason with its bits and
its words) or entered by a person; ``state`` is waits, accepted, rejected or disputed. Rows without a relation and a
state of ``waits`` are pairs of origins whose independence nobody judged."""

MATCHES = _schema(
    {
        "a": pa.string(),
        "b": pa.string(),
        "bits": pa.float32(),
        "probability": pa.float32(),
        "decided": pa.string(),
        "why": pa.string(),
    }
)
"""Pairs of claims that may be about one act, the bits of each part as JSON; ``decided``: same, different, waits."""

MARKS = _schema(
    {
        "id": pa.string(),
        "kind": pa.string(),
        "x_px": pa.float64(),
        "y_px": pa.float64(),
        "lon": pa.float64(),
        "lat": pa.float64(),
        "score": pa.float32(),
        "probability": pa.float32(),
        "polarity": pa.string(),
        "contrast": pa.float32(),
        "diameter_m": pa.float32(),
        "diameter_low_m": pa.float32(),
        "diameter_high_m": pa.float32(),
        "outline_m": pa.list_(pa.float32()),
    }
)
"""One row a mark in a scene, the highest score first. ``x_px``, ``y_px`` are column and row in the scene's file, (0, 0)
its upper left corner; ``lon``, ``lat`` WGS 84 degrees, null for a picture of no place. ``score`` is the method's own;
``probability`` is null where the method is not calibrated for this ground. ``polarity`` is ``dark`` or ``bright``,
``contrast`` in the scene's numbers; the diameter is that of the scar, not of the bowl; ``outline_m`` are 16 radii, from
the north of the grid clockwise."""

EARLIER = _schema({"id": pa.string(), "x_px": pa.float64(), "y_px": pa.float64()})
"""Marks of earlier findings in the scene that this one has not: they keep their ids when they are found again."""

COVERAGE = _schema(
    {
        "ground_m2": pa.float64(),
        "assessable_m2": pa.float64(),
        "pixel_m": pa.float64(),
        "bands": pa.string(),
        "marks": pa.int64(),
        "expected": pa.float64(),
        "expected_low": pa.float64(),
        "expected_high": pa.float64(),
        "uncalibrated": pa.string(),
        "warnings": pa.string(),
    }
)
"""One row a scene: the ground that it shows, and how much of it could be assessed at all; the expected count with its
95 % interval, null where the method is not calibrated for this ground; ``uncalibrated`` is the key of the message that
says why; ``warnings`` is JSON of keys with their facts."""

GROUND = _schema({"x": pa.int64(), "y": pa.int64(), "assessable": pa.float32()})
"""The share that can be assessed of each cell of 64 × 64 squares of a scene's grid, in the order of the windows."""

CHANGES = _schema({"mark": pa.string(), "before": pa.string(), "state": pa.string()})
"""One row a mark of a later scene: ``new`` beside the scene ``before``, ``already there``, or ``not assessable``."""

BUILDINGS = _schema(
    {
        "building": pa.int64(),
        "before": pa.string(),
        "lon": pa.float64(),
        "lat": pa.float64(),
        "rank": pa.int64(),
        "evidence": pa.float64(),
        "unlike": pa.float64(),
        "edges": pa.float64(),
        "debris": pa.float64(),
        "brightness": pa.float64(),
    }
)
"""One row a footprint of a map, by its number there (the first is 1): its rank by evidence of change beside the scene
``before`` (1 changed most), null where nothing can be said; the signs, and ``evidence``, are against the neighbours."""

SCENES = _schema({"item": pa.string(), "owner": pa.string(), "date": pa.string(), "told": pa.string()})
"""What a person said of a scene: whose it is, when it was taken (EDTF), and, as JSON, its bands and where it lies."""

ESTIMATES = _schema(
    {
        "stratum": pa.string(),
        "method": pa.string(),
        "documented": pa.int64(),
        "estimate": pa.float64(),
        "lower": pa.float64(),
        "upper": pa.float64(),
        "level": pa.float64(),
        "bounds": pa.string(),
        "why": pa.string(),
        "facts": pa.string(),
    }
)
"""What each method says of the toll, in people, those on the lists included; ``stratum`` is empty for everybody, the
headline is the method ``combined``, or ``partly-pooled`` over strata. Where there is no estimate ``why`` is the key of
a message and ``facts`` its facts as JSON. ``bounds`` is ``below`` where the method only bounds."""

TOLLS = _schema({"stratum": pa.string(), "draw": pa.int32(), "toll": pa.float64()})
"""Draws of the headline, in people: the same ``draw`` of all strata belongs together."""

OVERLAPS = _schema({"stratum": pa.string(), "lists": pa.string(), "people": pa.int64()})
"""How many counted people stand on exactly these ``lists`` (sources, joined by ' + '), in the register as it stands."""

CAUTIONS = _schema({"key": pa.string(), "facts": pa.string()})
"""What must be told with the figures: keys of messages, and their facts as JSON."""

SWINGS = _schema(
    {
        "lists": pa.string(),
        "change": pa.string(),
        "method": pa.string(),
        "estimate": pa.float64(),
        "lower": pa.float64(),
        "upper": pa.float64(),
        "why": pa.string(),
        "facts": pa.string(),
    }
)
"""What an estimate of everybody becomes, in people, without one list (``change`` is ``left out``), or with two
(joined by ' + ') counted as one (``merged``); ``why`` and ``facts`` as in ``ESTIMATES``."""

CURVE = _schema({"xi": pa.float64(), "estimate": pa.float64(), "lower": pa.float64(), "upper": pa.float64()})
"""The toll of everybody, in people, over the assumption ξ (an odds ratio); null where there is no finite answer."""

GATES = _schema(
    {
        "method": pa.string(),
        "rhat": pa.float64(),
        "ess_bulk": pa.float64(),
        "ess_tail": pa.float64(),
        "passed": pa.bool_(),
    }
)
"""The diagnostics of each method that samples: split R-hat, effective draws, and whether its gates let it speak."""

SCHEMAS: Mapping[str, pa.Schema] = {
    "records": RECORDS,
    "rejected": REJECTED,
    "people": PEOPLE,
    "members": MEMBERS,
    "draws": DRAWS,
    "pairs": PAIRS,
    "forwards": FORWARDS,
    "accounts": ACCOUNTS,
    "claims": CLAIMS,
    "support": SUPPORT,
    "edges": EDGES,
    "matches": MATCHES,
    "marks": MARKS,
    "earlier": EARLIER,
    "coverage": COVERAGE,
    "ground": GROUND,
    "buildings": BUILDINGS,
    "changes": CHANGES,
    "scene": SCENES,
    "estimates": ESTIMATES,
    "tolls": TOLLS,
    "overlaps": OVERLAPS,
    "cautions": CAUTIONS,
    "swings": SWINGS,
    "curve": CURVE,
    "gates": GATES,
}

ROW_GROUP = 4_096


def rows(schema: pa.Schema, dicts: Sequence[Mapping[str, Any]]) -> pa.Table:
    """A table of a schema from a few dicts; a key that is missing is null, a key the schema lacks raises KeyError."""
    for one in dicts:
        for key in one:
            if schema.get_field_index(key) < 0:
                raise KeyError(key)
    return pa.table({f.name: pa.array([d.get(f.name) for d in dicts], f.type) for f in schema}, schema=schema)


def write(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch | pa.Table]) -> int:
    """Write batches as one Parquet file, the same bytes for the same rows; returns the number of rows."""
    count = 0
    with pq.ParquetWriter(path, schema, compression="lz4") as out:
        for batch in batches:
            table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
            out.write_table(table, row_group_size=ROW_GROUP)
            count += table.num_rows
    return count
