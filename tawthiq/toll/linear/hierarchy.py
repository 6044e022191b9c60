"""Hierarchical log-linear models: sets of terms that hold every part of each of their terms.

A term is the set of lists that interact in it, written as a code: the sum of 2^k over its lists k. A model is
a row of 2^K booleans, true at the codes of its terms; the intercept (code 0) and every single list are always
in.
"""

import numpy as np
from numpy.typing import NDArray

from tawthiq.errors import BadInput, Refused

Models = NDArray[np.bool_]

MOST_MODELS = 40_000


def sizes(lists: int) -> NDArray[np.int64]:
    """How many lists stand in each of the 2^K codes."""
    return np.bitwise_count(np.arange(1 << lists)).astype(np.int64)


def independence(lists: int) -> Models:
    """The model of K lists without interactions, shape (2^K,)."""
    return sizes(lists) <= 1


def every_model(lists: int, order: int) -> Models:
    """Every hierarchical model of K lists with terms of up to ``order`` lists, shape (M, 2^K).

    The saturated model, which no table of K lists can identify, is never among them. Refused above 40,000
    models.
    """
    size = sizes(lists)
    models = independence(lists)[None, :]
    for term in sorted(np.flatnonzero((size > 1) & (size <= min(order, lists - 1))), key=lambda code: size[code]):
        grown = models[models[:, facets(int(term), lists)].all(axis=1)]
        grown[:, term] = True
        models = np.concatenate([models, grown])
        if len(models) > MOST_MODELS:
            raise Refused("toll.too_many_models", lists=lists, order=order, most=MOST_MODELS)
    return models


def parse(text: str, lists: tuple[str, ...]) -> Models:
    """The model, shape (2^K,), that a text such as ``[A.B.C, C.D]`` names by its largest terms.

    Raises BadInput where it names a list that the table lacks.
    """
    model = independence(len(lists))
    for generator in text.strip("[] ").split(","):
        term = _code([part.strip() for part in generator.split(".")], lists, text)
        model |= (np.arange(len(model)) & ~term) == 0
    return model


def spell(model: Models, lists: tuple[str, ...]) -> str:
    """The model as its largest terms, ``[A.B.C, C.D]``."""
    codes = np.flatnonzero(model)
    largest = [int(c) for c in codes if c and not any(c != d and c & d == c for d in codes)]
    largest.sort(key=lambda code: (-code.bit_count(), code))
    words = [".".join(name for k, name in enumerate(lists) if code >> k & 1) for code in largest]
    return f"[{', '.join(words)}]"


def facets(term: int, lists: int) -> list[int]:
    """The terms of one list fewer that a term of up to K lists holds."""
    return [term & ~(1 << k) for k in range(lists) if term >> k & 1]


def _code(names: list[str], lists: tuple[str, ...], text: str) -> int:
    for name in names:
        if name not in lists:
            raise BadInput("toll.unknown_in_model", value=name, model=text, lists=", ".join(lists))
    return sum({1 << lists.index(name) for name in names})
