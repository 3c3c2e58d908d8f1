"""Whether predicted probabilities come true, in bins of equal mass.

scikit-learn's `calibration_curve` puts ties of a bin's edge into one bin, so its bins are not of equal mass.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.metrics.classification import Labels, Probabilities


@dataclass(frozen=True)
class Bin:
    """Mean predicted probability and observed share of `count` predictions."""

    predicted: float
    observed: float
    count: int


def reliability(predicted: NDArray[np.float64], observed: NDArray[np.float64], bins: int = 10) -> list[Bin]:
    """Bins of predictions 0..1 and outcomes 0 or 1, both Float[N], by ascending prediction."""
    parts = np.array_split(np.argsort(predicted, kind="stable"), bins)
    return [Bin(float(predicted[part].mean()), float(observed[part].mean()), len(part)) for part in parts if len(part)]


def expected_error(bins: list[Bin]) -> float:
    """Expected calibration error over bins of equal mass (Nixon et al. 2019): 0 is perfect."""
    return sum(one.count * abs(one.predicted - one.observed) for one in bins) / sum(one.count for one in bins)


def calibration_error(probabilities: Probabilities, labels: Labels, bins: int = 10) -> float:
    """Expected calibration error of a classifier's confidence in its most likely class."""
    right = (probabilities.argmax(1) == labels).astype(np.float64)
    return expected_error(reliability(probabilities.max(1), right, bins))
