"""Whether the latest photos differ from those on which the models were evaluated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from app.outfit_compatibility import EMBEDDING_SIZE
from app.registry.monitoring.reference import ClassReference, EmbeddingReference
from app.registry.monitoring.two_samples import (
    Comparison,
    Floats,
    chi_square,
    energy_distance,
    holm,
    kolmogorov_smirnov,
)

WINDOW: Final = 200  # the latest photos
FEWEST: Final = 50  # photos, below which nothing is tested
ALARM_BELOW: Final = 0.001  # of all three tests together: one false alarm in a thousand windows at most

Subject: TypeAlias = Literal["confidence", "class", "embedding"]
State: TypeAlias = Literal["steady", "drifted", "too few photos", "no reference"]
TESTS: Final[dict[Subject, str]] = {
    "confidence": "Kolmogorov-Smirnov",
    "class": "Pearson's chi-square",
    "embedding": "energy distance within each class",
}


@dataclass(frozen=True)
class Window:
    """The models' predictions for N photos: classes, confidences Float32[N], embeddings Float32[N, 128]."""

    categories: Sequence[str]
    confidences: Floats
    embeddings: Floats

    def __len__(self) -> int:
        return len(self.categories)


@dataclass(frozen=True)
class Finding:
    """One test's result; `p_value` is adjusted for several tests. Numbers are None if nothing was tested."""

    subject: Subject
    test: str
    state: State
    statistic: float | None = None
    p_value: float | None = None


def find_drift(window: Window, classes: ClassReference | None, embeddings: EmbeddingReference | None) -> list[Finding]:
    """One finding per subject (half a second of CPU)."""
    if classes is None or embeddings is None or embeddings.photos != classes.photos:
        embeddings = None
    tests: dict[Subject, Callable[[], Comparison] | None] = dict.fromkeys(TESTS)
    if classes is not None:
        tests["confidence"] = lambda: kolmogorov_smirnov(classes.confidences, window.confidences)
        tests["class"] = lambda: chi_square(classes.categories, window.categories)
        if embeddings is not None:
            tests["embedding"] = lambda: energy_distance(
                embeddings.embeddings, window.embeddings, classes.categories, window.categories
            )
    made = {subject: test() for subject, test in tests.items() if test and len(window) >= FEWEST}
    adjusted = dict(zip(made, holm([comparison.p_value for comparison in made.values()]), strict=True))
    return [
        Finding(subject, name, "no reference")
        if tests[subject] is None
        else Finding(subject, name, "too few photos")
        if subject not in made
        else Finding(
            subject,
            name,
            "drifted" if adjusted[subject] < ALARM_BELOW else "steady",
            made[subject].statistic,
            adjusted[subject],
        )
        for subject, name in TESTS.items()
    ]


def distances_to_reference(window: Window, classes: ClassReference, embeddings: EmbeddingReference) -> Floats:
    """The distance of each photo's embedding from the reference's mean of its class, for a histogram: Float32[N]."""
    known = np.asarray(classes.categories)
    means = {name: embeddings.embeddings[known == name].mean(axis=0) for name in set(classes.categories)}
    overall = embeddings.embeddings.mean(axis=0)
    centers = np.array([means.get(name, overall) for name in window.categories], np.float32).reshape(-1, EMBEDDING_SIZE)
    distances: Floats = np.linalg.norm(window.embeddings - centers, axis=1)
    return distances
