"""Every module has its page, and every public name in it is on that page."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE, DOCS = ROOT / "tawthiq", ROOT / "docs"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not path.name.startswith("_"))
NO_BEHAVIOUR = {"nouns.py", "shape.py", "arrow.py"}


def page_of(module: Path) -> Path:
    return DOCS / module.relative_to(PACKAGE).with_suffix(".md")


def public(module: Path) -> set[str]:
    """Public functions, classes and constants of a module, and the public methods of its classes."""
    found = set()
    for node in ast.parse(module.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return {one for one in found if not one.startswith("_")}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_has_a_page_that_names_what_it_offers(module: Path) -> None:
    page = page_of(module)
    assert page.exists(), f"write {page.relative_to(ROOT)}"
    words = set(re.findall(r"\w+", page.read_text("utf-8")))
    assert public(module) - words == set(), f"not on {page.relative_to(ROOT)}"


BEHAVING = [path for path in MODULES if path.name not in NO_BEHAVIOUR]


@pytest.mark.parametrize("module", BEHAVING, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_has_a_test(module: Path) -> None:
    test = ROOT / "tests" / module.relative_to(PACKAGE).with_name(f"test_{module.name}")
    assert test.exists(), f"write {test.relative_to(ROOT)}"


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []
