"""Wording: words bound to evidence; a sentence says no more than the weakest part that it asserts carries.

A clause without any word of reserve asserts: each part that it names must be corroborated. Words of reserve ask for
less, words of certainty for all, whoever is quoted with them. Rules over lists of words in English and Arabic
(``wording.toml``): they know no grammar beyond the clause, so irony and far-fetched paraphrase pass them; a person
reads the report all the same.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from tawthiq.messages import Sentence
from tawthiq.report.sentences.phrases import any_of, met
from tawthiq.report.shape import Carried, Kind, Remark
from tawthiq.text import fold

GRADES = ("unsupported", "one origin", "consistent", "corroborated")
PARTS = ("what", "where", "when", "who", "how many")
REFERENCE = "xreferencex"
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
_REFERENCES = re.compile(r"\{[^{}]*\}")
_CLAUSES = re.compile(
    r"[;؛!?؟]|\.(?:\s|$)|\s[—–]\s|,?\s(?:but|however|whereas|while|although)\s"
    r"|،?\s(?:ولكن|لكن|غير أن|غير ان|بينما|في حين)\s"
)
_AND = re.compile(r",\s+and\s|،\s+و(?:قد|لقد)\s")
_NOT = r"(?<!not )(?<!no )(?<!ليس )"
_ONE_OF = r"(?<!احد )(?<!احدي )(?<!one of )(?<!of the )"
_WHERE = re.compile(r"\b(?:in|at|near|around|outside|inside|north|south|east|west) (?:the )?[A-Z]")
_WHERE_AR = re.compile(r"(?<!\S)و?(?:في|قرب|عند|بالقرب من|شمال|جنوب|شرق|غرب) ")
_DIGIT = re.compile(r"\d")
_TELLER = re.compile(
    r"(?<!\S)(?:one (?:origin|account|source|witness|report)|و?(?:مصدر(?: اصلي)?|شاهد|روايه) واحده?)(?!\S)"
)
"""One who tells, or one telling: the number is not of those whom something befell."""
_NOT_ALL = re.compile(
    r"(?<!\S)(?:not|cannot|لا|لم|لن|ليس|ليست) (?:\S+ ){0,2}?"
    r"(?:all|every|everyone|everybody|entire|entirely|كل|جميع|كافه|[وبل]?الجميع)(?!\S)"
)
"""Not all: words of the whole that the sentence takes back."""

Cues = Mapping[str, Sequence[str]]


def remarks(sentence: str, carried: Carried) -> tuple[Remark, ...]:
    """What a sentence says beyond its evidence: one remark for each cause, none for a sound sentence.

    Quotations are somebody's words and are passed over; ``{references}`` stand for figures and claims. A sentence
    without claims and figures (on method, on what is unknown) is held to certainty, law and inference alone.
    """
    plain = _REFERENCES.sub(f" {REFERENCE} ", _QUOTED.sub(" ", sentence))
    whole, told = _cues(fold(plain)), bool(carried.parts or carried.figures)
    found = [*_figures(whole, carried), *_inferred(fold(plain))]
    for clause in clauses(plain):
        said: Cues = {}
        for part in _AND.split(clause):
            said = _of_speech(_cues(fold(part)), said)
            if fold(part) and not said["unknown"]:
                found += _of_clause(part, said, carried) if told else _unfounded(said)
    return tuple({one.sentence.key: one for one in found}.values())


def clauses(words: str) -> list[str]:
    """A sentence cut where a new statement begins."""
    return _CLAUSES.split(words)


def _of_speech(cues: Cues, before: Cues) -> Cues:
    """The cues of what follows ", and": whoever was said to speak before still does; an allegation covers itself."""
    speech = list(before.get("speech", ())) + list(cues["speech"])
    inherited = {kind: [*cues[kind], *before.get("speech", ())] for kind in ("attributed", "alleged")}
    return {**cues, **inherited, "speech": speech}


def _of_clause(clause: str, cues: Cues, carried: Carried) -> Iterator[Remark]:
    yield from _strength(clause, cues, carried)
    yield from _attribution(cues, carried)
    if not cues["attributed"]:
        yield from _sweeping(cues, carried)


def _unfounded(cues: Cues) -> Iterator[Remark]:
    """Words of certainty, intent and law in a sentence that refers to nothing."""
    for kind in ("certain", "intent", "legal"):
        if cues[kind] and not cues["attributed"]:
            yield _remark("no_evidence", cues[kind])


def _inferred(folded: str) -> Iterator[Remark]:
    """What is concluded from nothing; that it is therefore not known is no such conclusion."""
    found = pattern_of("inference").search(folded)
    if found and pattern_of("nothing").search(folded) and not pattern_of("unknown").search(folded, found.end()):
        yield _remark("absence", [found[0]])


def _strength(clause: str, cues: Cues, carried: Carried) -> Iterator[Remark]:
    """Whether each part that the clause asserts has the grade that its words need."""
    if cues["independent"] and carried.independent < 2:
        yield _remark("independent", cues["independent"], has=carried.independent)
    elif cues["plural"] and cues["attributed"] and carried.one_origin:
        yield _remark("one_origin", cues["plural"])
    if not carried.parts:
        return
    needs = "corroborated" if cues["certain"] else _needs(cues)
    for part in _asserted(clause, cues):
        has = carried.parts.get(part, "unsupported")
        if GRADES.index(has) < GRADES.index(needs):
            words = cues["certain"] or cues["hedged"] or cues["attributed"] or [clause.strip()]
            yield _remark(f"too_strong_{GRADES.index(has)}", words, part=part)
            return


def _needs(cues: Cues) -> str:
    return "one origin" if cues["attributed"] else "consistent" if cues["hedged"] else "corroborated"


def _asserted(clause: str, cues: Cues) -> Iterator[str]:
    yield "what"
    if _WHERE.search(clause) or _WHERE_AR.search(clause):
        yield "where"
    if cues["when"] or re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", clause):
        yield "when"
    if cues["actor"] and cues["violence"]:
        yield "who"
    if cues["number"] or (REFERENCE in clause and _DIGIT.search(clause)):
        yield "how many"


def _attribution(cues: Cues, carried: Carried) -> Iterator[Remark]:
    """Who did it is alleged until it was observed and corroborated; a passive does not hide that."""
    seen = carried.actor == "observed" and carried.parts.get("who") == "corroborated"
    named = (cues["actor"] and cues["violence"]) or cues["agent"]
    if named and not cues["alleged"] and not seen:
        yield _remark("guilt", cues["agent"] or cues["actor"])


def _figures(cues: Cues, carried: Carried) -> Iterator[Remark]:
    kinds, senses = {one.kind for one in carried.figures}, {one.sense for one in carried.figures}
    if not kinds:
        return
    if cues["floor"] and not (senses & {"lower"} or kinds == {"documented"}):
        yield _remark("floor", cues["floor"])
    if cues["ceiling"] and "upper" not in senses:
        yield _remark("ceiling", cues["ceiling"])
    if cues["exact"] and not cues["unknown"] and not (cues["documented"] and kinds == {"documented"}):
        yield _remark("exact", cues["exact"])
    if cues["toll"] and kinds == {"documented"} and not (cues["documented"] or cues["floor"]):
        yield _remark("toll", cues["toll"])
    if "estimated" in kinds:
        yield from _estimates(cues, carried, kinds)
    if kinds == {"said"}:
        for sense, kind in (("lower", "floor"), ("upper", "ceiling"), ("approximate", "about")):
            if senses == {sense} and not cues[kind]:
                yield _remark(f"bare_{sense}", [REFERENCE])


def _estimates(cues: Cues, carried: Carried, kinds: set[Kind]) -> Iterator[Remark]:
    if not cues["estimated"]:
        yield _remark("not_estimated", [REFERENCE])
    if not all(one.interval for one in carried.figures if one.kind == "estimated"):
        yield _remark("no_interval", [REFERENCE])
    if "documented" in kinds and not cues["documented"]:
        yield _remark("mixed", [REFERENCE])


def _sweeping(cues: Cues, carried: Carried) -> Iterator[Remark]:
    """What no account carries by itself: total destruction, intent, orders, law, all and none."""
    if cues["destroyed"] and not carried.destruction:
        yield _remark("destroyed", cues["destroyed"])
    if cues["ordered"] and cues["violence"]:
        yield _remark("ordered", cues["ordered"])
    for kind in ("levelled", "intent", "legal", "universal", "absence"):
        if cues[kind]:
            yield _remark(kind, cues[kind])


def _remark(key: str, words: Sequence[str], **facts: Any) -> Remark:
    said = ", ".join(words).replace(REFERENCE, "{…}")
    return Remark(said, Sentence(f"wording.{key}", {"words": said, **facts}))


def _cues(folded: str) -> Cues:
    other = {"number": _TELLER.sub("", folded), "universal": _NOT_ALL.sub("", folded)}
    return {kind: pattern.findall(other.get(kind, folded)) for kind, pattern in _patterns().items()}


def pattern_of(kind: str) -> re.Pattern[str]:
    """The words of a kind in ``wording.toml``, as a pattern over folded words."""
    return _patterns()[kind]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: _pattern(kind, told) for kind, told in _table().items()}


def _pattern(kind: str, told: Mapping[str, Any]) -> re.Pattern[str]:
    english, arabic = any_of(told["en"]), any_of(told["ar"])
    if kind == "agent":
        english += "|by " + r"(?:\S+ ){0,4}?(?:" + any_of(_table()["actor"]["en"]) + ")"
    follows = rf"(?= (?:\S+ )?(?:\d|{REFERENCE}|{_numbers()}))" if kind == "floor" else ""
    negated = ("floor", "ceiling", "destroyed", "levelled", "independent")
    before = _NOT if kind in negated else _ONE_OF if kind == "plural" else ""
    return met(english, arabic, before, follows)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("wording.toml").read_text("utf-8"))


@cache
def _numbers() -> str:
    table = _table()["number"]
    return any_of((*table["en"], *table["ar"]))
