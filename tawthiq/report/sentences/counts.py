"""Counts: the references to the toll, to the register of people and to the marks of scenes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from tawthiq.errors import NotFound
from tawthiq.messages import Sentence, say
from tawthiq.nouns import Mark
from tawthiq.report.asking import Asked, Circle, Resolved, counted, no_part, number
from tawthiq.report.sentences.circles import near, place_name, places_known, within
from tawthiq.report.shape import Figure, Interval, Register, Scene, Sense, Toll
from tawthiq.skeletons import skeleton
from tawthiq.text import fold

SURE = 0.95


def toll(asked: Asked) -> Resolved:
    """``toll.documented``, ``total``, ``lower``, ``upper``, ``interval``, ``level``; ``of STRATUM``."""
    held = asked.held
    if held.toll is None:
        raise NotFound("references.no_toll")
    stratum = asked.rest.removeprefix("of ").strip() if asked.rest.startswith("of ") else ""
    toll: Toll | None = held.strata.get(stratum) if stratum else held.toll
    if toll is None:
        raise NotFound("references.no_stratum", value=stratum, known=", ".join(held.strata) or "—")
    one = toll.headline
    title = say("references.toll", asked.lang, stratum=stratum or say("references.everybody", asked.lang))
    made = Resolved(title, ids=(toll.finding.id,), rests=(toll.finding.id,), told=toll.cautions,
                    lines=_interval_lines(one, asked.lang))  # fmt: skip
    if asked.what == "documented":
        return counted(made, one.documented)
    if asked.what in ("why", "caution"):
        return replace(made, words=_words_of_toll(asked, toll))
    if asked.what == "calibrated":
        return _calibrated(asked, made, toll)
    if asked.what == "level":
        return replace(made, words=f"{one.level:.0%}", values=(round(one.level * 100),))
    return _estimated(asked, made, one)


def _calibrated(asked: Asked, made: Resolved, found: Toll) -> Resolved:
    """The headline's limits moved as hidden lists of other tables teach; ``level`` after it is theirs."""
    one = next((each for each in found.methods if each.method == "calibrated"), None)
    if one is None or one.lower is None or one.upper is None:
        raise NotFound("references.not_calibrated")
    made = replace(made, lines=_interval_lines(one, asked.lang))
    if asked.rest == "level":
        return replace(made, words=f"{one.level:.0%}", values=(round(one.level * 100),))
    words = say("references.interval", asked.lang, low=number(one.lower), high=number(one.upper))
    figure = Figure("estimated", "approximate", interval=True)
    return replace(made, words=words, values=(round(one.lower), round(one.upper)), figure=figure)


def _words_of_toll(asked: Asked, found: Toll) -> str:
    """Why there is no estimate, or what must be told with it: the sentence of that number."""
    if asked.what == "why" and found.headline.why:
        return found.headline.why.say(asked.lang)
    at = int(asked.rest) - 1 if asked.rest.isdigit() else 0
    if asked.what == "why" or not 0 <= at < len(found.cautions):
        raise no_part(asked, ("total", "interval"))
    return found.cautions[at].say(asked.lang)


def _estimated(asked: Asked, made: Resolved, one: Interval) -> Resolved:
    senses: Mapping[str, Sense] = {
        "total": "approximate",
        "lower": "lower",
        "upper": "upper",
        "interval": "approximate",
    }
    if asked.what not in senses:
        raise no_part(asked, ("documented", *senses, "level", "calibrated"))
    if one.point is None or one.lower is None or one.upper is None:
        why = one.why.say(asked.lang) if one.why else ""
        raise NotFound("references.no_estimate", why=why)
    figure = Figure("estimated", senses[asked.what], interval=asked.what == "interval")
    if asked.what == "interval":
        low, high = round(one.lower), round(one.upper)
        words = say("references.interval", asked.lang, low=number(low), high=number(high))
        return replace(made, words=words, values=(low, high), figure=figure)
    value = {"total": one.point, "lower": one.lower, "upper": one.upper}[asked.what]
    return replace(made, words=number(value), values=(round(value),), figure=figure)


def _interval_lines(one: Interval, lang: str) -> tuple[tuple[str, str], ...]:
    label = say("references.uncertainty", lang)
    if one.point is None or one.lower is None or one.upper is None:
        return ((label, one.why.say(lang) if one.why else "—"),)
    facts = {
        "point": number(one.point),
        "low": number(one.lower),
        "high": number(one.upper),
        "level": f"{one.level:.0%}",
    }
    return ((label, say("references.interval_line", lang, **facts)),)


def people(asked: Asked) -> Resolved:
    """``people.counted``, ``named``, ``unnamed``, ``apart``, ``records``, ``certain``, ``all``; ``within PLACE``."""
    register = asked.held.register
    if register is None:
        raise NotFound("references.no_register")
    if asked.what == "apart" and asked.rest.startswith("for "):
        return _apart(asked, register)
    circle = within(asked)
    found = register.people if not asked.rest else _inside(asked, register.people, circle)
    counted_, named, sure = pl.col("counted"), pl.col("name").is_not_null(), pl.col("certainty") >= SURE
    told = {"counted": counted_, "named": counted_ & named, "unnamed": counted_ & ~named, "apart": ~counted_,
            "certain": counted_ & sure}  # fmt: skip
    numbers = found.select(one.sum().alias(name) for name, one in told.items()).row(0, named=True)
    numbers |= {"all": found.height, "records": register.records}
    if asked.what not in numbers:
        raise no_part(asked, tuple(numbers))
    facts = {name: number(numbers[name]) for name in ("certain", "counted")}
    line = (say("references.uncertainty", asked.lang), say("references.certain", asked.lang, **facts))
    id_ = register.finding.id
    made = Resolved(say(f"references.people_{asked.what}", asked.lang), ids=(id_,), rests=(id_,), lines=(line,),
                    places=(circle,) if circle else ())  # fmt: skip
    return counted(made, numbers[asked.what])


def _apart(asked: Asked, register: Register) -> Resolved:
    """People who are not counted for one reason."""
    key = asked.rest.removeprefix("for ").strip()
    found = register.people.filter(pl.col("reason") == key)
    if not found.height:
        raise no_part(asked, tuple(register.people["reason"].drop_nulls().unique().sort()))
    id_, line = register.finding.id, (say("references.reason", asked.lang), say(key, asked.lang))
    made = Resolved(say("references.people_apart", asked.lang), ids=(id_,), rests=(id_,), lines=(line,))
    return counted(made, found.height)


def _inside(asked: Asked, people: pl.DataFrame, circle: Circle | None) -> pl.DataFrame:
    """People in a place: by its name in any spelling, or by their position."""
    name = skeleton(fold(place_name(asked)))
    told = people.select(pl.concat_str("place_within", "place", separator=" / ", ignore_nulls=True), "lat", "lon")
    named = {one for one in told["place_within"].unique() if one and name and name in _sounds(one)}
    keep = [said in named or bool(circle and lat is not None and near(circle, lat, lon))
            for said, lat, lon in told.iter_rows()]  # fmt: skip
    if not any(keep) and circle is None:
        raise NotFound("references.no_place", value=place_name(asked), known=places_known(asked.held))
    return people.filter(pl.Series(keep, dtype=pl.Boolean))


def _sounds(hierarchy: str) -> set[str]:
    return {skeleton(fold(one)) for one in hierarchy.split(" / ")}


def marks(asked: Asked) -> Resolved:
    """``marks.count``, ``accepted``, ``judged``, ``expected``; ``within PLACE`` or ``of ITEM``."""
    circle = within(asked)
    if asked.rest.startswith("within") and circle is None:
        raise NotFound("references.no_place", value=place_name(asked), known=places_known(asked.held))
    scenes = _scenes(asked)
    marks = [one for scene in scenes for one in scene.marks if circle is None or _in_circle(one, circle)]
    shown = [one for one in marks if one.verdict != "reject"]
    rests = tuple(one.finding.id for one in scenes)
    told = tuple(found for one in scenes for found in uncalibrated(one))
    made = Resolved(say(f"references.marks_{asked.what}", asked.lang), ids=rests, rests=rests, told=told,
                    places=(circle,) if circle else (), lines=_mark_lines(scenes, asked.lang))  # fmt: skip
    if asked.what == "assessed":
        share = 100 * sum(one.coverage["assessable_m2"] for one in scenes) / sum(
            one.coverage["ground_m2"] for one in scenes)  # fmt: skip
        return replace(made, words=f"{share:.0f}%", values=(round(share),))
    if asked.what == "why":
        return replace(made, words=" ".join(one.say(asked.lang) for one in told) or "—")
    if asked.what == "expected":
        return _expected(made, scenes, circle)
    numbers = {"count": len(shown), "accepted": sum(one.verdict == "accept" for one in shown),
               "judged": sum(bool(one.verdict) for one in marks), "rejected": len(marks) - len(shown),
               "drawn": sum(one.fields["score"] is None for one in shown)}  # fmt: skip
    if asked.what in STATES:
        return _changed(asked, made, scenes, shown)
    return counted(made, numbers[asked.what])


STATES = {"new": "new", "already": "already there", "unclear": "not assessable"}
MARKS = ("count", "accepted", "judged", "rejected", "drawn", *STATES, "expected", "why", "assessed")


def _changed(asked: Asked, made: Resolved, scenes: Sequence[Scene], shown: Sequence[Mark]) -> Resolved:
    """Marks by their state beside an earlier scene. Raises NotFound for a scene that nobody compared."""
    known = [one for one in scenes if one.change]
    if not known:
        raise NotFound("references.not_compared", id=scenes[0].item.id)
    ids = tuple(one.change.finding.id for one in known if one.change)
    count = sum(one.state(mark) == STATES[asked.what] for one in known for mark in shown)
    return counted(replace(made, ids=ids, rests=ids), count)


def _scenes(asked: Asked) -> list[Scene]:
    if asked.what not in MARKS and asked.kind == "marks":
        raise no_part(asked, MARKS)
    of = asked.rest.removeprefix("of ").strip() if asked.rest.startswith("of ") else asked.id
    found = [one for one in asked.held.scenes if not of or one.item.id.startswith(of) or one.item.name == of]
    if not found:
        known = ", ".join(one.item.id for one in asked.held.scenes)
        raise NotFound("references.no_marks", value=of or "—", known=known or "—")
    return found


def _in_circle(mark: Mark, circle: Circle) -> bool:
    return mark.fields["lat"] is not None and near(circle, mark.fields["lat"], mark.fields["lon"])


def _expected(made: Resolved, scenes: Sequence[Scene], circle: Circle | None) -> Resolved:
    told = [one.coverage for one in scenes]
    if circle or any(one["expected"] is None for one in told):
        raise NotFound("references.not_expected")
    value, low, high = (sum(one[name] for one in told) for name in ("expected", "expected_low", "expected_high"))
    words = f"{number(value)} ({number(low)}–{number(high)})"
    values = (round(value), round(low), round(high))
    return replace(made, words=words, values=values, figure=Figure("estimated", "approximate", interval=True))


def uncalibrated(scene: Scene) -> tuple[Sentence, ...]:
    """Why the probabilities of a scene's marks are not known, where they are not."""
    told = json.loads(scene.coverage["uncalibrated"] or "null")
    return (Sentence(*told),) if told else ()


def _mark_lines(scenes: Sequence[Scene], lang: str) -> tuple[tuple[str, str], ...]:
    def share(one: Scene) -> str:
        return f"{one.coverage['assessable_m2'] / one.coverage['ground_m2']:.0%}"

    told = [say("references.assessed", lang, share=share(one), name=one.item.name) for one in scenes]
    return tuple((say("references.coverage", lang), one) for one in told)
