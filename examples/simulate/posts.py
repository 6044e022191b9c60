"""Invented short posts of invented channels on invented incidents, and who took what from whom.

Channels write in Arabic, some in dialect, some in English: with hashtags, signs, signatures, and formulas that
everybody uses every day. Others forward, copy, shorten, caption, credit, retell, translate or sum up. ``write`` puts
them into a plain table as it is gathered from channels.
"""

import csv
import re
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from examples.simulate.people import Rng
from examples.simulate.telling import pick
from tawthiq.claims.shape import Known
from tawthiq.nouns import Account, Date

HOWS = {
    "forward": 0.2, "copy": 0.25, "shortened": 0.12, "credited": 0.13, "retold": 0.1, "translated": 0.08,
    "linked": 0.05, "same footage": 0.07,
}  # fmt: skip
FIRST = datetime(2031, 2, 3, 7, tzinfo=UTC)
WESTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
STYLES = {"agency": 0.4, "committee": 0.3, "people": 0.2, "english": 0.1}
MOST = 3


@dataclass(eq=False)
class Post:
    """One post: ``lines`` as it was written; ``incident`` is its number, -1 for none."""

    id: str
    channel: str
    at: datetime
    style: str
    lines: list[str]
    incident: int
    said: dict[str, Any] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(line for line in self.lines if line)

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://t.example/{self.channel}/{int(self.id[2:]) + 100}"

    @property
    def account(self) -> Account:
        """The account that it is."""
        day = self.at.date()
        when = Date(f"{self.at:%Y-%m-%d %H:%M}", day.isoformat(), day, day)
        lang = "en" if self.style == "english" else "ar"
        return Account(
            self.id, self.channel, self.text, lang, when, address=self.url, links=self.links, prints=self.prints
        )


@dataclass
class Feed:
    """All posts in the order of time, and the truth: (later, earlier, how)."""

    rng: Rng
    posts: list[Post] = field(default_factory=list)
    truth: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def accounts(self) -> list[Account]:
        """The posts as accounts."""
        return [one.account for one in self.posts]

    @property
    def known(self) -> Known:
        """What a case knows of the channels: their names."""
        return Known({handle: tuple(names) for handle, names in _words()["channels"].items()})

    def put(
        self, channel: str, at: datetime, lines: list[str], *, style: str = "agency", incident: int = -1,
        said: dict[str, Any] | None = None,
    ) -> Post:  # fmt: skip
        """One more post."""
        one = Post(f"a-{len(self.posts):06}", channel, at, style, lines, incident, said or {})
        self.posts.append(one)
        return one


def posts(incidents: int = 60, seed: int = 1, days: int = 12) -> Feed:
    """Some ten posts on each incident, and a fifth as many on other things, over some days."""
    feed = Feed(np.random.default_rng([seed, 31]))
    for number in range(incidents):
        _incident(feed, number, FIRST + timedelta(minutes=int(feed.rng.integers(0, days * 24 * 60))))
    for _ in range(2 * incidents):
        at = FIRST + timedelta(minutes=int(feed.rng.integers(0, days * 24 * 60)))
        place, n, m = pick(feed.rng, _words()["places"]), *feed.rng.integers(5, 900, 2)
        said = _said(feed.rng, _words()["passing"]["other"], place=place, n=n, m=m)
        feed.put(_channel(feed, set()), at, [said])
    feed.posts.sort(key=lambda one: (one.at, one.id))
    return feed


def write(feed: Feed, to: Path) -> None:
    """A plain table: text, channel, date, url."""
    with to.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["text", "channel", "date", "url"])
        rows.writerows([one.text, one.channel, f"{one.at:%Y-%m-%d %H:%M}", one.url] for one in feed.posts)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).with_name("words") / "posts.toml").read_text("utf-8"))


@dataclass
class _Incident:
    """One incident: who told of it, and the print of its film."""

    feed: Feed
    number: int
    film: str
    told: set[str] = field(default_factory=set)

    def channel(self) -> str:
        """One that has not told of it yet, if there is one."""
        one = _channel(self.feed, self.told)
        self.told.add(one)
        return one


def _incident(feed: Feed, number: int, at: datetime) -> None:
    rng, words = feed.rng, _words()
    kind, place = pick(rng, [*words["formulas"]]), pick(rng, words["places"])
    spot = int(rng.integers(0, len(words["spots"])))
    dead = [f"{pick(rng, words['names']['given'])} {pick(rng, words['names']['family'])}" for _ in range(3)]
    true = {"kind": kind, "place": place, "spot": spot, "n": int(rng.integers(2, 12)), "m": int(rng.integers(5, 40))}
    what = _Incident(feed, number, rng.bytes(32).hex())
    here = [_own(what, {**true, "dead": dead}, at) for _ in range(int(rng.integers(2, 5)))]
    for _ in range(int(rng.integers(3, 9))):
        how = str(rng.choice([*HOWS], p=[*HOWS.values()]))
        here.append(_derived(what, how, pick(rng, here)))
    if rng.random() < 0.5:
        _digest(what, here)
    if rng.random() < 0.5:
        one = here[0]
        said = _said(rng, words["passing"]["update"], place=place, n=true["n"] + int(rng.integers(1, 5)), tag=_tag(rng))
        later = one.at + timedelta(hours=3)
        feed.put(one.channel, later, [said, _signature(one.channel)], style=one.style, incident=number)


def _own(what: _Incident, true: dict[str, Any], at: datetime) -> Post:
    """Somebody who saw it or asked: where, sometimes at another spot of memory, how many as far as known."""
    rng, words = what.feed.rng, _words()
    style = str(rng.choice([*STYLES], p=[*STYLES.values()]))
    spot = true["spot"] if rng.random() < 0.6 else int(rng.integers(0, len(words["spots"])))
    n = true["n"] if rng.random() < 0.5 else max(1, true["n"] + int(rng.integers(-2, 3)))
    said = {**true, "spot": spot, "n": n, "m": true["m"] + int(rng.integers(-4, 5)), "hour": int(rng.integers(1, 12))}
    said |= {"aside": int(rng.integers(len(words["asides"]))), "when": int(rng.integers(len(words["when"]["ar"])))}
    said |= {"names": " و".join(true["dead"][: int(rng.integers(0, 3))])}
    channel, when = what.channel(), at + timedelta(minutes=int(rng.integers(2, 120)))
    lines = _told(what.feed, said, style, channel)
    return what.feed.put(channel, when, lines, style=style, incident=what.number, said=said)


def _told(feed: Feed, said: dict[str, Any], style: str, channel: str) -> list[str]:
    rng, words = feed.rng, _words()
    slots = {
        "place": said["place"], "place_en": words["place_english"][said["place"]], "tag": _tag(rng), "sign": _sign(rng),
        "spot": words["spots"][said["spot"]], "spot_en": words["spots_english"][said["spot"]],
        "aside": words["asides"][said["aside"]], "aside_en": words["asides_english"][said["aside"]],
        "when": words["when"]["ar"][said["when"]].format(**said),
        "when_en": words["when"]["en"][said["when"]].format(**said),
    }  # fmt: skip
    formula = pick(rng, words["formulas"][said["kind"]]).format(**slots)
    lead = _said(rng, words[style]["lead"], **slots, formula=formula, formula_the=formula)
    toll = _said(rng, words[style]["toll"], n=said["n"], m=said["m"])
    lines = [lead, toll if rng.random() < 0.75 else ""]
    if said["names"] and style != "people":
        english = style == "english"
        lines.append(_said(rng, words["names"]["told_english" if english else "told"], names=said["names"]))
    return [*lines, *_frame(rng, style, channel)]


def _frame(rng: Rng, style: str, channel: str) -> list[str]:
    """What stands below a post: a prayer, a signature, tags."""
    prayer = pick(rng, _words()["passing"]["prayer"]) if style != "english" and rng.random() < 0.4 else ""
    return [prayer, _signature(channel) if rng.random() < 0.6 else ""]


def _derived(what: _Incident, how: str, parent: Post) -> Post:
    feed, rng = what.feed, what.feed.rng
    at = parent.at + timedelta(minutes=int(rng.exponential(180)) + 1)
    if how == "same footage":
        one = _own(what, {**parent.said, "dead": []}, at)
        parent.prints = one.prints = parent.prints or (what.film,)
    else:
        other = "agency" if parent.style == "english" else "english"
        style, channel = other if how == "translated" else parent.style, what.channel()
        lines = _passed(feed, how, parent, (style, channel))
        one = feed.put(channel, at, lines, style=style, incident=what.number, said=parent.said)
        one.links = (parent.url,) if how == "linked" else ()
    feed.truth.append((one.id, parent.id, how))
    return one


def _passed(feed: Feed, how: str, parent: Post, as_whom: tuple[str, str]) -> list[str]:
    """The lines in which a channel, in a style, passes a post on."""
    rng, words, (style, channel) = feed.rng, _words()["passing"], as_whom
    body = [line for line in parent.lines if line]
    own = [line for line in body if line != _signature(parent.channel) and line not in words["prayer"]]
    again = _told(feed, parent.said, style, channel)
    head = [pick(rng, words["vague"])] if rng.random() < 0.3 else []
    ways = {
        "forward": body,
        "copy": [*head, *(_dressed(rng, line) for line in own), *_frame(rng, style, channel)],
        "shortened": [_dressed(rng, own[0]), *_frame(rng, style, channel)],
        "linked": [pick(rng, words["vague"]), _dressed(rng, own[0])[:60], parent.url],
        "retold": again,
    }
    if how in ways:
        return ways[how]
    name = _words()["channels"][parent.channel][style == "english"]
    credit = _said(rng, words["credit_english" if style == "english" else "credit"], source=name)
    if how == "translated":
        return [credit, *again] if rng.random() < 0.5 else again
    text = [_dressed(rng, line) for line in own] if rng.random() < 0.5 else again
    return [credit, *text] if rng.random() < 0.5 else [*text, credit]


def _digest(what: _Incident, here: list[Post]) -> None:
    """The first lines of two or three posts of the incident under one head."""
    feed, rng = what.feed, what.feed.rng
    parents = [here[int(at)] for at in rng.permutation(len(here))[: int(rng.integers(2, MOST + 1))]]
    parents = [one for one in parents if one.style != "english"]
    if len(parents) < 2:
        return
    lines = [f"▪️ {next(line for line in one.lines if line)}" for one in parents]
    at = max(one.at for one in parents) + timedelta(hours=4)
    head = pick(rng, _words()["passing"]["digest"])
    digest = feed.put(what.channel(), at, [head, *lines], incident=what.number)
    feed.truth += [(digest.id, one.id, "digest") for one in parents]


def _dressed(rng: Rng, line: str) -> str:
    """The line as another channel sets it: other signs and tags, digits, spelling, stretched letters."""
    line = re.sub(r"[🔴‼️⚡📌🚨💔]+", lambda _: _sign(rng), line) if rng.random() < 0.6 else line
    line = re.sub(r"#[^\W\d]+", lambda _: _tag(rng), line) if rng.random() < 0.5 else line
    line = line.translate(WESTERN) if rng.random() < 0.3 else line
    line = line.replace("أ", "ا").replace("إ", "ا") if rng.random() < 0.3 else line
    line = line.replace("عاجل", "عاااجل").replace("شهداء", "شهـــداء") if rng.random() < 0.2 else line
    return " ".join(word for n, word in enumerate(line.split(" ")) if n == 0 or rng.random() < 0.97)


def _channel(feed: Feed, told: set[str]) -> str:
    left = [one for one in _words()["channels"] if one not in told] or [*_words()["channels"]]
    return str(pick(feed.rng, left))


def _said(rng: Rng, among: list[str], **slots: Any) -> str:
    return re.sub(r" {2,}", " ", pick(rng, among).format(**slots)).strip()


def _signature(channel: str) -> str:
    return f"{_words()['channels'][channel][0]} @{channel.replace('-', '_')}"


def _tag(rng: Rng) -> str:
    return str(pick(rng, _words()["tags"]))


def _sign(rng: Rng) -> str:
    return str(pick(rng, _words()["signs"]))
