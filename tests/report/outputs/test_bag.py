"""A folder becomes a bag that others can check."""

from pathlib import Path

import bagit
import pytest

from tawthiq.report.outputs.bag import bag


def made(folder: Path) -> Path:
    (folder / "data" / "a").mkdir(parents=True)
    (folder / "data" / "a" / "one.txt").write_text("one")
    (folder / "data" / "قائمة واحدة.txt").write_text("two", "utf-8")
    bag(folder, {"External-Description": "A bag\nof two"})
    return folder


def test_bagit_finds_it_valid(tmp_path: Path) -> None:
    read = bagit.Bag(str(made(tmp_path)))
    assert read.validate()
    assert read.info == {"External-Description": "A bag of two", "Payload-Oxum": "6.2"}


def test_what_is_changed_or_added_is_seen(tmp_path: Path) -> None:
    (made(tmp_path) / "data" / "a" / "one.txt").write_text("ONE")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path)).validate()


def test_equal_files_make_equal_bags(tmp_path: Path) -> None:
    names = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")
    one, other = made(tmp_path / "one"), made(tmp_path / "other")
    assert [(one / name).read_bytes() for name in names] == [(other / name).read_bytes() for name in names]
