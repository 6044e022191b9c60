"""Signs of one informant or one list behind two accounts: shared speakers, totals that add up."""

from collections.abc import Iterator

from tawthiq.claims.edges.evidence import kept, shared, weights
from tawthiq.claims.shape import Evidence
from tawthiq.claims.texts.corpus import Corpus
from tawthiq.claims.texts.details import Detail
from tawthiq.claims.texts.phrases import speaks
from tawthiq.claims.texts.reading import Read
from tawthiq.messages import Sentence
from tawthiq.nouns import Span


def informants(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """Whether both let a person of the same name speak, and what they tell next to it in common.

    The same name is not yet the same person, and a speaker whom everybody quotes is no informant of two alone.
    """
    pairs, _ = shared(corpus, later, earlier)
    told = weights()["informant"]
    for one, there in pairs:
        if one.kind == "name" and " " in one.key and _speaking(later, one.span) and _speaking(earlier, there):
            places = later.sentence(one.span), earlier.sentence(there)
            near = [d for d, where in pairs if d.key != one.key and _beside_both(later, earlier, d, where, places)]
            bits = told["speaker"] + min(told["most"], sum(max(0.0, kept(corpus, d, later, earlier)) for d in near))
            words = Sentence("derivation.informant", {"name": one.span.said, "count": len(near)})
            yield Evidence("informant", bits, words, (one.span,), (there,))
            return


def totals(corpus: Corpus, later: Read, earlier: Read) -> Iterator[Evidence]:
    """Whether a number of the later account is the sum of the entries of the earlier and of another list it names."""
    named = {one.handle for one in later.mentions}
    mine, count = earlier.account.source, earlier.entries
    if len(named) < 2 or mine not in named or not count:
        return
    numbers = {int(d.key) for d in later.details.of("number")}
    others = sorted(one for source in named - {mine} for one in corpus.lists.get(source, ()))
    for at, entries in others:
        if entries + count in numbers:
            facts = {"later": later.account.id, "value": entries + count}
            ends = {"first": earlier.account.id, "second": corpus.read[at].account.id}
            yield Evidence("sums", weights()["total"]["sums"], Sentence("derivation.sums", {**facts, **ends}))
            return


def _beside_both(later: Read, earlier: Read, one: Detail, where: Span, places: tuple[int, int]) -> bool:
    """Whether a detail stands within two sentences of the speaker in both."""
    return abs(later.sentence(one.span) - places[0]) <= 2 and abs(earlier.sentence(where) - places[1]) <= 2


def _speaking(one: Read, where: Span) -> bool:
    return any(sentence.start <= where.start < sentence.end and speaks(sentence.said) for sentence in one.sentences)
