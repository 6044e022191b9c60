"""Samples to train on: targets where the scars are, whatever is turned, scaled, dropped or inverted."""

from pathlib import Path

import numpy as np
import pytest

from training.grounds import Ground, load, rendered, save
from training.samples import SIZE, sample, targets


def test_targets_are_one_at_the_cell_of_each_middle() -> None:
    heat, size, sized = targets(np.array([[21.0, 40.5, 6.0, -1.0], [100.0, 9.0, np.nan, 1.0], [-5.0, 3.0, 5.0, -1.0]]))
    assert np.argwhere(heat[0] == 1).tolist() == [[20, 10]]
    assert np.argwhere(heat[1] == 1).tolist() == [[4, 50]]
    assert size[20, 10] == pytest.approx(np.log(6))
    assert sized.sum() == 1, "a label without a diameter teaches none, nor one outside"
    assert heat[0, 1, 0] == pytest.approx(np.exp(-(3**2) / (2 * 1.2**2)), rel=1e-4), "its slope reaches into the crop"


@pytest.mark.parametrize("side", [112, 128, 144])
def test_a_sample_shows_the_scar_where_its_target_is(side: int) -> None:
    """A ground that is −5 at one place: after turning and mirroring the target lies there, scaled."""
    seen = np.zeros((6, 512, 512), np.float32)
    seen[:5, 198:208, 298:308], seen[5] = -5, 1
    ground = Ground(seen, np.array([[303.0, 203.0, 5.0, -1.0]]), np.ones((256, 256), np.float32), np.zeros((0, 2)))
    rng = np.random.default_rng(1)
    met = 0
    for _ in range(40):
        one = sample(rng, ground, side)
        assert one.seen.shape == (6, side, side)
        assert one.heat.shape == (2, SIZE // 2, SIZE // 2)
        for which, row, col in np.argwhere(one.heat >= 1)[:1]:
            met += 1
            at = [round((2 * cell + 1) * side / SIZE) for cell in (row, col)]
            patch = one.seen[0, max(at[0] - 2, 0) : at[0] + 2, max(at[1] - 2, 0) : at[1] + 2].mean()
            assert patch == pytest.approx(-5 if which == 0 else 5, rel=0.5)
    assert met > 10


def test_rendered_ground_is_drawn_from_a_seed_and_kept(tmp_path: Path) -> None:
    one, two = (rendered(np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one.seen, two.seen)
    assert one.scars.shape[1] == 4
    assert one.weight.all()
    save(one, tmp_path / "g")
    again = load(tmp_path / "g")
    assert np.array_equal(again.seen, one.seen)
    assert np.array_equal(again.scars, one.scars)
