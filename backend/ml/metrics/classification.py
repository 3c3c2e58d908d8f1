"""Figures for classifiers, with their intervals."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

Probabilities = NDArray[np.float64]  # [N, classes], rows sum to 1
Labels = NDArray[np.int64]  # [N]


def accuracy(probabilities: Probabilities, labels: Labels) -> float:
    """Share of pictures whose most likely class is right."""
    return float((probabilities.argmax(1) == labels).mean())


def log_loss(probabilities: Probabilities, labels: Labels) -> float:
    """Mean negative log-likelihood of the right class."""
    right = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.clip(right, 1e-12, 1)).mean())


def at_temperature(probabilities: Probabilities, temperature: float) -> Probabilities:
    """Probabilities made less sure by a temperature above 1, surer by one below."""
    calibrated: Probabilities = softmax(_logits(probabilities) / temperature, axis=1)
    return calibrated


def fit_temperature(probabilities: Probabilities, labels: Labels) -> float:
    """The temperature that minimises the log loss (Guo et al. 2017)."""
    logits, rows = _logits(probabilities), np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        return float(-log_softmax(logits / np.exp(log_temperature), axis=1)[rows, labels].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def wilson_interval(right: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """Interval of a share (Wilson 1927), 95 % with the default z; (0, 1) of nothing."""
    if count == 0:
        return 0.0, 1.0
    share = right / count
    centre = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z / (1 + z**2 / count) * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2))
    return float(max(0.0, centre - half)), float(min(1.0, centre + half))


def calibration_error(probabilities: Probabilities, labels: Labels, bins: int = 10) -> float:
    """Expected calibration error over bins of equal mass (Nixon et al. 2019): 0 is perfect."""
    confidence = probabilities.max(1)
    right = probabilities.argmax(1) == labels
    order = np.argsort(confidence, kind="stable")
    gaps = [
        len(part) * abs(float(confidence[part].mean()) - float(right[part].mean()))
        for part in np.array_split(order, bins)
        if len(part)
    ]
    return float(sum(gaps) / len(labels))


def confusion_matrix(probabilities: Probabilities, labels: Labels) -> NDArray[np.int64]:
    """Int64[classes, classes]: rows are the true classes, columns the predicted ones."""
    classes = probabilities.shape[1]
    matrix = np.zeros((classes, classes), np.int64)
    np.add.at(matrix, (labels, probabilities.argmax(1)), 1)
    return matrix


def _logits(probabilities: Probabilities) -> Probabilities:
    logits: Probabilities = np.log(np.clip(probabilities, 1e-12, 1))
    return logits
