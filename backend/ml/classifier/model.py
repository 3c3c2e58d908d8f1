"""The classifier's network: MobileNetV2 or EfficientNet-Lite0 as an Ultralytics classification model.

It consists only of classes of Ultralytics, torchvision and torch, so that stock `YOLO("best.pt")` opens the file. It is
the published network layer by layer: the backbone up to its last block, then Ultralytics' `Classify` head, whose
convolution replaces the network's last one and takes its initial weights.
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
from ultralytics import YOLO
from ultralytics import __version__ as ultralytics_version
from ultralytics.nn.tasks import ClassificationModel
from ultralytics.utils import patches

from ml.errors import StageFailed
from ml.networks.efficientnet_lite import lite0_blocks, load_lite0
from ml.networks.pretrained import Pretrained, load_pretrained
from ml.parameter_sections import LITE, MOBILENET
from ml.training.checkpoints import save_checkpoint

# `truncate: 2` omits MobileNetV2's classifier and its last convolution; the head has its own.
_BACKBONE = [[-1, 1, "TorchVision", [320, "mobilenet_v2", None, True, 2]]]

# Importing Ultralytics replaces PIL.Image.open: for a picture that cannot be read, it would install a package with pip.
patches._pil_plugins_registered = True


def build_classifier(categories: Sequence[str], dropout: float, architecture: str = LITE) -> ClassificationModel:
    """The network with random weights: Float[B, 3, H, W] RGB 0..1 -> logits Float[B, classes] in training mode.

    `architecture` may also be one of Ultralytics' networks, such as "yolo11n-cls", for comparison.
    """
    ours = architecture in (LITE, MOBILENET)
    if ours:
        head = [[-1, 1, "Classify", [len(categories)]]]
        layout: dict[str, Any] | str = {"nc": len(categories), "backbone": _BACKBONE, "head": head}
    else:
        layout = f"{architecture}.yaml"
    model = ClassificationModel(layout, nc=len(categories), verbose=False)
    model.names = dict(enumerate(categories))
    head_module = model.model[-1]
    head_module.drop = nn.Dropout(dropout)
    if ours:
        head_module.conv.act = nn.ReLU6()  # as in the published networks; Ultralytics' default is SiLU
    if architecture == LITE:
        model.model[0].m = lite0_blocks()  # has 320 output channels too
    return model


def fetch_initial_weights(architecture: str, cache_dir: Path, source: str) -> Pretrained:
    """ImageNet weights for one of the two networks. Raises PretrainedUnavailable."""
    return load_lite0(cache_dir) if architecture == LITE else load_pretrained(cache_dir, source)


def load_initial_weights(model: ClassificationModel, pretrained: Pretrained) -> None:
    """Load ImageNet features (torchvision's names). Raises RuntimeError when names or shapes do not match."""
    backbone, head = model.model
    last_block = len(backbone.m)
    own: dict[str, Tensor] = {}
    last: dict[str, Tensor] = {}
    for name, value in pretrained.features.items():
        block, _, rest = name.removeprefix("features.").partition(".")
        if int(block) == last_block:
            layer, _, rest = rest.partition(".")
            last[f"{'conv' if layer == '0' else 'bn'}.{rest}"] = value
        else:
            own[f"{block}.{rest}"] = value
    backbone.m.load_state_dict(own)
    head.conv.load_state_dict(last)
    _fold_normalisation(backbone.m[0], pretrained)


def load_released_weights(model: ClassificationModel, weights: Path) -> None:
    """Load a classifier that `save_as_ultralytics` wrote. Raises StageFailed when it is of another network."""
    try:
        model.load_state_dict(YOLO(weights, task="classify").model.float().state_dict())
    except RuntimeError as error:  # a page of names and shapes
        raise StageFailed(
            f"{weights} is of another architecture or has other classes, so training cannot start from it. Set "
            "train_classifier.architecture to that of the released classifier, or train_classifier.pretrained to "
            "package."
        ) from error


def _fold_normalisation(stem: nn.Sequential, pretrained: Pretrained) -> None:
    """Fold (x - mean) / deviation into the stem's convolution and batch norm, so that it takes RGB 0..1.

    Exact except for the picture's one-pixel border, where zero padding now means black instead of the mean colour.
    """
    convolution, norm = stem[0], stem[1]
    with torch.no_grad():
        deviation = torch.tensor(pretrained.deviation).view(1, 3, 1, 1)
        mean = torch.tensor(pretrained.mean).view(1, 3, 1, 1)
        convolution.weight.div_(deviation)
        norm.running_mean.add_((convolution.weight * mean).sum((1, 2, 3)))


def freeze_first_blocks(model: ClassificationModel, count: int) -> None:
    """Freeze weights and norms of the first `count` blocks of the backbone. Call it after every `model.train()`.

    These blocks detect edges and textures, which any picture needs, and take most of a training step's time.
    """
    for block in model.model[0].m[:count] if count else ():
        block.eval().requires_grad_(False)


def images_of(pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The exported network's input Float[N, 3, H, W] 0..1, from letterboxed pictures UInt8[N, H, W, 3]."""
    return np.ascontiguousarray(pictures.transpose(0, 3, 1, 2), np.float32) / np.float32(255)


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
    """Write a checkpoint as Ultralytics' trainer does (half precision), with `record` as `train_metrics`."""
    copy = deepcopy(model)
    # With these, stock predict() on a raw photo fits the whole picture instead of cropping its centre. Ultralytics uses
    # them only when the first one's size is the image size.
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
    save_checkpoint(checkpoint, path)
