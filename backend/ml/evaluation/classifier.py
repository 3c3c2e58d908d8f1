"""Evaluates the classifier: accuracy per class with intervals, calibration, and every prediction."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from ultralytics import YOLO

from app.detector import CATEGORIES
from app.registry.candidate import digest_of
from ml.classifier.model import predict
from ml.data.garments import GarmentSplit, load_garments
from ml.metrics.calibration import calibration_error
from ml.metrics.classification import Probabilities, accuracy, confusion_matrix, log_loss
from ml.metrics.intervals import wilson_interval


def evaluate_classifier(
    weights: Path, data_dir: Path, split: str, output_dir: Path, *, shifted: bool = False
) -> dict[str, Any]:
    """Run `best.pt` on a split as the service sees it; writes predictions and a confusion matrix, returns metrics.

    In `output_dir`: `SPLIT_predictions.csv` (file, sha256, category, predicted, confidence, one column per class) and
    `SPLIT_confusion.csv` (true classes in rows). With `shifted` (other surroundings) the files are `SPLIT_shifted_...`.
    """
    garments = load_garments(data_dir, split, part="shifted" if shifted else "garments")
    split = name_of(split, shifted=shifted)
    yolo = YOLO(weights, task="classify")
    probabilities = predict(yolo.model, garments.pixels, torch.device("cpu"))
    order = [list(yolo.names.values()).index(category) for category in CATEGORIES]
    probabilities = probabilities[:, order]
    record = (yolo.ckpt or {}).get("train_metrics") or {}
    output_dir.mkdir(parents=True, exist_ok=True)
    _write_predictions(output_dir / f"{split}_predictions.csv", garments, probabilities)
    matrix = confusion_matrix(probabilities, garments.labels)
    _write_confusion(output_dir / f"{split}_confusion.csv", matrix)
    figures = describe(probabilities, garments.labels, float(record.get("review_below", 1.0)))
    origin = {name: record.get(name) for name in ("epochs", "temperature", "initial_weights", "data_sha256")}
    return {"weights_sha256": digest_of(weights), **origin, **figures}


def name_of(split: str, *, shifted: bool) -> str:
    """The first part of the names of a split's files."""
    return f"{split}_shifted" if shifted else split


def describe(probabilities: Probabilities, labels: NDArray[np.int64], review_below: float) -> dict[str, Any]:
    """All figures of one set of predictions."""
    right = probabilities.argmax(1) == labels
    sure = probabilities.max(1) >= review_below
    matrix = confusion_matrix(probabilities, labels)
    classes = {}
    for index, category in enumerate(CATEGORIES):
        hits, count, named = int(matrix[index, index]), int(matrix[index].sum()), int(matrix[:, index].sum())
        classes[category] = {
            "pictures": count,
            "recall": hits / count if count else None,
            "recall_interval": wilson_interval(hits, count),
            "precision": hits / named if named else None,
        }
    return {
        "pictures": len(labels),
        "accuracy": accuracy(probabilities, labels),
        "accuracy_interval": wilson_interval(int(right.sum()), len(labels)),
        "nll": log_loss(probabilities, labels),
        "ece": calibration_error(probabilities, labels),
        "ece_interval": _bootstrap_calibration(probabilities, labels),
        "review_below": review_below,
        "needs_review_share": float((~sure).mean()),
        "accuracy_without_review": float(right[sure].mean()) if sure.any() else None,
        "classes": classes,
    }


def table(metrics: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    low, high = metrics["accuracy_interval"]
    lines = ["| class | pictures | recall (95 % interval) | precision |", "|---|---|---|---|"]
    for category, figures in metrics["classes"].items():
        bottom, top = figures["recall_interval"]
        recall, precision = (
            "-" if figures[name] is None else f"{figures[name]:.3f}" for name in ("recall", "precision")
        )
        lines.append(f"| {category} | {figures['pictures']} | {recall} ({bottom:.3f}..{top:.3f}) | {precision} |")
    lines.append(f"| **all** | {metrics['pictures']} | **{metrics['accuracy']:.3f}** ({low:.3f}..{high:.3f}) | |")
    first, last = metrics["ece_interval"]
    lines.append(f"\nNLL {metrics['nll']:.3f}, ECE {metrics['ece']:.3f} ({first:.3f}..{last:.3f}).")
    if metrics["accuracy_without_review"] is not None:
        lines.append(
            f"{metrics['needs_review_share']:.1%} of the pictures are below confidence {metrics['review_below']:.2f} "
            f"and need review; of the others {metrics['accuracy_without_review']:.1%} are right."
        )
    return "\n".join(lines)


def _bootstrap_calibration(
    probabilities: Probabilities, labels: NDArray[np.int64], draws: int = 1000
) -> tuple[float, float]:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(draws):
        rows = rng.integers(0, len(labels), len(labels))
        found.append(calibration_error(probabilities[rows], labels[rows]))
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def _write_predictions(path: Path, garments: GarmentSplit, probabilities: Probabilities) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "sha256", "category", "predicted", "confidence", *CATEGORIES))
        for name, digest, label, row in zip(
            garments.files, garments.sha256, garments.labels, probabilities, strict=True
        ):
            best = int(row.argmax())
            shares = (f"{share:.5f}" for share in row)
            writer.writerow((name, digest, CATEGORIES[label], CATEGORIES[best], f"{row[best]:.5f}", *shares))


def _write_confusion(path: Path, matrix: NDArray[np.int64]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("category", *CATEGORIES))
        for category, row in zip(CATEGORIES, matrix.tolist(), strict=True):
            writer.writerow((category, *row))
