"""Augments training pictures: surroundings and geometry per picture, then colour and mixing per batch.

All randomness comes from the `rng` argument, so an epoch depends only on (seed, epoch).
"""

from collections.abc import Sequence

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

LETTERBOX_GREY = 114
CORNER_SHARE = 0.2  # of a photo's width and height that is used as texture of its surroundings
MAX_GARMENT_IN_CORNER = 0.02
BLURRED_SHARE = 0.15  # of the views


def with_other_surroundings(
    pixels: NDArray[np.uint8],
    masks: NDArray[np.bool_],
    rows: NDArray[np.int64],
    share: float,
    rng: np.random.Generator,
) -> list[NDArray[np.uint8]]:
    """Pictures `rows` of UInt8[N, side, side, 3], a `share` of them with other surroundings.

    The surroundings are a corner of another photo, mirrored until it fills the picture, or a plain colour or gradient.
    """
    shown = []
    for row in rows:
        picture = pixels[row]
        if rng.random() < share and masks[row].any():
            surroundings = _corner(pixels, masks, rng) if rng.random() < 0.65 else _gradient(picture.shape[0], rng)
            alpha = cv2.GaussianBlur(masks[row].astype(np.float32), (3, 3), 0)[..., None]
            picture = (picture * alpha + surroundings * (1 - alpha)).astype(np.uint8)
        shown.append(picture)
    return shown


def _corner(
    pixels: NDArray[np.uint8], masks: NDArray[np.bool_], rng: np.random.Generator, attempts: int = 8
) -> NDArray[np.uint8]:
    """A square filled with the texture of a photo's corner without garment; a gradient if none is found."""
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
        tile = cv2.resize(pixels[row][place], None, fx=zoom, fy=zoom, interpolation=cv2.INTER_LINEAR)
        tile = tile[:side, :side]
        above, before = (int(rng.integers(side - length + 1)) for length in tile.shape[:2])
        below, behind = side - above - tile.shape[0], side - before - tile.shape[1]
        filled: NDArray[np.uint8] = cv2.copyMakeBorder(tile, above, below, before, behind, cv2.BORDER_REFLECT)
        return filled
    return _gradient(side, rng)


def _gradient(side: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A plain colour, usually pale, or in half of the cases a gradient between two."""
    first = rng.integers(0, 256, 3) if rng.random() < 0.4 else rng.integers(130, 256) + rng.integers(-15, 16, 3)
    last = first + rng.integers(-60, 61, 3) if rng.random() < 0.5 else first
    turn = rng.uniform(0, 2 * np.pi)
    along = np.linspace(-0.5, 0.5, side)
    place = (0.5 + np.sin(turn) * along[:, None] + np.cos(turn) * along[None]).clip(0, 1)[..., None]
    filled: NDArray[np.uint8] = (first * (1 - place) + last * place).clip(0, 255).astype(np.uint8)
    return filled


def random_view(
    pixels: NDArray[np.uint8], size_px: int, crop_area: tuple[float, float], rng: np.random.Generator
) -> NDArray[np.uint8]:
    """A crop of `crop_area` of the picture, turned up to 15 degrees, sheared, mirrored: UInt8[size_px, size_px, 3]."""
    side = pixels.shape[0]
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
    return cv2.warpAffine(
        pixels,
        np.column_stack([matrix, offset]),
        (size_px, size_px),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(grey, grey, grey),
    ).astype(np.uint8, copy=False)


def training_batch(
    pixels: Sequence[NDArray[np.uint8]], size_px: int, crop_area: tuple[float, float], rng: np.random.Generator
) -> Tensor:
    """Random views of pictures, stacked: UInt8[B, 3, size_px, size_px]."""
    views = np.stack([_blurred(random_view(one, size_px, crop_area, rng), rng) for one in pixels])
    return torch.from_numpy(np.ascontiguousarray(views.transpose(0, 3, 1, 2)))


def _blurred(view: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Now and then as unsharp as from a small or poor picture."""
    if rng.random() >= BLURRED_SHARE:
        return view
    factor = rng.uniform(0.35, 0.8)
    small = cv2.resize(view, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, view.shape[1::-1], interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def change_colours(batch: Tensor, rng: np.random.Generator) -> Tensor:
    """Brightness, contrast, saturation, colour balance by picture; one in twenty grey. Float[B, 3, H, W] 0..1."""
    count = len(batch)

    def drawn(low: float, high: float, channels: int = 1) -> Tensor:
        values = rng.uniform(low, high, (count, channels, 1, 1))
        return torch.from_numpy(values).to(batch)

    luma = batch.new_tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)
    grey = (batch * luma).sum(1, keepdim=True)
    saturation = drawn(0.6, 1.4)
    saturation[torch.from_numpy(rng.random(count) < 0.05)] = 0.0
    batch = grey + (batch - grey) * saturation
    middle = batch.mean((1, 2, 3), keepdim=True)
    batch = middle + (batch - middle) * drawn(0.7, 1.3)
    return (batch * drawn(0.7, 1.3) * drawn(0.92, 1.08, 3)).clamp(0, 1)


def mix(batch: Tensor, targets: Tensor, share: float, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Mixup (Zhang et al. 2018) or CutMix (Yun et al. 2019) on a `share` of the batches.

    `targets`: Float[B, classes], rows sum to 1. Each picture is mixed with its neighbour in the shuffled batch.
    """
    if rng.random() >= share:
        return batch, targets
    other, other_targets = batch.roll(1, 0), targets.roll(1, 0)
    if rng.random() < 0.5:
        keep = float(rng.beta(0.2, 0.2))
        return batch * keep + other * (1 - keep), targets * keep + other_targets * (1 - keep)
    height, width = batch.shape[2:]
    cut = np.sqrt(1 - rng.beta(1.0, 1.0))
    y, x = rng.uniform(0, height), rng.uniform(0, width)
    top, bottom = (round(np.clip(y + s * cut * height / 2, 0, height)) for s in (-1, 1))
    left, right = (round(np.clip(x + s * cut * width / 2, 0, width)) for s in (-1, 1))
    mixed = batch.clone()
    mixed[:, :, top:bottom, left:right] = other[:, :, top:bottom, left:right]
    keep = 1 - (bottom - top) * (right - left) / (height * width)
    return mixed, targets * keep + other_targets * (1 - keep)
