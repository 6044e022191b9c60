"""Toll: how many died, with those on no list: every method's interval, overlaps, strata, gates and warnings."""

from starlette.responses import Response

from tawthiq.messages import say
from tawthiq.toll import ESTIMATORS
from tawthiq.toll.latent.diagnostics import ESS_ABOVE, RHAT_BELOW
from tawthiq.toll.register import CALIBRATED, Open
from tawthiq.web import kept, tolls
from tawthiq.web.later import Later
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
    every = tolls.rows(view.case, standing, "estimates")
    told = [one for one in every if one["method"] != CALIBRATED]
    lists, patterns, smaller = tolls.overlaps(tolls.rows(view.case, standing, "overlaps"))
    by_stratum = tolls.strata(view.case, standing)
    headline = next((one for one in told if one["method"] in tolls.HEADLINES), None)
    return view.show(
        "toll.html", standing=standing, headline=headline,
        calibrated=next((one for one in every if one["method"] == CALIBRATED), None),
        drawn=tolls.drawn(told, view.lang),
        strata=tolls.drawn(by_stratum, view.lang, "stratum") if by_stratum else None,
        lists=lists, patterns=patterns, smaller=smaller, documented=sum(one.people for one in patterns) + smaller,
        cautions=tolls.cautions(tolls.rows(view.case, standing, "cautions"), view.lang),
        swings=tolls.swings(
            tolls.rows(view.case, standing, "swings"), told[0]["documented"] if told else 0, view.lang
        ),
        over=tolls.over(tolls.rows(view.case, standing, "curve")), gates=tolls.rows(view.case, standing, "gates"),
        below=RHAT_BELOW, above=ESS_ABOVE,
        stale=any(one.id == standing.id for one in view.case.stale()), assumes=lambda name: _assumes(view, name),
        open=_open(view) if of_register else None,
    )  # fmt: skip


def _open(view: View) -> Open | None:
    """How far open judgements could move it; in a large case that is told once it is known."""
    try:
        return view.soon(kept.open_key(view.case), kept.open_still)
    except Later:
        return None


def _assumes(view: View, name: str) -> str:
    return say(f"assumptions.{name}", view.lang) if name in ASSUMED else ""
