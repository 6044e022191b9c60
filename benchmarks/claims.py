"""Derivation among invented accounts, and copies of pictures: what is found, what is missed, what is false.

    python -m benchmarks.claims                     # all tables (about five minutes on one core)
    python -m benchmarks.claims --only derivation   # or posts, pictures

The rules were tuned on the development half of ``examples/simulate/derivations.py``; the held-out half has phrases,
details and occupations of its own. Baseline: whole texts that are near-copies, by MinHash alone. Pictures:
``../shared/data/claims/pdq_images`` from the project's root, or ``$TAWTHIQ_DATA``; crops are made from them here.
"""

import argparse
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH
from PIL import Image

from examples.simulate.derivations import HALVES, World, accounts
from examples.simulate.posts import Feed, posts
from tawthiq.claims.edges.derivation import Derivation
from tawthiq.claims.edges.footage import distance
from tawthiq.claims.edges.pictures import ALIKE, Picture, compare
from tawthiq.claims.texts.lexicon import words

SEEDS = (1, 2, 3, 4)
PRECISION, RECALL = 0.9, 0.75
BASELINE = 0.5
SHARES = (0.6, 0.8)
ORIGINAL = "rotations/bridge-1-original"
Pair = frozenset[str]
Finder = Callable[[World | Feed], dict[Pair, tuple[str, str]]]


@dataclass
class Tally:
    """What a way of finding found in several worlds: pairs, right ones, those with the right direction, by how."""

    found: int = 0
    right: int = 0
    directed: int = 0
    one_origin: int = 0
    true: int = 0
    seconds: float = 0.0
    accounts: int = 0
    by_how: Counter[str] = field(default_factory=Counter)
    all_how: Counter[str] = field(default_factory=Counter)


def rules(world: World | Feed) -> dict[Pair, tuple[str, str]]:
    """The pairs that the rules of the package propose, with their direction."""
    edges = Derivation().edges(world.accounts, world.known)
    return {frozenset((one.later, one.earlier)): (one.later, one.earlier) for one in edges}


def near_copies(world: World | Feed) -> dict[Pair, tuple[str, str]]:
    """The pairs whose texts are near-copies (Jaccard of three-word shingles, MinHash), the later by date."""
    index: MinHashLSH = MinHashLSH(threshold=BASELINE, num_perm=128)
    day = {one.id: (one.published.start, one.id) for one in world.accounts if one.published}
    found = {}
    for one in world.accounts:
        said = [word.folded for word in words(one.text)]
        hashed = MinHash(num_perm=128)
        hashed.update_batch([" ".join(said[i : i + 3]).encode() for i in range(len(said) - 2)])
        for other in index.query(hashed):
            pair = sorted((one.id, str(other)), key=lambda name: day[name], reverse=True)
            found[frozenset(pair)] = pair[0], pair[1]
        index.insert(one.id, hashed)
    return found


def tally(half: str, finder: Finder) -> Tally:
    """The tally of a half over all seeds."""
    whole = Tally()
    for seed in SEEDS:
        world = accounts(half, seed=seed)
        start = time.process_time()
        found = finder(world)
        whole.seconds += time.process_time() - start
        true = {frozenset((one.later, one.earlier)): one for one in world.truth}
        origin = _origins(world)
        whole.accounts += len(world.told)
        whole.true += len(true)
        whole.found += len(found)
        for pair, one in true.items():
            whole.all_how[one.how] += 1
            whole.by_how[one.how] += pair in found
            whole.right += pair in found
            whole.directed += found.get(pair) == (one.later, one.earlier)
        whole.one_origin += sum(len({origin[name] for name in pair}) == 1 for pair in found)
    return whole


def _origins(world: World) -> dict[str, str]:
    """For each account, one that stands for all that are joined to it by true derivations."""
    return _joined([one.id for one in world.told], (frozenset((one.later, one.earlier)) for one in world.truth))


def derivation() -> Iterator[str]:
    """The table of derivation."""
    yield "| half | finder | accounts | edges | precision | recall | direction | of one origin | CPU s | |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    missed = []
    for half in HALVES:
        for finder in (near_copies, rules):
            one = tally(half, finder)
            precision, recall = one.right / max(1, one.found), one.right / one.true
            reached = "reached" if precision >= PRECISION and recall >= RECALL else "**missed**"
            yield (
                f"| {half} | {finder.__name__.replace('_', ' ')} | {one.accounts} | {one.true} | {precision:.3f} "
                f"| {recall:.3f} | {one.directed / max(1, one.right):.2f} | {one.one_origin / max(1, one.found):.3f} "
                f"| {one.seconds:.0f} | {reached if finder is rules else ''} |"
            )
            if finder is rules:
                missed.append(f"{half}: " + ", ".join(_kinds(one)))
    yield ""
    yield "Found of each kind, the worst first. " + ". ".join(missed) + "."


def _kinds(one: Tally) -> list[str]:
    kinds = sorted((one.by_how[how] / every, how, every) for how, every in one.all_how.items())
    return [f"{how} {one.by_how[how]}/{every}" for _, how, every in kinds]


def feeds(incidents: int = 60) -> Iterator[str]:
    """The table of short posts: pairs that are right, pairs of one origin, and true ones that are joined in the end."""
    yield "| finder | posts | true | found | right | of one origin | true pairs joined | across incidents | CPU s |"
    yield "|---|---|---|---|---|---|---|---|---|"
    missed: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for finder in (near_copies, rules):
        sums = Counter[str]()
        for seed in SEEDS:
            feed = posts(incidents, seed)
            start = time.process_time()
            found = {*finder(feed)}
            sums["seconds"] += round(1000 * (time.process_time() - start))
            sums.update(of_feed(feed, found))
            if finder is rules:
                joined = _joined([one.id for one in feed.posts], found)
                every.update(how for *_, how in feed.truth)
                missed.update(how for later, earlier, how in feed.truth if joined[later] != joined[earlier])
        shares = [f"{sums[key] / max(1, sums[of]):.3f}" for key, of in
                  (("right", "found"), ("one", "found"), ("joined", "true"))]  # fmt: skip
        yield (
            f"| {finder.__name__.replace('_', ' ')} | {sums['posts']} | {sums['true']} | {sums['found']} "
            f"| {' | '.join(shares)} | {sums['across']} | {sums['seconds'] / 1000:.0f} |"
        )
    yield ""
    yield "Not joined by the rules: " + ", ".join(f"{how} {missed[how]}/{every[how]}" for how in sorted(every)) + "."


def of_feed(feed: Feed, found: set[Pair]) -> dict[str, int]:
    """Counts of posts, true pairs, and of the pairs found: right, of one origin, across incidents; true ones joined."""
    ids = [one.id for one in feed.posts]
    true = {frozenset((later, earlier)) for later, earlier, _ in feed.truth}
    origin, joined = _joined(ids, true), _joined(ids, found)
    incident = {one.id: one.incident for one in feed.posts}
    return {
        "posts": len(ids), "true": len(true), "found": len(found), "right": len(found & true),
        "one": sum(len({origin[name] for name in pair}) == 1 for pair in found),
        "joined": sum(len({joined[name] for name in pair}) == 1 for pair in true),
        "across": sum(len({incident[name] for name in pair}) > 1 for pair in found),
    }  # fmt: skip


def _joined(names: list[str], pairs: Iterable[Pair]) -> dict[str, str]:
    """For each account, one that stands for all that pairs join to it."""
    head = {name: name for name in names}

    def root(name: str) -> str:
        while head[name] != name:
            name = head[name]
        return name

    for a, b in map(tuple, pairs):
        head[root(a)] = root(b)
    return {name: root(name) for name in head}


def pictures(seed: int = 0) -> Iterator[str]:
    """The table of pictures: edits, turns and crops of one photograph among unrelated ones."""
    root = Path(os.environ.get("TAWTHIQ_DATA", "../shared/data")) / "claims" / "pdq_images"
    if not root.is_dir():
        yield f"No pictures: neither $TAWTHIQ_DATA nor {root} is there."
        return
    kept = {f"{path.parent.name}/{path.stem}": Image.open(path).convert("RGB") for path in sorted(root.rglob("*.jpg"))}
    shown = {name: Picture(name, image) for name, image in kept.items()}
    bridge = {name for name in shown if not name.startswith("unrelated")}
    yield "| what | pairs | found | false | plain PDQ found | plain PDQ false | |"
    yield "|---|---|---|---|---|---|---|"
    same = [(a, b) for a, b in combinations(shown, 2) if {a, b} <= bridge]
    other = [(a, b) for a, b in combinations(shown, 2) if not {a, b} <= bridge]
    pairs = [(shown[a], shown[b]) for a, b in same], [(shown[a], shown[b]) for a, b in other]
    yield _row("edits, turns and mirrors", *pairs)
    rng = np.random.default_rng(seed)
    crops = [(name, share, _crop(rng, kept[name], share)) for name in kept for share in SHARES]
    for share in SHARES:
        mine = [(name, crop) for name, s, crop in crops if s == share]
        own = [(shown[name], crop) for name, crop in mine if not shown[name].plain]
        strangers = [pick for name, crop in mine for pick in _strangers(shown, bridge, name, crop)]
        yield _row(f"crops to {share:.0%} of the area, against their picture", own, strangers)
        yield _row("… against the original", [(shown[ORIGINAL], crop) for name, crop in mine if name in bridge], [])
        plain = [(shown[name], crop) for name, crop in mine if shown[name].plain]
        found = sum(compare(a, b) is not None for a, b in plain)
        yield f"| … of pictures without texture, of which nothing is said | {len(plain)} | {found} | | | | |"


def _row(what: str, same: list[tuple[Picture, Picture]], other: list[tuple[Picture, Picture]]) -> str:
    found, false = (sum(compare(a, b) is not None for a, b in pairs) for pairs in (same, other))
    plain, wrong = (sum(_plain(a, b) for a, b in pairs) for pairs in (same, other))
    reached = "reached" if found == len(same) and not false else "**missed**"
    return f"| {what} | {len(same)} + {len(other)} | {found} | {false} | {plain} | {wrong} | {reached} |"


def _plain(a: Picture, b: Picture) -> bool:
    return distance(a.prints[0][0], b.prints[0][0]) <= ALIKE


def _crop(rng: np.random.Generator, image: Image.Image, share: float) -> Picture:
    """A crop of the same proportions at a random place."""
    width, height = (max(1, int(side * share**0.5)) for side in image.size)
    x, y = int(rng.integers(0, image.width - width + 1)), int(rng.integers(0, image.height - height + 1))
    return Picture("crop", image.crop((x, y, x + width, y + height)))


def _strangers(
    shown: dict[str, Picture], bridge: set[str], name: str, crop: Picture
) -> Iterator[tuple[Picture, Picture]]:
    """Pairs of a crop with pictures of other photographs; of the many of one, the original."""
    for other, image in shown.items():
        if other == name or ({other, name} <= bridge) or (other in bridge and other != ORIGINAL):
            continue
        yield image, crop


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("derivation", "posts", "pictures"))
    asked = parser.parse_args().only
    for name, table in (("derivation", derivation), ("posts", feeds), ("pictures", pictures)):
        if asked in (None, name):
            for line in table():
                print(line, flush=True)


if __name__ == "__main__":
    main()
