"""A finding: how it was made, whether it stands, and the first rows of its tables."""

from starlette.responses import Response

from tawthiq.case import tracing
from tawthiq.web.page import Page, View
from tawthiq.web.pages.trace import preview

page = Page("finding")


@page.get("/finding/{id}")
def shown(view: View) -> Response:
    """The recipe, the trace and the tables of one finding."""
    finding = view.case.finding(view.part("id"))
    step = tracing.trace(view.case, finding.id, view.lang)
    return view.show("finding.html", step=step, finding=finding, tables=preview(view, finding))
