"""Whether two accounts show the same picture or frame, by the prints that stand with them."""

from collections.abc import Iterator

from tawthiq.claims.edges.evidence import weights
from tawthiq.claims.shape import Evidence
from tawthiq.messages import Sentence
from tawthiq.nouns import Account


def footage(one: Account, other: Account) -> Iterator[Evidence]:
    """Two prints at most 31 bits apart (Meta 2019, PDQ & TMK+PDQF). Turns are met where ``prints`` holds them."""
    apart = [distance(a, b) for a in one.prints for b in other.prints]
    if apart and min(apart) <= weights()["footage"]["bits"]:
        told = Sentence("derivation.footage", {"bits": min(apart)})
        yield Evidence("footage", weights()["footage"]["same"], told)


def distance(one: str, other: str) -> int:
    """How many of 256 bits differ between two prints in hexadecimal digits."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
