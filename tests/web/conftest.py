"""The real server on a free port over a copy of the demonstration case, and a real Chromium that looks at it. All
people in the case are invented."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from examples import demo
from examples.evidence import Evidence
from examples.simulate import SIMULATED
from tawthiq.case import Case, keys
from tawthiq.web import vendoring

CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
AXE = vendoring.FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PATIENCE = 120_000
"""Milliseconds: a machine may have much else to do; no timing is tested here."""

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration case without its report, built once; tests look at copies."""
    folder = tmp_path_factory.mktemp("demonstration") / "case"
    build(folder)
    return folder


def build(folder: Path) -> None:
    """The stages of the demonstration that a page shows."""
    with pytest.MonkeyPatch.context() as patch, Case.new(folder, f"{SIMULATED}: Homs, February 2012") as case:
        patch.setenv("TAWTHIQ_HOME", str(folder / ".people"))
        ana, basil = keys.create("Ana (simulated)"), keys.create("Basil (simulated)")
        made = demo.Demo(case, ana, basil, _silent)
        for stage in (made.simulate, made.receive, made.read_lists, made.read_newer, made.read_others):
            stage()
        made.judge(*made.pairs())
        made.link()
        made.protect()
        evidence = Evidence(case, ana, basil, _silent)
        evidence.look()
        evidence.weigh()
        evidence.estimate()


def _silent(said: str) -> None:
    """The stages tell what they did; here nobody listens."""


@dataclass
class Served:
    """A running ``tawthiq serve``: its case, its address, and the cookie that was had for the token."""

    case: Path
    address: str
    token: str
    cookies: dict[str, str] = field(default_factory=dict)

    def client(self) -> httpx.Client:
        """Asks as the page does, without a browser."""
        return httpx.Client(base_url=self.address, cookies=self.cookies, headers={"origin": self.address}, timeout=120)


Serve = Callable[..., Served]


@pytest.fixture(scope="module")
def serve(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts the command over a copy of the demonstration (or another case), and stops it in the end."""
    if lacking := vendoring.missing():
        pytest.skip(f"front end not installed ({', '.join(lacking)}): python -m tawthiq.web.vendoring")
    running: list[subprocess.Popen[str]] = []

    def start(case: Path | None = None, *words: str, people: Path | None = None) -> Served:
        if case is None:
            case = tmp_path_factory.mktemp("served") / "case"
            shutil.copytree(demonstration, case)
        asked = [sys.executable, "-m", "tawthiq", "serve", "--no-open", "--case", str(case), *words]
        env = {**os.environ, "TAWTHIQ_HOME": str(people or case / ".people")}
        process = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, env=env)
        running.append(process)
        assert process.stdout
        found = re.search(r"(http://127\.0\.0\.1:\d+)/enter\?token=(\S+)", process.stdout.readline())
        assert found, "the command did not tell its address"
        return Served(case, found[1], found[2])

    yield start
    for process in running:
        process.terminate()
        process.wait(10)
        assert process.stdout
        process.stdout.close()


@pytest.fixture(scope="module")
def served(serve: Serve) -> Served:
    """The demonstration, opened by Ana in English; the token was shown already."""
    made = serve(None, "--as", "ana-simulated", "--lang", "en")
    answer = httpx.get(f"{made.address}/enter", params={"token": made.token}, timeout=120)
    made.cookies = dict(answer.cookies)
    return made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install chromium to test the page in a browser")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@dataclass
class Look:
    """A browser that looks at a server; it keeps what it asked the network for and what it complained about."""

    served: Served
    context: BrowserContext
    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def at(self, path: str) -> Page:
        """The page at an address of the server."""
        self.page.goto(self.served.address + path)
        return self.page

    def speak(self, language: str) -> None:
        """Change the language."""
        with self.served.client() as client:
            client.post("/who/language", data={"language": language})

    def narrow(self) -> None:
        """As wide as a telephone."""
        self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]

    def overflows(self) -> bool:
        """Whether one must scroll sideways to read the page."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def violations(self) -> list[str]:
        """What axe finds wrong by WCAG 2.2 AA."""
        if not AXE.exists():
            pytest.skip("axe-core not installed: python -m tawthiq.web.vendoring")
        self.page.evaluate(AXE.read_text("utf-8"))
        found: Any = self.page.evaluate("tags => axe.run({runOnly: tags})", WCAG)
        return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]


@pytest.fixture
def look(served: Served, browser: Browser) -> Iterator[Look]:
    """Looks as Ana, in English; in the end nothing outside was asked for and the browser complained of nothing."""
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": k, "value": v, "url": served.address} for k, v in served.cookies.items()])  # type: ignore[list-item]
    made = Look(served, context, context.new_page())
    made.page.on("request", lambda request: made.asked.append(request.url))
    made.page.on("console", lambda said: made.complaints.append(said.text) if said.type == "error" else None)
    made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
    yield made
    made.speak("en")
    context.close()
    inside = (served.address, "data:", "blob:" + served.address)
    assert [url for url in made.asked if not url.startswith(inside)] == []
    assert made.complaints == []
