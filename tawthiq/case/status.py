"""Status: what is in the case, what is stale, and what waits for a person."""

from dataclasses import dataclass

from tawthiq.case.case import Case
from tawthiq.case.forgetting import held, proposals
from tawthiq.case.judging import disagreements
from tawthiq.case.protecting import protected
from tawthiq.nouns import Finding, Item, Judgement


@dataclass(frozen=True, slots=True)
class Status:
    """The case at a glance. ``rejected`` counts rows and values that could not be read in the current records."""

    title: str
    acts: int
    head: str
    items: int
    records: int
    rejected: int
    findings: int
    judgements: int
    unread: tuple[Item, ...]
    stale: tuple[Finding, ...]
    disagreements: tuple[tuple[Judgement, Judgement], ...]
    to_forget: tuple[Judgement, ...]
    held: tuple[str, ...]
    protected: int


def status(case: Case) -> Status:
    """What the case holds and what waits."""
    acts, head = case.journal.head()
    current = case.shelves.current()
    judgements = case.judgements()
    read = case.catalogue.inputs()
    return Status(
        title=case.casefile.title,
        acts=acts,
        head=head,
        items=len(case.items()),
        records=sum(one.tables["records"].rows for one in current),
        rejected=sum(one.tables["rejected"].rows for one in current if "rejected" in one.tables),
        findings=len(case.catalogue.findings()),
        judgements=len(judgements),
        unread=tuple(one for one in case.items() if one.id not in read),
        stale=tuple(case.stale()),
        disagreements=tuple(disagreements(judgements)),
        to_forget=tuple(proposals(case)),
        held=tuple(held(case)),
        protected=len(protected(case)),
    )
