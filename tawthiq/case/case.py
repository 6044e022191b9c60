"""The case: what was received, found, judged and published, and the four acts that change it."""

import json
import mimetypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow.parquet as pq

from tawthiq.case import casefile
from tawthiq.case.acts import Desk, Draft
from tawthiq.case.catalogue import Catalogue
from tawthiq.case.journal import Journal, Line
from tawthiq.case.judging import OF_WORDS, Decision, fingerprint
from tawthiq.case.keys import Signer
from tawthiq.case.lookups import Memory
from tawthiq.case.register import Register
from tawthiq.case.shelves import Shelves
from tawthiq.case.vault import Progress, Vault, spelled, write_whole
from tawthiq.errors import BadInput, Damaged, NotFound, Refused
from tawthiq.methods import Method, recipe_of
from tawthiq.nouns import Finding, Item, Judgement, Recipe, Source

AUDIENCES = ("working", "court", "public")


class Case:
    """A folder with ``case.toml``, a vault, a journal and a catalogue; the only door to the disk.

    Open one with ``Case.open(folder)`` and close it, or use it in a ``with``. Opening finishes what an interrupted
    process left and rebuilds the catalogue where it is missing or behind.
    """

    def __init__(self, root: Path, memory: Memory | None = None) -> None:
        self.root, self.memory = root, memory
        self.vault = Vault(root / "vault")
        self.casefile = casefile.load(root / "case.toml")
        if self.casefile.format < casefile.FORMAT:
            raise Refused("case.older_format", file=str(root), value=self.casefile.format)
        self.journal = Journal(root / "journal.jsonl", self.casefile.origin)
        self.desk = Desk(root, self.vault, self.journal)
        with self.desk.lock("opening"):
            self.catalogue = Catalogue(root / "catalogue.sqlite", self.casefile.origin)
            self._catch_up()
        self._opened = self.catalogue.position()[:2]
        self.register = Register(self.vault, self.catalogue, memory)
        self.shelves = Shelves(self.vault, self.catalogue, self.register)

    @classmethod
    def new(cls, root: Path, title: str, languages: tuple[str, ...] = ("en", "ar")) -> Self:
        """Make a case in an empty or missing folder. Raises Refused where something lies already."""
        if root.exists() and any(root.iterdir()):
            raise Refused("case.not_empty", file=str(root))
        for folder in ("vault/incoming", "scratch", "reports", "maps"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / "journal.jsonl").touch()
        (root / "vault" / "words.jsonl").touch()
        write_whole(root / "case.toml", casefile.fresh(title, languages))
        return cls(root)

    @classmethod
    def open(cls, root: Path, memory: Memory | None = None) -> Self:
        """Open the case in a folder. Raises NotFound, InUse, Damaged.

        Whoever opens it often gives a memory: what is read from files that never change is kept there.
        """
        return cls(root, memory)

    def close(self) -> None:
        """Close the catalogue and remove what was staged and not used."""
        self.catalogue.close()
        self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add_source(self, source: Source) -> None:
        """Write a source into ``case.toml``. Raises Refused for a taken handle, BadInput for what cannot be."""
        casefile.add_source(self.root / "case.toml", source)
        self.casefile = casefile.load(self.root / "case.toml")

    # the four acts

    def receive(
        self,
        path: Path,
        *,
        source: str,
        how: str,
        by: Signer,
        by_reference: bool = False,
        progress: Progress | None = None,
    ) -> Item:
        """Take a file in: hashed and copied before anything reads it; the same bytes again add a receipt.

        Raises NotFound for a source or file that is not there, BadInput for an empty file, NoRoom for a full disk.
        """
        self.casefile.source(source)
        if not path.is_file():
            raise NotFound("case.no_file", file=str(path))
        if not path.stat().st_size:
            raise BadInput("case.empty_file", file=str(path))
        name, place = spelled(path.name), str(path.resolve())
        if by_reference and spelled(place) != place:
            raise BadInput("case.bad_name", file=spelled(place))
        staged = self.vault.stage(path, copy=not by_reference, progress=progress)
        body = {
            "sha256": staged.sha256,
            "blake3": staged.blake3,
            "size": staged.size,
            "name": name,
            "media_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "source": source,
            "how": how,
            "reference": place if by_reference else None,
        }
        with self.desk.lock("receiving " + name):
            self._catch_up()
            known = self.catalogue.items(sha256=staged.sha256)
            about = (known[0].id,) if known else ()
            blobs = (staged,) if staged.path else ()
            line = self.act(by, [Draft("receive", body, about, blobs=blobs)])[0]
        return self.item(about[0] if about else line.id)

    def find(self, slot: str, recipe: Recipe, tables: Mapping[str, Path], by: Signer) -> Finding:
        """Put a finding back: its Parquet files, made inside the case, move into the vault."""
        staged = {name: self.vault.adopt(path) for name, path in sorted(tables.items())}
        made = {
            name: {"sha256": one.sha256, "rows": pq.read_metadata(tables[name]).num_rows}
            for name, one in staged.items()
        }
        body = {"slot": slot, "recipe": asdict(recipe), "tables": made}
        about = tuple(one for one in recipe.inputs if one[:2] in ("i-", "f-"))
        with self.desk.lock("finding " + slot):
            line = self.act(by, [Draft("find", body, about, blobs=tuple(staged.values()))])[0]
        return self.finding(line.id)

    def judge(self, decisions: Sequence[Decision], by: Signer, office: str = "") -> list[Judgement]:
        """Write down a person's decisions, all or none. Raises NotFound for a subject that is not in the case."""
        self._check_subjects({subject for one in decisions if one.verdict not in OF_WORDS for subject in one.subjects})
        drafts = [
            Draft(
                "judge",
                {"subjects": list(one.subjects), "why": one.why, "facts": dict(one.facts), "office": office},
                one.handles(),
                one.verdict,
            )
            for one in decisions
        ]
        with self.desk.lock("judging"):
            lines = self.act(by, drafts)
        return self.catalogue.judgements(since=lines[0].n)[: len(lines)] if lines else []

    def publish(self, audience: str, what: str, files: Sequence[Path], by: Signer) -> str:
        """Note that files leave the case for an audience, by their names and hashes; returns the edition's id."""
        if audience not in AUDIENCES:
            raise BadInput("case.bad_audience", value=audience, known=", ".join(AUDIENCES))
        told = [(spelled(path.name), self.vault.stage(path, copy=False)) for path in files]
        listed = [{"name": name, "sha256": one.sha256, "size": one.size} for name, one in told]
        body = {"audience": audience, "what": what, "files": listed}
        with self.desk.lock("publishing " + what):
            return self.act(by, [Draft("publish", body, verdict=audience)])[0].id

    def act(self, by: Signer, drafts: Sequence[Draft]) -> list[Line]:
        """Do acts while the lock is held: adds the copy of ``case.toml`` and the hashes that each act rests on."""
        self._catch_up()
        self._check_key(by)
        copy = self.vault.stage_bytes(self.casefile.raw)
        whole = [
            Draft(
                d.act,
                {**d.body, "casefile": copy.sha256, "blobs": sorted({*_rests_on(d.body), copy.sha256})},
                d.about, d.verdict, (*d.blobs, copy), d.forgets, d.removes,
            )
            for d in drafts
        ]  # fmt: skip
        lines = self.desk.perform(by, whole)
        self._catch_up()
        return lines

    # what is in the case

    def item(self, ref: str) -> Item:
        """The item with this id, the beginning of one, or its SHA-256. Raises NotFound, BadInput where several fit."""
        found = self.catalogue.items(like=ref) if ref.startswith("i-") else self.catalogue.items(sha256=ref)
        if not found:
            raise NotFound("case.no_item", value=ref)
        if len(found) > 1:
            raise BadInput("case.several", value=ref, known=", ".join(i.id for i in found[:5]))
        return found[0]

    def item_of(self, path: Path) -> Item:
        """The item that has the bytes of a file. Raises NotFound and says how to receive it."""
        found = self.catalogue.items(sha256=self.vault.stage(path, copy=False).sha256)
        if not found:
            raise NotFound("case.not_received", file=str(path))
        return found[0]

    def items(self) -> list[Item]:
        """Every item that was not withdrawn, in the order of receipt."""
        return self.catalogue.items()

    @contextmanager
    def bytes(self, item: Item) -> Iterator[Path]:
        """A readable file with the item's bytes, valid inside the ``with``. Raises Damaged when a reference changed."""
        if item.reference is None:
            with self.vault.path(item.sha256) as path:
                yield path
            return
        path = Path(item.reference)
        if not path.exists() or path.stat().st_size != item.size:
            raise Damaged("case.reference_changed", file=item.reference, id=item.id)
        yield path

    def finding(self, ref: str) -> Finding:
        """The finding with this id or the beginning of one. Raises NotFound."""
        found = self.catalogue.findings(like=ref)
        if len(found) != 1:
            raise NotFound("case.no_finding", value=ref)
        return found[0]

    def current(self, slot: str) -> Finding | None:
        """The newest finding in a slot."""
        found = self.catalogue.findings(slot=slot, current=True)
        return found[0] if found else None

    def stale(self) -> list[Finding]:
        """Current findings that rest, directly or through others, on a superseded finding."""
        stale = self.catalogue.stale()
        return [one for one in self.catalogue.findings(current=True) if one.id in stale]

    def open_table(self, finding: Finding, name: str) -> AbstractContextManager[Path]:
        """The Parquet file of a finding's table, valid inside the ``with``. Raises NotFound."""
        if name not in finding.tables:
            raise NotFound("case.no_table", id=finding.id, value=name)
        return self.vault.path(finding.tables[name].sha256)

    def rows(self, finding: Finding, name: str, column: str, values: Sequence[str]) -> list[dict[str, Any]]:
        """The rows of a finding's table in which a column has one of these values. Raises NotFound for no table."""
        if name not in finding.tables:
            raise NotFound("case.no_table", id=finding.id, value=name)
        return self.register.lookups.rows(finding.tables[name].sha256, column, values)

    def judgements(self, subject: str | None = None) -> list[Judgement]:
        """All judgements, or those on a subject, oldest first."""
        if subject is None:
            position = self.catalogue.position()[:2]
            return list(self._remembered(self.memory, position)) if self.memory else self.catalogue.judgements()
        return self.catalogue.judgements(subject=subject)

    def _remembered(self, memory: Memory, position: tuple[int, str]) -> list[Judgement]:
        """All judgements; those since the case was opened are added to those before, unless words were forgotten."""
        n = self._opened[0]

        def added() -> list[Judgement]:
            new = self.catalogue.judgements(since=n + 1)
            if position == self._opened or any(one.verdict == "forget" for one in new):
                return self.catalogue.judgements()
            return [*memory.keep(("judgements", self._opened), lambda: self.catalogue.judgements(until=n)), *new]

        return memory.keep(("judgements", position), added)

    def number_of(self, id_: str) -> int:
        """The number of the act that made an item, finding, judgement or edition. Raises NotFound."""
        n = self.catalogue.number_of(id_)
        if n is None:
            raise NotFound("case.no_act", value=id_)
        return n

    def words_at(self, n: int) -> dict[str, Any]:
        """The words of the n-th act. Raises NotFound when they were withdrawn."""
        line = next(islice(self.vault.words.lines(), n - 1, None), b"{}")
        body: dict[str, Any] | None = json.loads(line).get("body")
        if body is None:
            raise NotFound("case.withdrawn", value=n)
        return body

    def words_of(self, id_: str) -> dict[str, Any]:
        """The words of the act that made an item, finding, judgement or edition. Raises NotFound."""
        return self.words_at(self.number_of(id_))

    def recipe(
        self,
        method: Method,
        craft: str,
        *,
        inputs: Iterable[str] = (),
        seed: int | None = None,
        judgements: Sequence[Judgement] = (),
    ) -> Recipe:
        """The recipe of a method about to be used: what it will read, and the case as it is now."""
        name, version, parameters = recipe_of(method)
        return Recipe(
            f"{craft}.{name}", version, parameters, seed, tuple(inputs),
            fingerprint(judgements), self.catalogue.position()[0], sha256(self.casefile.raw).hexdigest(),
        )  # fmt: skip

    def scratch(self, name: str) -> Path:
        """A folder for work in progress; it stays until the work is put back, so that work can be resumed."""
        folder = self.root / "scratch" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    # how the case keeps itself

    def _catch_up(self) -> None:
        """Take in what the journal has beyond the catalogue, all of it where words were forgotten; needs the lock."""
        if self.catalogue.position()[:2] == self.journal.head():
            return
        n, hash_, journal, _ = self.catalogue.position()
        if not self.journal.continues(n, hash_, journal) or any(line.rewrote for line in self.journal.lines(journal)):
            self.catalogue.start_over()
        with self.catalogue.writing() as (_, _, journal, words):
            acts = zip(self.journal.lines(journal), self.vault.words.lines(words), strict=True)
            pairs = ((line, json.loads(told).get("body")) for line, told in acts)
            self.catalogue.take_in(pairs, self.journal.path.stat().st_size, self.vault.words.path.stat().st_size)

    def _check_key(self, by: Signer) -> None:
        """One handle, one key in a case."""
        if self.catalogue.key_of(by.handle) not in (None, by.key):
            raise Refused("case.other_key", handle=by.handle)

    def unknown(self, subjects: Iterable[str]) -> set[str]:
        """Which of these the case does not hold: ids of every kind, and handles of sources."""
        return self.shelves.unknown(set(subjects) - self.casefile.sources.keys())

    def _check_subjects(self, subjects: set[str]) -> None:
        missing = self.unknown(subjects)
        if missing:
            raise NotFound("case.no_subject", value=", ".join(sorted(missing)[:5]), count=len(missing))


def _rests_on(body: Mapping[str, Any]) -> list[str]:
    if "tables" in body:
        return [table["sha256"] for table in body["tables"].values()]
    if body.get("sha256") and not body["reference"]:
        return [body["sha256"]]
    return list(body.get("blobs", ()))
