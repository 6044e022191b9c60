"""Windows spread over processes: the same marks, also where a worker is killed in the midst of it."""

import os
import signal
from pathlib import Path

import pytest

from tawthiq.errors import BadInput, Refused
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.making import marks
from tawthiq.imagery.scenes import Said
from tawthiq.imagery.spreading import Spread, engine
from tests.imagery.scenes import ground, tiff

METHOD = LaplacianOfGaussian(threshold=2.0)
SOME = [(100.3, 120.6, 11.0, -40.0), (180.0, 60.0, 8.0, -40.0), (60.2, 200.4, 18.0, -40.0)]


def test_a_killed_worker_loses_no_window_and_the_marks_are_those_of_one_machine(tmp_path: Path) -> None:
    """Windows on two processes; after the third window one of them is killed outright, and its windows move on."""
    distributed = pytest.importorskip("distributed", reason="Dask (the extra 'dask') is not installed")
    path = tiff(tmp_path / "a.tif", ground(256, SOME))
    usual, seen = list[int](), list[int]()
    alone = marks(path, "a", Said(), METHOD, name="a", size=64, progress=lambda done, total: usual.append(done))
    with (
        distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        distributed.Client(cluster) as client,
    ):

        def kill(done: int, total: int) -> None:
            seen.append(done)
            if done == 3:
                os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

        spread = marks(path, "a", Said(), METHOD, name="a", size=64, scan=Spread(client), progress=kill)
    assert seen == usual == list(range(1, len(usual) + 1)), "each window once, in order"
    assert {name: table.to_pylist() for name, table in spread.items()} == {
        name: table.to_pylist() for name, table in alone.items()
    }


def test_an_engine_is_chosen_by_its_name() -> None:
    with engine("local") as scan:
        assert scan.__name__ == "scan"
    with pytest.raises(BadInput, match="spark"), engine("spark"):
        pass


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask (the extra 'dask') is not installed")

    def silent(*_: object, **__: object) -> None:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", silent)
    with pytest.raises(Refused, match=r"tcp://127\.0\.0\.1:1"), engine("tcp://127.0.0.1:1"):
        pass
