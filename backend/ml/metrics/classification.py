"""Figures for classifiers."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn import metrics

Probabilities = NDArray[np.float64]  # [N, classes], rows sum to 1
Labels = NDArray[np.int64]  # [N]


def accuracy(probabilities: Probabilities, labels: Labels) -> float:
    """Share of pictures whose most likely class is right."""
    return float(metrics.accuracy_score(labels, probabilities.argmax(1)))


def log_loss(probabilities: Probabilities, labels: Labels) -> float:
    """Mean negative log-likelihood of the right class.

    Equal to scikit-learn's on clipped probabilities, which warns about every sum that float32 rounding moves off 1.
    """
    right = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.clip(right, 1e-12, 1)).mean())


def at_temperature(probabilities: Probabilities, temperature: float) -> Probabilities:
    """Rescaled probabilities: less confident at a temperature above 1, more confident below 1."""
    calibrated: Probabilities = softmax(_logits(probabilities) / temperature, axis=1)
    return calibrated


def fit_temperature(probabilities: Probabilities, labels: Labels) -> float:
    """The temperature with the lowest log loss (Guo et al. 2017)."""
    logits, rows = _logits(probabilities), np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        return float(-log_softmax(logits / np.exp(log_temperature), axis=1)[rows, labels].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def confusion_matrix(probabilities: Probabilities, labels: Labels) -> NDArray[np.int64]:
    """Int64[classes, classes]: true classes in rows, predicted classes in columns."""
    classes = np.arange(probabilities.shape[1])
    matrix: NDArray[np.int64] = metrics.confusion_matrix(labels, probabilities.argmax(1), labels=classes)
    return matrix


def _logits(probabilities: Probabilities) -> Probabilities:
    logits: Probabilities = np.log(np.clip(probabilities, 1e-12, 1))
    return logits
