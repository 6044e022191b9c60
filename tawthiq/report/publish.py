"""The verb of publishing, the one door out: a draft becomes files for an audience, or nothing leaves at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from tawthiq import __version__
from tawthiq.case import Case, Signer
from tawthiq.case.exporting import NOTICE, STAMP
from tawthiq.case.judging import Decision, standing
from tawthiq.case.vault import room
from tawthiq.errors import BadInput, Refused
from tawthiq.messages import Sentence, say
from tawthiq.nouns import Judgement
from tawthiq.report import correcting, evidence, evidenced
from tawthiq.report import draft as drafts
from tawthiq.report.blurring import offsets
from tawthiq.report.bundle import bundle
from tawthiq.report.door import redacting, tabled
from tawthiq.report.door.mentions import Names
from tawthiq.report.door.redacting import Redactor, noted, swapping
from tawthiq.report.door.scan import Leak, Scanner, leaks
from tawthiq.report.door.withholding import Audience, Rules, hidden, objections
from tawthiq.report.drawn.images import SIMULATED, pictures, ready
from tawthiq.report.edition import Edition, Note
from tawthiq.report.outputs import formats, ftm
from tawthiq.report.outputs.html import page
from tawthiq.report.outputs.pdf import pdfs
from tawthiq.report.shape import Holdings

AUDIENCES: tuple[Audience, ...] = ("working", "public", "court")
OWN = ("method", "corrections")
"""Parts that the tool writes anew at every edition: approving an edition is not about them."""
TOLD = 10
"""As many leaks or objections are named at once."""


@dataclass(frozen=True, slots=True)
class Published:
    """What left: the edition's id, for whom, where it lies, its files, and how much was withheld from a bundle."""

    id: str
    audience: Audience
    folder: Path
    files: tuple[Path, ...]
    withheld: int = 0


def publish(
    case: Case,
    draft: str,
    to: Path,
    by: Signer,
    *,
    audience: Audience = "working",
    lang: str = "",
    alone: bool = False,
    include: Collection[str] = (),
    today: date | None = None,
) -> Published:
    """Set a draft for an audience into a new folder: all of it, or nothing.

    ``working`` is stamped INTERNAL. ``public`` needs the approval of a second person, or ``alone``, which is printed.
    ``include`` names items that the scan cannot look into and that a court gets all the same. Every file is scanned
    before it leaves. Raises Refused with what stands in the way, BadInput for an unknown audience, NoRoom.
    """
    if audience not in AUDIENCES:
        raise BadInput("case.bad_audience", value=audience, known=", ".join(AUDIENCES))
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Refused("publishing.not_empty", file=str(to))
    day = today or datetime.now(UTC).date()
    faults = drafts.check(case, draft, lang, audience=audience, on=day).faults
    if faults and audience != "working":
        raise Refused("publishing.faults", count=len(faults), faults=_listed(one.sentence for one in faults))
    door = Door(case, by, audience, day, evidence.read(case), Rules.of(case.casefile.rules.get("publish", {})))
    made = drafts.edition(case, draft, lang)
    door.object_to(made)
    whole = door.dressed(made, door.approval(made, alone), len(faults))
    with room(to), _workplace(case) as work:
        logged, kept = door.fill(whole, work, include)
        id_ = _leave(case, work, to, Act(audience, f"{whole.title} ({digest(made)[:16]})", logged), by)
    return Published(id_, audience, to, tuple(sorted(one for one in to.rglob("*") if one.is_file())), kept)


def approve(case: Case, draft: str, why: str, by: Signer, lang: str = "") -> Judgement:
    """Note that a person has read a draft, as it stands composed now, and agrees that it be published."""
    made = drafts.edition(case, draft, lang)
    return case.judge([Decision("approve", (), why, {"digest": digest(made), "title": made.title})], by)[0]


def digest(edition: Edition) -> str:
    """The hash of what a person reads: every word and picture, but not what the custody log makes of it.

    It changes when any figure does, so that an approval holds for what was read and nothing else.
    """
    parts = [asdict(one) for one in edition.sections if one.role not in OWN]
    notes = [(one.number, one.reference, one.title) for one in edition.notes]
    shown = [sha256(one.file.read_bytes()).hexdigest() for one in pictures(edition)]
    told = [edition.title, edition.language, parts, notes, shown]
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, default=lambda one: "").replace(edition.head, "")
    return sha256(plain.encode()).hexdigest()


def permitted(case: Case) -> frozenset[str]:
    """The people whose name may be told: their family, or they themselves, allowed it."""
    return frozenset(standing(case.judgements(), "permit", "revoke"))


@dataclass(frozen=True, eq=False)
class Door:
    """One publication on its way out: for whom, on which day, by whom, out of what the case holds."""

    case: Case
    by: Signer
    audience: Audience
    day: date
    held: Holdings
    rules: Rules

    def object_to(self, made: Edition) -> None:
        """Raise Refused with every reason why what people wrote may not go to this audience."""
        barred = {one.number: one for one in made.notes if self._objections(one)}
        body = {n for part in made.sections if part.role == "body" for block in part.blocks for n in noted(block)}
        found = [reason for n, one in barred.items() if n in body for reason in self._objections(one)]
        if found and self.audience != "working":
            raise Refused("publishing.objections", count=len(found), reasons=_listed(found))

    def _objections(self, note: Note) -> list[Sentence]:
        return objections(note, self.held, self.rules, self.audience, self.day)

    def approval(self, made: Edition, alone: bool) -> str:
        """What the edition says of its approval. Raises Refused where nobody else approved what would be published."""
        if self.audience != "public":
            return ""
        read = digest(made)
        for one in reversed(self.case.catalogue.judgements(verdict="approve")):
            other = self.case.catalogue.key_of(one.by) != self.by.key and not one.office
            if one.facts.get("digest") == read and other:
                return say("publishing.approved", made.language, id=one.id, date=one.at.date().isoformat())
        if not alone:
            raise Refused("publishing.second_person", digest=read[:16])
        return say("publishing.alone", made.language)

    def dressed(self, made: Edition, approval: str, faults: int) -> Edition:
        """The edition with its stamp, its corrections and what it says of itself."""
        lang = made.language
        simulated = bool(self.held.simulated) or any(one.simulated for one in pictures(made))
        stamps = [STAMP] if self.audience == "working" else []
        stamps += [say("page.simulated", lang)] if simulated and SIMULATED not in made.stamp else []
        told = {"audience": say(f"publishing.to_{self.audience}", lang), "approval": approval,
                "faults_label": say("publishing.with_faults", lang, count=faults) if faults else "",
                "version": f"tawthiq {__version__}"}  # fmt: skip
        facts = tuple((say(f"publishing.{name}", lang), said) for name, said in told.items() if said)
        log = correcting.section(self.case, lang)
        return replace(
            made, stamp=" · ".join(filter(None, (made.stamp, *stamps))), facts=(*made.facts, *facts),
            date=self.day.isoformat(), sections=(*made.sections, *([log] if log else [])),
        )  # fmt: skip

    def fill(self, whole: Edition, work: Path, include: Collection[str]) -> tuple[list[Path], int]:
        """Fill a folder; gives the files to log and how much a bundle kept back. Raises Refused for what is found."""
        if self.audience == "court":
            return self._court(whole, work, include)
        if self.audience == "public":
            return self._public(whole, work), 0
        (work / f"{STAMP}.txt").write_text(NOTICE + "\n", "utf-8")
        return report(whole, work, f"{STAMP}-", STAMP), 0

    def _public(self, whole: Edition, work: Path) -> list[Path]:
        allowed = permitted(self.case)
        scanner = Scanner([*evidence.secrets(self.case), *hidden(self.held, self.rules)])
        names = _unpermitted(self.held, allowed)
        swap = swapping(self.held, self.case.casefile.origin)
        barred = {one.number for one in whole.notes if self._objections(one)}
        redactor = Redactor(barred, lambda said: bool(scanner.secrets_in(said) or names.found_in(said)), swap)
        files = report(redacting.public(whole, redactor), work)
        moved = offsets(self.case, tabled.living(self.held, allowed), self.by)
        rows = tabled.public(self.held, self.rules, self.day, allowed, moved)
        rows = {name: evidenced.redacted(told, scanner) for name, told in rows.items()}
        files += formats.write(rows, work / "data", whole.date)
        files.append(ftm.write(ftm.entities(rows), work / "data" / "entities.ftm.json"))
        _check([*leaks(files, scanner.secrets_in, names.found_in)])
        return files

    def _court(self, whole: Edition, work: Path, include: Collection[str]) -> tuple[list[Path], int]:
        scanner = Scanner(evidence.secrets(self.case))
        barred = {one.number for one in whole.notes if self._objections(one)}
        cut = redacting.court(whole, Redactor(barred, lambda said: bool(scanner.secrets_in(said))))
        report(cut, work / "data" / "report")
        made = bundle(self.case, self.held, cut, work, scanner, include=include)
        vault = work / "data" / "case" / "vault"
        _check([*scanner.leaks(sorted(one for one in work.rglob("*") if one.is_file() and one.parent.parent != vault))])
        return list(made.tags), len(made.kept.files) + len(made.kept.acts)


def report(whole: Edition, folder: Path, prefix: str = "", stamp: str = "") -> list[Path]:
    """Write an edition as HTML and PDF into a folder, its pictures drawn anew, their data beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = ready(whole, stamp)
    html = folder / f"{prefix}report.html"
    html.write_text(page(whole, drawn), "utf-8")
    files = [html]
    for volume, content in enumerate(pdfs(whole, drawn), 1):
        files.append(folder / (f"{prefix}report.pdf" if volume == 1 else f"{prefix}report-{volume}.pdf"))
        files[-1].write_bytes(content)
    for n, one in enumerate(pictures(whole), 1):
        picture = folder / "pictures" / f"{prefix}picture-{n}{drawn[one.file].ending}"
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(drawn[one.file].data)
        files.append(picture)
        if one.data:
            files.append(Path(shutil.copyfile(one.data, picture.with_suffix(one.data.suffix))))
    return files


def _unpermitted(held: Holdings, allowed: Collection[str]) -> Names:
    """The names of the register that no family allowed to be told."""
    if held.register is None:
        return Names(())
    named = held.register.people.select("id", "name").drop_nulls().rows()
    told = {name for id_, name in named if id_ in allowed}
    return Names((id_, name) for id_, name in named if id_ not in allowed and name not in told)


def _listed(sentences: Iterable[Sentence]) -> str:
    return "\n".join([*dict.fromkeys(one.say() for one in sentences)][:TOLD])


def _check(leaks: Sequence[Leak]) -> None:
    """Raise Refused where anything protected stands in what was to leave; it is never said what."""
    if leaks:
        told = "\n".join(f"{one.file}, {one.where}: {one.secret}" for one in leaks[:TOLD])
        raise Refused("publishing.leaks", count=len(leaks), leaks=told)


@contextmanager
def _workplace(case: Case) -> Iterator[Path]:
    """A folder inside the case for what may yet be refused; those of dead processes go."""
    home = case.scratch("publishing")
    for left in home.iterdir():
        if not _lives(left.name.partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=home))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _lives(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


@dataclass(frozen=True, slots=True)
class Act:
    """What the custody log says of an edition: for whom, what, and the files whose hashes bind it."""

    audience: Audience
    what: str
    files: Sequence[Path]


def _leave(case: Case, work: Path, to: Path, act: Act, by: Signer) -> str:
    """Bring all beside its place, log it, and put it there by one rename: it is there whole or not at all."""
    to.parent.mkdir(parents=True, exist_ok=True)
    beside = to.parent / f".{to.name}.leaving"
    try:
        _copy(work, beside)
        id_ = case.publish(act.audience, act.what, [beside / one.relative_to(work) for one in act.files], by)
        if to.exists():
            to.rmdir()
        beside.rename(to)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return id_


def _copy(work: Path, beside: Path) -> None:
    """Copy file by file, so that the first that finds no room says so."""
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    for path in sorted(work.rglob("*")):
        if path.is_dir():
            (beside / path.relative_to(work)).mkdir()
        else:
            shutil.copy(path, beside / path.relative_to(work))
