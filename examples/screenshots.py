"""Pictures of the local page for its documentation, taken of the demonstration case in a real Chromium.

    python -m examples.screenshots DEMO-CASE [docs/web]

The case is copied first; nothing in it changes. Each picture is at most 100 kB.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

SIZE = {"width": 1280, "height": 860}
MOST = 100_000
PATIENCE = 120_000
COLOURS = (128, 64, 32, 16)
SHOTS: Sequence[tuple[str, str, str, str]] = (
    ("home", "en", "/", ""),
    ("pairs", "en", "/pairs", ""),
    ("pairs-decided", "ar", "/pairs", "s"),
    ("register", "en", "/register?q=mohamed+shaykh", ""),
    ("report", "en", "/report", "form[action='/report/new'] button"),
    ("scenes", "en", "/scenes", "tr:last-child a"),
    ("map", "ar", "/map", ""),
    ("claims", "en", "/claims", ""),
    ("toll", "en", "/toll", ""),
)
"""The name of each picture, the language, the address, and a key that is pressed or the first of what is clicked."""


@contextmanager
def served(case: Path, language: str) -> Iterator[str]:
    """The address of the command over a case, with its token."""
    words = [sys.executable, "-m", "tawthiq", "serve", "--no-open", "--case", str(case), "--lang", language]
    env = {**os.environ, "TAWTHIQ_HOME": str(case / ".people")}
    process = subprocess.Popen([*words, "--as", "ana-simulated"], stdout=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        yield found[0]
    finally:
        process.terminate()
        process.wait()


def taken(page: Page, address: str, act: str) -> bytes:
    """A page as it stands after an act."""
    page.goto(address)
    if len(act) > 1:
        page.locator(act).first.click()
    elif act:
        page.keyboard.press(act)
    page.wait_for_timeout(2500)
    return page.screenshot()


def small(picture: bytes) -> bytes:
    """The picture in as many colours as fit."""
    whole = Image.open(BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        out = BytesIO()
        whole.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST:
            break
    return out.getvalue()


def main() -> None:
    """Take all of them."""
    case, folder = Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "docs/web")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        copy = shutil.copytree(case, Path(work) / "case")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for language in ("en", "ar"):
            with served(Path(copy), language) as address:
                page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
                page.set_default_timeout(PATIENCE)
                page.goto(address)
                for name, _, path, act in (one for one in SHOTS if one[1] == language):
                    picture = small(taken(page, address.partition("/enter")[0] + path, act))
                    (folder / f"{name}.png").write_bytes(picture)
                    print(f"{name}.png: {len(picture):,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
