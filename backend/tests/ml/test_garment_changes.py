"""Garments are relit and degraded separately."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.outfit_compatibility import garment_view
from app.vision.images import read_picture
from ml.compatibility.garment_changes import CHANGES, changed_views

PICTURES = sorted((Path(__file__).parents[1] / "pictures").glob("*/*.jpg"))[::6]


@pytest.fixture(scope="module")
def views() -> NDArray[np.uint8]:
    """Real garments, the left half of each photo taken as the garment."""
    found = []
    for path in PICTURES:
        pixels = read_picture(path, 300).pixels
        mask = np.zeros(pixels.shape[:2], np.bool_)
        mask[:, : mask.shape[1] // 2] = True
        found.append(garment_view(pixels, mask, 128))
    return np.stack(found)


@pytest.mark.parametrize("way", ["relit", "degraded", "both"])
def test_only_the_garment_changes(views: NDArray[np.uint8], way: str) -> None:
    changed = changed_views(views, np.arange(len(views)), way, seed=1)
    outside = views[..., 3] == 0
    assert (changed[..., :3][outside] == 255).all()
    np.testing.assert_array_equal(changed[..., 3], views[..., 3])
    assert all((changed[row] != views[row]).any() for row in range(len(views)))


def test_as_is_changes_nothing(views: NDArray[np.uint8]) -> None:
    np.testing.assert_array_equal(changed_views(views, np.arange(len(views)), "as is", seed=1), views)


@pytest.mark.parametrize("way", list(CHANGES))
def test_change_of_a_garment_is_independent_of_the_others(views: NDArray[np.uint8], way: str) -> None:
    among_all = changed_views(views, np.arange(len(views)), way, seed=4)
    alone = changed_views(views, np.array([7]), way, seed=4)
    np.testing.assert_array_equal(alone[0], among_all[7])


def test_two_equal_garments_get_different_light(views: NDArray[np.uint8]) -> None:
    twins = np.stack([views[0], views[0]])
    first, second = changed_views(twins, np.array([0, 1]), "relit", seed=1)
    inside = views[0][..., 3] == 255
    shift = first[inside].astype(int) - second[inside].astype(int)
    assert np.abs(shift[:, :3]).mean() > 2


def test_relit_stays_within_the_stated_light(views: NDArray[np.uint8]) -> None:
    grey = np.dstack([np.full((64, 64, 3), 128, np.uint8), np.full((64, 64), 255, np.uint8)])
    many = changed_views(np.stack([grey] * 200), np.arange(200), "relit", seed=1)[:, 0, 0, :3]
    darkest, brightest = (128 / 255) ** 1.33 * 0.88 * 0.85 * 255, (128 / 255) ** 0.75 * 1.12 * 1.15 * 255
    assert many.min() >= darkest - 1
    assert many.max() <= brightest + 1
    assert many.max() - many.min() > 60
