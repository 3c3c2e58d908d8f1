"""The garment on its own: its outline is found, and signs of a bad mask are reported."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.cutout import CutoutModel, cut_out, released_cutout
from app.vision.cutout import doubts_of
from app.vision.images import Mask, Pixels, decode_mask, read_picture
from app.vision.onnx import ModelUnavailable

SAMPLES = Path(__file__).parents[2] / "samples"
PICTURES = Path(__file__).parents[1] / "pictures"
MASKS = sorted((Path(__file__).parent / "masks").glob("*/*.png"))


def overlap(found: Mask, truth: Mask) -> float:
    """Intersection over union."""
    return float((found & truth).sum() / (found | truth).sum())


@pytest.fixture(scope="module")
def fabric() -> Pixels:
    """The middle of a real garment, 480 x 360."""
    pixels = read_picture(SAMPLES / "tshirt-yellow.jpg").pixels
    height, width = pixels.shape[:2]
    middle = pixels[int(0.4 * height) : int(0.7 * height), int(0.35 * width) : int(0.65 * width)]
    return cv2.resize(middle, (360, 480)).astype(np.uint8)


def photo_and_mask(mask_file: Path) -> tuple[Pixels, Mask]:
    """A test photo, and its garment's mask: made by ISNet, looked at, and found right."""
    pixels = read_picture(PICTURES / mask_file.parent.name / f"{mask_file.stem}.jpg").pixels
    mask = decode_mask(mask_file.read_bytes())
    return cv2.resize(pixels, mask.shape[::-1], interpolation=cv2.INTER_AREA).astype(np.uint8), mask


@pytest.mark.parametrize("mask_file", MASKS, ids=lambda file: f"{file.parent.name}-{file.stem[:4]}")
def test_outline_is_the_one_that_a_person_found_right(mask_file: Path):
    pixels, truth = photo_and_mask(mask_file)
    found = cut_out(pixels, released_cutout())
    assert found is not None
    assert overlap(found.mask, truth) > 0.95
    assert not found.doubts
    rows, columns = np.nonzero(found.mask)
    assert found.box == (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)


@pytest.mark.parametrize("mask_file", MASKS, ids=lambda file: f"{file.parent.name}-{file.stem[:4]}")
def test_garment_that_is_small_in_its_photo_is_cut_as_well(mask_file: Path):
    pixels, truth = photo_and_mask(mask_file)
    down, across = (side // 2 for side in truth.shape)
    around = (down, down, across, across)
    far = cv2.copyMakeBorder(pixels, *around, cv2.BORDER_REPLICATE).astype(np.uint8)
    found = cut_out(far, released_cutout())
    assert found is not None
    assert overlap(found.mask, np.pad(truth, ((down, down), (across, across)))) > 0.96


@pytest.mark.parametrize(
    "mask_file", [file for file in MASKS if file.parent.name == "shoes"], ids=lambda file: file.stem[:4]
)
def test_floor_between_two_shoes_is_no_garment(mask_file: Path):
    pixels, truth = photo_and_mask(mask_file)
    outlines, _ = cv2.findContours(truth.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    assert len(outlines) == 2
    hull = cv2.fillConvexPoly(np.zeros(truth.shape, np.uint8), cv2.convexHull(np.concatenate(outlines)), 1)
    floor = (hull > 0) & ~cv2.dilate(truth.astype(np.uint8), np.ones((7, 7), np.uint8)).astype(np.bool_)
    found = cut_out(pixels, released_cutout())
    assert found is not None
    assert found.mask[floor].mean() < 0.05


def test_fabric_that_fills_the_photo_is_left_uncut_or_doubted(fabric: Pixels):
    found = cut_out(fabric, released_cutout())
    assert found is None or found.doubts


@pytest.mark.parametrize("level", [255, 254, 128, 0])
def test_areas_of_one_color_take_no_longer_than_a_photo(level: int):
    pixels = np.full((600, 600, 3), 255, np.uint8)
    pixels[:, :300] = level
    began = time.process_time()
    cut_out(pixels, released_cutout())
    assert time.process_time() - began < 0.5


def test_box_drawn_by_a_person_says_which_garment_is_meant():
    (left, truth), (right, other) = (photo_and_mask(file) for file in MASKS[:2])
    both = np.full((max(len(left), len(right)), left.shape[1] + right.shape[1], 3), 128, np.uint8)
    both[: len(left), : left.shape[1]], both[: len(right), left.shape[1] :] = left, right
    for x0, mask in ((0, truth), (left.shape[1], other)):
        found = cut_out(both, released_cutout(), box=(x0, 0, x0 + mask.shape[1], len(mask)))
        assert found is not None
        outside = np.delete(found.mask, np.s_[x0 : x0 + mask.shape[1]], axis=1)
        assert not outside.any()
        assert overlap(found.mask[: len(mask), x0 : x0 + mask.shape[1]], mask) > 0.9


def test_threads_cut_the_same_outline():
    model, (pixels, _) = released_cutout(), photo_and_mask(MASKS[0])
    alone = cut_out(pixels, model)
    with ThreadPoolExecutor(4) as pool:
        masks = list(pool.map(lambda _: cut_out(pixels, model), range(8)))
    assert alone is not None
    assert all(one is not None and (one.mask == alone.mask).all() for one in masks)


def test_most_real_photos_are_cut_to_a_believable_part():
    photos = [path for folder in sorted(PICTURES.iterdir()) if folder.is_dir() for path in sorted(folder.glob("*"))[:2]]
    found = [cut_out(read_picture(path).pixels, released_cutout()) for path in photos]
    shares = [one.mask.mean() for one in found if one]
    assert len(shares) >= 0.9 * len(photos)
    assert all(0.02 < share < 0.95 for share in shares)
    assert sum(bool(one.doubts) for one in found if one) <= 0.2 * len(photos)


def square(*boxes: tuple[int, int, int, int]) -> Mask:
    mask = np.zeros((128, 128), np.bool_)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = True
    return mask


@pytest.mark.parametrize(
    ("mask", "doubts"),
    [
        (square((30, 30, 90, 90)), ()),
        (square((20, 30, 50, 90), (70, 30, 100, 90)), ()),
        (square((0, 0, 128, 128)), ("touches-edges",)),
        (square((0, 40, 128, 128)), ("touches-edges",)),
        (square((0, 40, 60, 128)), ()),
        (square((5, 5, 30, 30), (50, 50, 80, 80), (90, 90, 120, 120)), ("falls-apart",)),
    ],
    ids=["a garment", "a pair", "all edges", "three edges", "two edges", "three pieces"],
)
def test_shape_of_a_mask_shows_that_it_may_be_wrong(mask: Mask, doubts: tuple[str, ...]):
    assert doubts_of(np.where(mask, 0.99, 0.01).astype(np.float32), mask) == doubts


def test_confidence_shows_that_a_mask_may_be_wrong():
    mask = square((30, 30, 90, 90))
    assert doubts_of(np.where(mask, 0.7, 0.01).astype(np.float32), mask) == ("low-confidence",)
    assert doubts_of(np.where(mask, 0.99, 0.3).astype(np.float32), mask) == ("low-confidence",)


def test_file_that_is_no_cutout_network_is_refused():
    with pytest.raises(ModelUnavailable, match="one number per pixel"):
        CutoutModel(Path(__file__).parents[2] / "weights" / "best.onnx")
