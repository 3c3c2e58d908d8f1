"""Caches the frozen trunks' descriptions of changed garments, so that training takes seconds.

The trunks run in ONNX Runtime, which is three times as fast as eager PyTorch on a CPU and equal to 1e-6.
"""

import hashlib
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from ml.compatibility import garment_changes
from ml.compatibility import model as siamese_model
from ml.compatibility.garment_changes import changed_views
from ml.compatibility.model import SiameseMobileNetV2
from ml.data.outfits import OutfitGarments
from ml.networks import efficientnet_lite, same_padding
from ml.networks.onnx_files import trace_onnx

BATCH_SIZE = 64

Descriptions = NDArray[np.float32]


class DescriptionCache:
    """Descriptions of garments that were changed in a given way with a given seed, as files in `folder`.

    A file's name contains a digest of the garments, their changes, the network's code and its initial weights.
    """

    def __init__(
        self, folder: Path, model: SiameseMobileNetV2, outfits: OutfitGarments, threads: int | None = None
    ) -> None:
        self._folder = folder
        self._model = model
        self._outfits = outfits
        self._threads = threads
        self._session: onnxruntime.InferenceSession | None = None
        self._key = _digest(model, outfits)

    def describe(self, rows: NDArray[np.int64], way: str, seed: int) -> Descriptions:
        """Descriptions Float32[rows, description_dim] of these garments, each changed separately.

        All garments outside the test split share one file, whichever of them are requested, so that training,
        calibration and all folds compute it once. The garments of the test split share another.
        """
        in_test = self._outfits.folds < 0
        pool = np.flatnonzero(in_test == in_test[rows[0]])
        return self._describe_pool(pool, way, seed)[np.searchsorted(pool, rows)]

    def _describe_pool(self, pool: NDArray[np.int64], way: str, seed: int) -> Descriptions:
        name = hashlib.sha256(f"{self._key} {way} {seed}".encode() + pool.tobytes()).hexdigest()[:16]
        path = self._folder / f"{way.replace(' ', '-')}-{seed}-{name}.npy"
        if path.exists():
            kept: Descriptions = np.load(path)
            return kept
        described = self.describe_views(changed_views(self._outfits.views, pool, way, seed))
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        with partial.open("wb") as file:
            np.save(file, described)
        partial.replace(path)
        return described

    def copies(self, rows: NDArray[np.int64], seed: int, count: int) -> Tensor:
        """`count` copies of every garment, each relit and degraded differently: Float[count, rows, description_dim]."""
        numbers = tqdm(range(count), desc="describing changed garments", unit="copy", disable=None)
        return torch.from_numpy(np.stack([self.describe(rows, "both", seed * 1000 + copy) for copy in numbers]))

    def describe_views(self, views: NDArray[np.uint8]) -> Descriptions:
        """Float32[N, description_dim] of garments UInt8[N, size, size, 4]."""
        if self._session is None:
            self._session = _trunk_session(self._model, self._outfits.image_size, self._threads)
        batches = [views[start : start + BATCH_SIZE] for start in range(0, len(views), BATCH_SIZE)]
        return np.concatenate([self._session.run(None, {"garments": batch})[0] for batch in batches])


class _Describing(nn.Module):  # type: ignore[misc]
    def __init__(self, model: SiameseMobileNetV2) -> None:
        super().__init__()
        self.model = model

    def forward(self, garments: Tensor) -> Tensor:
        return self.model.describe(garments)


def no_garments(image_size: int) -> Tensor:
    """Two empty garments, UInt8[2, size, size, 4], to trace a network with."""
    return torch.zeros(2, image_size, image_size, 4, dtype=torch.uint8)


def _trunk_session(model: SiameseMobileNetV2, image_size: int, threads: int | None) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    content = trace_onnx(_Describing(model), no_garments(image_size), "garments", "descriptions")
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _digest(model: SiameseMobileNetV2, outfits: OutfitGarments) -> str:
    digest = hashlib.sha256(outfits.sha256.encode())
    for module in (siamese_model, efficientnet_lite, same_padding, garment_changes):
        digest.update(Path(module.__file__ or "").read_bytes())
    for trunk in (model.trunk, model.lite_trunk):
        for value in trunk.state_dict().values():
            digest.update(value.numpy().tobytes())
    return digest.hexdigest()
