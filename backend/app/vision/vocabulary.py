"""The words for garments: categories, kinds, patterns, warmths and slots.

Models, labels, API and site share these lists; ml/labels/GUIDE.md describes each word.
"""

from typing import Any, Final, Literal, get_args

# The kinds of each category.
DressKind = Literal["dress", "jumpsuit", "bodysuit"]
HatKind = Literal["cap", "beanie", "brimmed-hat"]
LongsleeveKind = Literal["top", "sweater", "cardigan", "hoodie"]
OutwearKind = Literal["jacket", "coat", "blazer", "vest"]
PantsKind = Literal["jeans", "trousers", "sweatpants", "leggings"]
ShirtKind = Literal["shirt", "blouse"]
ShoesKind = Literal["sneakers", "boots", "sandals", "heels", "flats"]
ShortsKind = Literal["shorts"]
SkirtKind = Literal["skirt"]
TshirtKind = Literal["t-shirt", "polo", "tank-top"]
BagKind = Literal["bag"]
ScarfKind = Literal["scarf"]
OtherKind = Literal["belt", "tie", "gloves", "jewellery", "other"]

Kind = Literal[
    DressKind, HatKind, LongsleeveKind, OutwearKind, PantsKind, ShirtKind, ShoesKind, ShortsKind, SkirtKind,
    TshirtKind, BagKind, ScarfKind, OtherKind,
]  # fmt: skip
Category = Literal[
    "dress", "hat", "longsleeve", "outwear", "pants", "shirt", "shoes", "shorts", "skirt", "t-shirt",
    "bag", "scarf", "other",
]  # fmt: skip
Slot = Literal["top", "bottom", "one-piece", "outerwear", "shoes", "hat", "bag", "scarf"]
Pattern = Literal["plain", "striped", "checked", "dotted", "floral", "printed", "other"]
Warmth = Literal["light", "medium", "warm"]

_KIND_TYPES: Final[dict[Category, Any]] = {
    "dress": DressKind,
    "hat": HatKind,
    "longsleeve": LongsleeveKind,
    "outwear": OutwearKind,
    "pants": PantsKind,
    "shirt": ShirtKind,
    "shoes": ShoesKind,
    "shorts": ShortsKind,
    "skirt": SkirtKind,
    "t-shirt": TshirtKind,
    "bag": BagKind,
    "scarf": ScarfKind,
    "other": OtherKind,
}
KINDS_OF_CATEGORY: Final[dict[str, tuple[str, ...]]] = {
    category: get_args(kinds) for category, kinds in _KIND_TYPES.items()
}
CATEGORY_OF_KIND: Final[dict[str, str]] = {
    kind: category for category, kinds in KINDS_OF_CATEGORY.items() for kind in kinds
}
# The place of a garment in an outfit.
SLOT_OF_CATEGORY: Final[dict[str, Slot | None]] = {
    "dress": "one-piece",
    "hat": "hat",
    "longsleeve": "top",
    "outwear": "outerwear",
    "pants": "bottom",
    "shirt": "top",
    "shoes": "shoes",
    "shorts": "bottom",
    "skirt": "bottom",
    "t-shirt": "top",
    "bag": "bag",
    "scarf": "scarf",
    "other": None,
}

ALL_CATEGORIES: Final[tuple[str, ...]] = get_args(Category)
KINDS: Final[tuple[str, ...]] = tuple(CATEGORY_OF_KIND)
PATTERNS: Final[tuple[str, ...]] = get_args(Pattern)
WARMTHS: Final[tuple[str, ...]] = get_args(Warmth)


def only_kind(category: str) -> str | None:
    """The kind of a category that has just one."""
    kinds = KINDS_OF_CATEGORY[category]
    return kinds[0] if len(kinds) == 1 else None
