"""Preparing: what the first look at a large case would wait for, done beside the server once it answers."""

import gc
from threading import Thread

from tawthiq.errors import TawthiqError
from tawthiq.web.later import begin
from tawthiq.web.place import Place
from tawthiq.web.places import BESIDE, NAVIGATION, router_of


def prepare_beside(place: Place) -> Thread:
    """Prepare in a thread that does not keep the server from stopping; one at a time."""
    return begin(place, "prepare", lambda case: prepare(place))


def prepare(place: Place) -> None:
    """Import the pages, put the pairs in order, index names, records and words; then what hangs on everything."""
    for name in NAVIGATION + BESIDE:
        router_of(name)
    from tawthiq.case import Case  # noqa: PLC0415 (the start waits for no case)
    from tawthiq.web import context, kept, scenery  # noqa: PLC0415

    with Case.open(place.root, place.memory) as case:
        register = case.register.current()
        if register is not None:
            context.people(case, register)
            context.index(case, register)
            context.order(case, register)
        context.touch(case, register)
        case.shelves.index()
        scenery.scenes(case)
        for make in (kept.gathered, kept.open_still, kept.derivations):
            try:
                make(case)
            except TawthiqError:
                continue  # the page that shows it says why
    gc.collect()
    gc.freeze()  # what is kept stays: looking through it for garbage would hold up a page for a third of a second
