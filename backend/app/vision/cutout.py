"""The garment on its own: which pixels of a photo belong to it.

A small network (ml/cutout_train.py) says how likely each place is garment. If the garment is small in the photo, it
looks once more, closer. A guided filter moves the outline to the edges that the photo shows at 640 px. Signs of a bad
mask are reported with it, so that a person looks.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from app.vision.guided_filter import guided_filter
from app.vision.images import Mask, Pixels, resize_to_fit
from app.vision.onnx import ModelUnavailable, OnnxModel, export_command

OUTLINE_PX: Final = 640  # longest side at which the outline is drawn
OUTLINE_RADIUS: Final = 0.015  # of the longest side: how far the outline moves to meet an edge

ANSWER_PX: Final = 256  # side of the square in which both looks are joined
CLOSER_MARGIN: Final = 0.2  # of the garment's box, shown to the closer look on each side
CLOSER_SHARE: Final = 0.7  # of the photo: a larger part shows little more, and takes as long

REACH_PX: Final = 7  # of the joined answer: how far around its pieces the outline may be
MIN_PIECE_SHARE: Final = 0.12  # of the largest piece: a second shoe stays, crumbs go
MAX_HOLE_SHARE: Final = 0.002  # of the garment: specks are filled, the space between two legs stays

MIN_AREA, MAX_AREA = 0.005, 0.97  # of the photo; beyond, there is no garment to cut out
MIN_BOX_SHARE: Final = 0.05  # of the box that a person drew around the garment
BOX_MARGIN: Final = 0.1  # of the box's side, shown to the network around it

# What a mask shows that a person should look at.
Doubt = Literal["low-confidence", "touches-edges", "falls-apart"]
MIN_CONFIDENCE: Final = 0.9  # mean over the garment
MAX_UNSURE_SHARE: Final = 0.25  # of the garment's area: confidence between UNSURE
UNSURE: Final = (0.2, 0.8)
EDGES: Final = 3  # of the photo that it touches
MIN_TOUCH: Final = 0.05  # of an edge's length
MAX_PIECES: Final = 2  # a pair of shoes

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Cutout:
    """A garment's pixels, the box (x0, y0, x1, y1) around them, ends excluded, and what speaks against them."""

    mask: Mask
    box: Box
    doubts: tuple[Doubt, ...] = ()


class CutoutModel:
    """The cut-out network of one `.onnx` file; safe to share between threads.

    Its metadata say `image_size` (pixels). Raises: ModelUnavailable.
    """

    def __init__(self, path: Path) -> None:
        self._model = OnnxModel(path)
        try:
            self.image_size = int(self._model.metadata["image_size"])
        except (KeyError, ValueError) as error:
            raise ModelUnavailable(
                f"{path} does not say how large its input is. Export it again: {export_command(path)}"
            ) from error
        answer = self.confidence(np.zeros((self.image_size, self.image_size, 3), np.uint8))
        if answer.ndim != 2:
            raise ModelUnavailable(f"{path} does not answer with one number per pixel. Use a cut-out network's export.")
        self.version = self._model.sha256[:12]
        self.metadata = self._model.metadata

    def confidence(self, pixels: Pixels) -> NDArray[np.float32]:
        """How likely each place of UInt8[H, W, 3] is garment: Float[S, S] over the whole picture, 0..1."""
        size = (self.image_size, self.image_size)
        shrinks = max(pixels.shape[:2]) > self.image_size
        square = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
        images = np.ascontiguousarray(square.transpose(2, 0, 1)[None], np.float32) / np.float32(255)
        answer: NDArray[np.float32] = self._model.run({"images": images})[0][0]
        return answer


def cut_out(pixels: Pixels, model: CutoutModel, box: Box | None = None) -> Cutout | None:
    """Find the garment on UInt8[H, W, 3]; with `box`, the garment is known to lie within it.

    None where there is no garment. The same pixels always give the same mask. Raises: ModelUnavailable.
    """
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = _with_margin(box, height, width) if box else (0, 0, width, height)
    guide = resize_to_fit(np.ascontiguousarray(pixels[y0:y1, x0:x1]), OUTLINE_PX)
    confidence = _look(guide, model)
    kept = _main_pieces(confidence > 0.5)
    near = cv2.dilate(kept.astype(np.uint8), np.ones((REACH_PX, REACH_PX), np.uint8)).astype(np.bool_)
    # Crumbs must leave no traces, and specks no holes, where the outline is drawn.
    soft = np.where(kept, np.maximum(confidence, 0.5), np.where(near, np.minimum(confidence, 0.49), 0))
    mask = np.zeros((height, width), np.bool_)
    mask[y0:y1, x0:x1] = _draw_outline(guide, soft.astype(np.float32), (x1 - x0, y1 - y0))
    if box:
        mask &= _inside(box, height, width)
    area = cv2.countNonZero(mask.view(np.uint8)) / ((box[2] - box[0]) * (box[3] - box[1]) if box else mask.size)
    if area < (MIN_BOX_SHARE if box else MIN_AREA) or (box is None and area > MAX_AREA):
        return None
    return cutout_of(mask, () if box else doubts_of(confidence, kept))


def _look(guide: Pixels, model: CutoutModel) -> NDArray[np.float32]:
    """How likely each place of the guide is garment: Float[ANSWER_PX, ANSWER_PX]; where it looked twice, the mean."""
    glance = model.confidence(guide)
    joined = np.asarray(cv2.resize(glance, (ANSWER_PX, ANSWER_PX), interpolation=cv2.INTER_LINEAR), np.float32)
    kept = _main_pieces(glance > 0.5)
    if not kept.any():
        return joined
    part = joined[_around(kept, ANSWER_PX, ANSWER_PX)]  # a view: what is written to it is joined
    if part.size <= CLOSER_SHARE * joined.size:
        closer = model.confidence(np.ascontiguousarray(guide[_around(kept, *guide.shape[:2])]))
        part[:] = (part + cv2.resize(closer, part.shape[::-1], interpolation=cv2.INTER_LINEAR)) / 2
    return joined


def _around(kept: Mask, height: int, width: int) -> tuple[slice, slice]:
    """The garment's box with a margin, in a picture of this size that shows what the mask covers."""
    sides = []
    for axis, side in ((1, height), (0, width)):
        found = np.flatnonzero(kept.any(axis=axis))
        margin = CLOSER_MARGIN * (found[-1] + 1 - found[0])
        scale = side / kept.shape[1 - axis]
        first, last = (found[0] - margin) * scale, (found[-1] + 1 + margin) * scale
        sides.append(slice(max(0, math.floor(first)), min(side, math.ceil(last))))
    return sides[0], sides[1]


def cutout_of(mask: Mask, doubts: tuple[Doubt, ...] = ()) -> Cutout:
    """A mask that is not empty, with its box."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return Cutout(mask, (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1), doubts)


def _with_margin(box: Box, height: int, width: int) -> Box:
    x0, y0, x1, y1 = box
    across, down = round((x1 - x0) * BOX_MARGIN), round((y1 - y0) * BOX_MARGIN)
    return max(0, x0 - across), max(0, y0 - down), min(width, x1 + across), min(height, y1 + down)


def _inside(box: Box, height: int, width: int) -> Mask:
    inside = np.zeros((height, width), np.bool_)
    inside[box[1] : box[3], box[0] : box[2]] = True
    return inside


def _main_pieces(mask: Mask) -> Mask:
    """Drop crumbs, fill specks."""
    _, pieces, sizes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=4)
    areas = sizes[1:, cv2.CC_STAT_AREA]
    if areas.size == 0:
        return mask
    kept = np.isin(pieces, np.flatnonzero(areas >= MIN_PIECE_SHARE * areas.max()) + 1)
    _, gaps, sizes, _ = cv2.connectedComponentsWithStats((~kept).astype(np.uint8), connectivity=4)
    holes = np.flatnonzero(sizes[:, cv2.CC_STAT_AREA] < MAX_HOLE_SHARE * kept.sum())
    return kept | np.isin(gaps, holes[holes > 0])


def _draw_outline(guide: Pixels, soft: NDArray[np.float32], size: tuple[int, int]) -> Mask:
    """The confidence Float[S, S] as a mask of this width and height, its outline moved to visible edges of `guide`."""
    radius = max(2, round(OUTLINE_RADIUS * max(guide.shape)))
    sharp = guided_filter(guide.astype(np.float32) / np.float32(255), soft, radius)
    return np.asarray(cv2.resize(sharp, size, interpolation=cv2.INTER_LINEAR) > 0.5)


def doubts_of(confidence: NDArray[np.float32], kept: Mask) -> tuple[Doubt, ...]:
    """What speaks against a mask Bool[S, S] that was made of the confidence Float[S, S]."""
    doubts: list[Doubt] = []
    unsure = ((confidence > UNSURE[0]) & (confidence < UNSURE[1])).sum()
    if confidence[kept].mean() < MIN_CONFIDENCE or unsure > MAX_UNSURE_SHARE * kept.sum():
        doubts.append("low-confidence")
    touched = sum(edge.mean() >= MIN_TOUCH for edge in (kept[0], kept[-1], kept[:, 0], kept[:, -1]))
    if touched >= EDGES:
        doubts.append("touches-edges")
    count, _ = cv2.connectedComponents(kept.astype(np.uint8))
    if count - 1 > MAX_PIECES:
        doubts.append("falls-apart")
    return tuple(doubts)
