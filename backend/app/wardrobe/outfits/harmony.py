"""Do two palettes harmonise? The two-colour model of Ou & Luo, in CIELAB.

L.-C. Ou and M. R. Luo, "A colour harmony model for two-colour combinations", Color Research & Application 31(3),
191-204, 2006: CH = H_C + H_L + H_H, fitted to how observers judged 1,431 pairs of plain colour patches. It favours
colours that are close in hue and chroma, light ones, and ones that differ in lightness; blues fare best and reds worst.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from app.vision.colors import Color

Floats = NDArray[np.float32]
Kind = Literal["contrast", "related", "light", "dark", "unrelated"]

# The smallest and largest CH of two sRGB colours, on a grid of 18 steps a channel.
CH_RANGE: Final = (-1.34, 1.64)
# Smaller patches matter little, and cost as much.
MAIN_COLORS: Final = 3
# Where the model's own terms turn: H_C and H_Lsum above their middle, the latter for each of the two colours.
RELATED_BELOW: Final = 0.8 / 0.045
LIGHT_FROM: Final = 3.88 / 0.029 / 2
DARK_BELOW: Final = 40.0
# Twice the difference at which H_dL reaches its full height: a difference that everybody sees.
CONTRAST_FROM: Final = 40.0


@dataclass(frozen=True)
class Palettes:
    """Several palettes: `lab` Float32[N, 3 colours, 3]; `shares` Float32[N, 3], a row of which sums to 1.

    A palette without colours has no shares, so its every CH is 0: neither harmonious nor disharmonious.
    """

    lab: Floats
    shares: Floats

    @classmethod
    def of(cls, palettes: Sequence[Sequence[Color]]) -> "Palettes":
        lab = np.zeros((len(palettes), MAIN_COLORS, 3), np.float32)
        shares = np.zeros((len(palettes), MAIN_COLORS), np.float32)
        for row, colors in enumerate(palettes):
            for column, color in enumerate(colors[:MAIN_COLORS]):
                lab[row, column] = color.lab
                shares[row, column] = color.share
        totals = shares.sum(axis=1, keepdims=True)
        return cls(lab, np.divide(shares, totals, out=shares, where=totals > 0))


def color_harmony(a: Floats, b: Floats) -> Floats:
    """CH of CIELAB colours [..., 3], broadcast against each other; symmetric."""
    chroma_a, chroma_b = np.hypot(a[..., 1], a[..., 2]), np.hypot(b[..., 1], b[..., 2])
    chromatic = 0.04 + 0.53 * np.tanh(0.8 - 0.045 * _chromatic_difference(a, b))
    lightness = 0.28 + 0.54 * np.tanh(-3.88 + 0.029 * (a[..., 0] + b[..., 0]))
    difference = 0.14 + 0.15 * np.tanh(-2 + 0.2 * np.abs(a[..., 0] - b[..., 0]))
    return np.asarray(
        chromatic + lightness + difference + _hue_effect(a, chroma_a) + _hue_effect(b, chroma_b), np.float32
    )


def harmony_matrix(a: Palettes, b: Palettes) -> Floats:
    """Harmony 0..1 of every palette of `a` with every one of `b`, Float32[N, M]: CH weighted by both shares.

    Nine pairs of clothes in ten have 0.22 to 0.60.
    """
    pairs = color_harmony(a.lab[:, None, :, None], b.lab[None, :, None, :])
    mean = (pairs * a.shares[:, None, :, None] * b.shares[None, :, None, :]).sum(axis=(2, 3))
    low, high = CH_RANGE
    return np.asarray(np.clip((mean - low) / (high - low), 0, 1), np.float32)


def _chromatic_difference(a: Floats, b: Floats) -> Floats:
    """The paper's delta C: hue difference and, with less weight, chroma difference."""
    chroma = np.hypot(a[..., 1], a[..., 2]) - np.hypot(b[..., 1], b[..., 2])
    apart = (a[..., 1] - b[..., 1]) ** 2 + (a[..., 2] - b[..., 2]) ** 2
    return np.asarray(np.sqrt(np.maximum(apart - chroma**2, 0) + (chroma / 1.46) ** 2), np.float32)


def _hue_effect(lab: Floats, chroma: Floats) -> Floats:
    """H_SY of one colour: some hues are liked more than others, a light yellow most; greys have no effect."""
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360
    strength = 0.5 + 0.5 * np.tanh(-2 + 0.5 * chroma)
    sine = -0.08 - 0.14 * np.sin(np.radians(hue + 50)) - 0.07 * np.sin(np.radians(2 * hue + 90))
    from_yellow = (90 - hue) / 10
    yellow = (0.22 * lab[..., 0] - 12.8) / 10 * np.exp(from_yellow - np.exp(from_yellow))
    return np.asarray(strength * (sine + yellow), np.float32)


def harmony_kind(a: Color, b: Color) -> Kind:
    """How two colours relate, by the terms of the model that distinguish them most clearly."""
    darker, lighter = sorted((a.lab[0], b.lab[0]))
    if lighter - darker >= CONTRAST_FROM:
        return "contrast"
    if _chromatic_difference(np.array(a.lab, np.float32), np.array(b.lab, np.float32)) <= RELATED_BELOW:
        return "related"
    if darker >= LIGHT_FROM:
        return "light"
    return "dark" if lighter < DARK_BELOW else "unrelated"
