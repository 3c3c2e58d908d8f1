"""Caches the frozen trunks' descriptions of changed garments, so that training takes seconds.

On a CPU the trunks run in ONNX Runtime, which is three times as fast as eager PyTorch and equal to 1e-6. On a GPU they
run in PyTorch.
"""

import copy
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset
from tqdm import tqdm

from ml.compatibility import garment_changes
from ml.compatibility import model as siamese_model
from ml.compatibility.garment_changes import changed_views
from ml.compatibility.model import SiameseMobileNetV2
from ml.data.outfits import OutfitGarments
from ml.networks import efficientnet_lite, same_padding
from ml.networks.onnx_files import trace_onnx

BATCH_SIZE = 64
CPU = torch.device("cpu")

Descriptions = NDArray[np.float32]


class DescriptionCache:
    """Descriptions of garments that were changed in a given way with a given seed, as files in `folder`.

    A file's name contains a digest of the garments, their changes, the network's code and its initial weights.
    """

    def __init__(
        self,
        folder: Path,
        model: SiameseMobileNetV2,
        outfits: OutfitGarments,
        threads: int | None = None,
        device: torch.device = CPU,
        workers: int = 0,
    ) -> None:
        self._folder = folder
        self._model = model
        self._outfits = outfits
        self._threads = threads
        self._device = device
        self._workers = workers
        self._run: Callable[[NDArray[np.uint8]], Descriptions] | None = None
        self._key = _digest(model, outfits) + ("" if device == CPU else f" {device.type}")

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
        described = self._described(_ChangedGarments(self._outfits.views, pool, way, seed))
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.part")  # another training may describe the same
        with partial.open("wb") as file:
            np.save(file, described)
        partial.replace(path)
        return described

    def copies(self, rows: NDArray[np.int64], seed: int, count: int) -> Tensor:
        """`count` copies of every garment, each relit and degraded differently: Float[count, rows, description_dim]."""
        numbers = tqdm(range(count), desc="describing changed garments", unit="copy", disable=None)
        return torch.from_numpy(np.stack([self.describe(rows, "both", seed * 1000 + copy) for copy in numbers]))

    def _described(self, garments: "_ChangedGarments") -> Descriptions:
        if self._run is None:
            if self._device == CPU:
                self._run = trunks_in_onnx_runtime(self._model, self._outfits.image_size, self._threads)
            else:
                self._run = trunks_in_pytorch(self._model, self._device)
        batches = DataLoader(garments, batch_size=None, num_workers=self._workers, collate_fn=_as_they_are)
        return np.concatenate([self._run(batch) for batch in batches])


class _ChangedGarments(Dataset[NDArray[np.uint8]]):  # type: ignore[misc]
    """Batches of garments UInt8[N, size, size, 4], each garment changed separately."""

    def __init__(self, views: NDArray[np.uint8], rows: NDArray[np.int64], way: str, seed: int) -> None:
        self._views = views
        self._batches = [rows[start : start + BATCH_SIZE] for start in range(0, len(rows), BATCH_SIZE)]
        self._way = way
        self._seed = seed

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, batch: int) -> NDArray[np.uint8]:
        return changed_views(self._views, self._batches[batch], self._way, self._seed)


def _as_they_are(batch: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return batch


class _Describing(nn.Module):  # type: ignore[misc]
    def __init__(self, model: SiameseMobileNetV2) -> None:
        super().__init__()
        self.model = model

    def forward(self, garments: Tensor) -> Tensor:
        return self.model.describe(garments)


def no_garments(image_size: int) -> Tensor:
    """Two empty garments, UInt8[2, size, size, 4], to trace a network with."""
    return torch.zeros(2, image_size, image_size, 4, dtype=torch.uint8)


def trunks_in_onnx_runtime(
    model: SiameseMobileNetV2, image_size: int, threads: int | None
) -> Callable[[NDArray[np.uint8]], Descriptions]:
    """The function from garments UInt8[N, size, size, 4] to Float32[N, description_dim]."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    content = trace_onnx(_Describing(model), no_garments(image_size), "garments", "descriptions")
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])

    def run(garments: NDArray[np.uint8]) -> Descriptions:
        described: Descriptions = session.run(None, {"garments": garments})[0]
        return described

    return run


def trunks_in_pytorch(model: SiameseMobileNetV2, device: torch.device) -> Callable[[NDArray[np.uint8]], Descriptions]:
    """The same function on another device, with sums in full 32-bit precision."""
    there = copy.deepcopy(model).to(device).eval()

    def run(garments: NDArray[np.uint8]) -> Descriptions:
        with torch.inference_mode(), torch.backends.cudnn.flags(allow_tf32=False):
            described: Descriptions = there.describe(torch.from_numpy(garments).to(device)).cpu().numpy()
        return described

    return run


def _digest(model: SiameseMobileNetV2, outfits: OutfitGarments) -> str:
    digest = hashlib.sha256(outfits.sha256.encode())
    for module in (siamese_model, efficientnet_lite, same_padding, garment_changes):
        digest.update(Path(module.__file__ or "").read_bytes())
    for trunk in (model.trunk, model.lite_trunk):
        for value in trunk.state_dict().values():
            digest.update(value.numpy().tobytes())
    return digest.hexdigest()
