"""Samples to train on: targets where the scars are, whatever is turned, dropped or inverted."""

import numpy as np
import pytest

from training.samples import SIZE, Ground, rendered, sample, targets


def test_targets_are_one_at_the_cell_of_each_middle() -> None:
    heat, size, sized = targets(np.array([[21.0, 40.5, 6.0, -1.0], [100.0, 9.0, np.nan, 1.0], [-5.0, 3.0, 5.0, -1.0]]))
    assert np.argwhere(heat[0] == 1).tolist() == [[20, 10]]
    assert np.argwhere(heat[1] == 1).tolist() == [[4, 50]]
    assert size[20, 10] == pytest.approx(np.log(6))
    assert sized.sum() == 1, "a label without a diameter teaches none"


def test_a_sample_shows_the_scar_where_its_target_is() -> None:
    """A ground that is 5 at one place: after turning and mirroring the target still lies there."""
    seen = np.zeros((6, 512, 512), np.float32)
    seen[:5, 200:206, 300:306], seen[5] = -5, 1
    ground = Ground(seen, np.array([[303.0, 203.0, 3.0, -1.0]]), np.ones((512, 512), bool))
    rng = np.random.default_rng(1)
    met = 0
    for _ in range(40):
        one = sample(rng, ground)
        assert one.seen.shape == (6, SIZE, SIZE)
        tops = np.argwhere(one.heat >= 1)
        if len(tops):
            met += 1
            which, row, col = tops[0]
            patch = one.seen[0, 2 * row - 1 : 2 * row + 3, 2 * col - 1 : 2 * col + 3].mean()
            assert patch == pytest.approx(-5 if which == 0 else 5, rel=0.5)
    assert met > 10


def test_rendered_ground_is_drawn_from_a_seed() -> None:
    one, two = (rendered(np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one.seen, two.seen)
    assert one.scars.shape[1] == 4
    assert one.known.all()
