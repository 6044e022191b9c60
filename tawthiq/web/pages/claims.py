"""Claims: what is said of each act, what stands behind it by origin, and the derivations that wait for a person."""

from typing import Any, get_args

from starlette.responses import Response

from tawthiq.case import Decision
from tawthiq.claims.grading.conflicts import conflict
from tawthiq.claims.grading.grades import admiralty, credibility
from tawthiq.claims.grading.queueing import Waiting
from tawthiq.claims.grading.values import PARTS
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.claims.grading.why import named, shown, title, why
from tawthiq.claims.shape import Relation
from tawthiq.errors import BadInput, NotFound
from tawthiq.text import fold
from tawthiq.typology import Act, typology
from tawthiq.web import grounds, kept
from tawthiq.web.later import begin, large
from tawthiq.web.page import Page, View

page = Page("claims")

SHOWN = 60
ON_PAIRS = ("derives", "not-derived", "independent", "same-origin")
GRADES = {"unsupported": 0, "one origin": 1, "consistent": 2, "corroborated": 3}


@page.get("/claims")
def listed(view: View) -> Response:
    """Every claim, put together by the act that it is about."""
    weighed, acts = _weighed(view), _acts(view)
    words = fold(view.ask("q")).split()
    rows = [n for n, one in enumerate(weighed.told.claims) if all(word in _folded(weighed, n, acts) for word in words)]
    first = max(0, int(view.ask("from"))) if view.ask("from").isdigit() else 0
    made = list(grounds.by_act(weighed, rows).values())
    return view.show(
        "claims.html", acts=made[first : first + SHOWN], total=len(rows), first=first, of=len(made), size=SHOWN,
        q=view.ask("q"), waits=len(_queue(view)[1]), **_words(view, weighed),
    )  # fmt: skip


def _folded(weighed: Weighed, row: int, acts: dict[str, Act]) -> str:
    one = weighed.told.claims[row]
    place = f"{one.where.name} {one.where.said}" if one.where else ""
    label = f"{acts[one.act].en} {acts[one.act].ar}" if one.act in acts else ""
    return fold(f"{one.act} {label} {one.span.said} {place}")


def _weighed(view: View) -> Weighed:
    """All claims weighed as the case stands now."""
    return view.soon(kept.weighed_key(view.case), kept.weighed)


def _queue(view: View) -> tuple[Weighed, list[Waiting]]:
    """What waits for a person; until a large case is weighed anew, the queue as it was, without what was judged."""
    key, every, before = kept.derivations_key(view.case), view.case.judgements(), view.place.last
    if "derivations" not in before or view.place.memory.has(key) or not large(view.case):
        made = view.soon(key, kept.derivations)
        before["derivations"] = (made, len(every))
        return made
    begin(view.place, key, kept.derivations_at_rest)
    (weighed, found), known = before["derivations"]
    judged = {frozenset(one.subjects) for one in every[known:] if one.verdict in ON_PAIRS}
    return weighed, [one for one in found if frozenset((one.later, one.earlier)) not in judged]


def _acts(view: View) -> dict[str, Act]:
    return typology(view.case.casefile.rules.get("acts"))


def _words(view: View, weighed: Weighed) -> dict[str, Any]:
    """What the templates name things by."""
    acts = _acts(view)
    return {
        "weighed": weighed, "claims": weighed.told.claims, "result": weighed.result, "shown": shown, "title": title,
        "account_of": lambda row: weighed.told.accounts[weighed.said.account[row]],
        "named": lambda kind, value: named(kind, value, view.lang), "day": grounds.day, "levels": GRADES,
        "act_name": lambda code: acts[code].label(view.lang) if code in acts else code,
    }  # fmt: skip


@page.get("/claims/queue")
def queue(view: View) -> Response:
    """The next pair of accounts to be judged, the most consequential first."""
    return _next(view, int(view.ask("skip")) if view.ask("skip").isdigit() else 0, view.ask("done"))


def _next(view: View, skipped: int = 0, done: str = "") -> Response:
    weighed, found = _queue(view)
    one = found[skipped] if skipped < len(found) else None
    return view.show(
        "claims_queue.html", waits=len(found), skipped=skipped, one=one, relations=get_args(Relation),
        pair=_pair(weighed, one) if one else None, done=done, excerpts=grounds.excerpts, **_words(view, weighed),
    )  # fmt: skip


def _pair(weighed: Weighed, one: Waiting) -> dict[str, Any]:
    account = {each.id: each for each in weighed.told.accounts}
    return {"later": account[one.later], "earlier": account[one.earlier]}


@page.post("/claims/judge")
def judged(view: View) -> Response:
    """Somebody says whether one account derives from another, or whether two are independent."""
    verdict, pair = view.filled("verdict"), (view.filled("later"), view.filled("earlier"))
    if verdict not in ON_PAIRS:
        raise BadInput("web_claims.no_verdict", value=verdict)
    relation = view.filled("relation")
    if relation and relation not in get_args(Relation):
        raise BadInput("web_claims.no_relation", value=relation, known=", ".join(get_args(Relation)))
    facts = {"relation": relation} if verdict == "derives" and relation else {}
    made = view.case.judge([Decision(verdict, pair, view.filled("why").strip(), facts)], view.signer())
    return _next(view, done=made[0].id) if view.in_part else view.go(f"/claims/queue?done={made[0].id}")


@page.post("/claims/undo")
def undone(view: View) -> Response:
    """Somebody takes back what they said of a pair: judged the other way round, for nothing is erased."""
    known = {one.id: one for one in view.case.judgements() if one.by == view.who and one.verdict in ON_PAIRS}
    if (one := known.get(view.filled("judgement"))) is None:
        raise NotFound("web_claims.not_yours", value=view.filled("judgement"))
    other = dict(zip(ON_PAIRS, ("not-derived", "derives", "same-origin", "independent"), strict=True))[one.verdict]
    view.case.judge([Decision(other, one.subjects, view.filled("why").strip())], view.signer())
    return view.go("/claims/queue")


@page.get("/claims/{claim}")
def card(view: View) -> Response:
    """One claim: for and against by origin, the graph, what is left without each, and the words that it allows."""
    weighed = _weighed(view)
    known = [one.id for one in weighed.told.claims if one.id.startswith(view.part("claim"))]
    if len(known) != 1 or not view.part("claim").startswith("c-"):
        raise NotFound("claims.none_such", value=view.part("claim"))
    row = grounds.row_of(weighed, known[0])
    letters = {handle: one.reliability for handle, one in view.case.casefile.sources.items()}
    account, result = weighed.told.accounts[weighed.said.account[row]], weighed.result(row)
    letter, digit = letters.get(account.source, "F"), credibility(result.graded.grade, result.support)
    found = [conflict(weighed, weighed.act_of[row], part) for part in PARTS]
    return view.show(
        "claim.html", row=row, claim=weighed.told.claims[row], account=account, outcome=result,
        parts=grounds.parts(weighed, row), origins=grounds.origins(weighed, row), graph=grounds.graph(weighed, row),
        both=admiralty(letter, digit), why=why(weighed, row, view.lang, letters, _acts(view)),
        conflicts=[one for one in found if one], others=[n for n in weighed.acts[weighed.act_of[row]].rows if n != row],
        stance=weighed.said.stance[row], **_words(view, weighed),
    )  # fmt: skip
