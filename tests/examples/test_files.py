"""The simulated lists as files: the same bytes for the same seed, and a truth for every row."""

import csv
import hashlib
import json
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from examples.simulate import accounts, files, pictures, scenes

Digests = dict[str, str]


def digests(folder: Path) -> Digests:
    files_ = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files_}


def written(folder: Path, seed: int) -> Path:
    files.write(folder, seed, 200)
    scenes.write(folder, seed)
    pictures.write(folder, seed)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = written(tmp_path_factory.mktemp("made"), 2012)
    accounts.write(made)
    return made


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first, again, other = (digests(written(tmp_path / name, seed)) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert first == again
    assert not set(first.values()) & set(other.values())


def test_every_file_says_in_its_name_and_content_that_it_is_simulated(folder: Path) -> None:
    for path in folder.rglob("simulated-*.*"):
        said = path.read_bytes()
        assert b"SIMULATED" in said or path.suffix == ".xlsx", path
    assert {path.name.split("-")[0] for path in folder.rglob("*") if path.is_file()} == {"simulated"}
    assert load_workbook(folder / "simulated-archive.xlsx").sheetnames[0] == "SIMULATED"


@pytest.mark.parametrize("name", files.FILES)
def test_each_row_of_a_file_has_its_person(folder: Path, name: str) -> None:
    truth = pl.read_csv(folder / "truth" / f"simulated-{name}.csv")
    rows = read(next(folder.glob(f"simulated-{name}.[cjx]*")))
    nobodys = 0 if name == "committees-newer" else 1
    assert truth["row"].to_list() == [*range(len(rows) - nobodys)]


def read(path: Path) -> list[object]:
    if path.suffix == ".xlsx":
        return [*load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True)]
    if path.suffix == ".jsonl":
        whole, cut = path.read_text("utf-8").splitlines()[:-1], path.read_text("utf-8").splitlines()[-1]
        return [*(json.loads(line) for line in whole), cut]
    windows = path.stem == "simulated-hospital"
    with path.open(encoding="cp1256" if windows else "utf-8", newline="") as file:
        return [*csv.reader(file, delimiter=";" if windows else ",")][1:]
