"""The classifier's network: MobileNetV2 as an Ultralytics classification model.

Only classes of Ultralytics, torchvision and torch take part, so that stock `YOLO("best.pt")` opens the file. It is
MobileNetV2 (Sandler et al. 2018) layer for layer: the backbone up to its last block, then Ultralytics' `Classify`
head, whose convolution takes the place (and the initial weights) of MobileNetV2's last one.
"""

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torchvision.transforms as transforms
from numpy.typing import NDArray
from torch import Tensor, nn
from ultralytics import __version__ as ultralytics_version
from ultralytics.nn.tasks import ClassificationModel

from ml.pretrained import IMAGENET_DEVIATION, IMAGENET_MEAN

# `truncate: 2` leaves out MobileNetV2's classifier and its last convolution, which the head brings along.
_BACKBONE = [[-1, 1, "TorchVision", [320, "mobilenet_v2", None, True, 2]]]
_LAST_BLOCK = 18
MOBILENET = "mobilenet_v2"


def build_classifier(categories: Sequence[str], dropout: float, architecture: str = MOBILENET) -> ClassificationModel:
    """The network with random weights: Float[B, 3, H, W] RGB 0..1 -> logits Float[B, classes] in training mode.

    `architecture` may also be one of Ultralytics' own, such as "yolo11n-cls", to compare with.
    """
    if architecture == MOBILENET:
        head = [[-1, 1, "Classify", [len(categories)]]]
        layout: dict[str, Any] | str = {"nc": len(categories), "backbone": _BACKBONE, "head": head}
    else:
        layout = f"{architecture}.yaml"
    model = ClassificationModel(layout, nc=len(categories), verbose=False)
    model.names = dict(enumerate(categories))
    head_module = model.model[-1]
    head_module.drop = nn.Dropout(dropout)
    if architecture == MOBILENET:
        head_module.conv.act = nn.ReLU6()  # MobileNetV2's own; Ultralytics would put SiLU
    return model


def load_initial_weights(model: ClassificationModel, features: dict[str, Tensor]) -> None:
    """Put ImageNet features (torchvision's names) into the network; raises RuntimeError where they do not fit."""
    backbone, head = model.model
    own: dict[str, Tensor] = {}
    last: dict[str, Tensor] = {}
    for name, value in features.items():
        block, _, rest = name.removeprefix("features.").partition(".")
        if int(block) == _LAST_BLOCK:
            layer, _, rest = rest.partition(".")
            last[f"{'conv' if layer == '0' else 'bn'}.{rest}"] = value
        else:
            own[f"{block}.{rest}"] = value
    backbone.m.load_state_dict(own)
    head.conv.load_state_dict(last)
    _fold_normalisation(backbone.m[0])


def _fold_normalisation(stem: nn.Sequential) -> None:
    """Let the stem take RGB 0..1: (x - mean) / deviation goes into its convolution and batch norm.

    Exact but for the picture's one-pixel border, where zero padding now means black instead of the mean colour.
    """
    convolution, norm = stem[0], stem[1]
    with torch.no_grad():
        deviation = torch.tensor(IMAGENET_DEVIATION).view(1, 3, 1, 1)
        mean = torch.tensor(IMAGENET_MEAN).view(1, 3, 1, 1)
        convolution.weight.div_(deviation)
        norm.running_mean.add_((convolution.weight * mean).sum((1, 2, 3)))


def predict(model: ClassificationModel, pixels: NDArray[np.uint8], device: torch.device) -> NDArray[np.float64]:
    """Class probabilities Float64[N, classes] of letterboxed pictures UInt8[N, H, W, 3]."""
    model.eval()
    chunks = []
    for start in range(0, len(pixels), 64):
        chunk = torch.from_numpy(np.ascontiguousarray(pixels[start : start + 64].transpose(0, 3, 1, 2)))
        with torch.inference_mode():
            probabilities = model(chunk.to(device).float() / 255)[0]  # Ultralytics: (probabilities, logits)
        chunks.append(probabilities.double().cpu().numpy())
    return np.concatenate(chunks)


def save_as_ultralytics(model: ClassificationModel, path: Path, image_size: int, record: dict[str, Any]) -> None:
    """Write a checkpoint as Ultralytics' trainer does (half precision); `record` goes in as `train_metrics`."""
    copy = deepcopy(model)
    # Stock predict() on a raw photo: fit the whole picture instead of cropping its middle out. Ultralytics uses
    # these only where the first one's size is the image size.
    copy.transforms = transforms.Compose(
        [
            transforms.Resize(image_size, max_size=image_size + 1),
            transforms.CenterCrop(image_size),
            transforms.ToTensor(),
            transforms.Normalize(mean=torch.zeros(3), std=torch.ones(3)),
        ]
    )
    checkpoint = {
        "epoch": -1,
        "model": copy.half().eval(),
        "train_args": {"task": "classify", "imgsz": image_size},
        "train_metrics": record,
        "version": ultralytics_version,
    }
    partial = path.with_suffix(".part")
    torch.save(checkpoint, partial)
    partial.replace(path)
