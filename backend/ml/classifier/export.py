"""From a training checkpoint to the two files that are released: `best.pt` and, made from it, `best.onnx`.

    python -m ml.classifier_export --checkpoint DIR/checkpoint.pt --output-dir DIR
    python -m ml.classifier_export --weights backend/weights/best.pt      (the .onnx alone, beside the .pt)

The temperature (Guo et al. 2017) is fitted on the validation split and folded into the last layer, so both files
answer with calibrated probabilities.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import nn
from ultralytics import YOLO

from app.detector import CATEGORIES
from ml.classifier.model import build_classifier, predict, save_as_ultralytics
from ml.data.garments import load_garments
from ml.metrics.classification import (
    Labels,
    Probabilities,
    accuracy,
    at_temperature,
    calibration_error,
    fit_temperature,
    log_loss,
)
from ml.networks.onnx_files import forget_origin
from ml.parameters import REPOSITORY_DIR
from ml.training.history import write_history

TRANSFORM = "upright RGB photo, letterboxed on grey 114 (area averaging), scaled to 0..1, channels first"
RIGHT_WITHOUT_REVIEW = 0.98
# How far the two files may differ on a picture; float rounding alone makes about 1e-6.
PARITY_TOLERANCE = 1e-4


def export_classifier(checkpoint: Path, data_dir: Path, output_dir: Path, limit: int | None = None) -> dict[str, Any]:
    """Calibrate the kept epoch of a checkpoint and write best.pt, best.onnx and metrics.json. Returns the metrics."""
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
        "git_commit": _git_commit(),
        "data_sha256": content["data_sha256"],
        "initial_weights": content["initial"]["source"],
        "initial_weights_sha256": content["initial"]["sha256"],
        "seed": parameters["seed"],
        "epochs": content["epoch"],
    }
    output_dir.mkdir(parents=True, exist_ok=True)
    # Once more: DVC takes outputs away before a stage runs, and a training that had ended goes through no epoch.
    write_history(output_dir / "history.csv", content["history"])
    weights = output_dir / "best.pt"
    save_as_ultralytics(model, weights, parameters["image_size"], record)
    metrics["onnx_largest_difference"] = export_onnx(weights, validation.pixels[:32])
    (output_dir / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    return metrics


def export_onnx(weights: Path, pictures: NDArray[np.uint8] | None = None) -> float:
    """Write `best.onnx` beside `best.pt`: images Float[batch, 3, H, W] 0..1 -> probabilities Float[batch, classes].

    Returns the largest difference between the two files' probabilities on `pictures` (noise when left out); raises
    ValueError where it is more than rounding.
    """
    yolo = YOLO(weights, task="classify")
    network, size_px = yolo.model.eval(), int(yolo.model.args["imgsz"])
    if pictures is None:
        pictures = np.random.default_rng(0).integers(0, 256, (4, size_px, size_px, 3), np.uint8)
    expected = predict(network, pictures, torch.device("cpu"))
    network.model[-1].export = True  # probabilities alone
    path = weights.with_suffix(".onnx")
    partial = path.with_suffix(".part")
    _trace(network, size_px, partial)
    exported = onnx.load(partial)
    forget_origin(exported)
    onnx.helper.set_model_props(exported, _metadata(yolo, size_px))
    onnx.checker.check_model(exported)
    onnx.save(exported, partial)
    session = onnxruntime.InferenceSession(partial.read_bytes(), providers=["CPUExecutionProvider"])
    images = np.ascontiguousarray(pictures.transpose(0, 3, 1, 2), np.float32) / np.float32(255)
    difference = float(np.abs(session.run(None, {"images": images})[0] - expected).max())
    if not difference <= PARITY_TOLERANCE:
        raise ValueError(f"{path} would differ from {weights} by {difference:.2g} in a probability.")
    partial.replace(path)
    return difference


def review_threshold(probabilities: Probabilities, labels: Labels, right: float = RIGHT_WITHOUT_REVIEW) -> float:
    """The lowest confidence from which on at least a share `right` of the answers are right; 1 where none is."""
    confidence = probabilities.max(1)
    hits = probabilities.argmax(1) == labels
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(hits[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= right)
    return float(confidence[order[enough[-1]]]) if len(enough) else 1.0


def _trace(network: nn.Module, size_px: int, path: Path) -> None:
    program = torch.onnx.export(
        network,
        (torch.zeros(2, 3, size_px, size_px),),
        dynamo=True,
        input_names=["images"],
        output_names=["probabilities"],
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        verbose=False,
    )
    if program is None:
        raise ValueError("torch could not export the network.")
    program.save(path, external_data=False)


def _metadata(yolo: YOLO, size_px: int) -> dict[str, str]:
    """What the service reads, and where the weights come from.

    Of weights that somebody else trained no calibration is known: a person looks at every answer.
    """
    record = (yolo.ckpt or {}).get("train_metrics") or {}
    known = record if "temperature" in record else {"review_below": 1.0}
    return {
        "categories": json.dumps(list(yolo.names.values())),
        "image_size": str(size_px),
        "transform": TRANSFORM,
        **{name: str(value) for name, value in known.items()},
    }


def _git_commit() -> str:
    command = ["git", "-C", str(REPOSITORY_DIR), "rev-parse", "HEAD"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    return result.stdout.strip() or "unknown"
