"""The method note: the five areas of Every Casualty Worldwide, filled from recipes, in the grammar of drafts."""

from collections.abc import Iterator

from tawthiq.messages import say
from tawthiq.report.shape import Holdings

AREAS = ("inclusion", "sources", "evaluation", "corroboration", "quality")


def note(held: Holdings, lang: str) -> str:
    """Inclusion, sources, evaluation, corroboration, quality control; versions, seeds, the head, how to redo it."""
    blocks = ["## " + say("methodology.title", lang), say("methodology.standard", lang)]
    writers = (_inclusion, _sources, _evaluation, _corroboration, _quality)
    for area, writer in zip(AREAS, writers, strict=True):
        blocks += ["### " + say(f"methodology.{area}", lang), *writer(held, lang)]
    return "\n\n".join(blocks) + "\n"


def _inclusion(held: Holdings, lang: str) -> Iterator[str]:
    told = held.rules.get("names", {}).get("include", {})
    yield say("methodology.rule" if told else "methodology.rule_default", lang)
    yield say("methodology.counted" if held.register else "methodology.no_register", lang)


def _sources(held: Holdings, lang: str) -> Iterator[str]:
    points = []
    for one in held.sources.values():
        kind = say(f"methodology.kind_{one.kind}", lang)
        point = say("methodology.source", lang, id=one.handle, kind=kind, letter=one.reliability)
        others = ", ".join(f"{{source:{other}}}" for other in one.draws_on)
        points.append(point + (say("methodology.draws_on", lang, others=others) if others else "") + ".")
    yield "\n".join(f"- {one}" for one in points) or say("methodology.no_sources", lang)


def _evaluation(held: Holdings, lang: str) -> Iterator[str]:
    yield say("methodology.letters", lang)
    readers = {(one.recipe.method, one.recipe.version): one.id for one in held.lists}
    methods = ", ".join(f"{{finding:{id_} recipe}}" for _, id_ in sorted(readers.items()))
    yield say("methodology.read", lang, methods=methods) if methods else say("methodology.nothing_read", lang)
    for one in held.scenes:
        yield say("methodology.detected", lang, item=one.item.id, id=one.finding.id)


def _corroboration(held: Holdings, lang: str) -> Iterator[str]:
    yield say("methodology.weighed" if held.support else "methodology.not_weighed", lang)
    if held.register:
        yield say("methodology.linked", lang)
    if held.toll:
        yield say("methodology.estimated", lang)


def _quality(held: Holdings, lang: str) -> Iterator[str]:
    yield say("methodology.log", lang)
    made = sorted(held.findings.values(), key=lambda one: one.slot)
    stale = ", ".join(f"{{finding:{one.id} slot}}" for one in made if one.id in held.stale)
    if stale:
        yield say("methodology.stale", lang, slots=stale)
    if made:
        yield say("methodology.reproduce", lang)
        read = [one for one in made if one.slot.startswith("records/")]
        yield "\n".join(
            f"- tawthiq rerun {{finding:{one.id} id}} ({{finding:{one.id} slot}})" for one in made if one not in read
        )
        if read:
            yield say("methodology.readings", lang, findings=", ".join(f"{{finding:{one.id} id}}" for one in read))
