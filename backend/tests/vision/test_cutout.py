"""Cut-outs: found if the garment differs from its surroundings, and left out if it does not."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.vision.cutout import cut_out
from app.vision.images import Mask, Pixels, read_picture

SAMPLES = Path(__file__).parents[2] / "samples"
PICTURES = Path(__file__).parents[1] / "pictures"


def overlap(found: Mask, truth: Mask) -> float:
    """Intersection over union."""
    return float((found & truth).sum() / (found | truth).sum())


def tee(height: int, width: int) -> Mask:
    """A T-shirt's outline in the middle of a picture."""
    points = [
        (30, 20),
        (43, 16),
        (57, 16),
        (70, 20),
        (88, 40),
        (77, 48),
        (69, 40),
        (69, 85),
        (31, 85),
        (31, 40),
        (23, 48),
    ]
    outline = (np.array([*points, (12, 40)]) * [width / 100, height / 100]).astype(np.int32)
    canvas = np.zeros((height, width), np.uint8)
    return cv2.fillPoly(canvas, [outline], 1).astype(np.bool_)


@pytest.fixture(scope="module")
def fabric() -> Pixels:
    """The middle of a real garment, 480 x 360."""
    pixels = read_picture(SAMPLES / "tshirt-yellow.jpg").pixels
    height, width = pixels.shape[:2]
    middle = pixels[int(0.4 * height) : int(0.7 * height), int(0.35 * width) : int(0.65 * width)]
    return cv2.resize(middle, (360, 480)).astype(np.uint8)


@pytest.fixture(scope="module")
def composed(fabric: Pixels) -> tuple[Pixels, Mask]:
    """A garment of known outline on a rug's noise."""
    truth = tee(480, 360)
    rug = np.random.default_rng(1).normal((90, 80, 110), 14, (480, 360, 3)).clip(0, 255).astype(np.uint8)
    return np.where(truth[..., None], fabric, cv2.GaussianBlur(rug, (5, 5), 0)), truth


def test_known_outline_is_found(composed: tuple[Pixels, Mask]):
    pixels, truth = composed
    found = cut_out(pixels)
    assert found is not None
    assert overlap(found.mask, truth) > 0.93
    rows, columns = np.nonzero(found.mask)
    assert found.box == (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)


def test_same_colour_as_its_surroundings_is_left_uncut(fabric: Pixels):
    assert cut_out(fabric) is None


def test_blank_photo_is_left_uncut():
    assert cut_out(np.full((300, 200, 3), 128, np.uint8)) is None


def test_box_drawn_by_a_person_bounds_the_garment(composed: tuple[Pixels, Mask]):
    pixels, truth = composed
    found = cut_out(pixels, box=(30, 60, 330, 300))
    assert found is not None
    assert not found.mask[320:].any()
    assert overlap(found.mask[60:290], truth[60:290]) > 0.85


def test_threads_cut_the_same_outline(composed: tuple[Pixels, Mask]):
    alone = cut_out(composed[0])
    with ThreadPoolExecutor(4) as pool:
        masks = list(pool.map(lambda _: cut_out(composed[0]), range(8)))
    assert alone is not None
    assert all(one is not None and (one.mask == alone.mask).all() for one in masks)


def test_most_real_photos_are_cut_to_a_believable_part():
    photos = [path for folder in sorted(PICTURES.iterdir()) if folder.is_dir() for path in sorted(folder.glob("*"))[:2]]
    masks = [found.mask.mean() for found in (cut_out(read_picture(path).pixels) for path in photos) if found]
    assert len(masks) >= 0.9 * len(photos)
    assert all(0.02 < share < 0.95 for share in masks)


@pytest.mark.parametrize("level", [254, 240, 225])
@pytest.mark.parametrize(
    "part", [np.s_[:, :300], np.s_[:4, :4], np.s_[300:301, 300:301]], ids=["half", "corner", "dot"]
)
def test_areas_of_one_color_take_no_longer_than_a_photo(part: tuple[slice, slice], level: int):
    """Without a grain, each of these keeps GrabCut busy for more than ten seconds."""
    pixels = np.full((600, 600, 3), 255, np.uint8)
    pixels[part] = level
    began = time.process_time()
    cut_out(pixels)
    assert time.process_time() - began < 2.0
