"""A figure of a case leaves stamped and noted; that of a plain table belongs to no case. All counts are invented."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type

QUICK = ("--method", "chao-bound", "--method", "decomposable")


@pytest.mark.usefixtures("inside", "ana")
def test_a_figure_of_the_case_is_stamped_and_noted(tawthiq: Type, tmp_path: Path) -> None:
    table = tmp_path / "counts.csv"
    table.write_text("a,b,c,count\n1,0,0,69\n0,1,0,55\n1,1,0,21\n0,0,1,63\n1,0,1,17\n0,1,1,18\n1,1,1,28\n", "utf-8")
    assert tawthiq("estimate", "--table", table, *QUICK, "--figure", tmp_path / "plain.svg").code == 0
    assert ">INTERNAL<" not in (tmp_path / "plain.svg").read_text("utf-8")

    assert tawthiq("receive", table, "--source", "lcc", "--how", "invented").code == 0
    item = tawthiq("items", "--json").json[0]["id"]
    said = tawthiq("estimate", "--table", item, *QUICK, "--figure", tmp_path / "toll.svg", "--json")
    assert {Path(one).name for one in said.json["figures"]} >= {"INTERNAL-toll.svg", "INTERNAL-toll-overlaps.svg"}
    assert ">INTERNAL<" in (tmp_path / "INTERNAL-toll.svg").read_text("utf-8")
    assert not (tmp_path / "toll.svg").exists()
    assert tawthiq("log", "--limit", 1, "--json").json[0]["act"] == "publish"
