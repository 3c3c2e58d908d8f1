"""The photos of clothing-dataset-small, split again for a training that leaves one fold out.

    OUTPUT/clothing-dataset-small/SPLIT/CLASS/NAME    links to the photos, as the stage `preprocess` reads them
    OUTPUT/labels.csv                                 the labels of the fold that is left out

The fold is the test split. A tenth of the other photos is the validation split. No sender is in two splits. The data
set's own test photos are left out.
"""

import argparse
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Final

from ml.labelling.folds import FOLDS, FOLDS_FILE, Folds, group_by_sender, read_folds
from ml.labelling.labels import read_labels, write_labels

SOURCE: Final = "clothing-dataset-small"
LABELS_DIR: Final = FOLDS_FILE.parent / "garments"
VALIDATION_PARTS: Final = 10
_SEED: Final = 7


def split_without(fold: int, folds: Folds) -> dict[str, str]:
    """Split of each photo of the source: `test` for the fold, else `train` or `validation`."""
    photos = sorted(photo for photo in folds.fold if not photo.startswith("images/"))
    others = [photo for photo in photos if folds.fold[photo] != fold]
    classes = [PurePosixPath(photo).parent.name for photo in others]
    senders = [folds.sender[photo] for photo in others]
    validation = set(group_by_sender(others, classes, senders, _SEED, VALIDATION_PARTS)[0])
    return {
        photo: "test" if folds.fold[photo] == fold else "validation" if photo in validation else "train"
        for photo in photos
    }


def first_of_each_class(splits: dict[str, str], count: int) -> dict[str, str]:
    """At most `count` photos of each class and split."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = {}
    for photo, split in splits.items():
        group = (split, PurePosixPath(photo).parent.name)
        seen[group] += 1
        if seen[group] <= count:
            kept[photo] = split
    return kept


def link_photos(source_dir: Path, output_dir: Path, splits: dict[str, str]) -> None:
    """Link every photo into its split's class folder. Raises FileExistsError if one is there already."""
    for photo, split in splits.items():
        path = PurePosixPath(photo)
        link = output_dir / split / path.parent.name / path.name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to((source_dir / photo).absolute())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=Path, required=True, help="folder of clothing-dataset-small")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), required=True)
    parser.add_argument("--output", type=Path, required=True, help="a new folder")
    parser.add_argument("--per-class", type=int, help="at most so many photos of each class and split, to try it out")
    arguments = parser.parse_args()
    if arguments.output.exists():
        parser.error(f"{arguments.output} is there already. Name a new folder, or remove it first.")
    splits = split_without(arguments.fold, read_folds())
    if arguments.per_class:
        splits = first_of_each_class(splits, arguments.per_class)
    link_photos(arguments.small, arguments.output / SOURCE, splits)
    labels = read_labels(LABELS_DIR / "train.csv") | read_labels(LABELS_DIR / "validation.csv")
    write_labels(arguments.output / "labels.csv", [labels[photo] for photo, split in splits.items() if split == "test"])
    print(", ".join(f"{split} {count}" for split, count in Counter(splits.values()).items()))


if __name__ == "__main__":
    main()
