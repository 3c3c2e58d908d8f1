"""Which garments suit a temperature: by the seasons that a person set, otherwise by kind and warmth.

The ranges are rules of thumb for walking outdoors in dry weather. They select garments and never change how well two
of them go together. Layers count together: a shirt alone is for mild days, under a coat for cold ones.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import inf
from typing import Final

from app.vision.vocabulary import Slot, Warmth
from app.wardrobe.attributes import Season
from app.wardrobe.outfits.garments import Garment

# Degrees Celsius from and to which a garment of medium warmth is comfortable without a coat over it.
COMFORT_OF_KIND_C: Final[dict[str, tuple[float, float]]] = {
    "dress": (15, inf),
    "jumpsuit": (12, 30),
    "bodysuit": (14, inf),
    "cap": (8, inf),
    "beanie": (-inf, 11),
    "brimmed-hat": (17, inf),
    "top": (5, 25),
    "sweater": (-inf, 19),
    "cardigan": (-inf, 22),
    "hoodie": (-inf, 20),
    "jacket": (-8, 18),
    "coat": (-inf, 15),
    "blazer": (7, 24),
    "vest": (5, 20),
    "jeans": (-inf, 28),
    "trousers": (-inf, 29),
    "sweatpants": (-inf, 22),
    "leggings": (-4, 26),
    "shirt": (5, 29),
    "blouse": (8, 31),
    "sneakers": (-8, inf),
    "boots": (-inf, 22),
    "sandals": (19, inf),
    "heels": (6, inf),
    "flats": (4, inf),
    "shorts": (19, inf),
    "skirt": (9, inf),
    "t-shirt": (15, inf),
    "polo": (15, inf),
    "tank-top": (20, inf),
    "scarf": (-inf, 12),
}
# For a garment whose kind is not known. A hat may be for the sun or for the frost, so it is for neither.
COMFORT_OF_CATEGORY_C: Final[dict[str, tuple[float, float]]] = {
    "dress": (15, inf),
    "hat": (7, 27),
    "longsleeve": (-inf, 21),
    "outwear": (-inf, 18),
    "pants": (-inf, 28),
    "shirt": (5, 29),
    "shorts": (19, inf),
    "skirt": (9, inf),
    "t-shirt": (15, inf),
    "scarf": (-inf, 12),
}
SEASON_C: Final[dict[Season, tuple[float, float]]] = {
    "winter": (-inf, 10.0),
    "spring": (5.0, 21.0),
    "summer": (17.0, inf),
    "autumn": (3.0, 20.0),
}
# What "light" and "warm" add to both limits.
SHIFT_C: Final[dict[Warmth, float]] = {"light": 4, "medium": 0, "warm": -6}
# How much colder it may be for a garment under a coat; legs in a dress stay bare.
UNDER_COAT_C: Final[dict[Slot, float]] = {"top": 10, "one-piece": 7}
# Misfits that people put up with.
TOLERANCE_C: Final = 1.5
# Everybody wears a coat below the first, nobody above the second; between them the share falls evenly.
COAT_C: Final = (9.0, 19.0)
# Below this, a scarf and a hat for the cold are worth wearing.
COLD_C: Final = 5.0


def misfit_c(garment: Garment, temperature_c: float, *, under_coat: bool = False) -> float:
    """Degrees by which it is too cold (negative) or too hot (positive) for a garment; 0 if it suits."""
    coldest, hottest = _comfort_c(garment.category, garment.kind, garment.warmth, garment.seasons)
    if under_coat and not garment.seasons and garment.slot:
        coldest -= UNDER_COAT_C.get(garment.slot, 0)
    return min(0.0, temperature_c - coldest) + max(0.0, temperature_c - hottest)


def suited(
    garments: Sequence[Garment], indices: Sequence[int], temperature_c: float, *, under_coat: bool = False
) -> tuple[list[int], float]:
    """Those of `indices` (at least one) that suit the temperature, or come nearest to it, and the least misfit."""
    misfits = [abs(misfit_c(garments[index], temperature_c, under_coat=under_coat)) for index in indices]
    least = min(misfits)
    most = least + TOLERANCE_C if least > TOLERANCE_C else TOLERANCE_C
    return [index for index, misfit in zip(indices, misfits, strict=True) if misfit <= most], least


def coat_share(temperature_c: float) -> float:
    """The share of outfits with a coat, 0..1."""
    always_c, never_c = COAT_C
    return min(1.0, max(0.0, (never_c - temperature_c) / (never_c - always_c)))


def go_through_one_day(a: Garment, b: Garment) -> bool:
    """Whether an everyday span of temperatures (at least 3 degrees) suits both garments."""
    coldest_a, hottest_a = _comfort_c(a.category, a.kind, a.warmth, a.seasons)
    coldest_b, hottest_b = _comfort_c(b.category, b.kind, b.warmth, b.seasons)
    return min(hottest_a, hottest_b) - max(coldest_a, coldest_b) >= 3


# Thousands of garments differ in a few dozen ways, so results are cached.
@lru_cache(maxsize=4096)
def _comfort_c(
    category: str, kind: str | None, warmth: Warmth | None, seasons: frozenset[Season]
) -> tuple[float, float]:
    """The coldest and the hottest comfortable temperature; a person's own seasons take precedence over the kind."""
    if seasons:
        coldest, hottest = (
            min(SEASON_C[season][0] for season in seasons),
            max(SEASON_C[season][1] for season in seasons),
        )
    else:
        by_category = COMFORT_OF_CATEGORY_C.get(category, (-inf, inf))
        coldest, hottest = COMFORT_OF_KIND_C.get(kind, by_category) if kind else by_category
    shift = SHIFT_C[warmth] if warmth else 0.0
    return coldest + shift, hottest + shift
