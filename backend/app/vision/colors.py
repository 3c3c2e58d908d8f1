"""The colours of a garment, named as a person would name them, with the share of the garment each covers."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from app.vision.color_names import COLOR_NAMES, EXAMPLES, name_lab
from app.vision.images import Mask, Pixels, resize_to_fit

__all__ = ["COLORS_VERSION", "COLOR_NAMES", "Color", "read_colors"]

READING_PX: Final = 160  # longest side: threads and pores average out, stripes and prints stay
SAMPLES: Final = 4000
CLUSTERS: Final = 8
LIGHTNESS_WEIGHT: Final = 0.6  # folds and shadows change lightness far more than hue
SAME_COLOR: Final = 12.0  # clusters nearer than this, lightness so weighted, are one colour
MIN_SHARE: Final = 0.05
EDGE_SHARE: Final = 0.024  # of the longest side, removed from the mask's rim: there the surroundings shine through


# The light's tint, estimated from the surroundings.
CAST_SHARE: Final = 0.6  # of the tint that is removed: people, too, adapt to light only in part
PALE_CHROMA: Final = (14.0, 20.0)  # up to the first surroundings count as white, from the second not at all
MIN_WHITE_LIGHTNESS: Final = 55.0
MIN_SURROUNDINGS: Final = 0.03  # of the photo

# Raised when the same photo may get other colours: garments of an earlier version are read again.
COLORS_VERSION: Final = 2

Lab = tuple[float, float, float]


@dataclass(frozen=True)
class Color:
    """One colour of a garment: `share` 0..1 of its surface, `lab` CIELAB (D65, L 0..100)."""

    name: str
    hex: str
    share: float
    lab: Lab

    @classmethod
    def of_hex(cls, name: str, hex_: str, share: float) -> "Color":
        """`hex_` as "#rrggbb"."""
        rgb = np.array([[list(bytes.fromhex(hex_[1:]))]], np.uint8)
        lightness, a, b = to_lab(rgb)[0, 0]
        return cls(name, hex_, share, (float(lightness), float(a), float(b)))

    @classmethod
    def typical(cls, name: str, share: float = 1.0) -> "Color":
        """A garment's usual colour of this name. Raises: KeyError."""
        lab = np.median(EXAMPLES[name], axis=0)
        return cls(name, _hex_of(lab), share, (float(lab[0]), float(lab[1]), float(lab[2])))


def read_colors(pixels: Pixels, mask: Mask | None) -> list[Color]:
    """The colours of the garment on UInt8[H, W, 3], the main one first; their shares sum to 1.

    Without a mask, pixels count by how close they are to the middle of the photo. Never empty; deterministic for the
    same pixels.
    """
    from sklearn.cluster import KMeans  # here, because it takes a second to import

    small = resize_to_fit(pixels, READING_PX)
    lab = to_lab(small)
    inside = None if mask is None else _scaled(mask, lab.shape)
    samples = _without_cast(lab[_chosen(lab.shape, inside)], *_surroundings_white(lab, inside))
    weighted = samples * np.array([LIGHTNESS_WEIGHT, 1, 1])
    kinds = len(np.unique(samples.round(1), axis=0))
    if kinds == 1:
        groups = np.zeros(len(samples), np.intp)
    else:
        with _thread_pools().limit(limits=1):  # little work: 22 ms, but 415 ms with two threads spinning
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


def _scaled(mask: Mask, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """How much of each pixel of the small photo is garment, 0..1. Raises ValueError for an empty mask."""
    if not mask.any():
        raise ValueError("The mask holds no garment.")
    size = (shape[1], shape[0])
    return cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _chosen(shape: tuple[int, ...], inside: NDArray[np.float32] | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of at most SAMPLES of the garment's pixels on the small photo."""
    height, width = shape[:2]
    if inside is None:
        y = np.linspace(-1, 1, height)[:, None]
        x = np.linspace(-1, 1, width)[None]
        weights = np.exp(-4.0 * (y * y + x * x))  # the photo's edge counts a fiftieth of its middle
    else:
        weights = _without_rim(inside).astype(np.float64)
    chances = (weights / weights.sum()).ravel()
    count = min(SAMPLES, int(np.count_nonzero(chances)))
    chosen = np.random.default_rng(0).choice(chances.size, count, replace=False, p=chances)
    return np.divmod(chosen, width)


def _without_rim(inside: NDArray[np.float32]) -> Mask:
    """The garment without its rim, as long as enough of it is left."""
    garment = inside > min(0.5, float(inside.max()) / 2)
    depth = cv2.distanceTransform(np.pad(garment.astype(np.uint8), 1), cv2.DIST_L2, 3)[1:-1, 1:-1]
    inner = depth > 1 + EDGE_SHARE * max(inside.shape)
    return np.asarray(inner if inner.sum() >= 0.3 * garment.sum() else garment)


def _surroundings_white(
    lab: NDArray[np.float64], inside: NDArray[np.float32] | None
) -> tuple[NDArray[np.float64], float]:
    """The light's tint as the bright part of the surroundings shows it: CIELAB, and how far to trust it, 0..1.

    A pale sheet or wall counts as white; a clearly coloured one says nothing about the light.
    """
    outside = np.ones(lab.shape[:2], np.bool_) if inside is None else cv2.dilate(inside, np.ones((5, 5))) < 0.02
    if outside.sum() < MIN_SURROUNDINGS * outside.size:
        return np.array([100.0, 0.0, 0.0]), 0.0
    surroundings = lab[outside]
    bright = surroundings[surroundings[:, 0] >= np.percentile(surroundings[:, 0], 70)]
    white = np.median(bright, axis=0)
    if white[0] < MIN_WHITE_LIGHTNESS:
        return white, 0.0
    low, high = PALE_CHROMA
    return white, float(np.clip((high - np.hypot(white[1], white[2])) / (high - low), 0, 1))


def _without_cast(samples: NDArray[np.float64], white: NDArray[np.float64], trust: float) -> NDArray[np.float64]:
    """Remove most of the light's tint; in CIELAB a tint moves a and b in proportion to L + 16."""
    strength = CAST_SHARE * trust * (samples[:, :1] + 16) / (white[0] + 16)
    return np.hstack([samples[:, :1], samples[:, 1:] - strength * white[1:]])


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
    lightness, a, b = lab = np.median(members, axis=0)
    return Color(name, _hex_of(lab), share, (float(lightness), float(a), float(b)))


def _hex_of(lab: NDArray[np.float64]) -> str:
    """CIELAB Float[3] as "#rrggbb"."""
    pixel = np.asarray(lab, np.float32).reshape(1, 1, 3)
    rgb = (cv2.cvtColor(pixel, cv2.COLOR_LAB2RGB)[0, 0] * 255).round().clip(0, 255).astype(int)
    return "#{:02x}{:02x}{:02x}".format(*rgb)
