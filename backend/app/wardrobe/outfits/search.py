"""The best outfits among very many: one garment per slot, highest mean over all pairs, each unlike the previous ones.

A beam search over blocks of pair scores. A partial outfit is judged by its potential: its own pairs plus
the best candidates of each free slot (an upper bound, as in A*), so a small beam loses little against trying all.

Diversity follows diverse beam search (Vijayakumar et al., "Diverse Beam Search for Improved Description of Complex
Scenes", AAAI 2018): outfits are found one after the other, and a garment costs more with each one that uses it. No
garment is in more than two fifths of the outfits while others could take its place.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.vision.vocabulary import Slot
from app.wardrobe.outfits.garments import Indices, PairScore, Scores

BEAM_WIDTH: Final = 128
# A slot with more garments is reduced to those that go best with a sample of the other slots.
SLOT_LIMIT: Final = 256
SAMPLE_SIZE: Final = 96
# Subtracted from the score of an outfit whose every garment was shown once before; three times before: twice as much.
REPEAT_COST: Final = 0.1
# The share of outfits that may contain a garment, and the number that always may.
MOST_OFTEN: Final = 0.4
ALWAYS_ALLOWED: Final = 2
# More than any difference between scores.
TOO_OFTEN_COST: Final = 10.0
# Standard deviation of a garment's worth between seeds.
SEED_NOISE: Final = 0.1

GarmentIndices = tuple[int, ...]


@dataclass(frozen=True)
class Shape:
    """Slots that an outfit fills, and for each the garments that may fill it (only one for an anchor)."""

    slots: tuple[Slot, ...]
    candidates: tuple[Indices, ...]


class Uses:
    """How often each garment was shown, in this call and before it."""

    def __init__(self, garment_count: int, shown: Collection[frozenset[int]] = ()) -> None:
        self.counts = np.zeros(garment_count, np.intp)
        self.outfits = 0
        for outfit in shown:
            self.add(outfit)

    def add(self, outfit: Collection[int]) -> None:
        self.counts[list(outfit)] += 1
        self.outfits += 1

    @property
    def allowed(self) -> int:
        """How many of the outfits, with the next one, may contain one garment."""
        return max(ALWAYS_ALLOWED, int(MOST_OFTEN * (self.outfits + 1)))

    def cost(self) -> NDArray[np.float64]:
        return REPEAT_COST * np.log2(1 + self.counts) + TOO_OFTEN_COST * (self.counts >= self.allowed)


def find_outfits(
    shapes: Sequence[Shape],
    score: PairScore,
    worth: NDArray[np.float64],
    uses: Uses,
    limit: int,
    *,
    blocked: Collection[frozenset[int]] = (),
    coat_share: float = 0,
    seed: int | None = None,
) -> Iterator[tuple[Shape, GarmentIndices]]:
    """Up to `limit` different outfits of two or more garments, garments in the order of the shape's slots.

    `worth` Float64[garments] is added to the score of every garment; a seed changes it a little, always in the same
    way. The caller records what it shows in `uses`. An outfit that a blocked one contains is left out. Without a seed
    and uses, the first is the best that the beam sees, and each later one the best after the cost of repetition.
    """
    if seed is not None:
        worth = worth + np.random.default_rng(seed).normal(0, SEED_NOISE, len(worth))
    searches = [_Search(shape, score) for shape in shapes if len(shape.slots) > 1 and all(map(len, shape.candidates))]
    for outfit in blocked:
        for search in searches:
            search.block(outfit)
    with_coat = 0
    shown = dict.fromkeys(searches, 0.0)
    for number in range(limit if searches else 0):
        wants_coat = with_coat + 0.5 <= coat_share * (number + 1)
        now = worth - uses.cost()
        for group in (True, False):
            pool = [search for search in searches if (search.has_coat == wants_coat) == group]
            best = max(((*search.best(now), search) for search in pool), key=lambda b: b[0] - shown[b[2]], default=None)
            if best and best[1]:
                break
        else:
            return
        _, found, search = best
        yield search.shape, found
        with_coat += search.has_coat
        for other in searches:
            other.block(frozenset(found))
        shown[search] += REPEAT_COST / len(found)


class _Search:
    """One shape, prepared: candidates reduced, pair scores between its slots computed once."""

    def __init__(self, shape: Shape, score: PairScore) -> None:
        self.shape = shape
        # Small slots first: anchors and rare garments decide what goes with them.
        self.order = np.argsort([len(candidates) for candidates in shape.candidates], kind="stable")
        narrowed = _narrowed(shape.candidates, score)
        self.candidates = [narrowed[slot] for slot in self.order]
        self.pair_count = len(self.order) * (len(self.order) - 1) / 2
        self.blocks: dict[tuple[int, int], Scores] = {
            (a, b): score(self.candidates[a], self.candidates[b]) for a, b in combinations(range(len(self.order)), 2)
        }
        self.reach = {pair: block.max(axis=1) for pair, block in self.blocks.items()}
        self.has_coat = "outerwear" in shape.slots
        self._slot_of = {int(index): place for place, slot in enumerate(narrowed) for index in slot}
        self._blocked: set[GarmentIndices] = set()

    def block(self, outfit: frozenset[int]) -> None:
        """Leave out what this shape has in common with `outfit`, if that fills all of its slots."""
        here = {self._slot_of[index]: index for index in outfit if index in self._slot_of}
        if len(here) == len(self.order):
            self._blocked.add(tuple(here[place] for place in range(len(self.order))))

    def best(self, worth: NDArray[np.float64]) -> tuple[float, GarmentIndices]:
        """The best outfit that is not blocked and its mean score plus mean worth; (-inf, ()) if there is none left."""
        weight = self.pair_count / len(self.candidates)
        worths = [np.asarray(worth[c] * weight, np.float32) for c in self.candidates]
        # A beam that is wider than the number of blocked outfits misses no other.
        for width in sorted({BEAM_WIDTH, max(BEAM_WIDTH, len(self._blocked) + 1)}):
            for value, outfit in zip(*self._beam(worths, width), strict=True):
                indices = tuple(int(garment) for garment in outfit)
                if indices not in self._blocked:
                    return float(value) / self.pair_count, indices
        return -np.inf, ()

    def _beam(self, worths: list[Scores], width: int) -> tuple[Scores, Indices]:
        """Sums of pair scores and worths, best first, and their outfits: Float32[B], Int[B, slots]."""
        values = np.zeros(1, np.float32)
        chosen = np.zeros((1, len(worths)), np.intp)
        gains = [worth[None, :] for worth in worths]  # [B, n]: what each candidate of a free slot would add
        for slot, gain in enumerate(gains):
            total = values[:, None] + gain
            bound = total.copy()
            later_slots = range(slot + 1, len(gains))
            for later in later_slots:
                bound += gains[later].max(axis=1)[:, None] + self.reach[slot, later]
            rows, columns = _highest(bound, width)
            values = total[rows, columns]
            chosen = chosen[rows]
            chosen[:, slot] = columns
            for later in later_slots:
                gains[later] = gains[later][rows] + self.blocks[slot, later][columns]
        outfits = np.empty_like(chosen)
        for slot, place in enumerate(self.order):
            outfits[:, place] = self.candidates[slot][chosen[:, slot]]
        return values, outfits


def _highest(matrix: Scores, count: int) -> tuple[Indices, Indices]:
    """Rows and columns of the `count` highest entries, highest first."""
    flat = matrix.ravel()
    places = np.argpartition(-flat, count - 1)[:count] if flat.size > count else np.arange(flat.size)
    rows, columns = np.divmod(places[np.argsort(-flat[places], kind="stable")], matrix.shape[1])
    return rows, columns


def _narrowed(candidates: Sequence[Indices], score: PairScore) -> list[Indices]:
    """At most SLOT_LIMIT candidates per slot: those with the best partners in a sample of each other slot."""
    samples = [slot[np.linspace(0, len(slot) - 1, min(SAMPLE_SIZE, len(slot))).astype(np.intp)] for slot in candidates]
    narrowed = []
    for number, slot in enumerate(candidates):
        if len(slot) > SLOT_LIMIT:
            others = samples[:number] + samples[number + 1 :]
            promise = np.sum([_best_partners(score(slot, sample)) for sample in others], axis=0)
            slot = np.sort(slot[np.argpartition(-promise, SLOT_LIMIT)[:SLOT_LIMIT]])
        narrowed.append(slot)
    return narrowed


def _best_partners(scores: Scores, count: int = 4) -> Scores:
    """Mean of the highest `count` of each row, Float32[n]."""
    count = min(count, scores.shape[1])
    highest = np.partition(scores, scores.shape[1] - count, axis=1)[:, -count:]
    return np.asarray(highest.mean(axis=1), np.float32)
