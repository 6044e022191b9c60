"""Setting: typst in a process of its own, so that the memory of a long document is given back when it is set.

python -m tawthiq.report.outputs.setting FOLDER PAGE FONTS OUT
"""

import subprocess
import sys
from pathlib import Path
from typing import Literal

from tawthiq.errors import BadInput

STANDARD: Literal["ua-1"] = "ua-1"


def compiled(folder: Path, page: str, fonts: Path) -> bytes:
    """The PDF of a page of typst that reads nothing but its folder. Raises BadInput with what typst says."""
    out = folder / "set.pdf"
    command = [sys.executable, "-m", __name__, str(folder), page, str(fonts), str(out)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3])
    if told.returncode:
        raise BadInput("page.typst", detail=told.stderr.strip() or f"code {told.returncode}")
    return out.read_bytes()


def main(folder: str, page: str, fonts: str, out: str) -> None:
    """Set one page."""
    import typst  # noqa: PLC0415 (the caller's process is spared it)

    try:
        typst.compile(
            str(Path(folder, page)), output=out, root=folder, format="pdf", font_paths=[fonts],
            ignore_system_fonts=True, pdf_standards=[STANDARD],
        )  # fmt: skip
    except typst.TypstError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
