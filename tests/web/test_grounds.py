"""What stands behind claims of the demonstration: a witness, an outlet, a page of the quarter, a picture from above.

Of the killing, a weblog cites the outlet (Basil judged it), so that it stands above the outlet in the graph.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.case import Case
from tawthiq.claims.grading.weighing import Weighed
from tawthiq.claims.weigh import look
from tawthiq.nouns import Account, Span
from tawthiq.web import grounds


@pytest.fixture(scope="module")
def weighed(demonstration: Path) -> Iterator[Weighed]:
    with Case.open(demonstration) as case:
        yield look(case)


def row(weighed: Weighed, act: str, source: str) -> int:
    found = [
        n for n, one in enumerate(weighed.told.claims)
        if one.act == act and weighed.told.accounts[weighed.said.account[n]].source == source
    ]  # fmt: skip
    return found[0]


def test_shelling_rests_on_four_origins_of_which_two_were_judged_independent(weighed: Weighed) -> None:
    at = row(weighed, "shelling", "dana")
    what = grounds.parts(weighed, at)[0]
    low, high = what.for_
    assert (what.name, what.against, what.kinds >= 2, 2 <= low < high >= 4) == ("what", (0, 0), True, True)
    behind = {one.account.source: one for one in grounds.origins(weighed, at)}
    assert {"dana", "desk", "local-page", "satellite"} <= behind.keys()
    assert (behind["dana"].certain, behind["dana"].against, behind["dana"].kind) == (True, False, "witness")


def test_without_the_witness_fewer_are_left(weighed: Weighed) -> None:
    at = row(weighed, "shelling", "dana")
    left = {one.account.source: one.left for one in grounds.origins(weighed, at)}
    low, high = weighed.result(at).range
    assert left["dana"] == (low, high - 1)


def test_who_cites_stands_above_the_origin_and_a_line_leads_down(weighed: Weighed) -> None:
    made = grounds.graph(weighed, row(weighed, "killing", "weblog"))
    nodes = {one.account.source: one for one in made.nodes}
    assert nodes["weblog"].y < nodes["desk"].y
    assert (nodes["weblog"].origin, nodes["desk"].origin) == (False, True)
    middles = [(nodes[one].x + grounds.WIDE / 2) for one in ("weblog", "desk")]
    assert middles in [[x1, x2] for x1, y1, x2, y2 in made.edges if y1 < y2]
    assert made.hidden == 0
    assert nodes["weblog"].href.startswith("/claims/c-")


def test_claims_of_one_act_stand_together(weighed: Weighed) -> None:
    made = grounds.by_act(weighed, range(len(weighed.told.claims)))
    assert all(weighed.act_of[row] == act for act, rows in made.items() for row in rows)
    here = row(weighed, "shelling", "dana"), row(weighed, "shelling", "desk")
    assert any({*here} <= {*rows} for rows in made.values())
    first = weighed.told.claims[3]
    assert grounds.row_of(weighed, first.id) == 3


def test_evidence_is_shown_in_its_words() -> None:
    account = Account("a-1", "desk", "Before it. Shells fell on the quarter. After it.")
    ((before, said, after),) = grounds.excerpts(account, [Span(11, 16, "Shells")])
    assert (before, said, after) == ("Before it. ", "Shell", "s fell on the quarter. After it.")
    assert grounds.day(account) == ""
