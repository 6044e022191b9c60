"""A small real case for drafts: two accounts of one act, a list, a scene with marks and a toll, put in by the verbs.

All people, places and events in it are invented.
"""

import shutil
from pathlib import Path

from tawthiq import tables
from tawthiq.case import Case, Signer
from tawthiq.claims import store
from tawthiq.claims.entering import account_from, claim_from
from tawthiq.claims.weigh import weigh
from tawthiq.imagery.craters import LaplacianOfGaussian
from tawthiq.imagery.detect import detect, scene
from tawthiq.imagery.scenes import Said
from tawthiq.nouns import Item, Recipe, Source
from tawthiq.readers import read
from tests.imagery.scenes import ground, tiff
from tests.report.conftest import register

WORDS = (
    "The committee counted on.\n\nShells fell on Northquay on 2 April 2031, and nine people died.\n\nOver 7,500 fled."
)
LIST = """list_id,name,date,place,status
1,Salim Nawwar,2031-04-02,Northquay,killed
2,Rana Bahri,2031-04-03,Northquay,killed
"""
DISCS = [(100.3, 120.6, 11.0, -40.0), (180.0, 60.0, 8.0, -40.0)]


def quay(root: Path, by: Signer) -> Case:
    """The case; who calls it closes it."""
    case = Case.new(root / "quay", "Northquay, April 2031")
    for handle, kind in (("lcc", "organisation"), ("vdc", "organisation"), ("satellite", "sensor")):
        case.add_source(Source(handle, f"{handle} (invented)", kind, "B"))
    files = {
        "account.txt": (WORDS, "lcc"),
        "other.txt": (WORDS.replace("nine", "ten"), "vdc"),
        "list.csv": (LIST, "lcc"),
    }
    for name, (words, source) in files.items():
        (root / name).write_text(words, "utf-8")
        case.receive(root / name, source=source, how="by hand", by=by)
        read(case, root / name, by=by, list="lcc" if name == "list.csv" else None)
    tell(case, by)
    register(case, by)
    look(case, root, by)
    count(case, by)
    return case


def copied(folder: Path, to: Path) -> Case:
    """A copy of a case, open."""
    shutil.copytree(folder, to)
    return Case.open(to)


def item(case: Case, name: str) -> Item:
    return next(one for one in case.items() if one.name == name)


def tell(case: Case, by: Signer) -> None:
    """Each of the two accounts claims the act; they are weighed."""
    for name, number in (("account.txt", "nine"), ("other.txt", "ten")):
        one = item(case, name)
        told = {"source": one.source, "title": name, "published": "2031-04-03"}
        account = store.add_account(case, account_from(told), by, one.id)
        fields = {"act": "shelling", "said": "Shells fell on Northquay on 2 April 2031", "place": "Northquay",
                  "at": "34 42 43N 36 40 58E", "when": "2031-04-02", "basis": "first-hand",
                  "numbers": f"{number} people died"}  # fmt: skip
        store.add_claims(case, [claim_from(account, fields)], by, ["quay"])
    weigh(case, by)


def look(case: Case, root: Path, by: Signer) -> None:
    """A scene gets its marks."""
    path = tiff(root / "scene.tif", ground(256, DISCS))
    one = case.receive(path, source="satellite", how="by hand", by=by)
    scene(case, one.id, Said(owner="© Nobody", date="2031-04-04", bands=("pan",)), by=by)
    detect(case, one.id, by=by, method=LaplacianOfGaussian(threshold=2.0))


def count(case: Case, by: Signer) -> None:
    """A toll as estimating would put it: two people are documented, three may have died."""
    people = case.current("people")
    assert people
    rows = {
        "estimates": [
            {"stratum": "", "method": "combined", "documented": 2, "estimate": 3.0, "lower": 2.0, "upper": 6.0,
             "level": 0.95},
        ],
        "overlaps": [{"stratum": "", "lists": "lcc", "people": 1}, {"stratum": "", "lists": "lcc + vdc", "people": 1}],
        "cautions": [{"key": "toll.no_plan", "facts": "{}"}],
        "tolls": [],
    }  # fmt: skip
    work = case.scratch("toll")
    for name, told in rows.items():
        tables.write(work / f"{name}.parquet", tables.SCHEMAS[name], [tables.rows(tables.SCHEMAS[name], told)])
    recipe = Recipe("toll.by-hand", "1", {}, 1, (people.id,), "", 0, "")
    case.find("toll", recipe, {name: work / f"{name}.parquet" for name in rows}, by)
