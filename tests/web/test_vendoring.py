import json
import re

from tawthiq.web import vendoring


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
