"""Search: an id leads to its page; words find people and records, in any spelling."""

import re

from starlette.responses import RedirectResponse, Response

from tawthiq.names.hand import searching
from tawthiq.web import context, sides
from tawthiq.web.page import Page, View

page = Page("search")

ID = re.compile(r"[acefijmpr]-[0-9a-f]{3,}")
PEOPLE, RECORDS = 12, 30


@page.get("/search")
def found(view: View) -> Response:
    """People and records with the words that were typed."""
    query = view.ask("q").strip()
    if ID.fullmatch(query):
        return RedirectResponse(f"/register/{query}" if query.startswith("p-") else f"/trace/{query}", 303)
    if not query:
        return view.show("search.html", query="", people=[], more=0, records=[])
    people, more = _people(view, query)
    records = [sides.side(view.case, one) for one in view.case.shelves.search(query, RECORDS)]
    return view.show("search.html", query=query, people=people, more=more, records=records)


def _people(view: View, query: str) -> tuple[list[dict[str, object]], int]:
    """The first people found and how many there are; nobody where nothing was linked yet."""
    register = view.case.register.current()
    if register is None:
        return [], 0
    named = searching.search(context.index(view.case, register), query)
    known = context.people(view.case, register).join(named, left_on="id", right_on="person")
    ordered = known.sort("rank", "records", "id", descending=[True, True, False])
    return ordered.head(PEOPLE).to_dicts(), ordered.height
