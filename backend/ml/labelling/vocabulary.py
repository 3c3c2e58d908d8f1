"""The questions a labeller answers about a photo, and the words that answer them."""

from typing import Final

from app.vision.color_names import COLOR_NAMES
from app.vision.vocabulary import KINDS, PATTERNS, WARMTHS

FLAGS: Final = ("doubtful", "several", "worn")

# One word each. `color2` may be empty: no second colour covers a tenth of the garment.
QUESTIONS: Final[dict[str, tuple[str, ...]]] = {
    "kind": KINDS,
    "pattern": PATTERNS,
    "color": COLOR_NAMES,
    "color2": ("", *COLOR_NAMES),
    "warmth": WARMTHS,
}
