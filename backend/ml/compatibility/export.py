"""Writes the two files that are released: `compat_mobilenetv2.pth` and, from it, `compat_mobilenetv2.onnx`.

Scores are calibrated on the validation split, relit and degraded: a logistic curve over the cosine (Platt,
"Probabilistic Outputs for Support Vector Machines", 1999), fitted to as many pairs worn together as not. Its two
numbers are stored in the ONNX file's metadata, so one file is the model.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from ml.compatibility.descriptions import DescriptionCache, no_garments
from ml.compatibility.model import EMBEDDING_DIM, SiameseMobileNetV2
from ml.compatibility.protocol import SEEDS, draw_pairs, figures
from ml.data.outfits import OutfitGarments
from ml.networks.onnx_files import trace_onnx, write_checked
from ml.networks.pretrained import Pretrained

NAME = "compat_mobilenetv2"
INPUT = "garments UInt8[batch, size, size, 4]: cut out, fitted into a square on white; 4th channel: share of garment"

Pairs = tuple[NDArray[np.float64], NDArray[np.bool_]]  # cosines, worn together


def export_siamese(
    model: SiameseMobileNetV2,
    parameters: dict[str, Any],
    pretrained: Sequence[Pretrained] | None,
    outfits: OutfitGarments,
    descriptions: DescriptionCache,
    output_dir: Path,
) -> dict[str, Any]:
    """Calibrate on validation and write both files and metrics.json, which holds numbers alone. Returns the metrics."""
    held_out = outfits.where("validation")
    scores = {seed: cosines(model, descriptions.describe(held_out, "both", seed)) for seed in SEEDS}
    photos, categories = outfits.photos[held_out], outfits.categories[held_out]
    reached = figures(photos, categories, lambda _, seed: scores[seed], "both")
    slope, intercept = fit_calibration(*balanced_pairs(photos, categories, scores))
    record: dict[str, Any] = {
        "slope": slope,
        "intercept": intercept,
        "validation_auc": reached.auc.value,
        "validation_fitb": reached.fitb.value,
        "data_sha256": outfits.sha256,
        "initial_weights": ", ".join(one.source for one in pretrained or ()) or "none",
        "initial_weights_sha256": ", ".join(one.sha256 for one in pretrained or ()) or "none",
    }
    weights = output_dir / f"{NAME}.pth"
    torch.save({"state_dict": model.state_dict(), "parameters": parameters, "record": record}, weights)
    some = np.ascontiguousarray(outfits.views[held_out[:32]])
    metrics = {
        **{name: value for name, value in record.items() if isinstance(value, float)},
        "validation_outfits": reached.outfits,
        "validation_auc_low": reached.auc.low,
        "validation_auc_high": reached.auc.high,
        "validation_fitb_low": reached.fitb.low,
        "validation_fitb_high": reached.fitb.high,
        "onnx_largest_difference": export_onnx(weights, some),
    }
    (output_dir / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    return metrics


def load_weights(weights: Path) -> tuple[SiameseMobileNetV2, dict[str, Any]]:
    """The network of a `.pth` file, ready to run, with its parameters and record."""
    content = torch.load(weights, map_location="cpu", weights_only=True)
    parameters = content["parameters"]
    model = SiameseMobileNetV2(dropout=parameters["dropout"])
    model.load_state_dict(content["state_dict"])
    model.requires_grad_(False).eval()
    return model, {**parameters, **content["record"]}


def export_onnx(weights: Path, garments: NDArray[np.uint8] | None = None) -> float:
    """Write the `.onnx` beside the `.pth`: garments -> `embeddings` Float[batch, 128], rows of unit length.

    Returns the largest difference between the two files on `garments` (noise when left out). Raises ValueError when
    it is more than rounding.
    """
    model, record = load_weights(weights)
    size = int(record["image_size"])
    if garments is None:
        garments = np.random.default_rng(0).integers(0, 256, (4, size, size, 4), np.uint8)
    content = trace_onnx(model, no_garments(size), "garments", "embeddings")
    described = {"input": INPUT, "image_size": size, "embedding_size": EMBEDDING_DIM, **record}
    expected = model(torch.from_numpy(garments)).numpy()
    return write_checked(content, weights.with_suffix(".onnx"), described, garments, expected)


def cosines(model: SiameseMobileNetV2, descriptions: NDArray[np.float32]) -> NDArray[np.float64]:
    """Cosines between all described garments: Float[N, N]."""
    with torch.inference_mode():
        embeddings: NDArray[np.float64] = model.eval().project(torch.from_numpy(descriptions)).double().numpy()
    return embeddings @ embeddings.T


def balanced_pairs(
    photos: NDArray[np.str_], categories: NDArray[np.str_], scores: dict[int, NDArray[np.float64]]
) -> Pairs:
    """The protocol's pairs of the seeds in `scores`: the score of each, and whether it was worn together."""
    values, worn = [], []
    for seed, matrix in scores.items():
        pairs = draw_pairs(photos, categories, seed)
        values += [matrix[pairs.anchor, pairs.partner], matrix[pairs.anchor, pairs.negative]]
        worn += [np.ones(len(pairs.anchor), np.bool_), np.zeros(len(pairs.anchor), np.bool_)]
    return np.concatenate(values), np.concatenate(worn)


def fit_calibration(scores: NDArray[np.float64], worn: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and intercept of the logistic curve from cosine to the chance of having been worn together."""
    curve = LogisticRegression(C=np.inf).fit(scores[:, None], worn)
    return float(curve.coef_[0, 0]), float(curve.intercept_[0])
