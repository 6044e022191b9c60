"""Toll: how many died, with those on no list: every method's interval, overlaps, strata, gates and warnings."""

from starlette.responses import Response

from tawthiq.messages import say
from tawthiq.toll import ESTIMATORS
from tawthiq.toll.register import Open, still_open
from tawthiq.web import tolls
from tawthiq.web.page import Page, View

page = Page("toll")

ASSUMED = {*(one.name for one in ESTIMATORS), *tolls.HEADLINES}


@page.get("/toll")
def shown(view: View) -> Response:
    """The toll as it stands; it is estimated by the command line, for that takes its time."""
    standing = view.case.current(tolls.SLOT)
    if standing is None:
        return view.show("toll.html", standing=None)
    register = view.case.register.current()
    of_register = register is not None and register.id in standing.recipe.inputs
    told = tolls.rows(view.case, standing, "estimates")
    lists, patterns, smaller = tolls.overlaps(tolls.rows(view.case, standing, "overlaps"))
    by_stratum = tolls.strata(view.case, standing)
    headline = next((one for one in told if one["method"] in tolls.HEADLINES), None)
    return view.show(
        "toll.html", standing=standing, headline=headline, drawn=tolls.drawn(told, view.lang),
        strata=tolls.drawn(by_stratum, view.lang, "stratum") if by_stratum else None,
        lists=lists, patterns=patterns, smaller=smaller, documented=sum(one.people for one in patterns) + smaller,
        cautions=tolls.cautions(tolls.rows(view.case, standing, "cautions"), view.lang),
        stale=any(one.id == standing.id for one in view.case.stale()), assumes=lambda name: _assumes(view, name),
        open=_open(view, register.id) if register and of_register else None,
    )  # fmt: skip


def _open(view: View, register: str) -> Open | None:
    return view.place.memory.keep(("still open", register), lambda: still_open(view.case))


def _assumes(view: View, name: str) -> str:
    return say(f"assumptions.{name}", view.lang) if name in ASSUMED else ""
