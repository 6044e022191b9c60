"""Density, hexagons, clusters, distances: small cases by hand."""

import numpy as np
import pytest

from tawthiq.rasters.patterns import clusters, density, distances, hexagons


def cells(shares: np.ndarray) -> np.ndarray:
    return np.array([(x, y, shares[y, x]) for y in range(shares.shape[0]) for x in range(shares.shape[1])])


def test_density_is_marks_over_assessable_ground() -> None:
    """One mark in each cell of 32 m is 1 / 0.001024 km² = 976.6 per km², half assessable or whole."""
    at = (np.arange(20) + 0.5) * 32
    x, y = (one.ravel() for one in np.meshgrid(at, at))
    whole = density(x, y, np.ones(400), cells(np.ones((20, 20))))
    assert np.allclose(whole.per_km2, 976.6, rtol=1e-3)
    half = density(x, y, np.full(400, 0.5), cells(np.full((20, 20), 0.5)))
    assert np.allclose(half.per_km2, 976.6, rtol=1e-3)


def test_where_nothing_could_be_assessed_there_is_no_density() -> None:
    shares = np.ones((10, 10))
    shares[:, :5] = 0
    found = density(np.array([200.0]), np.array([100.0]), np.ones(1), cells(shares)).per_km2
    assert np.isnan(found[:, :5]).all()
    assert np.isfinite(found[:, 5:]).all()
    assert density(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros((0, 3))).per_km2.size == 0


def test_hexagons_hold_every_mark_once_and_their_middles_hold_themselves() -> None:
    """The middle of cell (q, r) of side s is at s·(√3·q + √3/2·r, 3/2·r)."""
    x, y = 100 * np.array([0, np.sqrt(3), np.sqrt(3) / 2]), 100 * np.array([0, 0, 1.5])
    found = hexagons(np.repeat(x, 2) + 5, np.repeat(y, 2) - 5, np.ones(6), np.zeros((0, 3)))
    assert found.cells.tolist() == [[0, 0], [0, 1], [1, 0]]
    assert found.counts.tolist() == [2, 2, 2]
    assert np.allclose(found.middles(), np.column_stack([x, y])[[0, 2, 1]])
    assert np.allclose(np.hypot(*(found.outlines()[0, :6]).T), 100), "corners lie a side away from the middle"


def test_a_hexagon_knows_its_ground() -> None:
    """A cell of 32 m, half of it assessable, whose middle lies at (16, 16): 0.000512 km² in the hexagon (0, 0)."""
    found = hexagons(np.array([500.0]), np.zeros(1), np.ones(1), np.array([[0, 0, 0.5]]))
    told = dict(zip(map(tuple, found.cells.tolist()), zip(found.counts, found.km2, strict=True), strict=True))
    assert told == {(0, 0): (0.0, 0.5 * 32**2 / 1e6), (3, 0): (1.0, 0.0)}


def test_two_heaps_are_two_clusters_and_one_alone_is_none() -> None:
    rng = np.random.default_rng(1)
    x = np.concatenate([rng.normal(0, 10, 20), rng.normal(500, 10, 20), [5000]])
    found = clusters(x, np.zeros(41) + rng.normal(0, 10, 41))
    assert len({*found[:20]} - {-1}) == len({*found[20:40]} - {-1}) == 1
    assert found[0] != found[25]
    assert found[40] == -1
    assert clusters(np.zeros(1), np.zeros(1)).tolist() == [-1]


def test_the_distance_is_to_the_nearest_mark() -> None:
    told = distances(np.array([0.0, 30]), np.array([0.0, 40]), np.array([3.0, 30]), np.array([4.0, 41]))
    assert told == pytest.approx([5, 1])
    assert distances(np.zeros(0), np.zeros(0), np.zeros(1), np.zeros(1)).tolist() == [np.inf]
