"""One call of the command line: which case it means, who acts, in which language, and how the answer is written."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tawthiq.errors import TawthiqError
from tawthiq.messages import LANGUAGES, say

if TYPE_CHECKING:
    from tawthiq.case import Case, Signer


@dataclass
class Call:
    """What the options say that every command has; ``None`` where one was not given. ``typed`` is the whole line."""

    case: Path | None = None
    handle: str | None = None
    lang: str | None = None
    json: bool = False
    typed: tuple[str, ...] = ()

    @property
    def root(self) -> Path:
        """The folder of the case: the one that was named, or the nearest above the current folder."""
        if self.case:
            return self.case
        here = Path.cwd()
        return next((folder for folder in (here, *here.parents) if (folder / "case.toml").exists()), here)

    @contextmanager
    def opened(self) -> Iterator["Case"]:
        """The case, open. Raises what ``Case.open`` raises."""
        from tawthiq.case import Case

        with Case.open(self.root) as case:
            yield case

    def signer(self) -> "Signer":
        """Who acts. Raises NotFound or BadInput where that is not clear."""
        from tawthiq.case import keys

        return keys.load(self.handle)

    def language(self) -> str:
        """The language to speak: the one asked for, else the first of the case, else that of the machine, else English.

        Help and mistakes are told before the options are read; then what was typed is looked through for them.
        """
        asked = next((one for one in (self.lang, self._typed("--lang")) if one in LANGUAGES), None)
        return asked or next((one for one in (*self._of_case(), _of_machine()) if one in LANGUAGES), "en")

    def say(self, key: str, **facts: Any) -> str:
        """A sentence in that language."""
        return say(key, self.language(), **facts)

    def _typed(self, option: str) -> str | None:
        """What follows an option in the line, or stands behind its ``=``."""
        for word, rest in zip(self.typed, (*self.typed[1:], None), strict=False):
            name, joined, value = word.partition("=")
            if name == option:
                return value if joined else rest
        return None

    def _of_case(self) -> tuple[str, ...]:
        path = Path(self.case or self._typed("--case") or self.root) / "case.toml"
        if not path.exists():
            return ()
        from tawthiq.case import casefile

        try:
            return casefile.load(path).languages
        except TawthiqError:
            return ()


def _of_machine() -> str:
    """The language that the machine is set to: ``ar`` for ``ar_SY.UTF-8``."""
    names = (os.environ.get(one) for one in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((one for one in names if one), "").partition("_")[0]


def example(*lines: str) -> str:
    """The end of a command's help: lines that can be typed as they stand."""
    return "\n".join(lines)
