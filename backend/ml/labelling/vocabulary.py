"""The questions a labeller answers about a photo, and the words that answer them."""

from typing import Final, get_args

from app.vision.color_names import COLOR_NAMES
from app.wardrobe.attributes import Pattern, Warmth

CATEGORY_OF_KIND: Final[dict[str, str]] = {
    kind: category
    for category, kinds in {
        "dress": ("dress", "jumpsuit", "bodysuit"),
        "hat": ("cap", "beanie", "brimmed-hat"),
        "longsleeve": ("top", "sweater", "cardigan", "hoodie"),
        "outwear": ("jacket", "coat", "blazer", "vest"),
        "pants": ("jeans", "trousers", "sweatpants", "leggings"),
        "shirt": ("shirt", "blouse"),
        "shoes": ("sneakers", "boots", "sandals", "heels", "flats"),
        "shorts": ("shorts",),
        "skirt": ("skirt",),
        "t-shirt": ("t-shirt", "polo", "tank-top"),
        "bag": ("bag",),
        "scarf": ("scarf",),
        "other": ("belt", "tie", "gloves", "jewellery", "other"),
    }.items()
    for kind in kinds
}
KINDS: Final = tuple(CATEGORY_OF_KIND)
PATTERNS: Final[tuple[str, ...]] = get_args(Pattern)
WARMTHS: Final[tuple[str, ...]] = get_args(Warmth)
FLAGS: Final = ("doubtful", "several", "worn")

# One word each. `color2` may be empty: no second colour covers a tenth of the garment.
QUESTIONS: Final[dict[str, tuple[str, ...]]] = {
    "kind": KINDS,
    "pattern": PATTERNS,
    "color": COLOR_NAMES,
    "color2": ("", *COLOR_NAMES),
    "warmth": WARMTHS,
}
