"""Garments for an occasion: as their owner said, otherwise guessed from their kinds.

A guess keeps out only what is clearly for something else; a garment whose kind is not known suits everything.
"""

from typing import Final

from app.wardrobe.attributes import Occasion
from app.wardrobe.outfits.garments import Garment

# Kinds that few people wear for an occasion.
NOT_FOR: Final[dict[Occasion, frozenset[str]]] = {
    "everyday": frozenset(),
    "work": frozenset({"hoodie", "sweatpants", "leggings", "shorts", "tank-top", "cap", "sandals"}),
    "sport": frozenset(
        {"dress", "jumpsuit", "sweater", "cardigan", "coat", "blazer", "jeans", "trousers", "shirt", "blouse",
         "boots", "sandals", "heels", "flats", "skirt", "brimmed-hat"}
    ),
    "evening": frozenset({"hoodie", "sweatpants", "leggings", "shorts", "tank-top", "cap", "beanie", "sandals"}),
    "formal": frozenset(
        {"hoodie", "sweatpants", "leggings", "shorts", "tank-top", "t-shirt", "polo", "jeans", "cap", "beanie",
         "sneakers", "sandals", "vest"}
    ),
    "home": frozenset({"blazer", "coat", "heels", "brimmed-hat"}),
    "outdoor": frozenset({"heels", "sandals", "blazer", "blouse"}),
}  # fmt: skip


def suits_occasion(garment: Garment, occasion: Occasion) -> bool:
    if garment.occasions:
        return occasion in garment.occasions
    return garment.kind not in NOT_FOR[occasion]
