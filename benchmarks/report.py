"""Publishing at size: a case of 100,000 people, 5,000 claims and 20 scenes, for colleagues, the public and a court.

    python -m benchmarks.report [PEOPLE CLAIMS SCENES]

The case is simulated (``examples/simulate/wholes.py``); each edition is made in a process of its own, so that its
memory is its own: the peak is that of all its processes together (Linux). The draft is the tool's, with every claim
told in a list below it.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time, sleep

from examples.simulate.wholes import fill
from tawthiq.case import Case, keys
from tawthiq.case.protecting import protect
from tawthiq.report import draft as drafts
from tawthiq.report import evidence
from tawthiq.report.publish import publish

SIZES = (100_000, 5_000, 20)
HIDDEN = ("Zarbada Qudbaz", "Operation Lantern", "+963 944 123 456", "34.5 36.1")
KINDS = ("person", "word", "number", "place")


def build(root: Path, sizes: tuple[int, ...]) -> None:
    """The case with four protected things that stand nowhere in it, and its draft."""
    with Case.new(root / "case", "A simulated case", ("en",)) as case:
        ana = keys.create("Ana (simulated)")
        fill(case, root / "files", ana, dead=sizes[0], claims=sizes[1], shown=sizes[2])
        for kind, value in zip(KINDS, HIDDEN, strict=True):
            protect(case, kind, value, "simulated", ana)
        claims = evidence.read(case).claims
        listed = "\n".join(f"- According to one account: {{claim:{id_}}}." for id_ in claims)
        (root / "draft.md").write_text(f"{drafts.draft(case, 'en')}\n\n## Every claim\n\n{listed}\n", "utf-8")


def measure(root: Path, audience: str) -> None:
    """Publish once and print the seconds of the clock and of the processor (children included), and the size."""
    began = perf_counter()
    with Case.open(root / "case") as case:
        text = (root / "draft.md").read_text("utf-8")
        to = root / f"out-{audience}"
        made = publish(case, text, to, keys.load(None), audience=audience, lang="en", alone=True)  # type: ignore[arg-type]
    size = sum(one.stat().st_size for one in made.files) / 2**20
    spent = process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    print(f"| {audience} | {perf_counter() - began:.1f} s | {spent:.1f} s | {len(made.files)} files, {size:.1f} MiB |",
          end=" ", flush=True)  # fmt: skip


def watched(command: list[str]) -> float:
    """Run a command; the peak of what its processes hold together, in GiB, looked at twenty times a second."""
    peak, running = 0, subprocess.Popen(command)
    while running.poll() is None:
        peak = max(peak, sum(map(_held, _tree(running.pid))))
        sleep(0.05)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return peak / 2**30


def _tree(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for one in Path(f"/proc/{process}/task").iterdir():
            for child in one.joinpath("children").read_text().split():
                yield from _tree(int(child))


def _held(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def main() -> None:
    """Build once, then publish in a fresh process for each audience."""
    sizes = tuple(map(int, sys.argv[1:4])) or SIZES
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TAWTHIQ_HOME"] = str(Path(folder, "home"))
        began = perf_counter()
        build(Path(folder), sizes)
        print(f"{sizes[0]:,} people, {sizes[1]:,} claims, {sizes[2]} scenes; built in {perf_counter() - began:.0f} s\n")
        print("| edition | clock | processor | size | peak |\n|---|---|---|---|---|", flush=True)
        for audience in ("working", "public", "court"):
            peak = watched([sys.executable, "-m", "benchmarks.report", "--one", folder, audience])
            print(f"{peak:.2f} GiB |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(Path(sys.argv[2]), sys.argv[3])
    else:
        main()
