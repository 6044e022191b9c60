"""What was reported of Homs in 2012, as facts with their sources: the one part of the demonstration not invented.

``facts.toml`` holds it in our own words. Each account becomes a file that is received from its source, read, entered
with its claims, and joined to what it draws on, as a person would; how many origins stand behind it is left to weigh.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tawthiq.case import Case, Decision, Signer
from tawthiq.claims import store
from tawthiq.claims.entering import account_from, claim_from
from tawthiq.nouns import Account, Source
from tawthiq.readers import read

OF_ACCOUNT = ("source", "published", "lang", "title", "kind", "address")
OF_CLAIM = ("act", "when", "basis", "said", "numbers", "attributed", "stance")


@cache
def told() -> Mapping[str, Any]:
    """The facts as they stand in ``facts.toml``."""
    return tomllib.loads(files("examples").joinpath("facts.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Facts:
    """The stages of entering them, and who does it."""

    case: Case
    by: Signer
    say: Callable[[str], None]

    def enter(self) -> Mapping[str, str]:
        """Receive, read and enter every account, then its claims and what it draws on; gives what the report tells."""
        for handle, (name, kind, reliability) in told()["sources"].items():
            self.case.add_source(Source(handle, name, kind, reliability))
        folder = self.case.root / "files" / "facts"
        folder.mkdir(parents=True)
        accounts = {key: self._account(folder, key, one) for key, one in told()["accounts"].items()}
        claims = self._claims(accounts)
        self._derivations(accounts)
        self.say(f"Entered {len(accounts)} accounts of what was reported of Homs in 2012: facts, with their sources.")
        return {lang: _filled(words, accounts, claims) for lang, words in told()["told"].items()}

    def _account(self, folder: Path, key: str, one: Mapping[str, str]) -> Account:
        path = folder / f"fact-{key}.md"
        path.write_text(one["text"].strip() + "\n", "utf-8")
        item = self.case.receive(path, source=one["source"], how="a published fact, in our own words", by=self.by)
        read(self.case, path, by=self.by)
        entered = account_from({name: one[name] for name in OF_ACCOUNT if name in one})
        return store.add_account(self.case, entered, self.by, item.id)

    def _claims(self, accounts: Mapping[str, Account]) -> Mapping[str, str]:
        """Enter the claims; gives their ids by account and event."""
        rows = told()["claims"]
        claims = [claim_from(accounts[row["account"]], self._fields(row)) for row in rows]
        labels = [told()["events"][row["event"]] for row in rows]
        ids = store.add_claims(self.case, claims, self.by, labels, "as it stands there")
        return {f"{row['account']}/{row['event']}": id_ for row, id_ in zip(rows, ids, strict=True)}

    @staticmethod
    def _fields(row: Mapping[str, str]) -> dict[str, str]:
        return {**told()["places"][row["place"]], **{name: row[name] for name in OF_CLAIM if name in row}}

    def _derivations(self, accounts: Mapping[str, Account]) -> None:
        decisions = [
            Decision("derives", (accounts[one["later"]].id, accounts[one["earlier"]].id), one["why"],
                     {"relation": one["relation"]})
            for one in told()["derives"]
        ]  # fmt: skip
        self.case.judge(decisions, self.by)


def _filled(words: str, accounts: Mapping[str, Account], claims: Mapping[str, str]) -> str:
    """What the report tells, with the ids of this case in its references."""
    for key, account in accounts.items():
        words = words.replace(f"{{account:{key}}}", f"{{account:{account.id}}}")
        words = words.replace(f"{{item:{key} ", f"{{item:{account.item} ")
    for key, id_ in claims.items():
        words = words.replace(f"{{{key}}}", f"{{claim:{id_}}}").replace(f"{{{key} ", f"{{claim:{id_} ")
    return words
