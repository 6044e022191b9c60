"""The demonstration: a case of invented files, built from nothing by the verbs that the command line speaks.

    python -m examples.demo [FOLDER]

All people, lists, accounts and pictures in it are simulated.
"""

import argparse
import os
import shutil
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from examples import kosovo
from examples.evidence import Evidence
from examples.facts import Facts
from examples.facts import told as facts
from examples.reporting import report
from examples.simulate import SIMULATED, accounts, files, pictures, scenes
from examples.truth import Truth
from tawthiq.case import Case, Decision, Signer, exporting, keys, protecting, tracing, verify
from tawthiq.case.status import status
from tawthiq.errors import TawthiqError
from tawthiq.names.link import link
from tawthiq.nouns import Record, Source
from tawthiq.readers import Reading, read
from tawthiq.readers.lists.columnmap import ColumnMap

MARKER = "SIMULATED-DEMO.txt"
SOURCES = (
    Source("committees", "Committees of the quarters (simulated)", "organisation", "C"),
    Source("hospital", "A field hospital (simulated)", "organisation", "B"),
    Source("archive", "An archive abroad (simulated)", "list-keeper", "C", ("committees",)),
    Source("monitor", "A monitor (simulated)", "organisation", "D", ("archive",)),
    Source("desk", "A news desk (simulated)", "outlet", "C", ("hospital",)),
    Source("local-page", "A page of the quarter (simulated)", "outlet", "D"),
    Source("weblog", "A weblog (simulated)", "outlet", "E", ("desk",)),
    Source("dana", "Dana R., interviewer (simulated)", "person", "B"),
    Source("satellite", "A satellite (simulated)", "sensor", "B"),
    Source("telephone", "A telephone (simulated)", "person", "D"),
    Source("simulator", "The simulator of this demonstration (simulated)", "organisation", "A"),
)
LISTS: Mapping[str, str] = {
    "simulated-committees.csv": "committees",
    "simulated-hospital.csv": "hospital",
    "simulated-archive.xlsx": "archive",
    "simulated-monitor.jsonl": "monitor",
}
OTHERS: Mapping[str, str] = {
    **accounts.ACCOUNTS,
    "simulated-scene-before.tif": "satellite",
    "simulated-scene-after.tif": "satellite",
    "simulated-street.jpg": "telephone",
}
NEWER = "simulated-committees-newer.csv"
SETTLED: Mapping[str, Mapping[str, Any]] = {
    "archive": {"date": {"columns": "Date of death", "kind": "death", "order": "mdy"}},
    "monitor": {"name_other": "name_ar"},
}
"""What a person settles in the map of a list after its dry run."""
OF_THE_DEAD = {"status": "killed"}
"""What a person knows of a list that has no column for it."""

FIRST = {
    "en": "The people, the lists, the images and every source that is called simulated are invented. What is called a "
    "fact was published, and is told here in our own words.",
    "ar": "الأشخاص والقوائم والصور وكل مصدر يوصف بأنه محاكى مختلَقة. وما يسمى حقيقة فقد نُشر، ونرويه هنا بكلماتنا.",
}
"""What stands under the title of the report."""

Say = Callable[[str], None]
Pair = tuple[str, str]


def main() -> int:
    """Build ``demo-case``, or the folder that is named; returns the exit code."""
    parser = argparse.ArgumentParser("python -m examples.demo", description="Build the demonstration case.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("demo-case"), help="a new folder, or its own")
    try:
        build(parser.parse_args().folder, print)
    except TawthiqError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def build(folder: Path, say: Say) -> None:
    """Build the demonstration in a folder, a sentence a stage. Raises Refused where something else lies there."""
    _clear(folder)
    with Case.new(folder, f"{SIMULATED}: Homs, February–March 2012") as case, _keys_in(folder / ".people"):
        (folder / MARKER).write_text(f"{SIMULATED}: made by examples.demo, which may replace this folder.\n", "utf-8")
        rules(case)
        demo = Demo(case, keys.create("Ana (simulated)"), keys.create("Basil (simulated)"), say)
        demo.simulate()
        demo.receive()
        demo.read_lists()
        demo.read_newer()
        demo.read_others()
        demo.search()
        pairs = demo.pairs()
        demo.judge(*pairs)
        demo.link()
        demo.protect()
        evidence = Evidence(case, demo.ana, demo.basil, say)
        evidence.look()
        told = Facts(case, demo.ana, say).enter()
        evidence.weigh()
        evidence.estimate()
        demo.trace(pairs[0][0])
        lists = {**{source: name for name, source in LISTS.items()}, "committees": NEWER}
        truth = Truth(case, demo.ana, lists, "simulated-scene-after.tif", say).compare()
        first = {lang: f"{words}\n{told[lang]}" for lang, words in FIRST.items()}
        page = report(case, demo.ana, first, truth, say)
        second = kosovo.build(folder / "kosovo-1999", demo.ana, say)
        demo.check()
    say(f"The report: {page} (and {page.parents[1] / 'ar'}); of the real counts: {second}.")
    say(f"Look into {folder}: case.toml, journal.jsonl, maps, exports; files/truth tells what is true. Try:")
    for words in ("status", "people --limit 5", 'search "قصف"', f"trace {pairs[0][0]}", "rejected", "verify", "log"):
        say(f"    {_program()} --case {folder} {words}")
    say(f"To judge as one of the two, set TAWTHIQ_HOME={folder / '.people'} and add --as {demo.ana.handle}.")


def rules(case: Case) -> None:
    """Write into case.toml which sources are simulated, and how names stand in Arabic, as a person would."""
    simulated = ", ".join(f'"{one.handle}"' for one in SOURCES)
    names = "\n".join(f'"{name}" = "{other}"' for name, other in facts()["names"].items())
    file = case.root / "case.toml"
    told = f"\n[rules.report]\nsimulated = [{simulated}]\n\n[rules.report.names.ar]\n{names}\n"
    file.write_text(file.read_text("utf-8") + told, "utf-8")


def _program() -> str:
    """How to call the command line from here."""
    python, here = Path(sys.executable), Path.cwd()
    near = python.relative_to(here) if python.is_relative_to(here) else python
    return "tawthiq" if shutil.which("tawthiq") else f"{near} -m tawthiq"


def _clear(folder: Path) -> None:
    """Remove an earlier demonstration and nothing else; the vault's files are read-only."""
    if (folder / MARKER).exists():
        for path in folder.rglob("*"):
            path.chmod(0o700)
        shutil.rmtree(folder)


@contextmanager
def _keys_in(folder: Path) -> Iterator[None]:
    """Keep the keys of the demonstration apart from those of whoever runs it."""
    before = os.environ.get("TAWTHIQ_HOME")
    os.environ["TAWTHIQ_HOME"] = str(folder)
    try:
        yield
    finally:
        del os.environ["TAWTHIQ_HOME"]
        if before is not None:
            os.environ["TAWTHIQ_HOME"] = before


@dataclass(frozen=True)
class Demo:
    """The stages: each does one thing by a public verb and says it in a sentence."""

    case: Case
    ana: Signer
    basil: Signer
    say: Say

    @property
    def files(self) -> Path:
        """Where the files lie that a real office would have received."""
        return self.case.root / "files"

    def simulate(self) -> None:
        """Make those files, and the truth behind them."""
        for maker in (files, scenes, pictures):
            maker.write(self.files)
        accounts.write(self.files)
        self.say(f"Simulated {len(LISTS) + len(OTHERS) + 1} files of invented people and events in {self.files}.")

    def receive(self) -> None:
        """Receive all but the newer list; nothing has been parsed yet."""
        for source in SOURCES:
            self.case.add_source(source)
        for name, handle in {**LISTS, **OTHERS}.items():
            self._receive(name, handle)
        items = len(self.case.items())
        self.say(f"Received {items} files from {len(SOURCES)} sources, each hashed before anything read it.")

    def _receive(self, name: str, source: str) -> None:
        self.case.receive(self.files / name, source=source, how="made by examples.demo (simulated)", by=self.ana)

    def read_lists(self) -> None:
        """Dry-run each list, settle its column map, keep the map in the case, and read."""
        for name, source in LISTS.items():
            dry = read(self.case, self.files / name, by=None, list=source, dry_run=True)
            told = {**dry.map, "fields": {**dry.map["fields"], **SETTLED.get(source, {})}}
            if "status" not in told["fields"]:
                told["constants"] = OF_THE_DEAD
            (self.case.root / "maps" / f"{source}.toml").write_text(ColumnMap.of(told).toml(), "utf-8")
            done = read(self.case, self.files / name, by=self.ana, list=source, map=told)
            self.say(f"Dry run of {name}: {_counts(dry)}.")
            self.say(f"    {'Read after a person settled its map' if source in SETTLED else 'Read'}: {_counts(done)}.")

    def read_newer(self) -> None:
        """Read the newer version of the committees' list by the same map."""
        self._receive(NEWER, "committees")
        kept = tomllib.loads((self.case.root / "maps" / "committees.toml").read_text("utf-8"))
        done = read(self.case, self.files / NEWER, by=self.ana, list="committees", map=kept)
        if done.changes:
            told = ", ".join(f"{count} {what}" for what, count in asdict(done.changes).items())
            self.say(f"Read {NEWER}, a newer version of the first list: {told}; ids survive.")

    def read_others(self) -> None:
        """Read accounts, the page, the interview, scenes and the picture."""
        done = Counter(read(self.case, self.files / name, by=self.ana).reader for name in OTHERS)
        told = ", ".join(f"{name} {count}" for name, count in done.items())
        self.say(f"Read {done.total()} other files, by reader: {told}.")

    def search(self) -> None:
        """Search one word in two spellings; the second escapes moderation."""
        plain, broken = (self._found(word) for word in ("قصف", "بالقصـ.ـف"))
        written = sum("قصـ.ـف" in " ".join(filter(None, one.said.values())) for one in plain)
        self.say(f"Searched for shelling as قصف and as بالقصـ.ـف: {len(plain)} and {len(broken)} records,")
        self.say(f"    {written} of them by a list that breaks the word up.")

    def _found(self, word: str) -> list[Record]:
        return self.case.shelves.search(word, 10_000)

    def pairs(self) -> list[Pair]:
        """Two people who stand on two lists, as the truth knows, each by their two records."""
        lists = {"committees": "committees-newer", "archive": "archive"}
        told = [self._truth(source, name) for source, name in lists.items()]
        both = told[0].join(told[1], on="person").unique("person", keep="first", maintain_order=True)
        return [(one, other) for one, other in both.select("id", "id_right").head(2).iter_rows()]

    def _truth(self, source: str, name: str) -> pl.DataFrame:
        """The person and the id of each record of a list."""
        truth = pl.read_csv(self.files / "truth" / f"simulated-{name}.csv")
        finding = self.case.current(f"records/{source}/{source}")
        assert finding
        with self.case.open_table(finding, "records") as path:
            return truth.join(pl.read_parquet(path, columns=["row", "id"]), on="row")

    def judge(self, one: Pair, other: Pair) -> None:
        """Two people judge two pairs; on one they disagree."""
        same, too = Decision("same", one, "one day, one family"), Decision("same", other, "the fathers agree")
        self.case.judge([same, too], self.ana)
        self.case.judge([same, Decision("different", other, "ask the archive first")], self.basil)
        disagree = status(self.case).disagreements
        self.say(f"Ana and Basil judged two pairs of records; on {len(disagree)} they disagree, and both views stand.")

    def link(self) -> None:
        """Link the lists into a register of people; the decision on which two people disagree is not used."""
        made = link(self.case, by=self.ana)
        count, apart = made.count, sum(made.apart.values())
        self.say(
            f"Linked {made.records} records: {count.people} people count ({count.low} to {count.high}), {apart} are"
        )
        self.say(f"    apart with a reason each; {made.waiting} pairs are in doubt.")

    def protect(self) -> None:
        """Protect the interview; reading it has protected who the witness is, and withheld it from the records."""
        item = self.case.item_of(self.files / "simulated-interview.txt")
        protecting.protect(self.case, "item", item.id, "names the witness", self.ana)
        kept = len(protecting.protected(self.case))
        told = self._found("neighbour cellar")[0].said["text"]
        self.say(f"Protected the witness: {kept} names, numbers and files must never be published; the record says:")
        self.say(f"    {told}")

    def trace(self, record: str) -> None:
        """Trace a record to its row, its file and its source."""
        self.say("Traced a record back to its rows, files and sources:")
        for line in _steps(tracing.trace(self.case, record)):
            self.say(line)

    def check(self) -> None:
        """Verify the case, export its records, and look at its status."""
        exported = exporting.export(self.case, "records", self.case.root / "exports", self.ana)
        found = verify.check(self.case.root)
        sound = "sound" if not found.defects else f"NOT sound, {len(found.defects)} defects"
        self.say(f"Exported {', '.join(path.name for path in exported)}, for the people who work on the case.")
        self.say(f"Verified {found.acts} acts and {found.files} files: the case is {sound}; head {found.head[:16]}….")
        now = status(self.case)
        self.say(f"The case holds {now.items} items, {now.records} records and {now.judgements} judgements.")


def _counts(done: Reading) -> str:
    rows, values = (done.levels.get(level, 0) for level in ("row", "value"))
    return f"{done.rows['records']} records (unreadable rows: {rows}, values: {values})"


def _steps(step: tracing.Trace, depth: int = 1) -> Iterator[str]:
    told = "; ".join(f"{name}: {said}" for name, said in step.says.items() if name in ("where", "name", "bytes"))
    yield f"{'    ' * depth}{step.kind} {step.id} ({told})"
    for one in step.comes_from:
        yield from _steps(one, depth + 1)


if __name__ == "__main__":
    sys.exit(main())
