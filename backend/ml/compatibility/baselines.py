"""Baselines of the compatibility network: scorers that were not trained on outfits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from torchvision.models import mobilenet_v2

from ml.compatibility.model import LabHistogram, SiameseMobileNetV2
from ml.networks.pretrained import load_pretrained

BATCH_SIZE = 32

Views = NDArray[np.uint8]  # [N, size, size, 4]
Matrix = NDArray[np.float64]  # [N, N]


def imagenet_cosines(cache_dir: Path) -> Callable[[Views], Matrix]:
    """Cosine of MobileNetV2's last layer, as trained on ImageNet, averaged over the picture."""
    features = mobilenet_v2(weights=None).features
    state = load_pretrained(cache_dir).features
    features.load_state_dict({name.removeprefix("features."): value for name, value in state.items()})
    features.eval()
    normalisation = SiameseMobileNetV2()

    def describe(pixels: Tensor, share: Tensor) -> Tensor:
        del share
        maps: Tensor = features((pixels - normalisation.pixel_mean) / normalisation.pixel_deviation)
        return maps.mean(dim=(2, 3))

    return lambda views: _cosines(views, describe)


def histogram_cosines() -> Callable[[Views], Matrix]:
    """Affinity of the CIELAB histograms that the network itself computes."""
    histogram = LabHistogram()
    return lambda views: _cosines(views, histogram)


def random_scores(garments: int) -> Callable[[str, int], Matrix]:
    """Symmetric noise."""

    def score(way: str, seed: int) -> Matrix:
        del way
        noise = np.random.default_rng([seed, 3]).random((garments, garments))
        return noise + noise.T

    return score


def _cosines(views: Views, describe: Callable[[Tensor, Tensor], Any]) -> Matrix:
    parts = []
    for start in range(0, len(views), BATCH_SIZE):
        channels = torch.from_numpy(views[start : start + BATCH_SIZE]).permute(0, 3, 1, 2).float() / 255
        with torch.inference_mode():
            parts.append(functional.normalize(describe(channels[:, :3], channels[:, 3:]), dim=1))
    described: NDArray[np.float64] = torch.cat(parts).double().numpy()
    return described @ described.T
