"""Records the runs of the three training stages in MLflow, with charts of the validation split."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from app.detector import CATEGORIES, Classifier
from app.outfit_compatibility import CompatibilityModel
from app.registry.models import classifier_kind, compatibility_kind, cutout_kind
from app.settings import get_settings
from app.vision.cutout import CutoutModel
from ml.compatibility.export import balanced_pairs
from ml.compatibility.garment_changes import changed_views
from ml.compatibility.protocol import SEEDS
from ml.data.garments import load_garments
from ml.data.outfits import load_outfits
from ml.evaluation.plots import draw_confusion, draw_curves, draw_reliability
from ml.metrics.classification import confusion_matrix
from ml.tracking.runs import TrainingRecord, log_training
from ml.training.history import read_history


def log_classifier_training(
    output_dir: Path, data_dir: Path, parameters: Mapping[str, Any], metrics: Mapping[str, Any]
) -> str:
    """Record a run of stage `train_classifier`; returns its id."""
    model = Classifier(output_dir / "best.onnx")

    def draw(folder: Path) -> None:
        validation = load_garments(data_dir, "validation")
        probabilities = np.stack([model.probabilities(pixels) for pixels in validation.pixels])
        right = (probabilities.argmax(1) == validation.labels).astype(np.float64)
        draw_curves(read_history(output_dir / "history.csv"), folder / "curves.png")
        draw_reliability(probabilities.max(1), right, folder / "reliability.png")
        draw_confusion(confusion_matrix(probabilities, validation.labels), CATEGORIES, folder / "confusion.png")

    record = TrainingRecord(
        "train_classifier",
        classifier_kind(get_settings()),
        parameters,
        output_dir,
        metrics,
        *_origin(model.metadata),
        draw,
    )
    return log_training(record)


def log_siamese_training(
    output_dir: Path, data_dir: Path, parameters: Mapping[str, Any], metrics: Mapping[str, Any]
) -> str:
    """Record a run of stage `train`; returns its id. Its charts show scores, never a garment."""
    model = CompatibilityModel(output_dir / "compat_mobilenetv2.onnx")

    def draw(folder: Path) -> None:
        outfits = load_outfits(data_dir)
        rows = outfits.where("validation")
        scores = {}
        for seed in SEEDS:
            embeddings = model.embed_views(list(changed_views(outfits.views, rows, "both", seed)))
            scores[seed] = model.score(embeddings, embeddings).astype(np.float64)
        predicted, worn = balanced_pairs(outfits.photos[rows], outfits.categories[rows], scores)
        draw_curves(read_history(output_dir / "history.csv"), folder / "curves.png")
        draw_reliability(predicted, worn.astype(np.float64), folder / "reliability.png")

    record = TrainingRecord(
        "train", compatibility_kind(get_settings()), parameters, output_dir, metrics, *_origin(model.metadata), draw
    )
    return log_training(record)


def log_cutout_training(output_dir: Path, parameters: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    """Write a run of stage `train_cutout` down; returns its id."""
    model = CutoutModel(output_dir / "cutout.onnx")

    def draw(folder: Path) -> None:
        draw_curves(read_history(output_dir / "history.csv"), folder / "curves.png")

    record = TrainingRecord(
        "train_cutout", cutout_kind(get_settings()), parameters, output_dir, metrics, *_origin(model.metadata), draw
    )
    return log_training(record)


def _origin(metadata: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Digest of the pictures and origin of the initial weights, from the model's metadata."""
    initial = {"source": metadata["initial_weights"], "sha256": metadata["initial_weights_sha256"]}
    return metadata["data_sha256"], initial
