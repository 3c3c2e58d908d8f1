"""Augments training pictures: surroundings and geometry per picture, then colour and mixing per batch.

All that is random is drawn first, in one order, from the `rng` of the epoch. The pictures are computed afterwards, by
any number of processes. So an epoch depends only on (seed, epoch).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

LETTERBOX_GREY = 114
CORNER_SHARE = 0.2  # of a photo's width and height that is used as texture of its surroundings
MAX_GARMENT_IN_CORNER = 0.02
BLURRED_SHARE = 0.15  # of the views


@dataclass(frozen=True)
class Corner:
    """The texture of a photo's corner without garment, mirrored until it fills the picture."""

    row: int  # of the photo
    place: tuple[slice, slice]
    zoom: float
    above: int  # pixels that are filled above and before the texture
    before: int


@dataclass(frozen=True)
class Gradient:
    """A plain colour, usually pale, or in half of the cases a gradient between two."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    turn: float


Surroundings: TypeAlias = Corner | Gradient


@dataclass(frozen=True)
class Framing:
    """How a view is taken of a picture."""

    matrix: NDArray[np.float64]  # Float[2, 3], from the picture to the view
    grey: int  # beyond the picture
    blur: float | None  # scale of the small picture that it is as unsharp as


@dataclass(frozen=True)
class Colours:
    """Factors for each picture of a batch, Float[B, 1 or 3, 1, 1]; a saturation of 0 makes it grey."""

    saturation: NDArray[np.float64]
    contrast: NDArray[np.float64]
    brightness: NDArray[np.float64]
    balance: NDArray[np.float64]


@dataclass(frozen=True)
class Mixing:
    """Mixup (Zhang et al. 2018), or CutMix (Yun et al. 2019) if there is a `box`."""

    keep: float  # share of the picture itself
    box: tuple[slice, slice] | None = None


def draw_surroundings(
    pixels: NDArray[np.uint8], masks: NDArray[np.bool_], row: int, share: float, rng: np.random.Generator
) -> Surroundings | None:
    """Other surroundings for a `share` of the pictures of UInt8[N, side, side, 3] that have a mask."""
    if rng.random() >= share or not masks[row].any():
        return None
    return _draw_corner(pixels, masks, rng) if rng.random() < 0.65 else _draw_gradient(rng)


def _draw_corner(
    pixels: NDArray[np.uint8], masks: NDArray[np.bool_], rng: np.random.Generator, attempts: int = 8
) -> Surroundings:
    """A corner without garment; a gradient if none is found."""
    side = pixels.shape[1]
    for _ in range(attempts):
        row = int(rng.integers(len(pixels)))
        photo = (pixels[row] != LETTERBOX_GREY).any(2)
        down, across = (np.flatnonzero(photo.any(axis)) for axis in (1, 0))
        high, wide = (max(4, round(CORNER_SHARE * len(axis))) for axis in (down, across))
        if not masks[row].any() or min(len(down), len(across)) < high + wide:
            continue
        top = down[0] if rng.random() < 0.5 else down[-1] + 1 - high
        left = across[0] if rng.random() < 0.5 else across[-1] + 1 - wide
        place = np.s_[top : top + high, left : left + wide]
        if masks[row][place].mean() > MAX_GARMENT_IN_CORNER:
            continue
        zoom = rng.uniform(1, 2.5)
        # The size that OpenCV rounds to, at most the picture's.
        lengths = [min(side, round(length * zoom)) for length in (high, wide)]
        above, before = (int(rng.integers(side - length + 1)) for length in lengths)
        return Corner(row, place, zoom, above, before)
    return _draw_gradient(rng)


def _draw_gradient(rng: np.random.Generator) -> Gradient:
    first = rng.integers(0, 256, 3) if rng.random() < 0.4 else rng.integers(130, 256) + rng.integers(-15, 16, 3)
    last = first + rng.integers(-60, 61, 3) if rng.random() < 0.5 else first
    return Gradient(first, last, rng.uniform(0, 2 * np.pi))


def in_surroundings(
    pixels: NDArray[np.uint8], masks: NDArray[np.bool_], row: int, surroundings: Surroundings | None
) -> NDArray[np.uint8]:
    """Picture `row` of UInt8[N, side, side, 3], its garment in these surroundings."""
    picture: NDArray[np.uint8] = pixels[row]
    if surroundings is None:
        return picture
    if isinstance(surroundings, Corner):
        filled = _filled_with_corner(pixels, surroundings)
    else:
        filled = _filled_with_gradient(picture.shape[0], surroundings)
    alpha = cv2.GaussianBlur(masks[row].astype(np.float32), (3, 3), 0)[..., None]
    placed: NDArray[np.uint8] = (picture * alpha + filled * (1 - alpha)).astype(np.uint8)
    return placed


def _filled_with_corner(pixels: NDArray[np.uint8], corner: Corner) -> NDArray[np.uint8]:
    side = pixels.shape[1]
    texture = pixels[corner.row][corner.place]
    tile = cv2.resize(texture, None, fx=corner.zoom, fy=corner.zoom, interpolation=cv2.INTER_LINEAR)[:side, :side]
    below, behind = side - corner.above - tile.shape[0], side - corner.before - tile.shape[1]
    borders = (corner.above, below, corner.before, behind)
    filled: NDArray[np.uint8] = cv2.copyMakeBorder(tile, *borders, cv2.BORDER_REFLECT)
    return filled


def _filled_with_gradient(side: int, gradient: Gradient) -> NDArray[np.uint8]:
    along = np.linspace(-0.5, 0.5, side)
    place = 0.5 + np.sin(gradient.turn) * along[:, None] + np.cos(gradient.turn) * along[None]
    share = place.clip(0, 1)[..., None]
    filled: NDArray[np.uint8] = (gradient.first * (1 - share) + gradient.last * share).clip(0, 255).astype(np.uint8)
    return filled


def draw_framing(side: int, size_px: int, crop_area: tuple[float, float], rng: np.random.Generator) -> Framing:
    """A crop of `crop_area` of the picture, turned up to 15 degrees, sheared, mirrored; now and then unsharp."""
    zoom = size_px / side / np.sqrt(rng.uniform(*crop_area))
    stretch = np.exp(rng.uniform(-0.18, 0.18))  # of width against height
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    turn, shear = np.deg2rad(rng.uniform(-15, 15)), rng.uniform(-0.12, 0.12)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    matrix = zoom * rotation @ np.array([[mirror * stretch, shear], [0, 1 / stretch]])
    # The crop's centre moves over the part of the picture that the crop does not cover, and a little beyond.
    free = max(0.0, side - size_px / zoom) / 2 + 0.05 * side
    centre = side / 2 + rng.uniform(-free, free, 2)
    offset = size_px / 2 - matrix @ centre
    # Usually the letterbox grey; sometimes another, so that the network learns nothing from that shade.
    grey = LETTERBOX_GREY if rng.random() < 0.7 else int(rng.integers(0, 256))
    blur = rng.uniform(0.35, 0.8) if rng.random() < BLURRED_SHARE else None
    return Framing(np.column_stack([matrix, offset]), grey, blur)


def view_of(picture: NDArray[np.uint8], size_px: int, framing: Framing) -> NDArray[np.uint8]:
    """UInt8[size_px, size_px, 3] of a picture UInt8[side, side, 3]."""
    view = cv2.warpAffine(
        picture,
        framing.matrix,
        (size_px, size_px),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(framing.grey, framing.grey, framing.grey),
    ).astype(np.uint8, copy=False)
    if framing.blur is None:
        return view
    small = cv2.resize(view, None, fx=framing.blur, fy=framing.blur, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (size_px, size_px), interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def stacked(views: Sequence[NDArray[np.uint8]]) -> Tensor:
    """Views as a batch, UInt8[B, 3, size_px, size_px]."""
    return torch.from_numpy(np.ascontiguousarray(np.stack(views).transpose(0, 3, 1, 2)))


def draw_colours(count: int, rng: np.random.Generator) -> Colours:
    """Brightness, contrast, saturation and colour balance for `count` pictures; one in twenty is grey."""

    def drawn(low: float, high: float, channels: int = 1) -> NDArray[np.float64]:
        return rng.uniform(low, high, (count, channels, 1, 1))

    saturation = drawn(0.6, 1.4)
    saturation[rng.random(count) < 0.05] = 0.0
    return Colours(saturation, contrast=drawn(0.7, 1.3), brightness=drawn(0.7, 1.3), balance=drawn(0.92, 1.08, 3))


def recoloured(batch: Tensor, colours: Colours) -> Tensor:
    """Float[B, 3, H, W] 0..1 with other colours."""
    luma = batch.new_tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)
    grey = (batch * luma).sum(1, keepdim=True)
    saturation, contrast, brightness, balance = (
        torch.from_numpy(factors).to(batch)
        for factors in (colours.saturation, colours.contrast, colours.brightness, colours.balance)
    )
    batch = grey + (batch - grey) * saturation
    middle = batch.mean((1, 2, 3), keepdim=True)
    batch = middle + (batch - middle) * contrast
    return (batch * brightness * balance).clamp(0, 1)


def draw_mixing(size_px: int, share: float, rng: np.random.Generator) -> Mixing | None:
    """How to mix a `share` of the batches."""
    if rng.random() >= share:
        return None
    if rng.random() < 0.5:
        return Mixing(float(rng.beta(0.2, 0.2)))
    cut = np.sqrt(1 - rng.beta(1.0, 1.0))
    y, x = rng.uniform(0, size_px), rng.uniform(0, size_px)
    top, bottom = (round(np.clip(y + s * cut * size_px / 2, 0, size_px)) for s in (-1, 1))
    left, right = (round(np.clip(x + s * cut * size_px / 2, 0, size_px)) for s in (-1, 1))
    return Mixing(1 - (bottom - top) * (right - left) / size_px**2, np.s_[top:bottom, left:right])


def mixed(batch: Tensor, targets: Tensor, mixing: Mixing | None) -> tuple[Tensor, Tensor]:
    """Each picture of Float[B, 3, H, W] with its neighbour in the batch, and `targets` Float[B, classes] likewise."""
    if mixing is None:
        return batch, targets
    other, keep = batch.roll(1, 0), mixing.keep
    if mixing.box is None:
        pictures = batch * keep + other * (1 - keep)
    else:
        pictures = batch.clone()
        pictures[:, :, *mixing.box] = other[:, :, *mixing.box]
    return pictures, targets * keep + targets.roll(1, 0) * (1 - keep)
