"""What a person says of a scene."""

from pathlib import Path

import pytest
from affine import Affine

from tawthiq.errors import Refused
from tawthiq.imagery.scenes import Said, fineness
from tawthiq.methods import recipe_of
from tawthiq.rasters.ground import picture
from tawthiq.rasters.placing import Told
from tests.imagery.scenes import ground, tiff


def test_what_was_said_comes_back_from_a_recipe() -> None:
    said = Said("© Nobody", "2012-02", ("nir", "red"), ((1.0, 2.0), (3.0, 2.0), (3.0, 1.0), (1.0, 1.0)))
    parameters = recipe_of(said)[2]
    plain = {**parameters, "corners": [list(one) for one in parameters["corners"]], "bands": list(said.bands)}
    assert Said.of(plain) == said
    assert said.told == Told(bands=said.bands, corners=said.corners)
    assert said.table("i-1").to_pylist()[0]["owner"] == "© Nobody"


@pytest.mark.parametrize(("metres", "warned"), [(0.3, False), (0.5, False), (1.0, True)])
def test_a_coarse_scene_is_warned_of(tmp_path: Path, metres: float, warned: bool) -> None:
    where = Affine(metres, 0, 500_000, 0, -metres, 3_844_000)
    with picture(tiff(tmp_path / "a.tif", ground(64, []), where), "a") as one:
        assert bool(fineness(one)) is warned


def test_a_scene_of_three_metres_is_refused_in_words(tmp_path: Path) -> None:
    where = Affine(3, 0, 500_000, 0, -3, 3_844_000)
    with (
        picture(tiff(tmp_path / "a.tif", ground(64, []), where), "a") as one,
        pytest.raises(Refused, match="craters of field guns cannot be seen"),
    ):
        fineness(one)
