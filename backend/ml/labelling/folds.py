"""Five folds of the garment photos, grouped by sender, for evaluation on people whose photos were not trained on.

The data set's validation split shares nearly all its senders with train, so figures on it flatter. Here no sender
is in two folds. The test split is in no fold; its senders are listed beside them.

    labels/folds_by_sender.json    {"about", "folds": [{SENDER: [photo, ...]}, ...], "test": {SENDER: [photo, ...]}}

Photos are named by their path in their source: `train/dress/NAME.jpg` in clothing-dataset-small, `images/NAME.jpg` in
the part of clothing-dataset.
"""

import argparse
import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from ml.labelling.classes import class_of
from ml.labelling.sheets import find_photos

FOLDS: Final = 5
FOLDS_FILE: Final = Path(__file__).parents[1] / "labels" / "folds_by_sender.json"
_ABOUT: Final = (
    "Photos of the train and validation splits of clothing-dataset-small and of the part of clothing-dataset, in five "
    "folds by sender, stratified by the data set's class; no sender is in two folds. The test split is in none. "
    "Written by ml/labelling/folds.py, seed 7."
)


@dataclass(frozen=True)
class Folds:
    """Fold 0..4 of each photo outside the test split, and the sender of every photo."""

    fold: dict[str, int]
    sender: dict[str, str]


def read_folds(path: Path = FOLDS_FILE) -> Folds:
    """The committed folds."""
    content = json.loads(path.read_text())
    fold = {
        photo: number
        for number, senders in enumerate(content["folds"])
        for photos in senders.values()
        for photo in photos
    }
    sender = {
        photo: name
        for senders in [*content["folds"], content["test"]]
        for name, photos in senders.items()
        for photo in photos
    }
    return Folds(fold, sender)


def group_by_sender(
    photos: list[str], classes: list[str], senders: list[str], seed: int, parts: int = FOLDS
) -> list[list[str]]:
    """`parts` lists of photos without a common sender, with the classes' shares as equal as that allows."""
    splitter = StratifiedGroupKFold(n_splits=parts, shuffle=True, random_state=seed)
    drawn = splitter.split(np.zeros(len(photos)), classes, groups=senders)
    return [[photos[row] for row in held_out] for _, held_out in drawn]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=Path, required=True, help="folder of clothing-dataset-small")
    parser.add_argument("--part", type=Path, required=True, help="folder of the part of clothing-dataset")
    parser.add_argument("--part-classes", type=Path, required=True, help="clothing-dataset-part.labels.csv")
    parser.add_argument("--senders", type=Path, required=True, help="clothing-dataset.senders.csv")
    parser.add_argument("--output", type=Path, default=FOLDS_FILE)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    part_classes = read_column(arguments.part_classes, "label")
    sender_of_image = read_column(arguments.senders, "sender")
    photos = find_photos(arguments.small) + find_photos(arguments.part)
    sender = {photo: sender_of_image[PurePosixPath(photo).stem] for photo in photos}
    outside_test = [photo for photo in photos if not photo.startswith("test/")]
    classes = [class_of(photo, part_classes) for photo in outside_test]
    folds = group_by_sender(outside_test, classes, [sender[photo] for photo in outside_test], arguments.seed)
    test = [photo for photo in photos if photo.startswith("test/")]
    content = {
        "about": _ABOUT,
        "folds": [_by_sender(fold, sender) for fold in folds],
        "test": _by_sender(test, sender),
    }
    arguments.output.write_text(json.dumps(content, indent=0) + "\n")
    for number, fold in enumerate(folds):
        print(f"fold {number}: {len(fold)} photos of {len({sender[photo] for photo in fold})} senders")


def read_column(path: Path, column: str) -> dict[str, str]:
    """A column of the sources' CSV files, by image: its name without folder and suffix."""
    with path.open(newline="") as file:
        return {row["image"]: row[column] for row in csv.DictReader(file)}


def _by_sender(photos: list[str], sender: dict[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for photo in sorted(photos):
        groups[sender[photo]].append(photo)
    return dict(sorted(groups.items(), key=lambda item: int(item[0])))


if __name__ == "__main__":
    main()
