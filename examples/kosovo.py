"""A second, small case: the killings in Kosovo, 20 March to 22 June 1999, on four lists; nothing in it is simulated.

The counts are those of Ball, Betts, Scheuren, Dudukovich and Asher, *Killings and Refugee Flow in Kosovo, March-June
1999* (2002): how many people stand on which of four lists. Its estimate and the near-census made later are facts too.
"""

from collections.abc import Callable
from pathlib import Path

from examples.reporting import quoted, report
from tawthiq.case import Case, Signer
from tawthiq.nouns import Source
from tawthiq.readers import read
from tawthiq.toll.register import toll_of_table

TITLE = "Kosovo, 20 March to 22 June 1999: people killed, on four lists"
COUNTS = """EXH,ABA,OSCE,HRW,count
1,0,0,0,1131
0,1,0,0,845
0,0,1,0,936
0,0,0,1,306
1,1,0,0,177
1,0,1,0,228
1,0,0,1,106
0,1,1,0,217
0,1,0,1,31
0,0,1,1,123
1,1,1,0,181
1,1,0,1,18
1,0,1,1,42
0,1,1,1,32
1,1,1,1,27
"""
PUBLISHED, NEAR_CENSUS = "10,356 (9,002 to 12,122)", 10_401
FACTS = (
    f"Ball and others estimated {PUBLISHED} people killed, from the same four lists.",
    f"The Kosovo Memory Book, a near-census made later, counts {NEAR_CENSUS:,} people for that time.",
)
FIRST = {"en": "This case holds published counts and facts; nothing in it is simulated."}


def build(folder: Path, by: Signer, say: Callable[[str], None]) -> Path:
    """Build the case, estimate the toll and set it beside what was published; gives the page of its report."""
    with Case.new(folder, TITLE) as case:
        case.add_source(Source("ball-2002", "Ball and others, 2002", "organisation", "B"))
        counts, facts = folder / "kosovo-1999-counts.csv", folder / "kosovo-1999-facts.md"
        counts.write_text(COUNTS, "utf-8")
        facts.write_text("\n\n".join(["Facts beside the estimate, in our own words.", *FACTS]) + "\n", "utf-8")
        for path in (counts, facts):
            case.receive(path, source="ball-2002", how="published counts and facts, carried over", by=by)
        read(case, facts, by=by)
        headline = toll_of_table(case, counts, by=by).side.headline
        assert headline
        assert headline.lower is not None
        assert headline.upper is not None
        inside = "inside" if headline.lower <= NEAR_CENSUS <= headline.upper else "OUTSIDE"
        told = f"{headline.lower:,.0f} to {headline.upper:,.0f}"
        say(f"Kosovo 1999, real counts: {headline.documented:,} people documented, {told} estimated.")
        say(f"    Published {PUBLISHED}; the near-census, {NEAR_CENSUS:,}, is {inside}.")
        last = f"\n## Beside it: what was published\n\n{quoted(case.item_of(facts).id, FACTS, 2)}\n"
        return report(case, by, FIRST, {"en": last}, say)
