"""Synthetic wardrobes for the tests of outfits: garments with random or given scores."""

from collections.abc import Sequence
from itertools import combinations
from uuid import UUID

import numpy as np

from app.vision.colors import Color
from app.vision.vocabulary import SLOT_OF_CATEGORY
from app.wardrobe.outfits.garments import Garment, PairScore, Scores
from app.wardrobe.outfits.suggest import Outfit

NAVY = Color("navy", "#1a2147", 1.0, (14.6, 11.0, -25.2))
WHITE = Color("white", "#f7f7f7", 1.0, (97.2, 0.0, 0.0))
RED = Color("red", "#bf1a1f", 1.0, (41.0, 61.6, 41.6))
GREEN = Color("green", "#337340", 1.0, (43.0, -32.0, 22.0))
CATEGORIES = ("t-shirt", "shirt", "longsleeve", "pants", "shorts", "skirt", "shoes", "dress", "outwear", "hat", "bag")


def garment(number: int, category: str, *colors: Color, **more: object) -> Garment:
    return Garment(UUID(int=number), category, SLOT_OF_CATEGORY[category], colors or (WHITE,), **more)  # type: ignore[arg-type]


def wardrobe(*categories: str) -> list[Garment]:
    return [garment(number, category) for number, category in enumerate(categories)]


def random_wardrobe(seed: int, size: int) -> tuple[list[Garment], Scores]:
    """Garments of random kinds, and their symmetric Float32[size, size]."""
    random = np.random.default_rng(seed)
    return wardrobe(*random.choice(CATEGORIES, size)), random_scores(seed, size)


def random_scores(seed: int, size: int) -> Scores:
    scores = np.random.default_rng(seed).random((size, size), np.float32)
    return (scores + scores.T) / 2


def even_scores(size: int, value: float = 0.6, **pairs: float) -> Scores:
    """Every pair `value`, but for `_0_1=0.9` and the like."""
    scores = np.full((size, size), value, np.float32)
    for pair, other in pairs.items():
        a, b = map(int, pair.strip("_").split("_"))
        scores[a, b] = scores[b, a] = other
    return scores


def ids(outfit: Outfit) -> list[int]:
    return [item.id.int for item in outfit.items]


def mean_score(scores: Scores, members: Sequence[int]) -> float:
    return float(np.mean([scores[a, b] for a, b in combinations(members, 2)]))


def scores_from_matrix(matrix: Scores) -> PairScore:
    """The scores of a matrix Float32[N, N]."""
    return lambda rows, columns: matrix[np.ix_(rows, columns)]
