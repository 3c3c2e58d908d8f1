"""The fixed vocabulary of colours, and the name of any CIELAB colour in it."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

# What each name looks like on photos of garments at home: examples, the nearest of which gives the name.
EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "black": (
        "#050505",
        "#141416",
        "#1f1e20",
        "#262324",
        "#1b2024",
        "#2a2826",
        "#2b2a30",
        "#33332f",
        "#3a3735",
        "#2b333a",
    ),
    "dark grey": ("#444345", "#4c4c4e", "#5a5a5c", "#464a4e", "#524e4a", "#62625f", "#3b4249"),
    "grey": ("#737375", "#808082", "#949496", "#a4a4a6", "#8d8a85", "#7f868c", "#a9a6a2", "#857f76", "#7a7068"),
    "white": (
        "#ffffff",
        "#ececec",
        "#dedee0",
        "#cccccf",
        "#c6c6c8",
        "#d4d2ce",
        "#e0dce4",
        "#c8c6c2",
        "#d0d4d0",
        "#cdcec2",
    ),
    "cream": ("#f3ead2", "#e6dcc4", "#e2d8c8", "#efe6d8", "#d8d0bc"),
    "beige": ("#d2c2a6", "#c4b49c", "#b5a48c", "#cdb9a2", "#c9b6aa", "#bfa898", "#d0c0b4", "#b0a090", "#d8c8be"),
    "tan": ("#b8905f", "#c19a6b", "#a87f52", "#c99e72"),
    "brown": ("#6b4a32", "#4a3328", "#8b5e3c", "#7a6450", "#5a4438", "#3a2722", "#8e7562", "#70574a", "#52433a"),
    "navy": ("#151c38", "#1f2740", "#262e4c", "#2c3650", "#1c2c48", "#333c58", "#27304a", "#2a3042", "#1c2434"),
    "blue": (
        "#2f55a4",
        "#3e6fb5",
        "#4a6a94",
        "#2452c0",
        "#1f3f8c",
        "#5a7aa8",
        "#3a5a84",
        "#3a3fb0",
        "#1e66d0",
        "#586c88",
    ),
    "light blue": ("#a3c4e6", "#8fb3d9", "#b8cfe4", "#8fa8c4", "#a8b8cc", "#6fa8dc", "#c4d4ea"),
    "teal": ("#0f5c66", "#1f6f73", "#14424d", "#2a7f8c", "#0d4a58", "#1d8a94"),
    "turquoise": ("#3fc1c0", "#6fd0cc", "#58a8b0", "#7fc8cc", "#4fb8a8", "#30b0c0"),
    "green": ("#2e8b47", "#1f5a33", "#3aa655", "#16402a", "#4c8a5a", "#0f7a4a", "#2c4a38", "#4fae6a"),
    "light green": ("#a9d8a0", "#b9dcb8", "#cfe8c8", "#9fc4a8", "#b8cfb4", "#a8cc70"),
    "olive": ("#5b5a36", "#6f6b3f", "#4a4a2e", "#85835a", "#3c3d26", "#6c7058", "#90884c"),
    "yellow": ("#f2d33b", "#e8b923", "#f7e98a", "#d4a017", "#c8a62a", "#e8dc60", "#d8d030"),
    "orange": ("#e8782a", "#f09040", "#d1602a", "#f2a565", "#e0703c"),
    "red": ("#c8202a", "#e03038", "#b0202a", "#d8443c", "#a82832", "#b84a40", "#b03c50"),
    "burgundy": ("#6b1830", "#581c28", "#7d2238", "#4a1a24", "#6a2a30", "#80303c"),
    "pink": ("#e89ab0", "#f4c2cc", "#d94f88", "#e03a8c", "#d98a90", "#c8407a", "#e07080", "#e8b4b4", "#c05068"),
    "purple": ("#6a3a8c", "#8a4fae", "#4b2a5e", "#8c3a78", "#9a3a9a", "#4a3c80", "#7a4a78", "#3a2840"),
    "lilac": ("#c3b0dd", "#b09cc8", "#d6c8e6", "#a898c0", "#b8a8c8"),
}
COLOR_NAMES: Final = tuple(EXAMPLES)


def _lab_of_hex(code: str) -> tuple[float, float, float]:
    pixel = np.array([[[int(code[place : place + 2], 16) for place in (1, 3, 5)]]], np.float32) / 255
    lightness, a, b = cv2.cvtColor(pixel, cv2.COLOR_RGB2LAB)[0, 0]
    return float(lightness), float(a), float(b)


_EXAMPLE_LABS: Final = np.array([_lab_of_hex(code) for codes in EXAMPLES.values() for code in codes])
_EXAMPLE_NAMES: Final = [name for name, codes in EXAMPLES.items() for _ in codes]


def name_lab(lab: NDArray[np.float64]) -> str:
    """The name of a CIELAB colour Float[3]: that of the nearest example by CIE94 (CIE 116-1995, textiles: kL = 2)."""
    lightness, a, b = (_EXAMPLE_LABS - lab).T
    chromas = np.hypot(_EXAMPLE_LABS[:, 1], _EXAMPLE_LABS[:, 2])
    chroma = chromas - np.hypot(lab[1], lab[2])
    hue_squared = np.maximum(a * a + b * b - chroma * chroma, 0)
    squared = (lightness / 2) ** 2 + (chroma / (1 + 0.048 * chromas)) ** 2 + hue_squared / (1 + 0.014 * chromas) ** 2
    return _EXAMPLE_NAMES[int(squared.argmin())]
