"""Check a case: every hash, every link of the chain, every signature. This file works alone.

    python verify.py CASE_FOLDER [--json]

It needs Python 3.11 and nothing else; with the package ``cryptography`` it checks the signatures too. It trusts
nothing that the case says of itself: it hashes every file of the vault and every line of the journal again. What it
cannot see is a journal cut off at its end: compare the head that it prints with one that was anchored or published.
"""

import argparse
import hashlib
import json
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

SIGNED = b"tawthiq act v1\n"
PATIENCE = 5.0
SHAPE: dict[str, type] = dict.fromkeys(("act", "at", "by", "hash", "key", "prev", "sig", "verdict", "words"), str)
SHAPE |= {"about": list, "n": int, "rewrote": dict}


@dataclass(frozen=True)
class Defect:
    """One way in which the case is not what its journal says: its kind, where it is, and the facts.

    Kinds: altered-file, missing-file, added-file, altered-reference, missing-reference, altered-line, missing-line,
    reordered-line, torn-line, broken-chain, bad-signature, other-key, altered-words, missing-words, added-words,
    bad-rewrite, unfinished-act.
    """

    kind: str
    where: str
    detail: str


@dataclass(frozen=True)
class Signed:
    """What one person signed in the case: how many acts, from which to which."""

    by: str
    key: str
    acts: int
    first: int
    last: int


@dataclass(frozen=True)
class Anchored:
    """The log up to an act stands in a time stamp outside the case."""

    act: int
    head: str
    time: str
    authority: str
    token: str


@dataclass(frozen=True)
class Forgotten:
    """Earlier acts whose words an act of two people forgot."""

    acts: tuple[int, ...]
    by_act: int
    by: str


@dataclass(frozen=True)
class Withheld:
    """Something that stayed at home when a copy was given out, so that it cannot be checked here, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class Verification:
    """What was checked and every defect that was found; the case is sound when there is none.

    In a copy that was given out, ``withheld`` names what its ``withheld.json`` owns to have kept back.
    """

    head: str
    acts: int
    files: int
    bytes: int
    signatures_checked: bool
    defects: tuple[Defect, ...]
    signed: tuple[Signed, ...]
    anchored: tuple[Anchored, ...]
    forgotten: tuple[Forgotten, ...]
    withheld: tuple[Withheld, ...] = ()


@dataclass
class _Check:
    root: Path
    kept_acts: dict[int, str] = field(default_factory=dict)
    kept_files: dict[str, str] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    words: dict[int, dict[str, Any]] = field(default_factory=dict)
    done: int = 0

    def say(self, kind: str, where: str, detail: str) -> None:
        self.defects.append(Defect(kind, where, detail))


def check(root: Path, progress: Callable[[int, int], None] | None = None) -> Verification:
    """Check the case in a folder; ``progress`` hears (bytes hashed, bytes in all). Raises OSError if none is there."""
    the = _Check(Path(root))
    _wait_for_pending(the)
    found = {path.parent.name + path.name: path for path in (the.root / "vault").glob("??/*")}
    _wait_for_pending(the)
    verify = _verifier()
    _read_withheld(the)
    _read_lines(the)
    _read_words(the)
    expected = _expected(the, found)
    sizes = {sha: path.stat().st_size for sha, path in expected.items() if path.exists()}
    total = sum(sizes.values())
    with ThreadPoolExecutor() as pool:
        hashing = pool.submit(_check_files, the, expected, total, progress)
        if verify:
            _check_signatures(the, verify, pool)
        _check_chain(the)
        hashing.result()
    head = the.lines[-1]["hash"] if the.lines else _origin(the.root)
    anchored, forgotten = tuple(_anchored(the)), tuple(_forgotten(the))
    return Verification(
        head, len(the.lines), len(sizes), total, verify is not None,
        tuple(the.defects), tuple(_signed(the.lines)), anchored, forgotten, tuple(_withheld(the)),
    )  # fmt: skip


def _wait_for_pending(the: _Check) -> None:
    until = time.monotonic() + PATIENCE
    while (the.root / "pending.json").exists():
        if time.monotonic() > until:
            the.say("unfinished-act", "pending.json", "an act was interrupted: open the case once, then check again")
            return
        time.sleep(0.05)


def _origin(root: Path) -> str:
    return str(tomllib.loads((root / "case.toml").read_text("utf-8-sig"))["case"]["origin"])


def _read_withheld(the: _Check) -> None:
    path = the.root / "withheld.json"
    told: dict[str, dict[str, str]] = json.loads(path.read_bytes()) if path.exists() else {}
    the.kept_acts = {int(n): why for n, why in told.get("acts", {}).items()}
    the.kept_files = told.get("files", {})


def _withheld(the: _Check) -> Iterator[Withheld]:
    yield from (Withheld(f"words of act {n}", why) for n, why in sorted(the.kept_acts.items()))
    yield from (Withheld(f"vault/{sha[:2]}/{sha[2:]}", why) for sha, why in sorted(the.kept_files.items()))


def _read_lines(the: _Check) -> None:
    data = (the.root / "journal.jsonl").read_bytes()
    if data and not data.endswith(b"\n"):
        the.say("torn-line", "journal.jsonl", "the last line has no end")
    for n, raw in enumerate(data.splitlines(), start=1):
        try:
            line = json.loads(raw)
            if {k: type(v) for k, v in line.items()} != SHAPE:
                raise ValueError
            content = {k: v for k, v in line.items() if k not in ("hash", "sig")}
            if hashlib.sha256(_canonical(content)).hexdigest() != line["hash"]:
                the.say("altered-line", f"journal line {n}", f"act {line['n']}: the content does not give its hash")
            the.lines.append(line)
        except (ValueError, KeyError, TypeError):
            the.say("altered-line", f"journal line {n}", "the line cannot be read")


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _check_chain(the: _Check) -> None:
    keys: dict[str, str] = {}
    prev, n = _origin(the.root), 0
    for line in the.lines:
        where = f"act {line['n']}"
        if line["n"] <= n:
            the.say("reordered-line", where, f"stands after act {n}")
        elif line["n"] > n + 1:
            the.say("missing-line", f"acts {n + 1} to {line['n'] - 1}", "not in the journal")
        elif line["prev"] != prev:
            the.say("broken-chain", where, "does not carry the hash of the line before")
        if keys.setdefault(line["by"], line["key"]) != line["key"]:
            the.say("other-key", where, f"'{line['by']}' signed earlier acts with another key")
        prev, n = line["hash"], line["n"]


def _verifier() -> Callable[[str, str, bytes], bool] | None:
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    except ImportError:
        return None
    keys: dict[str, Ed25519PublicKey] = {}

    def verify(key: str, signature: str, message: bytes) -> bool:
        try:
            if key not in keys:
                keys[key] = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
            keys[key].verify(bytes.fromhex(signature), message)
        except (InvalidSignature, ValueError):
            return False
        return True

    return verify


def _check_signatures(the: _Check, verify: Callable[[str, str, bytes], bool], pool: Executor) -> None:
    def forged(some: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for one in some if not verify(one["key"], one["sig"], SIGNED + one["hash"].encode())]

    parts = [the.lines[start : start + 1000] for start in range(0, len(the.lines), 1000)]
    for line in chain.from_iterable(pool.map(forged, parts)):
        the.say("bad-signature", f"act {line['n']}", f"not signed by the key of '{line['by']}'")


def _read_words(the: _Check) -> None:
    """Read the words of each act and compare them with its commitment, or with that of the act that forgot them."""
    due = {line["n"]: line["words"] for line in the.lines}
    for line in the.lines:
        due.update({int(n): words for n, words in line["rewrote"].items() if int(n) < line["n"]})
    raw = (the.root / "vault" / "words.jsonl").read_bytes().splitlines()
    for n, told in enumerate(raw, start=1):
        if n not in due:
            the.say("added-words", f"words line {n}", "belongs to no act")
        elif n in the.kept_acts and json.loads(told) == {"n": n, "withheld": True}:
            continue
        elif hashlib.sha256(told).hexdigest() != due[n]:
            the.say("altered-words", f"words of act {n}", "do not give the commitment in the journal")
        else:
            the.words[n] = json.loads(told)
    for n in sorted(set(due) - set(range(1, len(raw) + 1))):
        the.say("missing-words", f"words of act {n}", "not in the vault")


def _expected(the: _Check, found: Mapping[str, Path]) -> dict[str, Path]:
    """The files that the acts rest on, by hash; what lies in the vault beside them is a defect."""
    bodies = [words["body"] for words in the.words.values() if "body" in words]
    due = {sha: the.root / "vault" / sha[:2] / sha[2:] for body in bodies for sha in body["blobs"]}
    if the.kept_acts:
        due |= {sha: path for sha, path in found.items() if sha not in due}
    elif len(the.words) == len(the.lines):
        for sha in sorted(set(found) - set(due)):
            the.say("added-file", f"vault/{sha[:2]}/{sha[2:]}", "no act brought it")
    references = {body["sha256"]: Path(body["reference"]) for body in bodies if body.get("reference")}
    return {**due, **references}


def _check_files(
    the: _Check, expected: Mapping[str, Path], total: int, progress: Callable[[int, int], None] | None
) -> None:
    for sha, path in expected.items():
        kind = "file" if path.is_relative_to(the.root) else "reference"
        where = path.relative_to(the.root).as_posix() if kind == "file" else str(path)
        if not path.exists():
            if sha not in the.kept_files:
                the.say(f"missing-{kind}", where, sha)
            continue
        with path.open("rb") as file:
            got = hashlib.file_digest(file, "sha256").hexdigest()
        if got != sha:
            the.say(f"altered-{kind}", where, f"its SHA-256 is now {got}")
        the.done += path.stat().st_size
        if progress:
            progress(the.done, total)


def _signed(lines: list[dict[str, Any]]) -> Iterator[Signed]:
    acts: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        acts.setdefault((line["by"], line["key"]), []).append(line["n"])
    for (by, key), numbers in acts.items():
        yield Signed(by, key, len(numbers), numbers[0], numbers[-1])


def _anchored(the: _Check) -> Iterator[Anchored]:
    hashes = {line["n"]: line["hash"] for line in the.lines}
    for line in the.lines:
        if line["verdict"] == "anchor" and "body" in the.words.get(line["n"], {}):
            facts: dict[str, Any] = the.words[line["n"]]["body"].get("facts", {})
            act, head, *others = (facts.get(name, "") for name in ("act", "head", "time", "authority", "token"))
            if head and hashes.get(act) == head:
                yield Anchored(act, head, *map(str, others))
            else:
                the.say("broken-chain", f"act {act}", "is not the act whose head was anchored outside")


def _forgotten(the: _Check) -> Iterator[Forgotten]:
    """Acts that forgot words; each must follow the proposal of another person."""
    keys = {"j-" + line["words"][:16]: line["key"] for line in the.lines if line["verdict"] == "forget"}
    for line in the.lines:
        if line["rewrote"]:
            proposers = {keys[one] for one in line["about"] if one in keys}
            if line["verdict"] != "forget" or not proposers - {line["key"]}:
                the.say("bad-rewrite", f"act {line['n']}", "changes the words of earlier acts without a second person")
            yield Forgotten(tuple(sorted(map(int, line["rewrote"]))), line["n"], line["by"])


def _tell(result: Verification) -> str:
    told = [f"{d.kind}: {d.where}: {d.detail}" for d in result.defects] or ["sound: nothing altered, missing or added"]
    told.append(f"{result.acts} acts, {result.files} files, {result.bytes:,} bytes; head {result.head}")
    told += [f"signed by {s.by} (key {s.key[:16]}…): {s.acts} acts, {s.first} to {s.last}" for s in result.signed]
    if not result.signatures_checked:
        told.append("signatures NOT checked: install the Python package 'cryptography'")
    told += [f"anchored until act {a.act} at {a.time} by {a.authority}" for a in result.anchored]
    told += [f"words of acts {', '.join(map(str, f.acts))} forgotten by act {f.by_act}" for f in result.forgotten]
    told += [f"withheld, so not checked here: {one.what}: {one.why}" for one in result.withheld]
    return "\n".join(told if result.anchored else [*told, "not anchored outside: a cut-off end would not be seen"])


def main() -> int:
    """The command line; exits with 1 when there is a defect."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    result = check(told.case)
    print(json.dumps(asdict(result), indent=2) if told.json else _tell(result))
    return int(bool(result.defects))


if __name__ == "__main__":
    sys.exit(main())
