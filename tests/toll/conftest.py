"""Where the published tables of counts are found."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tawthiq.toll import Overlap

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def published_table() -> Callable[[str], Overlap]:
    folder = Path(os.environ.get("TAWTHIQ_DATA", ROOT.parent / "shared" / "data")) / "toll"
    if not folder.is_dir():
        pytest.skip(f"no published tables of counts: neither $TAWTHIQ_DATA/toll nor {folder} is there")
    return lambda name: Overlap.from_table(folder / f"{name}.csv")
