"""A small case with all that a door has to hold back, and what left it, made once for all tests of this room.

Two lists, a register, an interview with a consent for a court, a claim; a protected witness. All of it is invented.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tawthiq import tables
from tawthiq.case import Case, Decision, Signer, keys
from tawthiq.case.protecting import protect
from tawthiq.nouns import Recipe, Source
from tawthiq.readers import read
from tawthiq.report import publish as door

DAY = date(2012, 6, 1)
PEOPLE = [
    ("1", "Samir Haddad Khoury", "2012-02-09", "Bab Amr", "killed"),
    ("2", "Layla Mansour Darwish", "2012-02-10", "Bab Amr", "killed"),
    ("3", "هبة الخطيب النجار", "2012-05-28", "Inshaat", "killed"),
]
INTERVIEW = """Witness: Nabila Qadour / نبيلة قدور
Pseudonym: A1
Consent uses: report, court
Consent audiences: court
Date: 3 March 2012
Place: Homs

We counted the shells until noon. Nabila was with me.
"""
DRAFT = """# Bab Amr, 2012

## The people

At least {people.counted} people are documented as killed in Bab Amr and Inshaat; {records.count} records were read.
"""


@dataclass(frozen=True)
class Office:
    """A case with two people who work on it, the folder beside it, and the draft that they would publish."""

    case: Case
    ana: Signer
    basil: Signer
    folder: Path
    draft: str = DRAFT

    @property
    def people(self) -> list[str]:
        """The ids of the register, in the order of the list."""
        standing = self.case.current("people")
        assert standing
        with self.case.open_table(standing, "people") as path:
            return pl.read_parquet(path).sort("date_from")["id"].to_list()

    def publish(self, name: str, audience: door.Audience = "working", **how: object) -> door.Published:
        how = {"lang": "en", "today": DAY, **how}
        return door.publish(self.case, self.draft, self.folder / name, self.ana, audience=audience, **how)  # type: ignore[arg-type]


def furnished(root: Path) -> Case:
    """The case; who calls it has keys for Ana and Basil."""
    case = Case.new(root / "homs", "Homs, 2012 (invented)")
    ana = keys.load("ana")
    case.add_source(Source("lcc", "Local committees (invented)", "organisation", "B"))
    case.add_source(Source("dana", "Dana Rahhal", "person", "B"))
    lines = ["list_id,name,date,place,status", *(",".join(one) for one in PEOPLE)]
    (root / "list.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (root / "interview.txt").write_text(INTERVIEW, "utf-8")
    for name, source in (("list.csv", "lcc"), ("interview.txt", "dana")):
        case.receive(root / name, source=source, how="by hand", by=ana)
        read(case, root / name, by=ana, list="lcc" if source == "lcc" else None)
    register(case, ana)
    return case


def register(case: Case, by: Signer) -> None:
    """A register in which every record of the list is a person, as linking would make it of one clean list."""
    made = next(one for one in case.shelves.current() if one.slot.startswith("records/lcc"))
    with case.open_table(made, "records") as path:
        records = pl.read_parquet(path)
    person = pl.concat_str([pl.lit("p-"), pl.col("id").str.slice(2)])
    columns = {"id": person, "records": pl.lit(1, pl.Int32), "sources": pl.lit(1, pl.Int32), "counted": pl.lit(True),
               "reason": pl.lit(None, pl.String), "certainty": pl.lit(1.0, pl.Float32)}  # fmt: skip
    found = records.with_columns(**columns).select(tables.PEOPLE.names)
    members = records.select(record="id", person=person, source=pl.lit("lcc"), item=pl.lit(made.recipe.inputs[0]))
    work = case.scratch("test")
    for name, frame, schema in (("people", found, tables.PEOPLE), ("members", members, tables.MEMBERS)):
        tables.write(work / f"{name}.parquet", schema, [frame.to_arrow().cast(schema)])
    recipe = Recipe("names.by-hand", "1", {}, None, (made.id,), "", 0, "")
    case.find("people", recipe, {name: work / f"{name}.parquet" for name in ("people", "members")}, by)


@pytest.fixture
def office(tmp_path: Path, ana: Signer, basil: Signer) -> Iterator[Office]:
    with furnished(tmp_path) as case:
        yield Office(case, ana, basil, tmp_path)


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a bundle for a court, and beside it the case ``homs`` that it was made of."""
    root, before = tmp_path_factory.mktemp("bundled"), os.environ.get("TAWTHIQ_HOME")
    os.environ["TAWTHIQ_HOME"] = str(root / "home")
    try:
        office_of(root)
    finally:
        os.environ.pop("TAWTHIQ_HOME")
        if before is not None:
            os.environ["TAWTHIQ_HOME"] = before
    return root / "court"


def office_of(root: Path) -> None:
    ana, basil = keys.create("Ana"), keys.create("Basil")
    with furnished(root) as case:
        office = Office(case, ana, basil, root)
        protect(case, "word", "Operation Lantern", "a source would be found", ana)
        case.judge([Decision("note", (office.people[0],), "she spoke of Operation Lantern")], basil)
        case.judge([Decision("reject", (case.shelves.search("Layla")[0].id,), "the same name, another town")], basil)
        office.publish("court", "court")


@pytest.fixture(scope="session")
def quay_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the case of ``quay.py``, made once by an Olga; tests work on copies."""
    from tests.report.quay import quay  # noqa: PLC0415 (it takes what stands above)

    root, before = tmp_path_factory.mktemp("made"), os.environ.get("TAWTHIQ_HOME")
    os.environ["TAWTHIQ_HOME"] = str(root / "home")
    try:
        quay(root, keys.create("Olga")).close()
    finally:
        os.environ.pop("TAWTHIQ_HOME")
        if before is not None:
            os.environ["TAWTHIQ_HOME"] = before
    return root / "quay"


@pytest.fixture
def told(quay_folder: Path, tmp_path: Path) -> Iterator[Case]:
    from tests.report.quay import copied  # noqa: PLC0415 (it takes what stands above)

    with copied(quay_folder, tmp_path / "quay") as case:
        yield case
