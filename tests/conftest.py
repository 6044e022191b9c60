"""What the tests share: a home for keys, two people, a case with two sources, and the way to real data. All names
of people in the tests are invented."""

import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from tawthiq import tables
from tawthiq.case import Case, Signer, keys
from tawthiq.nouns import Finding, Item, Recipe, Source

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("TAWTHIQ_HOME", str(folder))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


@pytest.fixture
def ana() -> Signer:
    return keys.create("Ana")


@pytest.fixture
def basil() -> Signer:
    return keys.create("Basil")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.new(tmp_path / "homs", "Homs, February 2012") as case:
        case.add_source(Source("lcc", "Local committees (invented)", "organisation", "B"))
        case.add_source(Source("vdc", "A centre (invented)", "organisation", "C", ("lcc",)))
        yield case


@pytest.fixture
def real_data() -> Path:
    folder = Path(os.environ.get("TAWTHIQ_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data: neither $TAWTHIQ_DATA nor {folder} is there")
    return folder


class Lists:
    """Puts small lists of invented people into a case as a reader would, without a reader."""

    def __init__(self, case: Case, by: Signer, folder: Path) -> None:
        self.case, self.by, self.folder = case, by, folder

    def receive(self, name: str, *lines: str, source: str = "lcc") -> Item:
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return self.case.receive(path, source=source, how="by hand", by=self.by)

    def read(self, item: Item, people: dict[str, str], slot: str = "records/list", folded: bool = True) -> Finding:
        """``people``: the list's own id (the record's, without ``r-`` and padded to 16 digits) and the name."""
        records = [
            {
                "id": f"r-{key:0>16}", "row": n, "locator": f"row {n + 2}", "kind": "person", "list_id": key,
                "name": name, "folded": name.casefold() if folded else None,
            }
            for n, (key, name) in enumerate(people.items())
        ]  # fmt: skip
        said = pa.table(
            {"row": pa.array(range(len(people)), pa.int64()), "name": pa.array(list(people.values()), pa.string())}
        )
        work = self.case.scratch("test")
        tables.write(work / "records.parquet", tables.RECORDS, [tables.rows(tables.RECORDS, records)])
        tables.write(work / "said.parquet", said.schema, [said])
        recipe = Recipe("readers.test", "1", {}, None, (item.id,), "", 0, "")
        made = {name: work / f"{name}.parquet" for name in ("records", "said")}
        return self.case.find(slot, recipe, made, self.by)


@pytest.fixture
def lists(case: Case, ana: Signer, tmp_path: Path) -> Lists:
    return Lists(case, ana, tmp_path)
