"""What the tool writes itself: what could not be verified, in the grammar of drafts, so that every number is traced."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tawthiq.messages import say
from tawthiq.report.sentences.counts import uncalibrated
from tawthiq.report.sentences.writing import grade_of, head, told_of
from tawthiq.report.shape import Holdings, Said

MOST = 200


def unverified(held: Holdings, lang: str) -> str:
    """Claims below corroboration, denials and disputes, values that differ, doubts about people, images and figures."""
    parts = {
        "below": _below(held, lang),
        "against": _against(held, lang),
        "people": _people(held, lang),
        "images": _images(held, lang),
    }
    blocks = ["## " + say("sections.title", lang)]
    for name, points in parts.items():
        if listed := list(points):
            blocks += ["### " + say(f"sections.{name}", lang), "\n".join(f"- {one}" for one in listed)]
    return "\n\n".join(blocks) + "\n"


def _below(held: Holdings, lang: str) -> Iterator[str]:
    affirmed = {one.row["event"]: one for one in told_of(held)}
    unsupported = {one.row["event"]: one for one in held.claims.values() if grade_of(one) == "unsupported"
                   and one.row["stance"] == "affirms" and not one.row["withdrawn"]}  # fmt: skip
    told = [one for one in {**unsupported, **affirmed}.values() if one.row["grade"] != "corroborated"]
    for one in told[:MOST]:
        key = "number" if grade_of(one) == "corroborated" else grade_of(one).replace(" ", "_")
        yield say(f"sections.{key}", lang, id=one.id, head=head(held, one, lang))
    if len(told) > MOST:
        yield say("sections.more", lang)
    if not told:
        yield say("sections.nothing_below" if held.claims else "sections.no_claims", lang)


def _against(held: Holdings, lang: str) -> Iterator[str]:
    if not held.claims:
        return
    events: defaultdict[str, list[Said]] = defaultdict(list)
    for one in held.claims.values():
        if not one.row["withdrawn"]:
            events[one.row["event"]].append(one)
    points = [point for those in events.values() for point in _of_event(held, those, lang)]
    yield from points[:MOST] or [say("sections.nothing_against", lang)]


def _of_event(held: Holdings, those: Sequence[Said], lang: str) -> Iterator[str]:
    for one in those:
        if one.row["stance"] in ("denies", "disputes"):
            point = say(f"sections.{one.row['stance']}", lang, id=one.id, head=head(held, one, lang))
            yield point if one.words else point.replace(f", {{claim:{one.id} said}}", f" {{claim:{one.id}}}")
    affirming = [one for one in those if one.row["stance"] == "affirms"]
    numbers = {(one.numbers[0].low, one.numbers[0].high): one for one in affirming if one.numbers}
    if len(numbers) > 1:
        yield _differing(held, "differ", "value", list(numbers.values()), lang)
    days = {(one.row["date_from"], one.row["date_to"]): one for one in affirming if one.row["date_from"]}
    if len(days) > 1 and max(a for a, _ in days) > min(b or a for a, b in days):
        yield _differing(held, "days_differ", "day", list(days.values()), lang)


def _differing(held: Holdings, key: str, value: str, those: Sequence[Said], lang: str) -> str:
    told = ("، " if lang == "ar" else ", ").join(say(f"sections.{value}", lang, id=one.id) for one in those)
    return say(f"sections.{key}", lang, head=head(held, those[0], lang), values=told)


def _people(held: Holdings, lang: str) -> Iterator[str]:
    if held.register:
        yield say("sections.unsure", lang)
        reasons = held.register.people.filter(~held.register.people["counted"])["reason"].unique().sort()
        for key in filter(None, reasons.to_list()):
            yield say("sections.apart", lang, reason=say(key, lang), name=key)
    if held.disagreements:
        yield say("sections.disagreements", lang)
    if held.toll is None:
        yield say("sections.no_toll", lang)
        return
    yield from (f"{{toll.caution {n}}}" for n in range(1, len(held.toll.cautions) + 1))


def _images(held: Holdings, lang: str) -> Iterator[str]:
    for one in held.scenes:
        yield say("sections.assessed", lang, item=one.item.id)
        yield say("sections.unjudged", lang, item=one.item.id)
        if uncalibrated(one):
            yield f"{{item:{one.item.id} name}}: {{marks.why of {one.item.id}}}"
