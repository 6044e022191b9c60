from pathlib import Path

from tawthiq.case import Case
from tawthiq.web.place import Place
from tawthiq.web.session import Session


def test_all_requests_share_one_memory(tmp_path: Path) -> None:
    place = Place(tmp_path / "case", Session(frozenset()))
    Case.new(place.root, "Shared").close()
    for _ in range(2):
        with Case.open(place.root, place.memory) as case:
            assert case.memory is place.memory
    assert place.memory.has(("judgements", (0, case.casefile.origin))) is False
