"""Words read from the picture of a page by Tesseract, where it is installed."""

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image

from tawthiq import text

SECONDS = 300


@dataclass(frozen=True, slots=True)
class Engine:
    """A Tesseract that is installed here: its path, its version and those of the wanted languages that it has."""

    program: str
    version: str
    languages: str

    def paragraphs(self, page: Image.Image) -> list[str]:
        """The paragraphs that it makes out; raises subprocess.SubprocessError where it fails."""
        picture = BytesIO()
        page.save(picture, "PNG")
        command = [self.program, "stdin", "stdout", "-l", self.languages, "--dpi", "300"]
        told = subprocess.run(command, input=picture.getvalue(), capture_output=True, check=True, timeout=SECONDS)
        found = told.stdout.decode("utf-8", "replace").replace("\f", "").split("\n\n")
        return [text.tidy(paragraph) for paragraph in found if paragraph.strip()]


@cache
def engine(languages: str) -> Engine | None:
    """The Tesseract of this machine for languages joined by ``+``; None where it or all of them are missing."""
    program = shutil.which("tesseract")
    if not program or not languages:
        return None
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=SECONDS)
    here = [language for language in languages.split("+") if language in told.stdout.split()]
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=SECONDS)
    return Engine(program, version.stdout.split("\n")[0].removeprefix("tesseract "), "+".join(here)) if here else None
