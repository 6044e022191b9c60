"""Why: the whole reasoning for one claim in sentences, in the order in which one would ask."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tawthiq.claims.grading.conflicts import Drift, conflict, drifts
from tawthiq.claims.grading.grades import admiralty, credibility
from tawthiq.claims.grading.leave_one_out import Range
from tawthiq.claims.grading.queueing import MOST
from tawthiq.claims.grading.values import PARTS
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.messages import Sentence, say
from tawthiq.nouns import Account, Letter
from tawthiq.typology import Act, typology


def why(
    weighed: Weighed, row: int, lang: str, letters: Mapping[str, Letter], acts: Mapping[str, Act] | None = None
) -> list[str]:
    """The sentences for a claim: what it says, its grade, each part, its origins, what is unknown, what is against it.

    ``letters`` is the reliability of each source, ``acts`` the typology of the case.
    """
    one = _Why(weighed, row, lang, letters, acts or typology())
    return [
        sentence.say(lang)
        for step in (one.head, one.grade, one.parts, one.origins, one.unjudged, one.left, one.against, one.values)
        for sentence in step()
    ] + [say("why.court", lang)]


def named(kind: str, value: str, lang: str) -> str:
    """The name of a part, a grade, a kind of origin, a basis, a stance or a state, in a language."""
    return say(f"why.{kind}_{value.replace(' ', '_').replace('-', '_') or 'unknown'}", lang)


def shown(range_: Range) -> str:
    """A range of origins: ``1–2``, or one number where both are the same."""
    low, high = range_
    return str(low) if low == high else f"{low}–{high}"


def title(account: Account) -> str:
    """An account as it is called in sentences and figures: its source, its title, its day, its id."""
    day = account.published.edtf or account.published.said if account.published else ""
    return ", ".join(one for one in (account.source, account.title, day) if one) + f" ({account.id})"


def drift_words(drift: Drift) -> str:
    """The words of a drift, each with the accounts that have it: ``employee (a-1, a-2) / doctor (a-3)``."""
    told = drift.words.values()
    return " / ".join(f"{those[0][1].said} ({', '.join(account for account, _ in those)})" for those in told)


@dataclass(eq=False)
class _Why:
    weighed: Weighed
    row: int
    lang: str
    letters: Mapping[str, Letter]
    acts: Mapping[str, Act]

    def __post_init__(self) -> None:
        self.result = self.weighed.result(self.row)
        self.claim = self.weighed.told.claims[self.row]
        self.account = self.weighed.told.accounts[self.weighed.said.account[self.row]]
        self.letter: Letter = self.letters.get(self.account.source, "F")
        self.act = self.weighed.acts[self.weighed.act_of[self.row]]

    def head(self) -> Iterator[Sentence]:
        act = self.acts[self.claim.act].label(self.lang) if self.claim.act in self.acts else self.claim.act
        told = {"id": self.claim.id, "act": act, "stance": self.name("stance", self.weighed.said.stance[self.row])}
        yield Sentence(
            "why.claim", {**told, "account": title(self.account), "basis": self.name("basis", self.claim.basis)}
        )
        if self.claim.span.said:
            yield Sentence("why.said", {"said": self.claim.span.said})
        for each in self.claim.attributed:
            yield Sentence("why.attributed", {"to": each.to, "said": each.span.said})

    def grade(self) -> Iterator[Sentence]:
        graded, support = self.result.graded, self.result.support
        if not support:
            yield Sentence("why.not_graded", {"stance": self.name("stance", self.weighed.said.stance[self.row])})
            return
        facts = {"grade": self.name("grade", graded.grade), "weakest": self.name("part", graded.weakest)}
        yield Sentence("why.grade", {**facts, "range": shown(self.result.range)})
        digit = credibility(graded.grade, support)
        yield Sentence("why.admiralty", {"letter": self.letter, "digit": digit, "both": admiralty(self.letter, digit)})
        if self.result.contested:
            yield Sentence("why.contested")

    def parts(self) -> Iterator[Sentence]:
        for part, one in self.result.support.items():
            grade = self.name("grade", self.result.graded.parts[part])
            facts = {"part": self.name("part", part), "grade": grade, "kinds": one.for_.kinds}
            yield Sentence("why.part", {**facts, "range": shown((one.for_.low, one.for_.high))})
            if one.against.high:
                names = self.names(one.against.origins)
                told = {"part": self.name("part", part), "range": shown((one.against.low, one.against.high))}
                yield Sentence("why.otherwise", {**told, "names": names})

    def origins(self) -> Iterator[Sentence]:
        roots = self.act.ground.folding.roots
        accounts = sorted({self.weighed.said.account[row] for row in self.act.rows})
        for origin in sorted({origin for one in self.result.support.values() for origin in one.for_.origins}):
            folded = [one for one in accounts if origin in roots[one] and one != origin]
            kind = self.name("kind", self.act.ground.kind(origin) if origin in self.act.ground.folding.members else "")
            certain = any(origin in one.for_.certain for one in self.result.support.values())
            facts = {"name": title(self.weighed.name(self.row, origin)), "kind": kind, "count": len(folded)}
            yield Sentence("why.origin" if certain else "why.unseen", facts)
            for one in folded:
                yield Sentence(
                    "why.derives", {"name": title(self.weighed.told.accounts[one]), "judged": self.judged(one)}
                )

    def judged(self, account: int) -> str:
        """Who decided that an account derives from another, and why."""
        ids = {self.weighed.told.accounts[account].id}
        ids |= {self.weighed.told.claims[row].id for row in self.act.rows if self.weighed.said.account[row] == account}
        told = self.weighed.told.decided
        found = [
            judgement
            for (a, b), one in (*told.derivation.items(), *told.origin.items())
            if one.state == "accepted" and (a in ids or (b in ids and (a, b) in told.origin))
            for judgement in one.judgements
        ]
        return "; ".join(f"{one.by}: {one.why or '—'} ({one.id})" for one in found)

    def unjudged(self) -> Iterator[Sentence]:
        folding = self.act.ground.folding
        seen = sorted({origin for one in self.result.support.values() for origin in one.for_.certain})[:MOST]
        pairs = [(a, b) for n, a in enumerate(seen) for b in seen[n + 1 :]]
        for a, b in pairs:
            by_source = folding.sources_judged(folding.members[a], folding.members[b])
            unjudged = "why.unknown_basis" if by_source else "why.unjudged"
            key = "why.independent" if folding.independent(a, b) else unjudged
            yield Sentence(
                key, {"one": title(self.weighed.name(self.row, a)), "other": title(self.weighed.name(self.row, b))}
            )

    def left(self) -> Iterator[Sentence]:
        alone = self.result.alone
        if len(alone) == 1:
            yield Sentence("why.alone", {"name": title(self.weighed.name(self.row, alone[0]))})
        for origin, rest in self.result.left.items():
            if origin not in alone or len(alone) > 1:
                yield Sentence(
                    "why.without", {"name": title(self.weighed.name(self.row, origin)), "range": shown(rest)}
                )

    def against(self) -> Iterator[Sentence]:
        for row in self.result.disputes:
            account = self.weighed.told.accounts[self.weighed.said.account[row]]
            facts = {"name": title(account), "id": self.weighed.told.claims[row].id}
            yield Sentence("why.disputes", {**facts, "said": self.weighed.told.claims[row].span.said})
        for row in self.act.rows:
            if self.weighed.said.stance[row] == "withdrawn":
                yield Sentence("why.withdrawn", {"id": self.weighed.told.claims[row].id})

    def values(self) -> Iterator[Sentence]:
        for part in PARTS:
            found = conflict(self.weighed, self.weighed.act_of[self.row], part)
            if found:
                ids = "; ".join(", ".join(one.id for one in option.claims) for option in found.options)
                chosen = f"{found.chosen.subjects[0]} ({found.chosen.by}: {found.chosen.why})" if found.chosen else "—"
                yield Sentence("why.conflict", {"part": self.name("part", part), "ids": ids, "chosen": chosen})
        mine = {
            self.weighed.name(self.row, origin).id
            for one in self.result.support.values()
            for origin in one.for_.origins
        }
        for drift in drifts(self.weighed):
            if drift.origin in mine:
                yield Sentence("why.drift", {"words": drift_words(drift)})

    def names(self, origins: Iterable[int]) -> str:
        return "; ".join(title(self.weighed.name(self.row, one)) for one in origins)

    def name(self, kind: str, value: str) -> str:
        return named(kind, value, self.lang)
