"""How the findings compare with what was simulated: written as a file of the case, so that the report can quote it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from examples.reporting import quoted
from examples.simulate import SIMULATED
from tawthiq.case import Case, Signer
from tawthiq.readers import read

NAME = "simulated-truth.md"
TITLES = {
    "en": f"{SIMULATED}: the findings beside the known truth",
    "ar": f"محاكاة ({SIMULATED}): النتائج بجانب الحقيقة المعروفة",
}
REACH = 5.0
METRES = 111_195.0
"""Metres of a degree of latitude."""


@dataclass(frozen=True)
class Truth:
    """The comparison: of a case, with the truth that lies beside its files; ``files`` are the lists by source."""

    case: Case
    by: Signer
    files: Mapping[str, str]
    scene: str
    say: Callable[[str], None]

    @property
    def folder(self) -> Path:
        """Where the truth lies."""
        return self.case.root / "files" / "truth"

    def compare(self) -> Mapping[str, str]:
        """Write the comparison, receive and read it; gives by language a section of the report that quotes it."""
        told = [self._names(), self._toll(), self._craters()]
        path = self.folder / NAME
        words = {lang: [one[lang] for one in told] for lang in TITLES}
        path.write_text("\n\n".join([f"{SIMULATED}: findings and truth.", *words["en"], *words["ar"]]) + "\n", "utf-8")
        item = self.case.receive(path, source="simulator", how="compared by examples.demo", by=self.by)
        read(self.case, path, by=self.by)
        for one in words["en"]:
            self.say(f"    {one}")
        at = {"en": 2, "ar": 2 + len(told)}
        return {lang: f"\n## {title}\n\n{quoted(item.id, words[lang], at[lang])}\n" for lang, title in TITLES.items()}

    def _names(self) -> Mapping[str, str]:
        """Pairs of records that the register joins, against pairs of one person."""
        register = self.case.register.current()
        assert register
        with self.case.open_table(register, "members") as path:
            members = pl.read_parquet(path, columns=["record", "person"])
        both = self._people().join(members, left_on="id", right_on="record", suffix="_joined")
        right = _pairs(both, "person", "person_joined")
        joined, true = _pairs(both, "person_joined"), _pairs(both, "person")
        sure, found = f"{right / joined:.1%}", f"{right / true:.1%}"
        return {
            "en": f"Names: of {joined} pairs of records that were joined, {right} are of one person "
            f"(precision {sure}); of {true} true pairs they are {found} (recall).",
            "ar": f"الأسماء: من {joined} من أزواج السجلات التي جُمعت، {right} لشخص واحد (الدقة {sure})؛ "
            f"وهي {found} من الأزواج الصحيحة وعددها {true} (الاستدعاء).",
        }

    def _people(self) -> pl.DataFrame:
        """The person and the id of each record of the lists as they stand."""
        frames = []
        for source, name in self.files.items():
            finding = self.case.current(f"records/{source}/{source}")
            assert finding
            truth = pl.read_csv(self.folder / f"{Path(name).stem}.csv", columns=["row", "person"])
            with self.case.open_table(finding, "records") as path:
                frames.append(truth.join(pl.read_parquet(path, columns=["row", "id"]), on="row").select("person", "id"))
        return pl.concat(frames)

    def _toll(self) -> Mapping[str, str]:
        """The interval, and whether the number of the invented dead lies in it."""
        dead = pl.read_csv(self.folder / "simulated-people.csv").height
        finding = self.case.current("toll")
        assert finding
        with self.case.open_table(finding, "estimates") as path:
            headline = pl.read_parquet(path).row(0, named=True)
        if headline["lower"] is None:
            return {"en": f"Toll: {dead} people were invented; no estimate was given.",
                    "ar": f"الحصيلة: اختُلق {dead} من الأشخاص؛ ولم يُعطَ تقدير."}  # fmt: skip
        low, high = f"{headline['lower']:.0f}", f"{headline['upper']:.0f}"
        inside = headline["lower"] <= dead <= headline["upper"]
        return {
            "en": f"Toll: {dead} people were invented; the interval from {low} to {high} "
            f"{'holds' if inside else 'does NOT hold'} them.",
            "ar": f"الحصيلة: اختُلق {dead} من الأشخاص؛ والمجال من {low} إلى {high} {'يضمهم' if inside else 'لا يضمهم'}.",
        }

    def _craters(self) -> Mapping[str, str]:
        """Marks within reach of a rendered crater, one to one."""
        truth = pl.read_csv(self.folder / "simulated-craters.csv")
        item = next(one for one in self.case.items() if one.name == self.scene)
        finding = self.case.current(f"marks/{item.id}")
        assert finding
        with self.case.open_table(finding, "marks") as path:
            marks = pl.read_parquet(path)
        middle = float(truth["lat"].to_numpy().mean())
        apart = cdist(_metres(truth, middle), _metres(marks, middle))
        found = int((apart[linear_sum_assignment(apart.clip(max=2 * REACH))] <= REACH).sum())
        met, hit = f"{found / truth.height:.0%}", f"{found / marks.height:.0%}"
        return {
            "en": f"Craters: {truth.height} were rendered; {found} of them lie within {REACH:.0f} metres of a mark "
            f"(recall {met}); {found} of {marks.height} marks are craters (precision {hit}), those that a person "
            "rejected among them.",
            "ar": f"الحفر: رُسمت {truth.height}؛ وتقع {found} منها ضمن {REACH:.0f} أمتار من علامة (الاستدعاء {met})؛ "
            f"و{found} من {marks.height} من العلامات حفر (الدقة {hit})، ومنها ما رفضه شخص.",
        }


def _pairs(frame: pl.DataFrame, *by: str) -> int:
    """How many pairs of records agree in some columns."""
    sizes = frame.group_by(by).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _metres(frame: pl.DataFrame, middle: float) -> NDArray[np.float64]:
    """Positions in metres, near enough around a latitude."""
    return frame.select("lat", "lon").to_numpy() * METRES * [1.0, np.cos(np.radians(middle))]
