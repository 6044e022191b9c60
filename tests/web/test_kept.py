"""What pages keep hangs on what it is made of, and on nothing else."""

import shutil
from pathlib import Path

import pytest

from tawthiq.case import Case, Decision, Memory, keys
from tawthiq.web import kept


def test_a_judgement_on_a_pair_of_records_leaves_claims_and_map_as_they_are(
    demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(demonstration, folder)
    monkeypatch.setenv("TAWTHIQ_HOME", str(folder / ".people"))
    ana = keys.load("ana-simulated")
    with Case.open(folder, Memory()) as case:
        before = [one(case) for one in (kept.weighed_key, kept.gathered_key, kept.open_key)]
        weighed = kept.weighed(case)
        records = [one.id for one in case.shelves.search("الشيخ", 2)]
        case.judge([Decision("unsure", tuple(records))], ana)
        assert [one(case) for one in (kept.weighed_key, kept.gathered_key, kept.open_key)] == before
        assert kept.weighed(case) is weighed
        later, earlier = (one.id for one in weighed.told.accounts[:2])
        case.judge([Decision("independent", (later, earlier))], ana)
        assert kept.weighed_key(case) != before[0]
        assert kept.derivations(case)[0] is not weighed
