"""An act happens whole or not at all: through kill -9, a full disk, and two processes at once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tawthiq.case import Case, Decision, Signer, acts, verify
from tawthiq.case.forgetting import forget
from tawthiq.errors import InUse, NoRoom
from tests.conftest import Lists

posix = pytest.mark.skipif(os.name != "posix", reason="needs fork and kill -9")


def work(root: Path, ana: Signer, folder: Path, rng: random.Random) -> None:
    """Act after act on a case, until killed: receive, judge one, judge many, find."""
    with Case.open(root) as case:
        lists = Lists(case, ana, folder)
        while True:
            n = rng.randrange(10**9)
            item = lists.receive(f"{n}.csv", "name", f"Invented {n}")
            case.judge([Decision("note", (item.id,), f"seen {n}")], ana)
            case.judge([Decision("note", (item.id,), f"many {n}") for _ in range(rng.randrange(1, 50))], ana)
            lists.read(item, {str(n): f"Invented {n}"}, slot=f"records/{item.id}")


def killed_after(seconds: float, doing: Callable[[], None]) -> None:
    child = os.fork()
    if not child:
        try:
            doing()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@posix
@pytest.mark.timeout(600)
def test_kill_9_at_200_random_points_leaves_a_sound_case(case: Case, ana: Signer, tmp_path: Path) -> None:
    case.close()
    rng = random.Random(20120220)
    killed_after(1.0, lambda: work(case.root, ana, tmp_path, random.Random(200)))
    with Case.open(case.root) as again:
        before = first = again.journal.head()[0]
    longest = max(0.15, 8 / (first + 1))  # seconds of some eight acts at the speed of this machine
    for n in range(200):
        killed_after(rng.uniform(0.0, longest), lambda seed=n: work(case.root, ana, tmp_path, random.Random(seed)))  # type: ignore[misc]
        with Case.open(case.root) as again:
            held, _ = again.journal.head()
            assert held >= before
            assert again.catalogue.position()[0] == held
            before = held
        if n % 10 == 9:
            assert verify.check(case.root).defects == ()
    assert verify.check(case.root).defects == ()
    assert before - first > 200
    assert not list((case.root / "vault" / "incoming").glob("*/*"))


@posix
@pytest.mark.parametrize("calls", range(1, 12))
def test_an_act_that_forgets_is_finished_wherever_it_is_cut(lists: Lists, basil: Signer, calls: int) -> None:
    """The process dies at the n-th step on the disk; after reopening nothing is left, or nothing has happened."""
    item = lists.receive("a.csv", "name", "Ana", "Omar")
    lists.read(item, {"1": "Ana", "2": "Omar"})
    forget(lists.case, item.id, "asked by the family", lists.by)
    lists.case.close()
    root = lists.case.root

    def dying() -> None:
        left = [calls]
        for name in ("replace", "fsync", "truncate"):
            original = getattr(os, name)

            def step(*args: object, original: Callable[..., object] = original) -> object:
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                return original(*args)

            setattr(os, name, step)
        with Case.open(root) as case:
            forget(case, item.id, "agreed", basil)

    child = os.fork()
    if not child:
        try:
            dying()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    with Case.open(root) as again:
        gone = again.items() == []
        assert verify.check(root).defects == ()
        assert again.vault.holds(item.sha256) is not gone
        words = (root / "vault" / "words.jsonl").read_text()
        assert ("a.csv" in words) is not gone


def test_a_second_process_is_told_who_holds_the_case(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "WAIT", 0.2)
    script = f"""
import sys, time
from pathlib import Path
from tawthiq.case import Case
with Case.open(Path({str(case.root)!r})) as case, case.desk.lock("thinking"):
    print("holding", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "holding\n"
        with pytest.raises(InUse, match=f"thinking, process {other.pid}"):
            Case.open(case.root)
        other.kill()
    with Case.open(case.root) as again:
        assert again.journal.head()[0] == 0


@posix
@pytest.mark.parametrize("room_left", [0, 100, 1_000, 5_000, 20_000])
def test_a_full_disk_is_an_error_and_no_corruption(case: Case, ana: Signer, tmp_path: Path, room_left: int) -> None:
    """The limit on the size of a file stands in for a full disk: the system refuses the write in the same way."""
    import resource  # noqa: PLC0415

    big = tmp_path / "big.csv"
    big.write_bytes(b"x" * 10_000)
    case.judge([Decision("note", (case.receive(big, source="lcc", how="", by=ana).id,), "y" * 800)], ana)
    head = case.journal.head()
    big.write_bytes(b"z" * 10_000)
    free = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room_left, free[1]))
    try:
        case.receive(big, source="lcc", how="", by=ana)
    except (NoRoom, OSError):
        pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, free)
    case.close()
    with Case.open(case.root) as again:
        assert again.journal.head() == head or len(again.items()) == 2
        assert verify.check(case.root).defects == ()
