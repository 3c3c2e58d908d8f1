"""Do two garments go together? pixels + mask -> embedding; two embeddings -> score.

An embedding does not depend on the garment's category, which a person may correct later; a score is symmetric.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.vision.images import Mask, Pixels, letterbox
from app.vision.onnx import ModelUnavailable, OnnxModel, export_command

EMBEDDING_SIZE: Final = 128
BATCH_SIZE: Final = 16

Embedding: TypeAlias = NDArray[np.float32]  # [128], unit length
Embeddings: TypeAlias = NDArray[np.float32]  # [N, 128], rows of unit length
View: TypeAlias = NDArray[np.uint8]  # [size, size, 4]
Views: TypeAlias = NDArray[np.uint8]  # [N, size, size, 4]


class CompatibilityModel:
    """The compatibility network of one `.onnx` file; safe to share between threads.

    Its input is `garments` UInt8[batch, size, size, 4] (`garment_view`), its output unit-length rows. Its metadata
    describe it: `image_size` (pixels), and `slope` and `intercept` of the logistic curve that turns a cosine into the
    probability that a pair was worn together, with as many worn as unworn pairs
    (Platt 1999). Raises ModelUnavailable.
    """

    def __init__(self, path: Path) -> None:
        self._model = OnnxModel(path)
        try:
            self.image_size = int(self._model.metadata["image_size"])
            self._slope = float(self._model.metadata["slope"])
            self._intercept = float(self._model.metadata["intercept"])
        except (KeyError, ValueError) as error:
            raise ModelUnavailable(
                f"{path} has no calibration of its scores. Export it again: {export_command(path)}"
            ) from error
        # One grey garment, to check the file's output.
        grey = np.full((self.image_size, self.image_size, 4), 128, np.uint8)
        length = np.linalg.norm(self._run([grey])[0])
        if not np.isclose(length, 1, atol=1e-3):
            raise ModelUnavailable(f"{path} does not make embeddings of unit length. Fetch the released one.")
        self.version = self._model.sha256[:12]
        self.metadata = self._model.metadata

    def embed(self, pixels: Pixels, mask: Mask | None) -> Embedding:
        """One garment: UInt8[H, W, 3] and Bool[H, W]; without a mask the whole photo counts as the garment."""
        embedding: Embedding = self.embed_many([(pixels, mask)])[0]
        return embedding

    def embed_many(self, garments: Iterable[tuple[Pixels, Mask | None]]) -> Embeddings:
        """Many garments, each as `embed` does it: Float32[N, 128]."""
        return self.embed_views([garment_view(pixels, mask, self.image_size) for pixels, mask in garments])

    def embed_views(self, views: Sequence[View] | Views) -> Embeddings:
        """Garments from `garment_view`, in bounded batches: Float32[N, 128]."""
        batches = [self._run(views[start : start + BATCH_SIZE]) for start in range(0, len(views), BATCH_SIZE)]
        return np.concatenate([np.empty((0, EMBEDDING_SIZE), np.float32), *batches])

    def score(self, first: Embeddings, second: Embeddings) -> NDArray[np.float32]:
        """How well each garment of one side goes with each of the other: Float32[N, M] in 0..1."""
        return self._calibrated(first @ second.T)

    def score_pairs(self, first: Embeddings, second: Embeddings) -> NDArray[np.float32]:
        """How well the garments of each row go together: Float32[P] in 0..1 for two Float32[P, 128]."""
        return self._calibrated(np.einsum("pd,pd->p", first, second))

    def _calibrated(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = 1 / (1 + np.exp(-(self._slope * cosines + self._intercept)))
        return scores.astype(np.float32, copy=False)

    def _run(self, views: Sequence[View] | Views) -> Embeddings:
        embeddings: Embeddings = self._model.run({"garments": np.asarray(views)})[0]
        if embeddings.shape != (len(views), EMBEDDING_SIZE):
            raise ModelUnavailable(f"{self._model.path} does not make embeddings of {EMBEDDING_SIZE} numbers.")
        return embeddings


def garment_view(pixels: Pixels, mask: Mask | None, size_px: int) -> View:
    """The network's input for a garment: UInt8[size_px, size_px, 4].

    The mask's box is cut out, everything outside the mask is white, and the box is fitted into a white square; the
    fourth channel is the share of garment in each pixel. Without a mask the whole photo counts as the garment.
    Training, evaluation and serving all use this function. Raises ValueError for an empty mask.
    """
    if mask is None:
        height, width = pixels.shape[:2]
        coverage = letterbox(np.full((height, width), 255, np.uint8), size_px, fill=0)
        return np.dstack([letterbox(pixels, size_px, fill=255), coverage])
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        raise ValueError("The mask holds no garment.")
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    inside = mask[box]
    garment = np.where(inside[..., None], pixels[box], np.uint8(255))
    coverage = letterbox(inside * np.uint8(255), size_px, fill=0)
    return np.dstack([letterbox(garment, size_px, fill=255), coverage])
