"""Garments in other surroundings, for training and in the shifted twins of validation and test."""

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.detector import CATEGORIES
from ml.classifier.augmentation import draw_surroundings, in_surroundings
from ml.data.garments import load_garments
from ml.data.shifted_garments import WHOLE_CUTOUTS, write_shifted

PICTURES = Path(__file__).parents[1] / "pictures"


def with_other_surroundings(
    pixels: NDArray[np.uint8], masks: NDArray[np.bool_], rows: NDArray[np.int64], share: float, rng: np.random.Generator
) -> list[NDArray[np.uint8]]:
    drawn = [draw_surroundings(pixels, masks, int(row), share, rng) for row in rows]
    return [in_surroundings(pixels, masks, int(row), one) for row, one in zip(rows, drawn, strict=True)]


def test_garment_is_kept_and_its_surroundings_change() -> None:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (6, 64, 64, 3), np.uint8)
    masks = np.zeros((6, 64, 64), np.bool_)
    masks[:, 16:48, 16:48] = True
    shown = with_other_surroundings(pixels, masks, np.arange(6), 1.0, rng)
    for before, after in zip(pixels, shown, strict=True):
        assert np.array_equal(after[17:47, 17:47], before[17:47, 17:47])
        around = np.ones((64, 64), np.bool_)
        around[15:49, 15:49] = False
        assert (after[around] != before[around]).mean() > 0.8


def test_photos_without_mask_and_outside_the_share_are_unchanged() -> None:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (200, 16, 16, 3), np.uint8)
    masks = np.zeros((200, 16, 16), np.bool_)
    masks[:100, 4:12, 4:12] = True
    shown = with_other_surroundings(pixels, masks, np.arange(200), 0.35, rng)
    changed = [not np.array_equal(one, two) for one, two in zip(pixels, shown, strict=True)]
    assert 20 < sum(changed[:100]) < 50
    assert not any(changed[100:])


@pytest.fixture(scope="module")
def shifted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shifted")
    for split, first in (("validation", 0), ("test", 3)):
        for category in CATEGORIES:
            (folder / "raw" / split / category).mkdir(parents=True)
            for photo in sorted((PICTURES / category).glob("*.jpg"))[first : first + 3]:
                shutil.copy(photo, folder / "raw" / split / category)
    write_shifted(folder / "raw", folder / "once", image_size=64, seed=7)
    write_shifted(folder / "raw", folder / "again", image_size=64, seed=7)
    return folder


def test_twins_are_the_same_each_time(shifted: Path) -> None:
    for name in ("validation.npy", "test.npy", "index.csv"):
        assert (shifted / "once/shifted" / name).read_bytes() == (shifted / "again/shifted" / name).read_bytes()


def test_twins_contain_only_cutouts_that_a_person_accepted(shifted: Path) -> None:
    whole = set(json.loads(WHOLE_CUTOUTS.read_text()))
    twins = load_garments(shifted / "once", "test", part="shifted")
    photos = list((shifted / "raw/test").glob("*/*.jpg"))
    expected = {f"{path.parent.name}/{path.name}" for path in photos} & whole
    assert {file.partition("/")[2] for file in twins.files} == expected
    assert 20 <= len(expected) < len(photos)
    assert [CATEGORIES[label] for label in twins.labels] == [Path(file).parts[1] for file in twins.files]


def test_twins_have_surroundings_of_their_own_split(shifted: Path) -> None:
    twins = load_garments(shifted / "once", "test", part="shifted")
    assert all(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).std() > 5 for picture in twins.pixels)
    corners = {picture[2, 20].tobytes() for picture in twins.pixels}
    assert len(corners) > len(twins.pixels) / 2
