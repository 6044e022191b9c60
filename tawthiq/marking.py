"""Marking: the marks that people drew in scenes, read from judgements, and which judgements still stand."""

from collections.abc import Iterable, Sequence

from tawthiq.nouns import Judgement, Mark
from tawthiq.tables import MARKS

VERDICT = "mark"
"""The verdict of a judgement that enters a mark on its scene."""


def drawn(judgements: Iterable[Judgement], scene: str) -> list[Mark]:
    """The marks that people drew in a scene, of judgements that stand."""
    return [mark_of(one) for one in judgements if one.verdict == VERDICT and one.subjects[0] == scene]


def standing(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Judgements that nobody took back, they or the mark that they entered."""
    gone = {subject for one in judgements if one.verdict == "withdraw" for subject in one.subjects}
    return [one for one in judgements if one.id not in gone and f"m-{one.id[2:]}" not in gone]


def mark_of(entered: Judgement) -> Mark:
    """The mark that a judgement entered; it stands as accepted."""
    fields = {field.name: entered.facts.get(field.name) for field in MARKS}
    id_ = f"m-{entered.id[2:]}"
    return Mark(id_, entered.subjects[0], {**fields, "id": id_}, "", "accept")
