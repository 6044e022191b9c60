"""Invented accounts in English and Arabic, a page, and an interview whose witness must stay unknown."""

import shutil
from collections.abc import Mapping
from pathlib import Path

WORDS = Path(__file__).with_name("words")
ACCOUNTS: Mapping[str, str] = {
    "simulated-account.md": "desk",
    "simulated-account-ar.txt": "local-page",
    "simulated-page.html": "weblog",
    "simulated-interview.txt": "dana",
}
"""Each file and the handle of its invented source."""

WITNESS = "Nabil Zakariya al-Khayyat"
"""The invented witness of the interview, who must not be published."""


def write(folder: Path) -> None:
    """Put them into a folder, word for word."""
    for name in ACCOUNTS:
        shutil.copyfile(WORDS / name, folder / name)
