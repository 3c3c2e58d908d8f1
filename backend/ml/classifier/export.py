"""Writes the two files that are released from a training checkpoint: `best.pt` and, from it, `best.onnx`.

The temperature (Guo et al. 2017) is fitted on the validation split and folded into the last layer, so both files
return calibrated probabilities.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from ultralytics import YOLO

from app.detector import CATEGORIES
from ml.classifier.model import build_classifier, images_of, predict, save_as_ultralytics
from ml.data.garments import load_garments
from ml.metrics.calibration import calibration_error
from ml.metrics.classification import Labels, Probabilities, accuracy, at_temperature, fit_temperature, log_loss
from ml.networks.onnx_files import trace_onnx, write_checked

TRANSFORM = "upright RGB photo, letterboxed on grey 114 (area averaging), scaled to 0..1, channels first"
RIGHT_WITHOUT_REVIEW = 0.98


def export_classifier(checkpoint: Path, data_dir: Path, output_dir: Path, limit: int | None = None) -> dict[str, Any]:
    """Calibrate the best epoch of a checkpoint; write best.pt, best.onnx and metrics.json. Returns the metrics."""
    content = torch.load(checkpoint, map_location="cpu", weights_only=True)
    parameters, best = content["parameters"], content["best"]
    model = build_classifier(CATEGORIES, parameters["dropout"], parameters["architecture"])
    model.load_state_dict(best["weights"])
    validation = load_garments(data_dir, "validation", limit)
    plain = predict(model, validation.pixels, torch.device("cpu"))
    temperature = fit_temperature(plain, validation.labels)
    last = model.model[-1].linear
    with torch.no_grad():
        last.weight.div_(temperature)
        last.bias.div_(temperature)
    calibrated = at_temperature(plain, temperature)
    metrics: dict[str, Any] = {
        "epoch": best["figures"]["epoch"],
        "validation_pictures": len(validation.labels),
        "validation_accuracy": accuracy(calibrated, validation.labels),
        "validation_nll": log_loss(calibrated, validation.labels),
        "validation_ece": calibration_error(calibrated, validation.labels),
        "temperature": temperature,
        "review_below": review_threshold(calibrated, validation.labels),
    }
    record = {
        "review_below": metrics["review_below"],
        "temperature": temperature,
        "validation_accuracy": metrics["validation_accuracy"],
        "data_sha256": content["data_sha256"],
        "initial_weights": content["initial"]["source"],
        "initial_weights_sha256": content["initial"]["sha256"],
        "training_pictures": len(load_garments(data_dir, "train", limit).labels),
        "seed": parameters["seed"],
        "epochs": content["epoch"],
    }
    output_dir.mkdir(parents=True, exist_ok=True)
    weights = output_dir / "best.pt"
    save_as_ultralytics(model, weights, parameters["image_size"], record)
    metrics["onnx_largest_difference"] = export_onnx(weights, validation.pixels[:32])
    (output_dir / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    return metrics


def export_onnx(weights: Path, pictures: NDArray[np.uint8] | None = None) -> float:
    """Write `best.onnx` beside `best.pt`: images Float[batch, 3, H, W] 0..1 -> probabilities Float[batch, classes].

    Returns the largest difference between the two files' probabilities on `pictures` (noise when left out). Raises
    ValueError when it is more than rounding.
    """
    yolo = YOLO(weights, task="classify")
    network, size_px = yolo.model.eval(), int(yolo.model.args["imgsz"])
    if pictures is None:
        pictures = np.random.default_rng(0).integers(0, 256, (4, size_px, size_px, 3), np.uint8)
    expected = predict(network, pictures, torch.device("cpu"))
    network.model[-1].export = True  # probabilities without logits
    content = trace_onnx(network, torch.zeros(2, 3, size_px, size_px), "images", "probabilities")
    return write_checked(content, weights.with_suffix(".onnx"), _metadata(yolo, size_px), images_of(pictures), expected)


def review_threshold(probabilities: Probabilities, labels: Labels, right: float = RIGHT_WITHOUT_REVIEW) -> float:
    """The lowest confidence above which at least a share `right` of the answers are right; 1 where there is none."""
    confidence = probabilities.max(1)
    hits = probabilities.argmax(1) == labels
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(hits[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= right)
    return float(confidence[order[enough[-1]]]) if len(enough) else 1.0


def _metadata(yolo: YOLO, size_px: int) -> dict[str, str]:
    """What the service reads, and the origin of the weights.

    Weights without a record of ours have no known calibration, so every answer asks for review.
    """
    record = (yolo.ckpt or {}).get("train_metrics") or {}
    known = record if "temperature" in record else {"review_below": 1.0}
    return {
        "categories": json.dumps(list(yolo.names.values())),
        "image_size": str(size_px),
        "transform": TRANSFORM,
        **{name: str(value) for name, value in known.items()},
    }
