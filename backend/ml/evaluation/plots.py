"""Charts of a run, as PNG files. They show numbers, never a training picture."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray

mpl.use("Agg")  # no display

from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from ml.metrics.calibration import reliability


def draw_curves(history: Sequence[Mapping[str, float]], path: Path) -> None:
    """Every column of the history over the epochs, one panel each."""
    columns = [name for name in history[0] if name != "epoch"]
    figure, axes = plt.subplots(1, len(columns), figsize=(4 * len(columns), 3.2), squeeze=False)
    for axis, column in zip(axes[0], columns, strict=True):
        axis.plot([row["epoch"] for row in history], [row[column] for row in history])
        axis.set(xlabel="epoch", title=column.replace("_", " "))
    _save(figure, path)


def draw_reliability(predicted: NDArray[np.float64], observed: NDArray[np.float64], path: Path) -> None:
    """How often predictions 0..1 came true (`observed`, 0 or 1): on the diagonal for a calibrated model."""
    bins = reliability(predicted, observed)
    figure, axis = plt.subplots(figsize=(4, 4))
    axis.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axis.plot([one.predicted for one in bins], [one.observed for one in bins], marker="o")
    axis.set(xlabel="predicted", ylabel="observed", xlim=(0, 1), ylim=(0, 1))
    _save(figure, path)


def draw_confusion(matrix: NDArray[np.int64], names: Sequence[str], path: Path) -> None:
    """`matrix` Int[classes, classes] with the true classes in rows."""
    figure, axis = plt.subplots(figsize=(6, 5.5))
    axis.imshow(matrix / matrix.sum(1, keepdims=True).clip(min=1), cmap="Blues", vmin=0, vmax=1)
    for row, column in np.argwhere(matrix):
        axis.text(column, row, str(matrix[row, column]), ha="center", va="center", fontsize=7)
    axis.set(xticks=range(len(names)), yticks=range(len(names)), yticklabels=names, xlabel="predicted", ylabel="true")
    axis.set_xticklabels(names, rotation=60, ha="right")
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    plt.close(figure)
