"""The verb of drafts: written from what the case holds, checked against it, traced, composed into an edition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from tawthiq import __version__
from tawthiq.case import Case
from tawthiq.errors import BadInput, NotFound
from tawthiq.messages import say
from tawthiq.report import evidence
from tawthiq.report.check import Checker, Fault
from tawthiq.report.door.scan import Scanner
from tawthiq.report.drawn.figures import draw
from tawthiq.report.drawn.studio import Studio
from tawthiq.report.edition import Edition, Heading, Note, Role, Section
from tawthiq.report.sentences import bearing, methodology, sections, writing
from tawthiq.report.sentences.compose import Composer
from tawthiq.report.sentences.markdown import Part, asked, cut, parse
from tawthiq.report.shape import SIMULATED, Holdings
from tawthiq.text import script

_ASIDE = re.compile(r"<!--.*?-->|\[\[.*?\]\{[^{}]*\}\]|\{[^{}]*\}", re.DOTALL)
_PLACED = re.compile(r"item:\s*(i-[0-9a-f]+)\s+\S")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a draft found, and how much it looked at."""

    faults: tuple[Fault, ...]
    sentences: int
    references: int


def language(text: str) -> str:
    """The language of a draft by the script of what its writer wrote, references and quotations apart."""
    return "ar" if script(_ASIDE.sub(" ", text)) == "Arab" else "en"


def words_of(file: Path) -> str:
    """The text of a draft. Raises NotFound, BadInput where it is no UTF-8."""
    if not file.is_file():
        raise NotFound("check.no_file", file=str(file))
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("check.not_utf8", file=str(file)) from error


def draft(case: Case, lang: str = "en") -> str:
    """A first draft from what the case holds, in plain Markdown with references."""
    return writing.draft(evidence.read(case), lang)


def check(case: Case, text: str, lang: str = "", *, audience: str = "public", on: date | None = None) -> Checked:
    """All that a draft says beyond its evidence; ``lang`` is its language, by its script where none is named."""
    parts = parse(text)
    held = evidence.read(case, _items(case, parts))
    checker = Checker(held, lang or language(text), Scanner(evidence.secrets(case)), audience, on or date.today())
    return Checked(checker.faults(parts), sum(len(one.phrases) for one in parts), len(list(asked(parts))))


def cards(case: Case, text: str, line: int, lang: str = "") -> tuple[Note, ...]:
    """The evidence cards of the references in the sentences that stand in a line of a draft; none where it has none."""
    parts = parse(text)
    lang = lang or language(text)
    composer = Composer(evidence.read(case, _items(case, parts)), lang)
    phrases = [phrase for part in parts if part.kind != "figure" for phrase in part.phrases]
    begun = max((one.line for one in phrases if one.line <= line), default=0)
    for phrase in phrases:
        if phrase.line == begun:
            composer.spans(phrase)
    return composer.notes(evidence.traces(case, composer.ids(), lang))


def edition(case: Case, draft_text: str, lang: str = "") -> Edition:
    """The whole report from a draft: its own text, its figures, and what the tool adds to it.

    Figures and their data lie in the scratch of the case. Raises what a reference raises that cannot be looked up;
    ``check`` finds all of them at once.
    """
    parts = parse(draft_text)
    lang = lang or language(draft_text)
    held = evidence.read(case, _items(case, parts))
    studio = Studio(held, lang, case.scratch("figures") / lang, partial(evidence.opened, case),
                    partial(evidence.ground, case))  # fmt: skip
    composer = Composer(held, lang, partial(draw, studio))
    first, last = cut(draft_text)
    body = composer.blocks(parse(first))
    written: dict[Role, str] = {
        "elements": bearing.bearing(held, lang),
        "unverified": sections.unverified(held, lang),
        "method": methodology.note(held, lang),
        "last": last,
    }
    added = tuple(Section(role, composer.blocks(parse(words))) for role, words in written.items() if words.strip())
    notes = composer.notes(evidence.traces(case, composer.ids(), lang))
    title = next((one.text for one in body if isinstance(one, Heading)), held.title)
    stamp = SIMULATED if held.all_simulated else ""
    return Edition(title, lang, (Section("body", body), *added), notes, held.head, held.day, stamp, _facts(held, lang))


def _facts(held: Holdings, lang: str) -> tuple[tuple[str, str], ...]:
    """What the title page says of how it was made: version, acts, head, seeds."""
    seeds = {str(one.recipe.seed): None for one in held.findings.values() if one.recipe.seed is not None}
    told = {"version": f"tawthiq {__version__}", "acts": f"{held.acts:,}", "head": held.head, "day": held.day,
            "seeds": ", ".join(seeds)}  # fmt: skip
    return tuple((say(f"drafting.fact_{name}", lang), value) for name, value in told.items() if value)


def _items(case: Case, parts: Sequence[Part]) -> set[str]:
    """The items whose words a draft asks for."""
    found = (_PLACED.match(one) for one in asked(parts))
    known = [one.id for one in case.items()]
    return {id_ for one in found if one for id_ in known if id_.startswith(one[1])}
