"""The test of hiding one list, and the calibrated interval learnt from the other data sets.

python benchmarks/toll_hidden.py                 # the four tables of hidden_lists.csv
python benchmarks/toll_hidden.py kosovo ned   # other tables of $TAWTHIQ_DATA/toll
"""

import os
import sys
from pathlib import Path

import numpy as np

from tawthiq.toll import Overlap
from tawthiq.toll.combine import Combined
from tawthiq.toll.consistency import Hidden, Margins, calibrated, hide_each, margins_of, score

FOLDER = Path(os.environ.get("TAWTHIQ_DATA", Path(__file__).parents[2] / "shared" / "data")) / "toll"
TABLES = ("kosovo", "ukdat_4", "ned_5", "rcapture_lesbian")
LEVEL = 0.84  # the most that twelve lists can teach: one miss on each side in thirteen


def main() -> None:
    names = sys.argv[1:] or TABLES
    hidden = {}
    for name in names:
        hidden[name] = hide_each(Overlap.from_table(FOLDER / f"{name}.csv"), Combined(), seed=1)
        for one in hidden[name]:
            e = one.estimate
            said = str(e.why) if e.why else f"{e.lower:,.0f} – {e.upper:,.0f} (about {e.point:,.0f})"
            print(f"{name:18s} {one.name:8s} truth {one.truth:6d}, seen {e.documented:6d}: {said}", flush=True)
    print("as it stands", score([one for each in hidden.values() for one in each]))
    held, widths = [], []
    for name in names:
        margins = margins_of((one for other in names if other != name for one in hidden[other]), level=LEVEL)
        for one in hidden[name]:
            measure(one, margins, held, widths)
        print(f"{name:18s} others teach {margins}")
    print(
        f"calibrated at {LEVEL:.0%}: {np.mean(held):.2f} of {len(held)} held, median log-width {np.median(widths):.2f}"
    )


def measure(one: Hidden, margins: Margins, held: list[bool], widths: list[float]) -> None:
    if one.estimate.point is not None:
        lower, upper = calibrated(one.estimate, margins)
        held.append(lower <= one.truth <= upper)
        widths.append(float(np.log(upper / lower)))


if __name__ == "__main__":
    main()
