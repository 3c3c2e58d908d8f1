"""The training batches of an epoch, prepared by the training process or by others while it trains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from ml.classifier.augmentation import (
    Colours,
    Framing,
    Mixing,
    Surroundings,
    draw_colours,
    draw_framing,
    draw_mixing,
    draw_surroundings,
    in_surroundings,
    stacked,
    view_of,
)
from ml.parameter_sections import ClassifierParameters


@dataclass(frozen=True)
class Plan:
    """What was drawn for one batch."""

    rows: NDArray[np.int64]
    surroundings: Sequence[Surroundings | None]
    framings: Sequence[Framing]
    colours: Colours
    mixing: Mixing | None


class Views(Dataset[Tensor]):  # type: ignore[misc]
    """Batches of views, UInt8[B, 3, size_px, size_px]."""

    def __init__(
        self, pixels: NDArray[np.uint8], masks: NDArray[np.bool_], plans: Sequence[Plan], size_px: int
    ) -> None:
        self._pixels = pixels
        self._masks = masks
        self._plans = plans
        self._size_px = size_px

    def __len__(self) -> int:
        return len(self._plans)

    def __getitem__(self, batch: int) -> Tensor:
        plan = self._plans[batch]
        views = []
        for row, surroundings, framing in zip(plan.rows, plan.surroundings, plan.framings, strict=True):
            picture = in_surroundings(self._pixels, self._masks, int(row), surroundings)
            views.append(view_of(picture, self._size_px, framing))
        return stacked(views)

    def prepared_by(self, workers: int) -> DataLoader[Tensor]:
        """The batches in their order, prepared ahead by so many processes; by this one if there are none."""
        # A generator of its own, so that the number of workers does not change what dropout draws.
        own = torch.Generator()
        return DataLoader(self, batch_size=None, num_workers=workers, generator=own, worker_init_fn=_in_one_thread)


def draw_plans(
    pixels: NDArray[np.uint8],
    masks: NDArray[np.bool_],
    parameters: ClassifierParameters,
    size_px: int,
    rng: np.random.Generator,
) -> list[Plan]:
    """One pass over all pictures UInt8[N, side, side, 3], in complete batches; the remaining few are left out."""
    least, most = parameters.crop_area
    plans = []
    for rows in _batches(len(pixels), parameters.batch_size, rng):
        share = parameters.surroundings_share
        surroundings = [draw_surroundings(pixels, masks, int(row), share, rng) for row in rows]
        framings = [draw_framing(pixels.shape[1], size_px, (least, most), rng) for _ in rows]
        colours = draw_colours(len(rows), rng)
        plans.append(Plan(rows, surroundings, framings, colours, draw_mixing(size_px, parameters.mix_share, rng)))
    return plans


def _batches(count: int, batch_size: int, rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    order = rng.permutation(count)
    for batch in range(count // batch_size):
        yield order[batch * batch_size : (batch + 1) * batch_size]


def _in_one_thread(worker: int) -> None:
    del worker
    cv2.setNumThreads(1)  # several workers share the cores
