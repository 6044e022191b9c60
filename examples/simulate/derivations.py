"""Invented accounts of invented events, and who drew on whom: the truth for the derivation of claims.

Independent observers see an event each in their own way; others copy, excerpt, retell, translate, quote, mention or
contest them, share an informant, a film or a list. Distractors: background that everybody repeats, outlets mentioned
in passing, events of the same district and week, independent lists of the same dead.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from examples.simulate.people import Rng
from examples.simulate.telling import (
    LANGUAGES,
    Line,
    Statement,
    Style,
    Writer,
    generator,
    outlets,
    person,
    pick,
    places,
    sentence_ends,
    style,
    words,
)
from tawthiq.claims.shape import Known
from tawthiq.nouns import Account

HALVES = ("development", "heldout")
KINDS = ("shelling", "raid", "hospital", "siege")
COUNTS = {
    "shelling": ("dead", "wounded", "shells"),
    "raid": ("arrested", "dead"),
    "hospital": ("wounded", "dead"),
    "siege": ("families", "dead"),
}
HOWS = {
    "copy": 0.16, "passage": 0.1, "paraphrase": 0.14, "translation": 0.22, "quotation": 0.12, "mention": 0.08,
    "hearsay": 0.05, "contest": 0.03, "same informant": 0.05, "same footage": 0.05,
}  # fmt: skip
MONDAY = {"en": "Monday", "ar": "الاثنين", "fr": "lundi"}
FIRST = date(2012, 1, 5)


@dataclass(frozen=True)
class Truth:
    """``later`` drew on ``earlier``: in a way of ``HOWS``, or a list copied, translated or added up."""

    later: str
    earlier: str
    how: str


@dataclass
class World:
    """All accounts of one half with their truth, made by ``accounts``."""

    half: str
    rng: Rng
    told: list[Writer] = field(default_factory=list)
    truth: list[Truth] = field(default_factory=list)
    events: dict[str, int] = field(default_factory=dict)

    @property
    def accounts(self) -> list[Account]:
        """The accounts as the package sees them."""
        return [one.account for one in self.told]

    @property
    def known(self) -> Known:
        """What the case knows of its sources: three in four by all their names, the others by one."""
        return Known(
            {handle: names if n % 4 else (names[n % 3],) for n, (handle, names) in enumerate(sorted(outlets().items()))}
        )


def accounts(half: str, events: int = 26, seed: int = 2012) -> World:
    """About eight accounts each of some invented events; ``half`` chooses the phrases and the random numbers."""
    world = World(half, generator(half, seed))
    for number in range(events):
        _event(world, number)
    return world


@dataclass(frozen=True)
class _Event:
    """What happened, and who has not told of it yet."""

    world: World
    number: int
    kind: str
    place: str
    day: date
    true: dict[str, int]
    dead: list[tuple[str, int, str]]
    details: list[str]
    handles: list[str]


def _event(world: World, number: int) -> None:
    rng = world.rng
    kind, place, day = KINDS[number % 4], pick(rng, places()[:6]), FIRST + timedelta(int(rng.integers(0, 40)))
    true = {key: int(rng.integers(3, 60)) for key in COUNTS[kind]} | {"duration": int(rng.integers(2, 14))}
    dead = [(person(rng), int(rng.integers(9, 70)), pick(rng, [*words(world.half)["jobs"]])) for _ in range(7)]
    details = [str(one) for one in rng.permutation([*words(world.half)["details"]])[:4]]
    handles = [str(one) for one in rng.permutation([*outlets()])]
    event = _Event(world, number, kind, place, day, true, dead, details, handles)
    film = rng.bytes(32).hex()
    here = [_observer(event) for _ in range(int(rng.integers(2, 5)))]
    if kind != "siege" and rng.random() < 0.5:
        _lists(event)
    for _ in range(int(rng.integers(3, 8))):
        how = str(rng.choice([*HOWS], p=[*HOWS.values()]))
        here.append(_derived(event, how, pick(rng, [one for one in here if len(one.said) > 1]), film))


def _observer(event: _Event) -> Writer:
    """Somebody who was there or asked those who were: some of the facts, some of them wrong, in an own order."""
    rng, half = event.world.rng, event.world.half
    seen: list[Statement] = []
    for key, value in event.true.items():
        if rng.random() < 0.75:
            seen.append(Statement(key, {"n": _perceived(rng, value)}))
    for name, age, job in event.dead:
        if rng.random() < 0.3:
            seen.append(Statement("victim", {"name": name, "age": age + _slip(rng), "job": job}))
    seen += [Statement("detail", {"key": key}) for key in event.details if rng.random() < 0.35]
    if rng.random() < 0.8:
        seen.append(Statement("time", {"time": (int(rng.integers(5, 12)), 5 * int(rng.integers(0, 12)))}))
    if rng.random() < 0.7:
        seen.append(Statement("witness", {"name": person(rng), "job": pick(rng, [*words(half)["jobs"]])}))
    if rng.random() < 0.3:
        seen.append(Statement("filmer", {"job": pick(rng, [*words(half)["drift"]][:3])}))
    order = [seen[i] for i in rng.permutation(len(seen))]
    said = [Statement(event.kind, {"place": event.place, "date": event.day}), *order]
    writing = style(rng, half, str(rng.choice(LANGUAGES, p=[0.45, 0.35, 0.2])))
    return _write(event, writing, event.day + timedelta(int(rng.integers(0, 3))), said)


def _derived(event: _Event, how: str, parent: Writer, film: str) -> Writer:
    rng = event.world.rng
    day = parent.day + timedelta(int(rng.choice([0, 0, 1, 1, 2, 4])))
    if how in ("same informant", "same footage"):
        return _shared(event, how, parent, film)
    make = {"copy": _copied, "passage": _copied, "quotation": _quoted, "contest": _quoted}.get(how, _retold)
    one = make(event, how, parent, day)
    event.world.truth.append(Truth(one.id, parent.id, how))
    if rng.random() < 0.15:
        one.links = (parent.address,)
    return one


def _shared(event: _Event, how: str, first: Writer, film: str) -> Writer:
    """Two who wrote for themselves and had the same informant, or show the same film, perhaps turned."""
    world, second = event.world, _observer(event)
    rng = world.rng
    if how == "same footage":
        first.prints, second.prints = (film,), (_noisy(rng, film),)
    else:
        what = [
            Statement("witness", {"name": person(rng), "job": pick(rng, [*words(world.half)["jobs"]])}),
            Statement("time", {"time": (int(rng.integers(5, 12)), int(rng.integers(0, 60)))}),
            Statement("shells", {"n": int(rng.integers(15, 90))}),
        ]
        for one in (first, second):
            one.body += _told(event, one.style, what)
    world.truth.append(Truth(second.id, first.id, how))
    return second


def _copied(event: _Event, how: str, parent: Writer, day: date) -> Writer:
    """The parent's words: most of them with slips and another headline, or two or three sentences among others."""
    rng, body = event.world.rng, list(parent.body)
    if how == "copy":
        body = body[: max(2, len(body) - int(rng.integers(0, 3)))]
        if rng.random() < 0.4:
            body.insert(0, (_say(event, parent.style, "headline", place=event.place), None))
        if rng.random() < 0.4:
            body = [(_slipped(rng, said), stated) for said, stated in body]
    else:
        at = int(rng.integers(0, max(1, len(body) - 1)))
        frame = _background(event, parent.style, 2)
        body = [frame[0], *body[at : at + int(rng.integers(2, 4))], frame[1]]
    if rng.random() < 0.4:
        body.insert(int(rng.integers(0, 2)), (_credit(event, parent.style, parent), None))
    return _put(event, parent.style, day, body)


def _quoted(event: _Event, how: str, parent: Writer, day: date) -> Writer:
    """An own text of background that quotes one sentence and names whose it is; a contest denies it."""
    body = _background(event, parent.style, 3)
    said, stated = pick(event.world.rng, [line for line in parent.body if line[1]] or parent.body)
    name = outlets()[parent.source][LANGUAGES.index(parent.style.lang)]
    body.insert(1, (_say(event, parent.style, "quoting", source=name, sentence=said.rstrip(".")), stated))
    if how == "contest":
        body.insert(2, (_say(event, parent.style, "deny"), None))
    return _put(event, parent.style, day, body)


def _background(event: _Event, writing: Style, count: int) -> list[Line]:
    keys = event.world.rng.permutation(4)[:count]
    return _told(event, writing, [Statement("stock", {"key": int(key)}) for key in keys])


def _told(event: _Event, writing: Style, said: list[Statement]) -> list[Line]:
    """The statements in the writer's words; background states nothing of the event."""
    rng = event.world.rng
    return [(sentence_ends(writing.say(rng, one)), None if one.kind == "stock" else one) for one in said]


def _retold(event: _Event, how: str, parent: Writer, day: date) -> Writer:
    """What the parent says, in other words or another language, with losses, drift and rounding."""
    rng = event.world.rng
    others = [lang for lang in LANGUAGES if lang != parent.style.lang]
    lang = pick(rng, others) if how == "translation" else parent.style.lang
    first = [one for one in parent.said if one.kind in KINDS]
    kept = [one for one in parent.said if one.kind not in KINDS and rng.random() < 0.8]
    if how in ("mention", "hearsay"):
        kept = kept[: int(rng.integers(1, 4))]
    said = [*first, *(_drifted(event, one) for one in kept)]
    for at in range(1, len(said) - 1):
        if rng.random() < (0.12 if how == "translation" else 0.25):
            said[at], said[at + 1] = said[at + 1], said[at]
    writing = style(rng, event.world.half, lang)
    one = _write(event, writing, day, said)
    if how == "mention" or (how in ("paraphrase", "translation") and rng.random() < 0.45):
        one.body.insert(int(rng.integers(0, 2)), (_credit(event, writing, parent), None))
    if how == "hearsay":
        one.body.insert(0, (_say(event, writing, "vague"), None))
    return one


def _drifted(event: _Event, one: Statement) -> Statement:
    rng, drift = event.world.rng, words(event.world.half)["drift"]
    job, n = one.values.get("job"), one.values.get("n")
    if isinstance(drift.get(job), str) and rng.random() < 0.3:
        return replace(one, values={**one.values, "job": drift[job]})
    if isinstance(n, int) and n > 12 and rng.random() < 0.12:
        return replace(one, values={**one.values, "n": n // 10 * 10})
    return one


def _lists(event: _Event) -> None:
    """Two independent lists of the dead, a copy or translation of one, and perhaps a total of both."""
    world, rng, kept = event.world, event.world.rng, []
    for _ in range(2):
        who = [event.dead[i] for i in rng.permutation(len(event.dead)) if rng.random() < 0.8]
        rows = [Statement("name", {"name": name, "age": age + _slip(rng)}) for name, age, _ in who]
        kept.append(_listed(event, event.day, rows, str(rng.choice(["en", "ar"]))))
    parent = pick(rng, kept)
    how = str(rng.choice(["list copy", "list translation"]))
    lang = parent.style.lang if how == "list copy" else "en" if parent.style.lang == "ar" else "ar"
    later = parent.day + timedelta(int(rng.integers(0, 3)))
    copy = _listed(event, later, [one for one in parent.said if rng.random() < 0.9], lang)
    world.truth.append(Truth(copy.id, parent.id, how))
    if rng.random() < 0.6:
        writing = style(rng, world.half, "en")
        names = words(world.half)["en"]["and"].join(outlets()[one.source][0] for one in kept)
        said = _say(event, writing, "total", sources=names, n=sum(len(one.said) for one in kept))
        total = _put(event, writing, later + timedelta(1), [(said, None), *_background(event, writing, 1)])
        world.truth += [Truth(total.id, one.id, "aggregate") for one in kept]


def _listed(event: _Event, day: date, rows: list[Statement], lang: str) -> Writer:
    rng, writing = event.world.rng, style(event.world.rng, event.world.half, lang)
    head = writing.say(rng, Statement("list", {"place": event.place, "date": event.day}))
    return _put(event, writing, day, [(head, None), *((writing.say(rng, one), one) for one in rows)])


def _write(event: _Event, writing: Style, day: date, said: list[Statement]) -> Writer:
    rng = event.world.rng
    if rng.random() < 0.6:
        said = [*said, Statement("stock", {"key": int(rng.integers(0, 4))})]
    body = _told(event, writing, said)
    if rng.random() < 0.2:
        name = pick(rng, [*outlets().values()])[LANGUAGES.index(writing.lang)]
        body.insert(max(0, len(body) - 1), (_say(event, writing, "passing", source=name), None))
    return _put(event, writing, day, body)


def _put(event: _Event, writing: Style, day: date, body: list[Line]) -> Writer:
    world = event.world
    one = Writer(f"a-{len(world.told):04}", event.handles.pop(), writing, day, body)
    world.told.append(one)
    world.events[one.id] = event.number
    return one


def _say(event: _Event, writing: Style, kind: str, **values: object) -> str:
    return writing.say(event.world.rng, Statement(kind, values))


def _credit(event: _Event, writing: Style, parent: Writer) -> str:
    name = outlets()[parent.source][LANGUAGES.index(writing.lang)]
    return _say(event, writing, "credit", source=name, day=MONDAY[writing.lang])


def _perceived(rng: Rng, value: int) -> int:
    return value if rng.random() < 0.55 else max(2, value + int(rng.integers(-3, 4)))


def _slip(rng: Rng) -> int:
    return int(rng.integers(-2, 3)) if rng.random() < 0.2 else 0


def _slipped(rng: Rng, sentence: str) -> str:
    """The sentence as somebody typed it again: now and then a word is lost."""
    return " ".join(word for n, word in enumerate(sentence.split()) if n == 0 or rng.random() < 0.96)


def _noisy(rng: Rng, film: str) -> str:
    """The print of the same film after another compression: up to twenty bits differ."""
    bits = int(film, 16)
    for at in rng.permutation(256)[: int(rng.integers(0, 21))]:
        bits ^= 1 << int(at)
    return f"{bits:064x}"
