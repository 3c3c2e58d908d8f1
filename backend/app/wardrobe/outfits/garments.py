"""A garment as suggestions see it, and how well two garments go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from app.vision.colors import Color
from app.vision.vocabulary import Pattern, Slot, Warmth
from app.wardrobe.attributes import Neckline, Occasion, Season

Indices = NDArray[np.intp]
Scores = NDArray[np.float32]

# A calibrated score of one half means no preference.
GOES_TOGETHER: Final = 0.5


@dataclass(frozen=True, slots=True)
class Garment:
    """`slot` is None for garments without a place in outfits; `colors` has the main one first and may be empty.

    `kind` is None where nothing told it; `occasions` are those that its owner named.
    """

    id: UUID
    category: str
    slot: Slot | None
    colors: Sequence[Color] = ()
    warmth: Warmth | None = None
    seasons: frozenset[Season] = frozenset()
    is_new: bool = False
    neckline: Neckline | None = None
    pattern: Pattern | None = None
    kind: str | None = None
    occasions: frozenset[Occasion] = frozenset()


class PairScore(Protocol):
    """How well garments go together, 0..1 calibrated (0.5 means no preference), symmetric.

    Rows and columns are indices into the wardrobe, Int[n] and Int[m]; the answer is Float32[n, m]. A whole wardrobe's
    matrix is never requested, so this can be computed from embeddings: `model.score(vectors[rows], vectors[columns])`.
    """

    def __call__(self, rows: Indices, columns: Indices, /) -> Scores: ...


def mean_of_pairs(scores: Scores) -> float:
    """Mean above the diagonal of Float32[n, n], n > 1."""
    return float(scores[np.triu_indices(len(scores), 1)].mean(dtype=np.float64))
