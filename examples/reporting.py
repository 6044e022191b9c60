"""The last stage of the demonstration: a draft, its check, and the report that colleagues get."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tawthiq.case import Case, Signer
from tawthiq.report import draft as drafts
from tawthiq.report import publish


def quoted(item: str, paragraphs: Sequence[str], first: int) -> str:
    """Paragraphs of a file of the case, as a draft quotes them; the first stands there as paragraph ``first``."""
    return "\n\n".join(f"[[{words}]{{item:{item} ¶ {n}}}]" for n, words in enumerate(paragraphs, start=first))


def report(
    case: Case, by: Signer, first: Mapping[str, str], last: Mapping[str, str], say: Callable[[str], None]
) -> Path:
    """Draft, check and publish for the people at work, in each language of ``first``; gives the first page.

    ``first`` are the words under the title, ``last`` what comes last in it.
    """
    folder = case.root / "report"
    folder.mkdir()
    for lang, words in first.items():
        title, _, body = drafts.draft(case, lang).partition("\n")
        text = f"{title}\n\n{words}\n{body.rstrip()}\n\n***\n{last[lang]}"
        (folder / f"draft-{lang}.md").write_text(text, "utf-8")
        checked = drafts.check(case, text, lang)
        publish.publish(case, text, folder / lang, by, lang=lang)
        counts = f"{checked.sentences} sentences, {checked.references} references, {len(checked.faults)} faults"
        say(f"Drafted and checked a report ({lang}): {counts}.")
    return next((folder / next(iter(first))).glob("*.html"))
