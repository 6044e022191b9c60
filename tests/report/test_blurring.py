"""Offsets are drawn once: many editions together tell no more than one."""

import math

from tawthiq.report.blurring import Blurring, offsets
from tests.report.conftest import Office


def test_an_offset_is_drawn_once_and_kept(office: Office) -> None:
    first = offsets(office.case, ["p-1", "p-2"], office.ana)
    later = offsets(office.case, ["p-2", "p-3"], office.basil)
    assert later["p-2"] == first["p-2"]
    assert later["p-3"] != later["p-2"]
    assert offsets(office.case, ["p-1"], office.ana)["p-1"] == first["p-1"]


def test_it_lies_between_the_two_radii_in_every_direction() -> None:
    drawn = Blurring(300, 1000).drawn([f"p-{n}" for n in range(400)], seed=1)
    far = [math.hypot(one["east_m"], one["north_m"]) for one in drawn]
    assert min(far) >= 300 and max(far) <= 1000
    assert {(one["east_m"] > 0, one["north_m"] > 0) for one in drawn} == {
        (True, True), (True, False), (False, True), (False, False),
    }  # fmt: skip
