"""The cut-out: which pixels of a photo belong to the garment.

GrabCut (Rother, Kolmogorov, Blake: "GrabCut: interactive foreground extraction using iterated graph cuts", SIGGRAPH
2004) in CIELAB at 192 px. Pixels along the photo's edge are taken for surroundings, except colours that fill the
middle: there the garment itself reaches the edge. A guided filter then draws the outline at 640 px. It cannot separate
a garment from surroundings of the same colour or pattern; a check detects most such cases, and nothing is cut out.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from app.vision.guided_filter import guided_filter
from app.vision.images import Mask, Pixels, resize_to_fit

SEGMENTATION_PX: Final = 192  # longest side for GrabCut: 256 gives IoU + 0.004 for twice the time
OUTLINE_PX: Final = 640  # longest side at which the outline is drawn
SURE_BORDER: Final = 0.02  # of the longest side: surroundings
LIKELY_BORDER: Final = 0.05  # of the longest side: probably surroundings
ITERATIONS: Final = 4
FLAT: Final = 1.0  # standard deviation in OpenCV's eight-bit CIELAB: a picture of one colour shows no garment

# A colour of the border band belongs to the garment if it covers this much more of the photo's middle.
BORDER_COLORS: Final = 5
GARMENT_COLOR_RADIUS: Final = 25.0  # in OpenCV's eight-bit CIELAB
GARMENT_COLOR_RATIO: Final = 2.5
GARMENT_COLOR_MAX_BORDER: Final = 0.3
GARMENT_COLOR_MIN_MIDDLE: Final = 0.15

MIN_PIECE_SHARE: Final = 0.12  # of the largest piece: a second shoe stays, crumbs go
MAX_HOLE_SHARE: Final = 0.02  # of the garment: prints and buttons are filled, the space between two legs stays

# Properties of a plausible mask.
MIN_AREA, MAX_AREA = 0.02, 0.9  # of the photo
MAX_PIECES: Final = 3
MIN_SOLIDITY: Final = 0.3  # mask to its convex hull
MAX_TOUCH: Final = 0.5  # of the photo's outline
FAINT_EDGE: Final = 8.0  # CIELAB difference across the outline that can hardly be seen
MAX_FAINT_SHARE: Final = 0.6  # of the outline
MIN_BOX_SHARE: Final = 0.05  # of the box that a person drew around the garment

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Cutout:
    """A garment's pixels, and the box (x0, y0, x1, y1) around them, ends excluded."""

    mask: Mask
    box: Box


def cut_out(pixels: Pixels, box: Box | None = None) -> Cutout | None:
    """Find the garment on UInt8[H, W, 3]; with `box`, the garment is known to be within it.

    None if the result is not plausible. The check is strict where the garment had to be found, and lenient where a
    person marked it. The same pixels always give the same mask.
    """
    small = resize_to_fit(pixels, SEGMENTATION_PX)
    lab: NDArray[np.uint8] = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.uint8)
    if lab.std(axis=(0, 1)).max() < FLAT:
        return None
    start = _first_guess(lab) if box is None else _guess_from_box(pixels.shape, small.shape, box)
    found = _main_pieces(_grab_cut(lab, start))
    whole = _reach_edge(lab, found) if box is None else found
    if box is None and not _is_believable(small, found, whole):
        return None
    if box is not None and found.sum() < MIN_BOX_SHARE * (start == cv2.GC_PR_FGD).sum():
        return None
    mask = _draw_outline(pixels, whole)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return None
    return Cutout(mask, (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1))


def _frame(height: int, width: int, share: float) -> Mask:
    """True along the edge of a picture, `share` of its longest side wide."""
    wide = max(1, round(share * max(height, width)))
    frame = np.ones((height, width), np.bool_)
    frame[wide:-wide, wide:-wide] = False
    return frame


def _first_guess(lab: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """GrabCut's initial mask, from positions and from the colours that the middle shares with the border."""
    height, width = lab.shape[:2]
    border = _frame(height, width, LIKELY_BORDER)
    guess = np.full((height, width), cv2.GC_PR_FGD, np.uint8)
    guess[border] = cv2.GC_PR_BGD
    guess[_frame(height, width, SURE_BORDER)] = cv2.GC_BGD

    cv2.setRNGSeed(0)  # each thread has its own generator
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 15, 1.0)
    border_pixels = lab[border].astype(np.float32)
    _, _, centres = cv2.kmeans(border_pixels, BORDER_COLORS, np.empty(0, np.int32), stop, 2, cv2.KMEANS_PP_CENTERS)
    distances = np.linalg.norm(lab[:, :, None].astype(np.float32) - centres, axis=3)
    nearest, near = distances.argmin(axis=2), distances.min(axis=2) < GARMENT_COLOR_RADIUS
    middle = np.s_[height // 4 : height - height // 4, width // 4 : width - width // 4]
    for color in range(BORDER_COLORS):
        here = near & (nearest == color)
        in_border, in_middle = here[border].mean(), here[middle].mean()
        if (
            in_border < GARMENT_COLOR_MAX_BORDER
            and in_middle > GARMENT_COLOR_MIN_MIDDLE
            and in_middle > GARMENT_COLOR_RATIO * in_border
        ):
            guess[border & here] = cv2.GC_PR_FGD
    return guess


def _guess_from_box(shape: tuple[int, ...], small_shape: tuple[int, ...], box: Box) -> NDArray[np.uint8]:
    """GrabCut's initial mask from a box drawn by a person: everything outside it is surroundings."""
    scale = small_shape[0] / shape[0]
    x0, y0, x1, y1 = (round(side * scale) for side in box)
    guess = np.full(small_shape[:2], cv2.GC_BGD, np.uint8)
    guess[y0:y1, x0:x1] = cv2.GC_PR_FGD
    return guess


def _grab_cut(lab: NDArray[np.uint8], start: NDArray[np.uint8]) -> Mask:
    if not (start == cv2.GC_PR_FGD).any() or (start == cv2.GC_PR_FGD).all():
        return np.zeros(start.shape, np.bool_)
    # Areas of one value keep GrabCut's graph cut busy for minutes; a grain of one level does not.
    grain = np.random.default_rng(0).integers(-1, 2, lab.shape)
    lab = (lab + grain).clip(0, 255).astype(np.uint8)
    cv2.setRNGSeed(0)
    surroundings, garment = np.zeros((1, 65)), np.zeros((1, 65))
    labels, _, _ = cv2.grabCut(lab, start, (0, 0, 0, 0), surroundings, garment, ITERATIONS, cv2.GC_INIT_WITH_MASK)
    return np.asarray((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD))


def _main_pieces(mask: Mask) -> Mask:
    """Drop threads and crumbs, fill small holes."""
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, pieces, sizes, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    areas = sizes[1:, cv2.CC_STAT_AREA]
    if areas.size == 0:
        return np.zeros_like(mask)
    kept = np.isin(pieces, np.flatnonzero(areas >= MIN_PIECE_SHARE * areas.max()) + 1)
    _, gaps, sizes, _ = cv2.connectedComponentsWithStats((~kept).astype(np.uint8), connectivity=4)
    holes = np.flatnonzero(sizes[:, cv2.CC_STAT_AREA] < MAX_HOLE_SHARE * kept.sum())
    return kept | np.isin(gaps, holes[holes > 0])


def _is_believable(pixels: Pixels, mask: Mask, whole: Mask) -> bool:
    """Judge the mask by its shape, `whole` (extended to the edge) by its position, the outline by its visibility."""
    if not MIN_AREA <= mask.mean() <= MAX_AREA:
        return False
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if len(outlines) > MAX_PIECES:
        return False
    if mask.sum() < MIN_SOLIDITY * cv2.contourArea(cv2.convexHull(np.concatenate(outlines))):
        return False
    if np.concatenate([whole[0], whole[-1], whole[:, 0], whole[:, -1]]).mean() > MAX_TOUCH:
        return False
    return _faint_share(pixels, mask, np.concatenate(outlines)[:, 0].astype(np.int32)) <= MAX_FAINT_SHARE


def _faint_share(pixels: Pixels, mask: Mask, outline: NDArray[np.int32]) -> float:
    """Share of the outline where the garment looks like its immediate surroundings, by means over 9 x 9 px."""
    lab = cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    square = np.ones((3, 3), np.uint8)
    inside = cv2.erode(mask.astype(np.uint8), square, iterations=2).astype(np.float32)
    outside = 1 - cv2.dilate(mask.astype(np.uint8), square, iterations=2).astype(np.float32)
    x, y = outline[:, 0], outline[:, 1]
    means, weights = [], []
    for side in (inside, outside):
        weight = cv2.boxFilter(side, -1, (9, 9), normalize=False)[y, x]
        total = cv2.boxFilter(lab * side[..., None], -1, (9, 9), normalize=False)[y, x]
        means.append(total / np.maximum(weight, 1)[:, None])
        weights.append(weight)
    known = (weights[0] >= 1) & (weights[1] >= 1)
    if not known.any():
        return 1.0
    differences = np.linalg.norm(means[0] - means[1], axis=1)[known]
    return float((differences < FAINT_EDGE).mean())


def _reach_edge(lab: NDArray[np.uint8], mask: Mask) -> Mask:
    """Extend the garment across the border band where it reaches it, as far as its colour does."""
    wide = max(1, round(SURE_BORDER * max(mask.shape)))
    inner = np.s_[wide:-wide, wide:-wide]
    onward = np.pad(lab[inner], ((wide, wide), (wide, wide), (0, 0)), mode="edge").astype(np.float32)
    alike = np.linalg.norm(lab - onward, axis=2) < GARMENT_COLOR_RADIUS
    return np.asarray(np.pad(mask[inner], wide, mode="edge") & alike) | mask


def _draw_outline(pixels: Pixels, small: Mask) -> Mask:
    """The small mask at the photo's size, its outline moved to visible edges of the photo."""
    guide = resize_to_fit(pixels, OUTLINE_PX)
    blurred = cv2.GaussianBlur(small.astype(np.float32), (0, 0), 0.8)
    soft = cv2.resize(blurred, guide.shape[1::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32)
    radius = max(2, round(0.01 * max(guide.shape)))
    sharp = guided_filter(guide.astype(np.float32) / np.float32(255), soft, radius)
    full = cv2.resize(sharp, pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(full > 0.5)
