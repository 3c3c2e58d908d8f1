"""Hats, scarves, bags and layers that round off an outfit: an offer, not a duty."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from app.vision.vocabulary import Slot
from app.wardrobe.outfits.garments import GOES_TOGETHER, Garment, Indices, PairScore, mean_of_pairs
from app.wardrobe.outfits.plan import Plan
from app.wardrobe.outfits.search import REPEAT_COST, Uses
from app.wardrobe.outfits.weather import go_through_one_day

# How far below an outfit's mean a garment may be that is added to it unasked.
SLACK: Final = 0.05
# The share of outfits with something in one of these slots, where the weather does not ask for it.
MOST_OFTEN: Final = 0.35


class Extras:
    """Adds extras to the outfits of one call."""

    def __init__(self, plan: Plan, garments: Sequence[Garment], score: PairScore, uses: Uses) -> None:
        self.plan = plan
        self.garments = garments
        self.score = score
        self.uses = uses
        self.outfits = 0
        self.filled: Counter[Slot] = Counter()

    def add_to(self, worn: dict[Slot, int]) -> None:
        """Add what the cold asks for, and otherwise the one garment that goes best with the outfit, if any does."""
        self.outfits += 1
        asked: list[Slot] = [slot for slot in self.plan.for_cold if slot in self.plan.extras and slot not in worn]
        for slot in asked:
            self._add_best(worn, [slot])
        most = max(1, int(MOST_OFTEN * self.outfits))
        free = [slot for slot in self.plan.extras if slot not in worn and slot not in asked]
        if not asked:
            self._add_best(worn, [slot for slot in free if self.filled[slot] < most])

    def _add_best(self, worn: dict[Slot, int], slots: Sequence[Slot]) -> None:
        members = np.array(list(worn.values()))
        free = [(slot, int(candidate)) for slot in slots for candidate in self.plan.extras[slot]]
        if not free:
            return
        bar = max(GOES_TOGETHER, mean_of_pairs(self.score(members, members)) - SLACK)
        candidates = np.array([candidate for _, candidate in free])
        means = self.score(candidates, members).mean(axis=1)
        values = means - REPEAT_COST * self.uses.counts[candidates]
        allowed = (means >= bar) & (self.uses.counts[candidates] < self.uses.allowed)
        for place in sorted(np.flatnonzero(allowed), key=lambda place: -values[place]):
            slot, candidate = free[place]
            if slot in self.plan.for_cold or self._go_through_one_day(candidate, members):
                worn[slot] = candidate
                self.filled[slot] += 1
                return

    def _go_through_one_day(self, candidate: int, members: Indices) -> bool:
        return all(go_through_one_day(self.garments[candidate], self.garments[member]) for member in members)
