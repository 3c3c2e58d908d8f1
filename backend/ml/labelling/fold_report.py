"""Accuracy of predictions by fold, by how many photos a sender sent, and on the test split, with old and new labels.

Predictions are CSV files with the columns photo and category, and color if there is one (ml/labelling/predictions.py
writes such). For figures that do not flatter, a fold's predictions come from a model that was trained on the other
folds alone.

Rows: `old` compares with the data set's own class, `label` with the category of the labelled kind, `color` with the
labelled main or second colour, `main color` with the main one alone. Intervals are percentiles of a bootstrap over
senders, not photos, 95 %: photos of one sender resemble each other. With few senders, as in the test split (5), they
say little.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np

from ml.labelling.classes import CATEGORIES_OF_CLASS, class_of
from ml.labelling.folds import FOLDS, FOLDS_FILE, Folds, read_column, read_folds
from ml.labelling.labels import Label, read_labels
from ml.labelling.predictions import Prediction, read_predictions

# Photos a sender sent to a split: most send a few, a handful send hundreds.
SENDER_SIZES: Final = ((1, 2), (3, 9), (10, 49), (50, 10_000))


@dataclass(frozen=True)
class Row:
    """Accuracy of one answer in one group of photos; a single sender has no interval."""

    group: str
    answer: str
    photos: int
    senders: int
    accuracy: float
    interval: tuple[float, float] | None


def report(
    predictions: dict[str, Prediction], labels: dict[str, Label], folds: Folds, classes: dict[str, str]
) -> list[Row]:
    """A row for each group and answer that has photos."""
    known = [photo for photo in predictions if photo in folds.sender]
    sent = Counter(folds.sender[photo] for photo in folds.sender if photo in folds.fold)
    outside_test = [photo for photo in known if photo in folds.fold]
    groups = {f"fold {n}": [p for p in outside_test if folds.fold[p] == n] for n in range(FOLDS)}
    groups["all folds"] = outside_test
    for low, high in SENDER_SIZES:
        name = f"senders of {low} to {high}" if high < SENDER_SIZES[-1][1] else f"senders of {low} and more"
        groups[name] = [p for p in outside_test if low <= sent[folds.sender[p]] <= high]
    test = groups["test"] = [photo for photo in known if photo not in folds.fold]
    sent_to_test = Counter(folds.sender[photo] for photo in folds.sender if photo not in folds.fold)
    for count in sorted(set(sent_to_test.values()), reverse=True):
        groups[f"test, sender of {count}"] = [photo for photo in test if sent_to_test[folds.sender[photo]] == count]
    answers = _answers(predictions, labels, classes)
    rows = []
    for group, photos in groups.items():
        for answer, is_right in answers.items():
            rights = {photo: right for photo in photos if (right := is_right(photo)) is not None}
            if rights:
                rows.append(_row(group, answer, rights, folds.sender))
    return rows


def _answers(
    predictions: dict[str, Prediction], labels: dict[str, Label], classes: dict[str, str]
) -> dict[str, Callable[[str], bool | None]]:
    """For each answer: whether it is right for a photo, None if that is not known."""

    def old(photo: str) -> bool | None:
        fitting = CATEGORIES_OF_CLASS.get(class_of(photo, classes))
        return None if fitting is None else predictions[photo].category in fitting

    def label(photo: str) -> bool | None:
        return predictions[photo].category == labels[photo].category if photo in labels else None

    def color(photo: str) -> bool | None:
        if photo not in labels or not predictions[photo].color:
            return None
        words = labels[photo].words
        return predictions[photo].color in {words["color"], words["color2"]}

    def main_color(photo: str) -> bool | None:
        return None if color(photo) is None else predictions[photo].color == labels[photo].words["color"]

    return {"old": old, "label": label, "color": color, "main color": main_color}


def _row(group: str, answer: str, rights: dict[str, bool], sender: dict[str, str]) -> Row:
    names = sorted({sender[photo] for photo in rights})
    row_of_sender = {name: row for row, name in enumerate(names)}
    right, count = np.zeros(len(names)), np.zeros(len(names))
    for photo, is_right in rights.items():
        right[row_of_sender[sender[photo]]] += is_right
        count[row_of_sender[sender[photo]]] += 1
    accuracy = float(right.sum() / count.sum())
    if len(names) == 1:
        return Row(group, answer, len(rights), 1, accuracy, None)
    samples = np.random.default_rng(0).integers(len(names), size=(2000, len(names)))
    low, high = np.percentile(right[samples].sum(1) / count[samples].sum(1), [2.5, 97.5])
    return Row(group, answer, len(rights), len(names), accuracy, (float(low), float(high)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--predictions", type=Path, nargs="+", required=True)
    parser.add_argument("--labels", type=Path, nargs="*", default=[], help="labels files (ml/labelling/labels.py)")
    parser.add_argument("--folds", type=Path, default=FOLDS_FILE)
    parser.add_argument("--classes", type=Path, help="clothing-dataset-part.labels.csv, for the photos of `images/`")
    parser.add_argument("--output", type=Path, help="also write the rows as JSON")
    arguments = parser.parse_args()
    predictions: dict[str, Prediction] = {}
    for path in arguments.predictions:
        predictions |= read_predictions(path)
    labels: dict[str, Label] = {}
    for path in arguments.labels:
        labels |= read_labels(path)
    classes = read_column(arguments.classes, "label") if arguments.classes else {}
    rows = report(predictions, labels, read_folds(arguments.folds), classes)
    if not rows:
        parser.error(f"None of the {len(predictions)} photos is in {arguments.folds}.")
    for row in rows:
        interval = f" ({row.interval[0]:.3f} to {row.interval[1]:.3f})" if row.interval else ""
        counts = f"{row.photos:5} photos {row.senders:4} senders"
        print(f"{row.group:24} {row.answer:10} {counts}  {row.accuracy:.3f}{interval}")
    if arguments.output:
        arguments.output.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")


if __name__ == "__main__":
    main()
