"""Splits for a training that leaves one fold out."""

from pathlib import Path

import pytest

from app.detector import CATEGORIES
from ml.labelling.fold_photos import first_of_each_class, link_photos, split_without
from ml.labelling.folds import FOLDS, read_folds

FOLDS_OF_PHOTOS = read_folds()


@pytest.mark.parametrize("fold", range(FOLDS))
def test_a_fold_is_the_test_split_and_shares_no_sender_with_the_others(fold: int) -> None:
    splits = split_without(fold, FOLDS_OF_PHOTOS)
    assert len(splits) == 3068 + 341
    held_out = {photo for photo, split in splits.items() if split == "test"}
    assert held_out == {photo for photo in splits if FOLDS_OF_PHOTOS.fold[photo] == fold}
    senders = {(FOLDS_OF_PHOTOS.sender[photo], split) for photo, split in splits.items()}
    assert len(senders) == len({sender for sender, _ in senders})
    classes = {(split, photo.split("/")[1]) for photo, split in splits.items()}
    assert len(classes) == 3 * len(CATEGORIES)


def test_photos_are_linked_by_split_and_class_and_a_few_of_each_suffice(tmp_path: Path) -> None:
    splits = {"train/hat/a.jpg": "test", "validation/hat/b.jpg": "train", "train/hat/c.jpg": "train"}
    for photo in splits:
        (tmp_path / "small" / photo).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "small" / photo).write_text(photo)
    link_photos(tmp_path / "small", tmp_path / "links", first_of_each_class(splits, 1))
    linked = {
        path.relative_to(tmp_path / "links").as_posix(): path.read_text() for path in tmp_path.glob("links/*/*/*")
    }
    assert linked == {"test/hat/a.jpg": "train/hat/a.jpg", "train/hat/b.jpg": "validation/hat/b.jpg"}
