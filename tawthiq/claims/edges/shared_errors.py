"""Errors that two accounts share: a wrong age, an odd spelling. Who did not draw on the other would not err alike."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from tawthiq.claims.edges.evidence import weights
from tawthiq.claims.shape import Evidence
from tawthiq.claims.texts.corpus import Corpus
from tawthiq.claims.texts.reading import Read
from tawthiq.messages import Sentence

LEAST_LETTERS, USUAL_FROM = 5, 3
"""Letters that a misspelt name has at least; accounts that spell it otherwise, at least."""


def shared_errors(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """A wrong age and an odd spelling that both have, each at most once."""
    yield from ages(corpus, later, earlier)
    yield from spellings(corpus, later, earlier)


def ages(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """A number beside a name (an age) on which both agree against all others that name the same person."""
    here, there = later.ages, earlier.ages
    for name in here.keys() & there.keys():
        if here[name] != there[name]:
            continue
        against = [age for at, age in corpus.ages[name].items() if at not in (later.at, earlier.at)]
        if here[name] not in against and max(map(against.count, against), default=0) > 1:
            facts = {"name": name, "value": here[name], "others": ", ".join(sorted(set(against)))}
            yield Evidence("shared error", weights()["errors"]["age"], Sentence("derivation.shared_error", facts))
            return


def spellings(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """A name that both spell alike and nobody else does, one letter away from how others spell it.

    Assumes capital letters: Arabic names cannot be told from other words.
    """
    odd = _odd(corpus)
    for name in sorted(later.named_words & earlier.named_words & odd.keys()):
        if odd[name] not in (*later.words, *earlier.words):
            facts = {"value": name, "others": odd[name]}
            yield Evidence("shared error", weights()["errors"]["spelling"], Sentence("derivation.odd_spelling", facts))
            return


@lru_cache(maxsize=1)
def _odd(corpus: Corpus) -> Mapping[str, str]:
    """Each spelling that two accounts have, with that of several others which is one inner letter away."""
    names = {name for name in corpus.names if len(name) >= LEAST_LETTERS}
    usual = {near: name for name in sorted(names) if corpus.words[name] >= USUAL_FROM for near in _near(name)}
    rare = (name for name in sorted(names) if corpus.words[name] == 2)
    return {name: usual[near] for name in rare for near in sorted(_near(name)) if usual.get(near, name) != name}


def _near(name: str) -> set[str]:
    """A name and what is left of it without one inner letter: two that are one letter apart have one in common.

    The first and the last letter stay: there words are declined.
    """
    return {name, *(name[:at] + name[at + 1 :] for at in range(1, len(name) - 1))}
