"""Compares the answers of a candidate and the released classifier photo by photo."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.detector import CATEGORIES
from ml.metrics.classification import Labels, Probabilities


@dataclass(frozen=True)
class Photo:
    """A photo with the class of its folder; `by_eye` is the class that a person saw, or empty."""

    name: str
    path: Path
    split: str
    category: str
    by_eye: str = ""


@dataclass(frozen=True)
class Answers:
    """Both classifiers' probabilities Float[N, classes] for the same photos."""

    photos: Sequence[Photo]
    candidate: Probabilities
    released: Probabilities

    @property
    def labels(self) -> Labels:
        return np.array([CATEGORIES.index(photo.category) for photo in self.photos], np.int64)

    def of_split(self, split: str) -> "Answers":
        rows = [row for row, photo in enumerate(self.photos) if photo.split == split]
        return Answers([self.photos[row] for row in rows], self.candidate[rows], self.released[rows])

    def losses(self) -> Probabilities:
        """The candidate's log loss on each photo: Float[N]."""
        right = self.candidate[np.arange(len(self.photos)), self.labels]
        losses: Probabilities = -np.log(np.clip(right, 1e-12, 1))
        return losses


def worst(answers: Answers, most: int) -> list[int]:
    """Rows of the candidate's wrong answers, those with the lowest probability of the right class first."""
    order = np.argsort(-answers.losses(), kind="stable")
    wrong = answers.candidate.argmax(1) != answers.labels
    return [int(row) for row in order if wrong[row]][:most]


def suspects(answers: Answers, sure_from: float) -> list[int]:
    """Rows whose class may be wrong, the surest first.

    Either a person saw another class, or no person looked, both classifiers agree on another one, and the candidate's
    confidence is at least `sure_from`. Errors that only the candidate makes are more likely its own.
    """
    said, confidence = answers.candidate.argmax(1), answers.candidate.max(1)
    contradicted = (said != answers.labels) & (said == answers.released.argmax(1)) & (confidence >= sure_from)
    looked_at = np.array([bool(photo.by_eye) for photo in answers.photos], np.bool_)
    seen = np.array([photo.by_eye not in ("", photo.category) for photo in answers.photos], np.bool_)
    rows = np.flatnonzero(np.where(looked_at, seen, contradicted))
    order = np.lexsort((-confidence[rows], ~contradicted[rows], ~seen[rows]))
    return [int(row) for row in rows[order]]


def changes(answers: Answers) -> tuple[list[int], list[int]]:
    """Rows that only the candidate gets right, and rows that only the released classifier gets right."""
    right, was_right = (one.argmax(1) == answers.labels for one in (answers.candidate, answers.released))
    return np.flatnonzero(right & ~was_right).tolist(), np.flatnonzero(~right & was_right).tolist()
