"""The verb of drafts: written from what the case holds, checked against it, composed into an edition."""

import re
from collections.abc import Sequence

from tawthiq.case import Case
from tawthiq.report import evidence
from tawthiq.report.compose import Composer
from tawthiq.report.edition import Edition, Heading, Section
from tawthiq.report.markdown import Part, asked, parse

_PLACED = re.compile(r"item:\s*(i-[0-9a-f]+)\s+\S")


def edition(case: Case, draft_text: str, lang: str) -> Edition:
    """The whole report from a draft: its own text, and what the tool adds to it.

    Raises what a reference raises that cannot be looked up; ``check`` finds all of them at once.
    """
    parts = parse(draft_text)
    held = evidence.read(case, _items(case, parts))
    composer = Composer(held, lang)
    body = composer.blocks(parts)
    notes = composer.notes(evidence.traces(case, composer.ids(), lang))
    title = next((one.text for one in body if isinstance(one, Heading)), held.title)
    return Edition(title, lang, (Section("body", body),), notes, held.head, held.day)


def _items(case: Case, parts: Sequence[Part]) -> set[str]:
    """The items whose words a draft asks for."""
    found = (_PLACED.match(one) for one in asked(parts))
    known = [one.id for one in case.items()]
    return {id_ for one in found if one for id_ in known if id_.startswith(one[1])}
