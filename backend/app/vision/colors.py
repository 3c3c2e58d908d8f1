"""The colours of a garment, named as a person would name them, with the share of the garment each covers."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from app.vision.color_names import COLOR_NAMES, name_lab
from app.vision.images import Mask, Pixels, resize_to_fit

__all__ = ["COLOR_NAMES", "Color", "read_colors"]

READING_PX: Final = 160  # longest side: threads and pores average out, stripes and prints stay
SAMPLES: Final = 4000
CLUSTERS: Final = 8
LIGHTNESS_WEIGHT: Final = 0.6  # folds and shadows change lightness far more than hue
SAME_COLOR: Final = 12.0  # clusters nearer than this, lightness so weighted, are one colour
MIN_SHARE: Final = 0.05
EDGE_SHARE: Final = 0.012  # of the longest side, taken off the mask: there the surroundings shine through

Lab = tuple[float, float, float]


@dataclass(frozen=True)
class Color:
    """One colour of a garment: `share` 0..1 of its surface, `lab` CIELAB (D65, L 0..100)."""

    name: str
    hex: str
    share: float
    lab: Lab


def read_colors(pixels: Pixels, mask: Mask | None) -> list[Color]:
    """The colours of the garment on UInt8[H, W, 3], the main one first; their shares sum to 1.

    Without a mask, pixels count by how near they lie to the middle of the photo. Never empty; always the same for
    the same pixels.
    """
    from sklearn.cluster import KMeans  # here, because it takes a second to import

    small = resize_to_fit(pixels, READING_PX)
    lab = to_lab(small)
    samples = lab[_chosen(lab.shape, mask)]
    weighted = samples * np.array([LIGHTNESS_WEIGHT, 1, 1])
    kinds = len(np.unique(samples.round(1), axis=0))
    if kinds == 1:
        groups = np.zeros(len(samples), np.intp)
    else:
        with _thread_pools().limit(limits=1):  # so little work: 22 ms, with two threads spinning 415 ms
            found = KMeans(min(CLUSTERS, kinds), n_init=2, random_state=0).fit(weighted)
        groups = _merge(found.cluster_centers_, found.labels_)
    by_name: dict[str, list[NDArray[np.float64]]] = {}
    for group in np.unique(groups):
        members = samples[groups == group]
        by_name.setdefault(name_lab(np.median(members, axis=0)), []).append(members)
    named = {name: np.concatenate(parts) for name, parts in by_name.items()}
    kept = {name: part for name, part in named.items() if len(part) >= MIN_SHARE * len(samples)}
    total = sum(len(part) for part in kept.values())
    order = sorted(kept, key=lambda name: -len(kept[name]))
    return [_color(name, kept[name], len(kept[name]) / total) for name in order]


@lru_cache
def _thread_pools() -> ThreadpoolController:
    return ThreadpoolController()


def to_lab(pixels: Pixels) -> NDArray[np.float64]:
    """UInt8[..., 3] sRGB to CIELAB Float64[..., 3]."""
    flat = pixels.reshape(1, -1, 3).astype(np.float32) / 255
    return cv2.cvtColor(flat, cv2.COLOR_RGB2LAB).astype(np.float64).reshape(pixels.shape)


def _chosen(shape: tuple[int, ...], mask: Mask | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of at most SAMPLES of the garment's pixels on the small photo."""
    height, width = shape[:2]
    if mask is None:
        y = np.linspace(-1, 1, height)[:, None]
        x = np.linspace(-1, 1, width)[None]
        weights = np.exp(-4.0 * (y * y + x * x))  # the photo's edge counts a fiftieth of its middle
    else:
        weights = _inner(mask, width, height).astype(np.float64)
    chances = (weights / weights.sum()).ravel()
    count = min(SAMPLES, int(np.count_nonzero(chances)))
    chosen = np.random.default_rng(0).choice(chances.size, count, replace=False, p=chances)
    return np.divmod(chosen, width)


def _inner(mask: Mask, width: int, height: int) -> Mask:
    """The mask scaled down and without its rim, as long as something is left. Raises ValueError when it is empty."""
    if not mask.any():
        raise ValueError("The mask holds no garment.")
    scaled = cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA)
    small = np.pad((scaled > 0.5).astype(np.uint8), 1)
    depth = cv2.distanceTransform(small, cv2.DIST_L2, 3)[1:-1, 1:-1]
    inner = depth > 1 + EDGE_SHARE * max(width, height)
    if inner.sum() >= 0.3 * (scaled > 0.5).sum() > 0:
        return np.asarray(inner)
    return np.asarray(scaled >= min(0.5, float(scaled.max())))


def _merge(centres: NDArray[np.float64], labels: NDArray[np.intp]) -> NDArray[np.intp]:
    """Join the two nearest clusters, weighted by size, until all lie SAME_COLOR apart; the new label per sample."""
    centres, labels = centres.copy(), labels.copy()
    sizes = np.bincount(labels, minlength=len(centres)).astype(np.float64)
    while True:
        distances = np.linalg.norm(centres[:, None] - centres[None], axis=2)
        distances[:, sizes == 0] = distances[sizes == 0] = np.inf
        np.fill_diagonal(distances, np.inf)
        first, second = np.unravel_index(distances.argmin(), distances.shape)
        if distances[first, second] >= SAME_COLOR:
            return labels
        both = sizes[first] + sizes[second]
        centres[first] = (centres[first] * sizes[first] + centres[second] * sizes[second]) / both
        labels[labels == second] = first
        sizes[first], sizes[second] = both, 0


def _color(name: str, members: NDArray[np.float64], share: float) -> Color:
    lightness, a, b = np.median(members, axis=0)
    pixel = np.array([[[lightness, a, b]]], np.float32)
    rgb = (cv2.cvtColor(pixel, cv2.COLOR_LAB2RGB)[0, 0] * 255).round().clip(0, 255).astype(int)
    return Color(name, "#{:02x}{:02x}{:02x}".format(*rgb), share, (float(lightness), float(a), float(b)))
