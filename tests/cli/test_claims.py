"""What is said, entered by hand, from a table, and from text after a person looked; all invented."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type

WORDS = "Patients were tortured in the infirmary of Northquay. According to activists, over 20 people were killed.\n"


@pytest.fixture
def page(tawthiq: Type, inside: Path, ana: object, tmp_path: Path) -> str:
    """A received and read page; gives its item."""
    file = tmp_path / "page.txt"
    file.write_text(WORDS, "utf-8")
    assert tawthiq("receive", file, "--source", "lcc", "--how", "by hand").code == 0
    assert tawthiq("read", file).code == 0
    return str(tawthiq("items", "--json").json[0]["id"])


def test_a_claim_by_hand_enters_the_account_of_its_item(tawthiq: Type, page: str) -> None:
    said = tawthiq("claim", "add", page, "torture", "--said", "Patients were tortured", "--place", "Infirmary",
                   "--number", "over 20 dead", "--basis", "hearsay", "--why", "read twice")  # fmt: skip
    assert said.code == 0
    assert "entered, of account a-" in said.out
    (account,) = tawthiq("account", "list", "--json").json
    assert (account["source"], account["item"], account["text"]) == ("lcc", page, WORDS.strip())
    (claim,) = tawthiq("claim", "list", "--json").json
    assert (claim["act"], claim["span"]["start"], claim["where"]["name"], claim["numbers"][0]["low"]) == (
        "torture", 0, "Infirmary", 20,
    )  # fmt: skip
    assert "تعذيب" in tawthiq("claim", "list", "--lang", "ar").out
    assert "claim " + claim["id"] in tawthiq("trace", claim["id"]).out


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        (("torture", "--said", "nobody"), 2, "do not stand there"),
        (("sorcery",), 2, "not a code of the typology"),
        (("torture", "--stance", "perhaps"), 2, "'perhaps' is no stance"),
        ((), 2, "an account and an act"),
    ],
)
def test_what_is_no_claim_is_refused(
    tawthiq: Type, page: str, typed: tuple[str, ...], code: int, sentence: str
) -> None:
    said = tawthiq("claim", "add", page, *typed)
    assert (said.code, sentence in said.err) == (code, True)
    assert tawthiq("claim", "list", "--json").json == []


def test_nothing_that_rules_propose_enters_unseen(tawthiq: Type, page: str) -> None:
    shown = tawthiq("claim", "propose", page)
    assert "Proposal 1, Torture (torture): Patients were tortured" in shown.out
    assert tawthiq("claim", "list", "--json").json == tawthiq("account", "list", "--json").json == []
    arabic = tawthiq("claim", "propose", page, "--lang", "ar")
    assert "الاقتراح 1، تعذيب" in arabic.out
    assert "There is no proposal 9" in tawthiq("claim", "propose", page, "--confirm", 9).err
    assert tawthiq("claim", "propose", page, "--confirm", 1, "--label", "x", "--why", "read").code == 0
    (claim,) = tawthiq("claim", "list", "--json").json
    assert claim["act"] == "torture"


def test_words_without_a_claim(tawthiq: Type, inside: Path, ana: object, tmp_path: Path) -> None:
    file = tmp_path / "calm.txt"
    file.write_text("The weather was calm.\n", "utf-8")
    tawthiq("receive", file, "--source", "lcc", "--how", "by hand")
    tawthiq("read", file)
    assert "That is no proof that there is none" in tawthiq("claim", "propose", file).out


def test_an_account_that_the_case_does_not_hold(tawthiq: Type, inside: Path, ana: object) -> None:
    said = tawthiq("account", "add", "--source", "lcc", "--title", "A film", "--date", "2031-04-02", "--kind", "film")
    assert said.code == 0
    assert "2031-04-02  film  A film" in " ".join(tawthiq("account", "list").out.split("\n")).replace("   ", "  ")
    assert tawthiq("account", "add", "--source", "nobody").code == 3
    assert tawthiq("account", "add", "--source", "lcc", "--kind", "rumour").code == 2


def test_an_account_of_an_item_or_a_record(tawthiq: Type, page: str) -> None:
    assert tawthiq("account", "add", page, "--language", "en", "--json").json["source"] == "lcc"
    record = tawthiq("search", "patients", "--json").json[0]["id"]
    assert tawthiq("account", "add", record, "--source", "vdc", "--json").json["text"].startswith("Patients")


def test_a_table_of_claims_goes_on_after_a_bad_row(tawthiq: Type, page: str, tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text(
        "account,source,act,text,said\nA,lcc,torture,They beat us.,They beat us\nA,lcc,sorcery,,\n", "utf-8"
    )
    assert tawthiq("claim", "add", "--file", file).code == 3
    tawthiq("receive", file, "--source", "lcc", "--how", "typed")
    said = tawthiq("claim", "add", "--file", file)
    assert said.code == 2
    assert "claims entered: 1; rows that are none: 1" in said.out
    assert "row 3" in said.err
