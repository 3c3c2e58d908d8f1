"""The labels of garment photos in `labels/garments/`, one CSV file for each split or pass.

photo        path in its source: `test/dress/NAME.jpg`, `images/NAME.jpg`
kind, pattern, color, color2, warmth    words of app/vision/vocabulary.py; labels/GUIDE.md says what they mean
flags        none, one or more of doubtful, several, worn and wrong-class (the kind does not fit the data set's
             class), with a space between them
labeller     who looked
labelled_on  ISO date
how          `sheet`: from a contact sheet; `third look`: decided after two passes differed
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.vision.vocabulary import CATEGORY_OF_KIND
from ml.labelling.vocabulary import QUESTIONS

WRONG_CLASS: Final = "wrong-class"
HEADER: Final = ("photo", *QUESTIONS, "flags", "labeller", "labelled_on", "how")


@dataclass(frozen=True)
class Label:
    """One photo's label, with who, when and how."""

    photo: str
    words: dict[str, str]
    flags: tuple[str, ...]
    labeller: str
    labelled_on: str
    how: str

    @property
    def category(self) -> str:
        return CATEGORY_OF_KIND[self.words["kind"]]


def read_labels(path: Path) -> dict[str, Label]:
    """The labels of one file, by photo."""
    with path.open(newline="") as file:
        return {
            row["photo"]: Label(
                row["photo"],
                {question: row[question] for question in QUESTIONS},
                tuple(row["flags"].split()),
                row["labeller"],
                row["labelled_on"],
                row["how"],
            )
            for row in csv.DictReader(file)
        }


def write_labels(path: Path, labels: list[Label]) -> None:
    """Sorted by photo, so that a change of one label is a change of one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for label in sorted(labels, key=lambda label: label.photo):
            words = (label.words[question] for question in QUESTIONS)
            writer.writerow((label.photo, *words, " ".join(label.flags), label.labeller, label.labelled_on, label.how))
