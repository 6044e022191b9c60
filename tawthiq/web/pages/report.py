"""Report: a draft with its faults beside it while it is written; behind every footnote its trace down to the bytes."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response

from tawthiq.case import Case
from tawthiq.errors import NotFound, TawthiqError
from tawthiq.messages import LANGUAGES
from tawthiq.report import draft as drafts
from tawthiq.report.edition import Edition, Grid, Heading, Listing, Paragraph, Picture
from tawthiq.web import context
from tawthiq.web.page import Page, View
from tawthiq.web.pages.item import SANDBOX

page = Page("report")

PICTURES = {".svg": "image/svg+xml", ".png": "image/png"}
AUDIENCES = ("public", "court", "working")
KINDS = {Heading: "heading", Paragraph: "paragraph", Listing: "listing", Grid: "grid", Picture: "picture"}


@page.get("/report")
def shown(view: View) -> Response:
    """The drafts that lie in ``reports/``, one of them opened to be written on."""
    files = _files(view.case)
    if not files:
        return view.show("report.html", files=[], name="", text="", audiences=AUDIENCES, languages=LANGUAGES)
    name = view.ask("file") or files[0].name
    text = drafts.words_of(_file(view.case, name))
    return view.show("report.html", files=files, name=name, text=text, audiences=AUDIENCES, languages=LANGUAGES)


@page.post("/report/new")
def begun(view: View) -> Response:
    """A first draft from what the case holds; one that lies there is never written over."""
    lang = view.filled("language") if view.filled("language") in LANGUAGES else view.lang
    folder = view.case.root / "reports"
    name = next(name for n in range(1, 1_000) if not (folder / (name := f"draft-{lang}-{n}.md")).exists())
    with (folder / name).open("x", encoding="utf-8") as file:
        file.write(drafts.draft(view.case, lang))
    return view.go(f"/report?file={name}")


@page.post("/report/save")
def saved(view: View) -> Response:
    """Keep what was written."""
    path = _file(view.case, view.filled("file"))
    path.write_text(_text(view), "utf-8", newline="\n")
    return view.show("_draft_saved.html") if view.in_part else view.go(f"/report?file={path.name}")


@page.post("/report/check")
def checked(view: View) -> Response:
    """What the draft says beyond its evidence, line by line."""
    audience = view.filled("to") if view.filled("to") in AUDIENCES else AUDIENCES[0]
    return view.show("_faults.html", found=drafts.check(view.case, _text(view), audience=audience))


@page.post("/report/cards")
def carded(view: View) -> Response:
    """The evidence behind the sentences of one line."""
    line = int(view.filled("line")) if view.filled("line").isdigit() else 0
    try:
        notes = drafts.cards(view.case, _text(view), line, view.lang)
    except TawthiqError:
        notes = ()
    return view.show("_cards.html", notes=notes, line=line)


@page.get("/report/read")
def read(view: View) -> Response:
    """A draft as it would be read: every figure with its footnote, every footnote with its trace."""
    name = view.ask("file")
    made = _edition(view, drafts.words_of(_file(view.case, name)))
    sections = [(one.role, [(KINDS[type(block)], block) for block in one.blocks]) for one in made.sections]
    return view.show("edition.html", made=made, sections=sections, name=name)


def _edition(view: View, text: str) -> Edition:
    """The edition of a text, kept while the case stands as it is: its figures are drawn once."""
    key = ("edition", view.case.catalogue.position()[:2], view.case.casefile.raw, text)
    return view.soon(key, lambda case: context.keep(case, key, lambda: drafts.edition(case, text)))


@page.get("/report/figure/{name}")
def figured(view: View) -> Response:
    """A figure of a draft that is read; as a picture a browser runs nothing in it."""
    name = view.part("name")
    file = next((one for one in _figures(view.case, view.ask("lang")) if one.name == name), None)
    if file is None:
        raise HTTPException(404)
    return Response(file.read_bytes(), media_type=PICTURES[file.suffix], headers={"content-security-policy": SANDBOX})


def _figures(case: Case, lang: str) -> list[Path]:
    folder = case.root / "scratch" / "figures" / (lang if lang in LANGUAGES else LANGUAGES[0])
    return [one for one in folder.glob("*") if one.suffix in PICTURES]


def _files(case: Case) -> list[Path]:
    return sorted((case.root / "reports").glob("*.md"), key=lambda one: one.stat().st_mtime, reverse=True)


def _file(case: Case, name: str) -> Path:
    """A draft by its name. Raises NotFound for whatever is not one of them."""
    found = next((one for one in _files(case) if one.name == name), None)
    if found is None:
        raise NotFound("check.no_file", file=name)
    return found


def _text(view: View) -> str:
    return view.filled("text").replace("\r\n", "\n")
