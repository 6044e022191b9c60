"""Spreading: the windows of a scene looked at by this machine's cores, or by the workers of a Dask cluster.

An engine says where the work is done and never what comes out: each window is looked at by ``windows.look``, whoever
does it, and comes back in order; what is kept of an interrupted run is kept in the same way.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tawthiq.errors import BadInput, Refused
from tawthiq.imagery import windows
from tawthiq.imagery.shape import Detector
from tawthiq.imagery.windows import Window
from tawthiq.rasters.ground import Box, Picture, picture
from tawthiq.rasters.placing import Told

Scan = Callable[[Picture, Detector, Iterable[Box]], Iterator[Window]]

LOCAL, DASK = "local", "dask"
AHEAD = 3
"""Windows that wait for each worker, so that none is idle."""

RETRIES = 10
"""How often a window is given to another worker when the one that had it was killed."""


@contextmanager
def engine(name: str = LOCAL) -> Iterator[Scan]:
    """How windows are looked at: ``local``, ``dask`` (a cluster of processes on this machine), or ``tcp://HOST:PORT``.

    The last is the scheduler of a cluster whose workers have this package and see the scene's file at the same path.
    Raises BadInput for another name, Refused where Dask is not installed or the scheduler does not answer.
    """
    if name == LOCAL:
        yield windows.scan
        return
    if name != DASK and "://" not in name:
        raise BadInput("imagery.no_engine", value=name, known=f"{LOCAL}, {DASK}, tcp://HOST:PORT")
    with _client(name) as client:
        yield Spread(client)


@dataclass(frozen=True)
class Spread:
    """The windows of a scene on the workers of a cluster, each given again where its worker was killed."""

    client: Any

    def __call__(self, scene: Picture, detector: Detector, boxes: Iterable[Box]) -> Iterator[Window]:
        """Each window in order; some windows a worker are under way at once."""
        where = Path(scene.scene.name), scene.name, scene.told, scene.step, scene.work
        waiting: deque[Any] = deque()
        for box in boxes:
            waiting.append(self.client.submit(look, where, detector, box, pure=False, retries=RETRIES))
            if len(waiting) >= AHEAD * max(1, len(self.client.scheduler_info()["workers"])):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def look(where: tuple[Path, str, Told, float, str], detector: Detector, box: Box) -> Window:
    """One window of a scene that the worker opens itself."""
    file, name, told, step, work = where
    with picture(file, name, told, step, work) as scene:
        return windows.look(scene, detector, box)


@contextmanager
def _client(name: str) -> Iterator[Any]:
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 (only who spreads windows needs it)
    except ImportError as error:
        raise Refused("imagery.no_dask") from error
    if name != DASK:
        try:
            client = Client(name, timeout=10)  # type: ignore[no-untyped-call]
        except OSError as error:
            raise Refused("imagery.no_scheduler", value=name) from error
        with client:
            yield client
        return
    told = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, "silence_logs": 50}
    with LocalCluster(**told) as cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]
        yield client
