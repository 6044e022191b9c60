import json
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import setuptools
from setuptools import Distribution

from tawthiq.errors import BadInput
from tawthiq.web import vendoring

ROOT = Path(__file__).parent.parent.parent


def test_every_package_is_pinned_by_hash_and_no_address_is_written_down() -> None:
    lock = json.loads((vendoring.FRONTEND / "package-lock.json").read_text("utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert all(re.fullmatch(r"sha512-\S+", one["integrity"]) for one in packages.values())
    assert not any("resolved" in one for one in packages.values())
    pinned = json.loads((vendoring.FRONTEND / "package.json").read_text("utf-8"))
    wanted = {**pinned["dependencies"], **pinned["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert {packages[f"node_modules/{name}"]["version"] for name in wanted} == set(wanted.values())


def test_what_a_browser_needs_is_copied_beside_the_page_and_missed_where_it_is_not() -> None:
    needed = {one.rpartition("/")[2] for one in vendoring.FILES}
    there = {path.name for path in vendoring.VENDOR.glob("*")} if vendoring.VENDOR.exists() else set()
    assert set(vendoring.missing()) == needed - there


def test_a_built_wheel_carries_every_file_of_the_package_and_the_front_end(tmp_path: Path) -> None:
    if lacking := vendoring.missing():
        pytest.skip(f"front end not installed ({', '.join(lacking)}): python -m tawthiq.web.vendoring")
    source = tmp_path / "source"
    shutil.copytree(ROOT / "tawthiq", source / "tawthiq", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    asked = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(tmp_path), "."]
    done = subprocess.run(asked, cwd=source, capture_output=True, text=True, check=False)
    if "No matching distribution found for setuptools" in done.stderr:
        pytest.skip("no registry to fetch setuptools from: a wheel cannot be built here")
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    kept = [path for path in (source / "tawthiq").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    files = {path.relative_to(source).as_posix() for path in kept}
    assert files <= set(zipfile.ZipFile(wheel).namelist())


def test_where_the_front_end_cannot_be_had_no_wheel_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vendoring, "missing", lambda: ["htmx.min.js"])
    monkeypatch.setattr(vendoring, "_npm", lambda: ["false"])
    monkeypatch.setattr(setuptools, "setup", lambda **told: None)
    build = runpy.run_path(str(ROOT / "setup.py"))["WithFrontEnd"](Distribution())
    with pytest.raises(BadInput, match="npm"):
        build.run()
