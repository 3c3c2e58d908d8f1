"""Shows the errors of the trained classifier beside the released one's, as one page; `make candidate-errors`.

    python -m ml.candidate_errors [--candidate FILE.onnx] [--output FILE.html]

The page has the worst validation photos, photos whose class may be wrong, and the confusion of both. It contains
photos, so it stays on this machine: git ignores its folder.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from app.detector import CATEGORIES, Classifier
from app.registry.models import classifier_kind
from app.settings import get_settings
from app.vision.onnx import ModelUnavailable
from ml.data.own_photos import CHECKED, read_index
from ml.errors import StageFailed, ends_with_a_sentence
from ml.evaluation.candidate_errors import Answers, Photo
from ml.evaluation.error_page import error_page
from ml.evaluation.service_answers import answers_of
from ml.labelling.labels import read_labels
from ml.parameters import DATA_DIR, REPOSITORY_DIR

LABELS = REPOSITORY_DIR / "backend/ml/labels/garments"


def photos_to_show(data_dir: Path, raw_dir: Path, checked_dir: Path, labels_dir: Path) -> Iterator[Photo]:
    """The validation photos, and a person's own photos in training."""
    index = data_dir / "garments" / "index.csv"
    if not index.is_file():
        raise StageFailed(f"{index} is missing: run `make train` first.")
    by_eye = {
        name: label.category
        for split in ("train", "validation")
        for name, label in read_labels(labels_dir / f"{split}.csv").items()
    }
    originals = {(checked_dir / row["file"]).resolve(): row["original"] for row in read_index(checked_dir)}
    with index.open(newline="") as file:
        for row in csv.DictReader(file):
            path = (raw_dir / row["file"]).resolve()
            if row["split"] == "validation" or (row["split"] == "train" and path in originals):
                name = originals.get(path, row["file"])
                yield Photo(name, path, row["split"], row["category"], by_eye.get(row["file"], ""))


@ends_with_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candidate", type=Path, default=DATA_DIR / "classifier/best.onnx")
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw/clothing-dataset-small")
    parser.add_argument("--checked-dir", type=Path, default=CHECKED)
    parser.add_argument("--labels-dir", type=Path, default=LABELS, help="classes that people saw")
    parser.add_argument("--output", type=Path, default=DATA_DIR / "candidate_errors.html")
    arguments = parser.parse_args()
    photos = list(photos_to_show(arguments.data_dir, arguments.raw_dir, arguments.checked_dir, arguments.labels_dir))
    try:
        candidate, released = Classifier(arguments.candidate), Classifier(classifier_kind(get_settings()).released)
    except ModelUnavailable as error:
        raise StageFailed(f"{error} `make train` trains a candidate.") from error
    paths = [photo.path for photo in photos]
    answers = Answers(photos, *(answers_of(model, paths, CATEGORIES) for model in (candidate, released)))
    page = error_page(answers, candidate.version, released.version, candidate.review_below)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(page)
    sys.stdout.write(f"{len(photos)} photos: {arguments.output}\n")


if __name__ == "__main__":
    main()
