"""Writing: a first draft from what the case holds, in plain Markdown with references; no stronger than its evidence.

The verb of a sentence is picked by the grade of the claim; what the case lacks is said in words, with the reason.
"""

from collections.abc import Iterator

from tawthiq.messages import say
from tawthiq.report.sentences.wording import GRADES as ORDER
from tawthiq.report.shape import SIMULATED, Holdings, Said, Scene

MOST = 100
GRADES = {"corroborated": "corroborated", "consistent": "consistent", "one origin": "one_origin"}


def draft(held: Holdings, lang: str) -> str:
    """A draft in ``en`` or ``ar``, to be changed by people and checked."""
    blocks = [
        "# {case.title}",
        say("drafting.comment", lang, day=held.day),
        *_section("rests", _rests(held, lang), lang),
        *_section("people", _people(held, lang), lang),
        *_section("toll", _toll(held, lang), lang),
        *_section("accounts", _accounts(held, lang), lang),
        *_section("images", _images(held, lang), lang),
    ]
    return "\n\n".join(blocks) + "\n"


def _section(name: str, blocks: Iterator[str], lang: str) -> Iterator[str]:
    yield "## " + say(f"drafting.{name}", lang)
    yield from blocks


def _rests(held: Holdings, lang: str) -> Iterator[str]:
    yield say("drafting.holdings" if held.items else "drafting.no_items", lang)


def _people(held: Holdings, lang: str) -> Iterator[str]:
    yield say("drafting.register" if held.register else "drafting.no_register", lang)


def _toll(held: Holdings, lang: str) -> Iterator[str]:
    if held.toll is None:
        yield say("drafting.no_toll", lang)
        return
    if held.toll.headline.point is not None:
        below = (held.toll.headline.lower or 0) < held.toll.headline.documented
        moved = any(one.method == "calibrated" for one in held.toll.methods)
        told = ("estimated", *(["calibrated"] if moved else []), *(["below"] if below else []))
        yield " ".join(say(f"drafting.{one}", lang) for one in told)
        yield "{figure:intervals}"
    else:
        counted = f"{say('drafting.documented', lang)} " if held.toll.headline.documented else ""
        yield counted + say("drafting.not_estimated", lang)
    if held.toll.overlaps:
        yield "{figure:overlap}"


def _accounts(held: Holdings, lang: str) -> Iterator[str]:
    told = told_of(held)
    if not held.claims:
        yield say("drafting.no_claims", lang)
        return
    shown = told[:MOST]
    yield from (" ".join(_sentences(held, one, lang)) for one in shown if not invented(held, one))
    if made := [one for one in shown if invented(held, one)]:
        yield "### " + say("drafting.invented", lang)
        yield from (" ".join(_sentences(held, one, lang)) for one in made)
    if len(told) > MOST:
        yield say("drafting.more", lang, count=len(told) - MOST)
    if any(one.row["date_from"] and one.row["date_to"] for one in told):
        yield "{figure:timeline}"
    if told:
        yield "{figure:support}"


def told_of(held: Holdings) -> list[Said]:
    """The claim that stands for each act that some account affirms and some origin supports, in the order of time.

    It is the first of the best grade: of what two accounts tell, the day of one does not make it told by one alone.
    """
    best: dict[str, Said] = {}
    for one in held.claims.values():
        if one.row["stance"] == "affirms" and not one.row["withdrawn"] and grade_of(one) in GRADES:
            other = best.setdefault(one.row["event"], one)
            if ORDER.index(grade_of(one)) > ORDER.index(grade_of(other)):
                best[one.row["event"]] = one
    return sorted(best.values(), key=lambda one: (str(one.row["date_from"] or "9999"), one.id))


def grade_of(one: Said) -> str:
    """The grade of what, where and when of a claim: what a sentence asserts that gives the number in quoted words."""
    asserted = [one.parts[part].grade for part in ("what", "where", "when") if part in one.parts]
    return min(asserted, key=ORDER.index) if asserted else str(one.row["grade"])


def head(held: Holdings, one: Said, lang: str) -> str:
    """What, where and when of a claim, as references; what only invented sources tell is marked."""
    comma = "، " if lang == "ar" else ", "
    told = [name for name, field in (("where", "place"), ("when", "date")) if one.row[field]]
    beside = comma.join(f"{{claim:{one.id} {name}}}" for name in told)
    mark = f"{SIMULATED}: " if invented(held, one) else ""
    return f"{mark}{{claim:{one.id} act}}" + (f" ({beside})" if beside else "")


def invented(held: Holdings, one: Said) -> bool:
    """Whether a claim is of invented sources alone, as ``[rules.report] simulated`` names them."""
    accounts = one.accounts or (str(one.row["account"]),)
    sources = {str(held.accounts[account]["source"]) for account in accounts if account in held.accounts}
    return bool(sources) and sources <= held.simulated


def against(held: Holdings, one: Said) -> list[Said]:
    """The claims that deny or dispute the act of a claim."""
    return [other for other in held.claims.values() if other.row["event"] == one.row["event"]
            and other.row["stance"] in ("denies", "disputes") and not other.row["withdrawn"]]  # fmt: skip


def _sentences(held: Holdings, one: Said, lang: str) -> Iterator[str]:
    key = f"drafting.{GRADES[grade_of(one)]}"
    yield _quoting(say(key, lang, id=one.id, head=head(held, one, lang)), one)
    for other in against(held, one):
        key = "drafting.denied" if other.row["stance"] == "denies" else "drafting.disputed"
        yield _quoting(say(key, lang, id=other.id), other)


def _quoting(sentence: str, one: Said) -> str:
    """Where a claim holds no words, its sentence cites it."""
    return sentence if one.words else sentence.replace(f"{{claim:{one.id} said}}", f"{{claim:{one.id}}}")


def _images(held: Holdings, lang: str) -> Iterator[str]:
    if not held.scenes:
        yield say("drafting.no_scenes", lang)
    for one in held.scenes:
        yield " ".join(_scene(one, lang))
        if any(mark.fields["lat"] is not None for mark in one.marks):
            yield f"{{figure:scene of {one.item.id}}}"
            if one.change:
                yield f"{{figure:pair of {one.item.id}}}"
            yield f"{{figure:density of {one.item.id}}}"


def _scene(one: Scene, lang: str) -> Iterator[str]:
    yield say("drafting.scene", lang, item=one.item.id)
    if one.drawn:
        yield say("drafting.drawn", lang, item=one.item.id)
    if one.change:
        yield say("drafting.change", lang, item=one.item.id, before=one.change.before.id)
    known = one.coverage["expected"] is not None
    yield say("drafting.expected" if known else "drafting.uncalibrated", lang, item=one.item.id)
