"""From a training checkpoint to `cutout.pt` and, made from it, `cutout.onnx`."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn

from ml.cutout.network import CutoutNetwork, load_network
from ml.networks.onnx_files import trace_onnx, write_checked

TRANSFORM: Final = "upright RGB photo, stretched to a square (area averaging), scaled to 0..1, channels first"


class _Confidence(nn.Module):  # type: ignore[misc]
    """The network with probabilities instead of logits."""

    def __init__(self, network: CutoutNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        answer: Tensor = self.network(images).sigmoid()[:, 0]
        return answer


def export_cutout(checkpoint: Path, output_dir: Path, pictures: Tensor) -> dict[str, Any]:
    """Write cutout.pt, cutout.onnx, history.csv and metrics.json of a finished training. Returns the metrics."""
    content = torch.load(checkpoint, map_location="cpu", weights_only=True)
    parameters = content["parameters"]
    # In half precision, as the classifier's: half the file.
    weights = {
        name.removeprefix("module."): value.half() if value.is_floating_point() else value
        for name, value in content["averaged"].items()
        if name.startswith("module.")
    }
    record = {
        "data_sha256": parameters["masks_sha256"],
        "initial_weights": content["initial"]["source"],
        "initial_weights_sha256": content["initial"]["sha256"],
        "seed": parameters["seed"],
        "epochs": content["epoch"],
    }
    path = output_dir / "cutout.pt"
    torch.save(
        {"weights": weights, "width": parameters["width"], "image_size": parameters["image_size"], "record": record},
        path,
    )
    last = content["history"][-1]
    metrics = {name: last[name] for name in last if name.startswith("validation")}
    metrics["onnx_largest_difference"] = export_onnx(path, pictures[:8])
    (output_dir / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n")
    return metrics


def export_onnx(weights: Path, pictures: Tensor | None = None) -> float:
    """Write `cutout.onnx` beside `cutout.pt`: images Float[batch, 3, H, W] 0..1 -> confidence Float[batch, H/2, W/2].

    Returns the largest difference between the two files' answers to `pictures` (noise when left out); raises
    ValueError if it is more than rounding.
    """
    network, content = load_network(weights)
    size_px = int(content["image_size"])
    if pictures is None:
        pictures = torch.from_numpy(np.random.default_rng(0).random((2, 3, size_px, size_px), np.float32))
    answering = _Confidence(network).eval()
    with torch.inference_mode():
        expected = answering(pictures).numpy()
    traced = trace_onnx(answering, torch.zeros(2, 3, size_px, size_px), "images", "confidence")
    metadata = {"image_size": size_px, "transform": TRANSFORM, **content["record"]}
    return write_checked(traced, weights.with_suffix(".onnx"), metadata, pictures.numpy(), expected)
