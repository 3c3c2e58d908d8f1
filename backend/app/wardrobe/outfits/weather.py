"""Which garments suit a temperature: by a person's attributes of a garment, otherwise by its category.

The ranges are rules of thumb for walking outdoors in dry weather, meant to keep shorts out of the frost and coats out
of the heat; they select garments and never change how well two of them go together.
"""

from functools import lru_cache
from math import inf
from typing import Final

from app.vision.vocabulary import Slot, Warmth
from app.wardrobe.attributes import Season
from app.wardrobe.outfits.garments import Garment

# Degrees Celsius from and to which a garment is comfortable, on its own or under a coat.
COMFORT_C: Final[dict[str, tuple[float, float]]] = {
    "t-shirt": (14, inf),
    "shirt": (6, 29),
    "longsleeve": (-inf, 21),
    "pants": (-inf, 29),
    "shorts": (18, inf),
    "skirt": (8, inf),
    "dress": (14, inf),
    "outwear": (-inf, 17),
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
# Below these temperatures an outfit needs the slot filled, even if not asked for.
WANTED_BELOW_C: Final[dict[Slot, float]] = {"outerwear": 15.0, "scarf": 5.0, "hat": 5.0}


def misfit_c(garment: Garment, temperature_c: float) -> float:
    """Degrees by which it is too cold (negative) or too hot (positive) for a garment; 0 if it suits."""
    return _misfit_c(garment.category, garment.warmth, garment.seasons, temperature_c)


def go_through_one_day(a: Garment, b: Garment) -> bool:
    """Whether an everyday span of temperatures (at least 3 degrees) suits both garments."""
    coldest_a, hottest_a = _comfort_c(a.category, a.warmth, a.seasons)
    coldest_b, hottest_b = _comfort_c(b.category, b.warmth, b.seasons)
    return min(hottest_a, hottest_b) - max(coldest_a, coldest_b) >= 3


# Thousands of garments differ in a few dozen ways, so results are cached.
@lru_cache(maxsize=4096)
def _misfit_c(category: str, warmth: Warmth | None, seasons: frozenset[Season], temperature_c: float) -> float:
    coldest, hottest = _comfort_c(category, warmth, seasons)
    return min(0.0, temperature_c - coldest) + max(0.0, temperature_c - hottest)


def _comfort_c(category: str, warmth: Warmth | None, seasons: frozenset[Season]) -> tuple[float, float]:
    """The coldest and the hottest comfortable temperature; a person's own seasons take precedence over the category."""
    if seasons:
        coldest, hottest = (
            min(SEASON_C[season][0] for season in seasons),
            max(SEASON_C[season][1] for season in seasons),
        )
    else:
        coldest, hottest = COMFORT_C.get(category, (-inf, inf))
    shift = SHIFT_C[warmth] if warmth else 0.0
    return coldest + shift, hottest + shift
