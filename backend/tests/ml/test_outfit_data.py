"""Garments and splits from the labels of street photos."""

import numpy as np

from ml.data.outfit_preprocessing import CATEGORY_OF_LABEL, LABELS, cut_garments, split_photos
from ml.data.outfits import FOLDS

NAMES = ["null", "t-shirt", "shoes", "heels", "skin", "bag", "jeans"]


def labels(**boxes: tuple[slice, slice]) -> np.ndarray:
    found = np.zeros((200, 100), np.uint8)
    for name, box in boxes.items():
        found[box] = NAMES.index(name.rstrip("0123456789").replace("_", "-"))
    return found


def test_left_and_right_shoe_are_one_garment_whatever_their_labels() -> None:
    both = labels(shoes=np.s_[170:190, 10:40], heels=np.s_[170:190, 60:90])
    [(label, mask)] = cut_garments(both, NAMES)
    assert label in {"shoes", "heels"}
    assert mask.sum() == 2 * 20 * 30


def test_skin_and_slivers_are_no_garments() -> None:
    assert list(cut_garments(labels(skin=np.s_[0:80, 0:80], bag=np.s_[100:110, 10:20]), NAMES)) == []


def test_small_pieces_far_away_do_not_enlarge_the_garment() -> None:
    [(label, mask)] = cut_garments(labels(jeans=np.s_[60:160, 20:80], jeans2=np.s_[2:6, 90:95]), NAMES)
    assert label == "jeans"
    rows = np.flatnonzero(mask.any(axis=1))
    assert (rows[0], rows[-1]) == (60, 159)


def test_top_and_bag_are_two_garments() -> None:
    found = dict(cut_garments(labels(t_shirt=np.s_[10:60, 10:70], bag=np.s_[80:120, 10:60]), NAMES))
    assert found.keys() == {"t-shirt", "bag"}


def test_splits_are_by_photo_and_every_fold_is_outside_the_test_split() -> None:
    photos = [f"{number:04}" for number in range(500)]
    places = split_photos(photos, seed=7)
    assert places.keys() == set(photos)
    assert places == split_photos(photos[::-1], seed=7)
    assert places != split_photos(photos, seed=8)
    tests = [photo for photo, (split, _) in places.items() if split == "test"]
    assert len(tests) == 100
    assert all((fold == -1) == (split == "test") for split, fold in places.values())
    sizes = np.bincount([fold for _, fold in places.values() if fold >= 0])
    assert len(sizes) == FOLDS
    assert sizes.max() - sizes.min() <= 1


def test_no_label_is_of_two_categories() -> None:
    assert len(CATEGORY_OF_LABEL) == sum(map(len, LABELS.values()))
