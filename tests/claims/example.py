"""A worked example in a case: ten accounts of one film, by labels made by hand, real or invented.

The invented twin has the shape of the real one: a film, seven who draw on it, interviews of the year before, and one
who calls it staged. All people, places and publishers in it are invented.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tawthiq import dates
from tawthiq.case import Case, Decision, Signer
from tawthiq.claims import store
from tawthiq.nouns import Account, Claim, Place, Source, Span

FILMED, PRACTICE = "what the film shows", "what is done there"
Label = Mapping[str, Any]

TWIN: Sequence[Label] = [
    {"id": "film", "lang": "en", "date": "2031-04-02", "publisher": "Harbour Television", "relation": "origin",
     "derived_from": None, "excerpt": "Footage filmed in the infirmary of Northquay."},
    {"id": "log", "lang": "en", "date": "2031-04-03", "publisher": "a weblog", "relation": "copy",
     "derived_from": "film",
     "excerpt": "'Footage taken in secret inside the infirmary of Northquay by an employee, which we cannot verify.'"},
    {"id": "quoting", "lang": "en", "date": "2031-04-03", "publisher": "another weblog", "relation": "copy",
     "derived_from": "film",
     "excerpt": "'An employee of the infirmary of Northquay filmed how patients are hit, writes Harbour Television'"},
    {"id": "sheet", "lang": "en", "date": "2031-04-03", "publisher": "Evening Sheet", "relation": "derived",
     "derived_from": "film", "excerpt": "'Pictures shown last night by Harbour Television and taken out by one Rano.'"},
    {"id": "wire", "lang": "en", "date": "2031-04-03", "publisher": "a machine", "relation": "derived",
     "derived_from": "film", "excerpt": "'Harbour Television it had got pictures in the infirmary of Northquay'"},
    {"id": "gazette", "lang": "fr", "date": "2031-04-03", "publisher": "Gazette du Port", "relation": "derived",
     "derived_from": "film", "excerpt": "'Selon Harbour Television, ces images ont ete filmees par un employe'"},
    {"id": "canal", "lang": "es", "date": "2031-04-03", "publisher": "Canal Norte", "relation": "derived",
     "derived_from": "film", "excerpt": "'grabadas en secreto por un doctor del dispensario de Northquay'"},
    {"id": "majalla", "lang": "ar", "date": "2031-04", "publisher": "مجلة الميناء", "relation": "derived",
     "derived_from": "film", "excerpt": "نقلا عن تلفزيون الميناء: تعذيب في مستوصف"},
    {"id": "interviews", "lang": "en", "date": "2030-11", "publisher": "Watch of the Quays", "relation": "independent",
     "derived_from": None, "excerpt": "Interviews with patients of the infirmary of Northquay."},
    {"id": "doubter", "lang": "en", "date": "2031-04", "publisher": "The Doubter", "relation": "contradicts",
     "derived_from": "film", "excerpt": "The film is a fake, it says, and brings no observation."},
]  # fmt: skip


def real(data: Path) -> list[Label]:
    """The real one, labelled by hand, without the labeller's own notes in the excerpts."""
    lines = (data / "claims" / "homs_military_hospital_2012" / "reports.jsonl").read_text("utf-8").splitlines()
    labels = map(json.loads, lines)
    return [{**one, "excerpt": re.sub(r" *\(note: .*\)$", "", one["excerpt"])} for one in labels]


class Example:
    """The ten in a case, with a claim of what the film shows from all but the interviews, and two of the practice."""

    def __init__(self, case: Case, by: Signer, labels: Sequence[Label], where: str) -> None:
        self.case, self.by, self.labels = case, by, labels
        self.accounts = {one["id"]: self._account(n, one) for n, one in enumerate(labels)}
        self.film = next(one["id"] for one in labels if one["relation"] == "origin")
        self.other = next(one["id"] for one in labels if one["relation"] == "independent")
        filmed = [one["id"] for one in labels if one["id"] != self.other]
        place = Place(where, where)
        self.filmed = self._enter(filmed, FILMED, place)
        self.practice = self._enter([self.film, self.other], PRACTICE, place)

    def confirm(self) -> None:
        """A person confirms the edges that the labels state: who derives from the film, but for who contests it."""
        edges = [one for one in self.labels if one["derived_from"] and one["relation"] != "contradicts"]
        pairs = [(self.accounts[one["id"]].id, self.accounts[one["derived_from"]].id) for one in edges]
        self.case.judge([Decision("derives", pair, "as labelled") for pair in pairs], self.by)

    def judge_independent(self) -> None:
        """Somebody judges that the interviews share no informant with the film."""
        pair = self.accounts[self.film].id, self.accounts[self.other].id
        self.case.judge([Decision("independent", pair, "other informants, a year before")], self.by)

    def _account(self, n: int, one: Label) -> Account:
        name = one["publisher"].partition(" (")[0]
        handle = "-".join([*re.findall("[a-z0-9]+", name.lower())[:2], *([str(n)] if n else [])])
        self.case.add_source(Source(handle, name, "outlet"))
        kinds = {"origin": "film", "independent": "witness"}
        address = str(one.get("url", ""))
        return store.add_account(
            self.case,
            Account(
                "", handle, one["excerpt"], one["lang"], dates.parse(one["date"]), address=address,
                kind=kinds.get(one["relation"], ""),  # type: ignore[arg-type]
            ),
            self.by,
        )  # fmt: skip

    def _enter(self, ids: Sequence[str], label: str, place: Place) -> dict[str, str]:
        claims = [self._claim(one, place, label) for one in ids]
        made = store.add_claims(self.case, claims, self.by, [label] * len(claims))
        return dict(zip(ids, made, strict=True))

    def _claim(self, id_: str, place: Place, label: str) -> Claim:
        relation = next(one["relation"] for one in self.labels if one["id"] == id_)
        words = self.accounts[id_].text
        basis = "film" if id_ == self.film else "first-hand" if id_ == self.other else "hearsay"
        stance = "disputes" if relation == "contradicts" else "affirms"
        return Claim("", self.accounts[id_].id, "torture", Span(0, len(words), words), stance, place, basis=basis)  # type: ignore[arg-type]
