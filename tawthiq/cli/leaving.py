"""What leaves the case through a command beside `publish`: named and stamped INTERNAL, and noted in the journal."""

# ruff: noqa: PLC0415 (a command imports what it needs when it runs, so that help and completion answer at once)

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tawthiq.cli.call import Call

if TYPE_CHECKING:
    from tawthiq.case import Case


def stamped(path: Path) -> Path:
    """The path with INTERNAL before the file's name."""
    from tawthiq.case.exporting import STAMP

    return path if path.name.startswith(STAMP) else path.with_name(f"{STAMP}-{path.name}")


def noted(call: Call, case: "Case", files: Sequence[Path], what: str) -> list[Path]:
    """Note in the journal that files left for the people at work."""
    case.publish("working", what, files, call.signer())
    return list(files)


def figure(call: Call, case: "Case", path: Path, draw: Callable[[Path], object], what: str) -> Path:
    """Draw a picture, stamp it on its face and note it; gives where it lies."""
    from tawthiq.case.exporting import STAMP
    from tawthiq.report.drawn.images import redrawn

    out = stamped(path)
    with TemporaryDirectory() as folder:
        plain = Path(folder, path.name)
        draw(plain)
        out.write_bytes(redrawn(plain, STAMP).data)
    return noted(call, case, [out], what)[0]
