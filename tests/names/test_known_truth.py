"""Every linker on offer finds the people of an invented town whose families were killed together."""

import json

import numpy as np
import pytest

from tawthiq.errors import Refused
from tawthiq.messages import LANGUAGES
from tawthiq.methods import Method, offered, recipe_of
from tawthiq.names import LINKERS
from tawthiq.names.shape import Known, Linker, Scores
from tests.names.invented import found, lists_of, town


@pytest.fixture(params=LINKERS, ids=lambda linker: linker.name)
def linker(request: pytest.FixtureRequest) -> Linker:
    if request.param.name == "splink":
        pytest.importorskip("splink")
    made: Linker = request.param()
    return made


def test_each_is_on_offer_by_its_name() -> None:
    assert {linker.name: linker for linker in LINKERS}.items() <= offered("names").items()


def test_people_are_found_and_their_brothers_are_not(linker: Linker) -> None:
    lists, truth = town()
    scores = linker.score(lists, Known(), seed=1)
    said = scores.probability >= 0.5
    pairs = {(int(a), int(b)) for a, b in zip(scores.a[said], scores.b[said], strict=True)}
    precision, recall = found(pairs, truth)
    assert precision > 0.95 and recall > 0.95


def test_scores_are_what_the_shape_promises(linker: Linker) -> None:
    lists, _ = town(60)
    scores = linker.score(lists, Known(), seed=1)
    coded = scores.a.astype(np.int64) * len(lists) + scores.b
    assert (scores.a < scores.b).all() and (np.diff(coded) > 0).all()
    assert scores.levels.keys() == scores.bits.keys()
    assert all(len(column) == len(scores.a) for column in [*scores.levels.values(), *scores.bits.values()])
    assert np.allclose(scores.probability, 1 / (1 + np.exp2(-scores.weight.astype(float))), atol=1e-3)
    assert 0 <= scores.missed < 0.2
    json.dumps(scores.model)
    json.dumps(recipe_of(Method.__class__ and linker)[2])


def test_the_same_seed_gives_the_same_scores(linker: Linker) -> None:
    lists, _ = town(60)
    one, other = (linker.score(lists, Known(), seed=7) for _ in range(2))
    assert isinstance(one, Scores)
    assert (one.a == other.a).all() and np.allclose(one.weight, other.weight)


def test_two_records_of_nothing_are_never_linked() -> None:
    lists = lists_of({"name": None}, {"name": None}, {"name": "Huda Omar"})
    scores = LINKERS[0]().score(lists, Known(), seed=1)
    assert not (scores.probability >= 0.5).any()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_degenerate_fit_is_refused_in_words(lang: str) -> None:
    assert "given" in Refused("linking.degenerate", comparisons="given").say(lang)
