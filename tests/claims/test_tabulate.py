import json
from datetime import UTC, datetime

from tawthiq import tables
from tawthiq.claims.grading.weighing import Told, Weighing, weigh
from tawthiq.claims.shape import Edge, Evidence, Match
from tawthiq.claims.tabulate import edges, matches, names, tabulate
from tawthiq.messages import Sentence
from tawthiq.nouns import Judgement, Span
from tests.claims.telling import account, claim, weighed

AT = datetime(2031, 4, 9, tzinfo=UTC)
X = {"c-1": "x", "c-2": "x"}


def test_every_table_keeps_its_schema_and_names_origins_by_their_accounts() -> None:
    told = weighed([account("1"), account("2")], [claim("1", "1", dead=3), claim("2", "2", dead=3)], labels=X)
    made = tabulate(told, {"1": "B"})
    assert {name: table.schema for name, table in made.items()} == {name: tables.SCHEMAS[name] for name in made}
    claims = made["claims"].to_pylist()
    assert [(one["event"], one["low"], one["high"], one["grade"], one["alone"]) for one in claims] == [
        ("c-1", 1, 2, "consistent", ""), ("c-1", 1, 2, "consistent", ""),
    ]  # fmt: skip
    assert json.loads(claims[0]["left"]) == {"a-1": [1, 1], "a-2": [1, 1]}
    assert json.loads(claims[0]["numbers"]) == [{"high": 3, "low": 3, "of": "dead", "sense": "as said"}]
    parts = made["support"].to_pylist()
    assert [(one["claim"], one["part"], one["origins"]) for one in parts][:2] == [
        ("c-1", "what", "a-1 a-2"), ("c-1", "how many", "a-1 a-2"),
    ]  # fmt: skip
    assert [one["letter"] for one in made["accounts"].to_pylist()] == ["B", "F"]
    assert names(told, 0, [0, 1]) == "a-1 a-2"


def test_edges_carry_their_evidence_and_who_decided() -> None:
    evidence = Evidence("link", 3.0, Sentence("why.court", {}), (Span(0, 5, "words"),))
    edge = Edge("a-2", "a-1", "copies", 4.0, (evidence,))
    base = weighed([account("1"), account("2")], [claim("1", "1"), claim("2", "2")], labels=X).told
    (row,) = edges(weigh(Told(base.accounts, base.claims, base.decided, X, [edge]), Weighing()))
    assert (row["state"], row["relation"], row["consequence"]) == ("waits", "copies", 2)
    assert json.loads(row["evidence"]) == [
        {"kind": "link", "bits": 3.0, "words": "why.court", "facts": {}, "later": [[0, 5]], "earlier": []}
    ]
    given = [Judgement("j-9", "derives", ("a-2", "a-1"), "", "ana", AT, "", {"relation": "cites"})]
    told = weighed(base.accounts, base.claims, given, X).told
    (row,) = edges(weigh(Told(base.accounts, base.claims, told.decided, X, [edge]), Weighing()))
    assert (row["state"], row["relation"], row["judgements"]) == ("accepted", "cites", "j-9")


def test_pairs_that_people_settled_are_no_matches_any_more() -> None:
    base = weighed([account("1"), account("2")], [claim("1", "1"), claim("2", "2")]).told
    pair = Match("c-1", "c-2", {"what": 1.0}, "waits")
    told = Told(base.accounts, base.claims, base.decided, {}, (), [pair])
    assert matches(weigh(told, Weighing())) == [pair]
    labelled = Told(base.accounts, base.claims, base.decided, {"c-1": "x", "c-2": "y"}, (), [pair])
    assert matches(weigh(labelled, Weighing())) == []
