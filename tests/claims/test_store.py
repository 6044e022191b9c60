"""Accounts and claims in a case; all people and places invented."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tawthiq import dates
from tawthiq.case import Case, Decision, Signer
from tawthiq.claims import store
from tawthiq.errors import BadInput, NotFound
from tawthiq.nouns import Account, Claim, Place, Span
from tawthiq.readers.read import read as read_file

TEXT = "They were beaten in the infirmary.\n\nNobody came.\n"


def claim(account: Account, said: str, act: str = "torture") -> Claim:
    start = account.text.index(said)
    return Claim("", account.id, act, Span(start, start + len(said), said), where=Place("infirmary", "Infirmary"))


@pytest.fixture
def item(case: Case, ana: Signer, tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, "utf-8")
    made = case.receive(path, source="lcc", how="by hand", by=ana)
    read_file(case, made.id, by=ana)
    return made.id


def test_an_account_of_an_item_has_its_words_and_leads_to_it(case: Case, ana: Signer, item: str) -> None:
    made = store.of_item(case, item, ana)
    assert (made.source, made.item, made.text) == ("lcc", item, "They were beaten in the infirmary.\n\nNobody came.")
    assert store.of_item(case, item).id == made.id
    assert store.account(case, made.id[:6]) == made
    held = store.read(case)
    assert [case.finding(one).slot for one in held.findings] == [f"records/{item}"]


def test_the_words_of_an_item_nobody_entered_are_there_to_be_looked_at(case: Case, item: str) -> None:
    assert store.of_item(case, item).id == ""
    assert store.text_of(case, item).startswith("They were beaten")
    assert store.read(case).accounts == []


def test_a_record_may_be_an_account(case: Case, ana: Signer, item: str) -> None:
    record = next(one.id for one in case.shelves.search("nobody"))
    made = store.add_account(case, Account("", "vdc", ""), ana, record)
    assert (made.text, made.item) == ("Nobody came.", item)


def test_claims_stand_in_the_words_of_their_account(case: Case, ana: Signer, item: str) -> None:
    account = store.of_item(case, item, ana)
    (id_,) = store.add_claims(case, [claim(account, "They were beaten")], ana, ["x"], "read twice")
    found = store.claim(case, id_)
    assert replace(found, id="") == claim(account, "They were beaten")
    assert store.read(case).labels == {id_: "x / integrity"}
    wrong = replace(found, span=Span(3, 8, "nobody"))
    for bad, error in (
        (wrong, BadInput),
        (replace(found, act="sorcery"), BadInput),
        (replace(found, account="a-0"), NotFound),
    ):
        with pytest.raises(error):
            store.add_claims(case, [bad], ana)
    with pytest.raises(NotFound, match="no account or claim c-f"):
        store.claim(case, "c-ffffffffffffffff")


def test_accounts_stand_in_the_order_of_time_and_decisions_are_read(case: Case, ana: Signer) -> None:
    late = store.add_account(case, Account("", "lcc", "x", published=dates.parse("2031-04-02")), ana)
    early = store.add_account(case, Account("", "vdc", "y", published=dates.parse("2031-04-01")), ana)
    never = store.add_account(case, Account("", "vdc", "z"), ana)
    position = case.catalogue.position()[0]
    case.judge([Decision("derives", (late.id, early.id))], ana)
    held = store.read(case)
    assert [one.id for one in held.accounts] == [early.id, late.id, never.id]
    assert held.accounts[0].published
    assert held.accounts[0].published.start == date(2031, 4, 1)
    assert list(held.decided.derivation) == [(late.id, early.id)]
    assert held.draws_on == {("vdc", "lcc"), ("lcc", "vdc")}
    assert store.read(case, until=position).decided.derivation == {}
    with pytest.raises(NotFound):
        store.add_account(case, Account("", "nobody", ""), ana)


def test_a_received_table_of_claims(case: Case, ana: Signer, item: str, tmp_path: Path) -> None:
    """Two rows of one account, one of an item, one with an unknown act, one of an unknown source."""
    account = store.of_item(case, item, ana)
    file = tmp_path / "claims.csv"
    file.write_text(
        "account,source,published,text,act,said,label\n"
        "A,lcc,2031-04-01,They shelled it and looted it.,shelling,They shelled it,e1\n"
        "A,lcc,,,looting,looted it,\n"
        f"{account.id},lcc,,,torture,They were beaten,\n"
        "A,lcc,,,sorcery,,\n"
        "B,nobody,,,torture,,\n",
        "utf-8",
    )
    with pytest.raises(NotFound):
        store.enter_table(case, file, ana)
    received = case.receive(file, source="lcc", how="typed", by=ana)
    ids, bad = store.enter_table(case, file, ana)
    assert [row for row, _ in bad] == [5, 6]
    held = store.read(case)
    assert [one.act for one in held.claims] == ["shelling", "looting", "torture"]
    first = store.claim(case, ids[0])
    behind = store.account(case, first.account)
    assert (behind.item, behind.locator, behind.text) == (received.id, "row 2", "They shelled it and looted it.")
    assert held.labels == {ids[0]: "e1 / attack"}
    assert store.claim(case, ids[2]).account == account.id


def test_an_account_of_a_photograph_has_its_prints_in_eight_turns_and_no_words(
    case: Case, ana: Signer, tmp_path: Path
) -> None:
    pixels = np.kron(np.random.default_rng(3).integers(0, 255, (8, 8)), np.ones((32, 32))).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    item = case.receive(tmp_path / "photo.png", source="lcc", how="by hand", by=ana).id
    with pytest.raises(NotFound, match="no words that anybody read"):
        store.words_of(store.of_item(case, item))
    read_file(case, item, by=ana)
    made = store.of_item(case, item, ana)
    assert made.kind == "picture"
    assert store.add_account(case, Account("", "lcc", "", kind="medical"), ana, item).kind == "medical"
    assert (made.text, len(made.prints), {len(one) for one in made.prints}) == ("", 8, {64})


def test_a_case_has_acts_of_its_own(case: Case, ana: Signer) -> None:
    account = store.add_account(case, Account("", "lcc", "They burnt the groves."), ana)
    with pytest.raises(BadInput, match="not a code"):
        store.add_claims(case, [claim(account, "They burnt the groves", "grove_burning")], ana)
    path = case.root / "case.toml"
    mine = "[rules.acts.grove_burning]\nen = 'Burning of groves'\nar = 'حرق البساتين'\n"
    path.write_text(path.read_text("utf-8").replace("[rules]", mine), "utf-8")
    with Case.open(case.root) as again:
        store.add_claims(again, [claim(account, "They burnt the groves", "grove_burning")], ana)
        assert store.read(again).acts["grove_burning"].label("en") == "Burning of groves"
