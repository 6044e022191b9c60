"""The second half of the demonstration: marks found and judged, claims entered and weighed, the toll estimated.

What is said here is what the invented accounts say, entered as a person would; the satellite is a rendered picture.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tawthiq.case import Case, Decision, Signer
from tawthiq.claims import store
from tawthiq.claims.entering import account_from, claim_from
from tawthiq.claims.weigh import weigh
from tawthiq.imagery.comparing import compare
from tawthiq.imagery.detect import chosen, detect, marks, scene
from tawthiq.imagery.scenes import Said
from tawthiq.nouns import Item
from tawthiq.toll.register import toll

SCENES: Mapping[str, str] = {"simulated-scene-before.tif": "2012-01-28", "simulated-scene-after.tif": "2012-02-22"}
QUARTER = {
    "place": "Bab 'Amr",
    "at": "34.7119, 36.6828",
    "radius": "800",
    "within": "Syria; Homs",
    "when": "2012-02-22",
}
FIELDS = {"place": "Fields at Bab 'Amr", "at": "34 42 43N 36 40 58E", "radius": "150", "within": "Syria; Homs"}
SHELLING, DEAD = "Shelling of Bab 'Amr, 22 February", "The dead of 22 February"
TOLD: Mapping[str, Mapping[str, str]] = {
    "simulated-account.md": {"published": "2012-02-24", "lang": "en", "title": "Shelling of Bab 'Amr"},
    "simulated-account-ar.txt": {"published": "2012-02-23", "lang": "ar", "title": "قصف بابا عمرو"},
    "simulated-page.html": {"published": "2012-02-26", "lang": "en", "title": "Homs under fire"},
    "simulated-interview.txt": {"published": "2012-03-02", "lang": "en", "title": "Interview W-07", "kind": "witness"},
    "simulated-scene-after.tif": {"published": "2012-02-22", "title": "The quarter from above"},
}
CLAIMS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("simulated-account.md", SHELLING, {"act": "shelling", "said": "shells falling on Bab 'Amr", "basis": "first-hand",
                                        **QUARTER}),
    ("simulated-account-ar.txt", SHELLING, {"act": "shelling", "said": "القذائف سقطت على أطراف الحي قرب الحقول",
                                            "basis": "first-hand", **QUARTER}),
    ("simulated-interview.txt", SHELLING, {"act": "shelling", "said": "the shelling began before sunrise",
                                           "basis": "first-hand", **QUARTER}),
    ("simulated-scene-after.tif", SHELLING, {"act": "shelling", "basis": "physical trace", **FIELDS,
                                             "when": "2012-01-28/2012-02-22"}),
    ("simulated-account.md", DEAD, {"act": "killing", "said": "nine people died", "numbers": "nine people died",
                                    "attributed": "A field hospital", "basis": "hearsay", **QUARTER}),
    ("simulated-account-ar.txt", DEAD, {"act": "killing", "said": "تسعة أشخاص توفوا", "basis": "hearsay", **QUARTER}),
    ("simulated-page.html", DEAD, {"act": "killing", "said": "nine people died", "basis": "hearsay", **QUARTER}),
    ("simulated-interview.txt", DEAD, {"act": "killing", "said": "two dead", "numbers": "two dead",
                                       "basis": "first-hand", **QUARTER}),
)  # fmt: skip


@dataclass(frozen=True)
class Evidence:
    """The stages, each by a public verb, and who does them."""

    case: Case
    ana: Signer
    basil: Signer
    say: Callable[[str], None]

    def look(self) -> None:
        """Say whose the scenes are, find marks in them, and judge the two surest and the faintest of the later one."""
        for name, day in SCENES.items():
            scene(self.case, self._item(name).id, Said("SIMULATED", day, ("nir", "red", "green")), by=self.ana)
            detect(self.case, self._item(name).id, by=self.ana, method=chosen("laplacian-of-gaussian", {}))
        found = marks(self.case, self._item("simulated-scene-after.tif").id)[0][2]
        decisions = [Decision("accept", (one.id,), "dark, round, not there before") for one in found[:2]]
        self.case.judge([*decisions, Decision("reject", (found[-1].id,), "a shadow of a house")], self.ana)
        beside = compare(self.case, *(self._item(name).id for name in SCENES), by=self.ana).counts
        self.say(f"Found {len(found)} marks in the later scene; Ana judged three. Scores rank marks and count nothing.")
        self.say(
            f"Beside the earlier scene {beside['new']} of them are new, {beside['already there']} were there already."
        )

    def weigh(self) -> None:
        """Enter accounts and claims, judge one derivation and one independence, weigh them."""
        accounts = {}
        for name, fields in TOLD.items():
            item = self._item(name)
            entered = account_from({"source": item.source, **fields})
            accounts[name] = store.add_account(self.case, entered, self.ana, item.id)
        claims = [claim_from(accounts[name], fields) for name, _, fields in CLAIMS]
        store.add_claims(self.case, claims, self.ana, [label for _, label, _ in CLAIMS], "as it stands there")
        account, _, page, interview, above = (one.id for one in accounts.values())
        self.case.judge(
            [
                Decision("derives", (page, account), "it says so, and has the same numbers", {"relation": "cites"}),
                Decision("independent", (interview, above), "a witness on the ground, a picture from above"),
            ],
            self.basil,
        )
        weighed = weigh(self.case, self.ana).weighed
        self.say(
            f"Weighed {len(weighed.told.claims)} claims about {len(weighed.acts)} acts by the origins behind them."
        )

    def estimate(self) -> None:
        """Estimate how many died, with those on no list."""
        headline = toll(self.case, by=self.ana).side.headline
        told = f"from {headline.lower:,.0f} to {headline.upper:,.0f}" if headline and headline.upper else "no estimate"
        self.say(f"Estimated the toll with those on no list: {told} (95%), every assumption beside it.")

    def _item(self, name: str) -> Item:
        return next(one for one in self.case.items() if one.name == name)
