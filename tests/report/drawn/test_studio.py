"""The studio writes the data of a figure beside it, and knows what was invented."""

from dataclasses import replace
from pathlib import Path

from tawthiq.report.drawn.studio import Studio, simulated
from tests.report.drawn.test_charts import never
from tests.report.invented import HELD


def test_data_stand_beside_the_figure(tmp_path: Path) -> None:
    studio = Studio(HELD, "ar", tmp_path / "new", never, never)
    file, data = studio.file("overlap", ".svg", ("قائمة", "people"), [("lcc", 3)])
    assert (file.name, data.read_text("utf-8")) == ("overlap.svg", "قائمة,people\nlcc,3\n")
    assert studio.say("overlap").startswith("عدد الأشخاص")


def test_what_was_invented() -> None:
    assert not simulated(HELD, ["lcc"])
    assert simulated(replace(HELD, simulated=frozenset({"lcc"})), ["lcc", "vdc"])
    assert simulated(replace(HELD, title="SIMULATED: all of it"), [])
