"""Bearing: claims beside the elements of crimes, for and against, in the grammar of drafts; nothing is concluded."""

from collections.abc import Iterator, Sequence

from tawthiq.elements import Element, elements
from tawthiq.messages import say
from tawthiq.pictures import LEFT_TO_RIGHT
from tawthiq.report.edition import apart
from tawthiq.report.sentences.wording import GRADES
from tawthiq.report.sentences.writing import grade_of, head
from tawthiq.report.shape import Holdings, Said

MOST = 20


def bearing(held: Holdings, lang: str) -> str:
    """Crime by crime, the elements on which a claim bears, with what speaks for each and what against; else nothing."""
    told = [(one, *_sides(held, one)) for one in elements()]
    spoken = [(one, sides) for one, *sides in told if any(sides)]
    if not spoken:
        return ""
    blocks = ["## " + say("bearing.title", lang), say("bearing.intro", lang)]
    for article in dict.fromkeys(one.article for one, _ in spoken):
        mine = [(one, sides) for one, sides in spoken if one.article == article]
        blocks.append("### " + say("bearing.crime", lang, crime=mine[0][0].crime(lang), article=_number(article, lang)))
        for one, sides in mine:
            blocks += ["#### " + one.label(lang), "\n".join(f"- {point}" for point in _points(held, sides, lang))]
    silent = [one for one, *sides in told if not any(sides) and one.article in {one.article for one, _ in spoken}]
    if silent:
        blocks += ["### " + say("bearing.silent", lang), "\n".join(f"- {_named(one, lang)}." for one in silent)]
    return "\n\n".join(blocks) + "\n"


def _sides(held: Holdings, element: Element) -> tuple[list[Said], list[Said]]:
    """The claims of acts that bear on an element: who affirms, and who denies, disputes, or took it back."""
    mine = [one for one in held.claims.values() if one.row["act"] in element.acts]
    affirm = [one for one in mine if one.row["stance"] == "affirms" and not one.row["withdrawn"]]
    return affirm, [one for one in mine if one not in affirm]


def _points(held: Holdings, sides: Sequence[Sequence[Said]], lang: str) -> Iterator[str]:
    """Each side, act by act; what accounts tell of one act stands together."""
    for name, side in zip(("for", "against"), sides, strict=True):
        acts: dict[str, list[Said]] = {}
        for one in side:
            acts.setdefault(str(one.row["event"]), []).append(one)
        parts = [_act(held, those, lang) for those in list(acts.values())[:MOST]]
        more = [say("bearing.more", lang, count=len(acts) - MOST)] if len(acts) > MOST else []
        listed = ("؛ " if lang == "ar" else "; ").join([*parts, *more])
        yield say(f"bearing.{name}", lang, claims=listed) if side else say(f"bearing.none_{name}", lang)


def _act(held: Holdings, those: Sequence[Said], lang: str) -> str:
    """What is told of one act: the claim of the best grade, who tells it, and every claim cited."""
    best = max(those, key=lambda one: GRADES.index(grade_of(one) or GRADES[0]))
    sources = dict.fromkeys(f"{{claim:{one.id} source}}" for one in those)
    cited = " ".join(f"{{claim:{one.id}}}" for one in those)
    comma = "، " if lang == "ar" else ", "
    return say("bearing.claim", lang, head=head(held, best, lang), grade=_graded(best, lang),
               sources=comma.join(sources), cited=cited)  # fmt: skip


def _graded(one: Said, lang: str) -> str:
    """The grade of a claim that affirms; what another does instead."""
    if one.row["withdrawn"]:
        return say("why.stance_withdrawn", lang)
    if one.row["stance"] != "affirms":
        return say(f"why.stance_{one.row['stance']}", lang)
    return say(f"why.grade_{(grade_of(one) or GRADES[0]).replace(' ', '_')}", lang)


def _named(element: Element, lang: str) -> str:
    return say(
        "bearing.element",
        lang,
        element=element.label(lang),
        crime=element.crime(lang),
        article=_number(element.article, lang),
    )


def _number(article: str, lang: str) -> str:
    """The number of an article, whose brackets Arabic would turn around."""
    return apart(f"{LEFT_TO_RIGHT}{article}") if lang == "ar" else article
