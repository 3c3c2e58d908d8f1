"""The committed labels are whole: each photo of a split once, in known words."""

import csv

import pytest

from app.vision.vocabulary import CATEGORY_OF_KIND
from ml.labelling.labels import read_labels
from ml.labelling.vocabulary import QUESTIONS
from ml.parameters import REPOSITORY_DIR

GARMENTS = REPOSITORY_DIR / "backend" / "ml" / "labels" / "garments"
PHOTOS = {"test": 372, "validation": 341, "train": 3068, "extra": 167, "second_pass": 300}


@pytest.mark.parametrize("name", PHOTOS)
def test_every_photo_of_a_file_is_labelled_once_in_known_words(name: str):
    with (GARMENTS / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["photo"] for row in rows}) == PHOTOS[name]
    for row in rows:
        assert row["kind"] in CATEGORY_OF_KIND
        for question, words in QUESTIONS.items():
            assert row[question] in words, row["photo"]


def test_no_photo_is_in_two_splits():
    test, validation, train = (set(read_labels(GARMENTS / f"{name}.csv")) for name in ("test", "validation", "train"))
    assert not test & validation
    assert not (test | validation) & train
