"""Outfits from a wardrobe: valid, ranked by how well their garments go together, different from each other, explained.

Pure functions of garments and pair scores: no database, no HTTP, no clock.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np

from app.face_analyzer import FaceShape
from app.vision.vocabulary import Slot
from app.wardrobe.outfits.garments import Garment, Indices, PairScore, Scores
from app.wardrobe.outfits.plan import SLOTS, OutfitRequest, Plan, plan_outfits
from app.wardrobe.outfits.reasons import (
    GOES_TOGETHER,
    Reason,
    color_reasons,
    compatibility_reasons,
    face_reasons,
    other_reasons,
    temperature_reasons,
)
from app.wardrobe.outfits.search import REPEAT_COST, find_outfits
from app.wardrobe.outfits.weather import go_through_one_day

# How far below an outfit's mean a garment may be that is added to it unasked.
EXTRA_SLACK: Final = 0.05


@dataclass(frozen=True)
class OutfitItem:
    id: UUID
    slot: Slot


@dataclass(frozen=True)
class Outfit:
    """`score` 0..1: the mean over all pairs of its garments."""

    items: list[OutfitItem]
    score: float
    reasons: list[Reason]


@dataclass(frozen=True)
class Suggestions:
    """The best outfit first; `why` says what is missing if there is none."""

    outfits: list[Outfit]
    why: str | None


def suggest(
    garments: Sequence[Garment],
    score: PairScore,
    request: OutfitRequest,
    face_shape: FaceShape | None = None,
) -> Suggestions:
    """Up to `request.limit` outfits (at most 128), best first.

    With a `face_shape`, a reason may mention it; it changes no outfit. `score` is asked for blocks of the wardrobe
    only, never for all of it. The same garments in the same order, scores and request give the same outfits.
    Raises: NotFound for unknown anchors, BadRequest for a contradictory request.
    """
    plan = plan_outfits(garments, request)
    used: Counter[int] = Counter()
    outfits = []
    for shape, indices in find_outfits(plan.shapes, score, len(garments), request.limit, request.seed):
        worn = dict(zip(shape.slots, indices, strict=True))
        _round_off(worn, plan.extras, garments, score, used)
        used.update(worn.values())
        outfits.append(_explained(worn, garments, score, plan, request, face_shape))
    outfits.sort(key=lambda outfit: -outfit.score)
    return Suggestions(outfits, plan.why)


def find_matches(
    garments: Sequence[Garment], score: PairScore, index: int, per_slot: int = 12
) -> dict[Slot, list[tuple[int, float]]]:
    """The best partners of one garment by slot: (index, score 0..1), best first; empty slots are left out.

    A one-piece has no partners among tops and bottoms and vice versa; a garment without a slot has none at all.
    """
    own = garments[index].slot
    if own is None:
        return {}
    instead: dict[Slot, set[Slot]] = {"one-piece": {"top", "bottom"}, "top": {"one-piece"}, "bottom": {"one-piece"}}
    scores = score(np.array([index]), np.arange(len(garments)))[0]
    matches: dict[Slot, list[tuple[int, float]]] = {slot: [] for slot in SLOTS}
    for partner in np.argsort(-scores, kind="stable"):
        slot = garments[partner].slot
        if slot is not None and len(matches[slot]) < per_slot:
            matches[slot].append((int(partner), float(scores[partner])))
    return {slot: best for slot, best in matches.items() if best and slot not in {own} | instead.get(own, set())}


def _round_off(
    worn: dict[Slot, int],
    extras: dict[Slot, Indices],
    garments: Sequence[Garment],
    score: PairScore,
    used: Counter[int],
) -> None:
    """Add the garment of a free slot that goes best with the outfit, if any goes about as well as the rest."""
    members = np.array(list(worn.values()))
    bar = max(GOES_TOGETHER, _mean_of_pairs(score(members, members)) - EXTRA_SLACK)
    free = [(slot, int(candidate)) for slot in extras if slot not in worn for candidate in extras[slot]]
    if not free:
        return
    means = score(np.array([candidate for _, candidate in free]), members).mean(axis=1)
    best: tuple[float, Slot, int] | None = None
    for place in np.flatnonzero(means >= bar):
        slot, candidate = free[place]
        value = float(means[place]) - REPEAT_COST * used[candidate]
        if (best is None or value > best[0]) and all(
            go_through_one_day(garments[candidate], garments[member]) for member in members
        ):
            best = value, slot, candidate
    if best:
        worn[best[1]] = best[2]


def _explained(
    worn: dict[Slot, int],
    garments: Sequence[Garment],
    score: PairScore,
    plan: Plan,
    request: OutfitRequest,
    face_shape: FaceShape | None,
) -> Outfit:
    worn = {slot: worn[slot] for slot in SLOTS if slot in worn}
    members = np.array(list(worn.values()))
    scores = score(members, members)
    pieces = {slot: garments[index] for slot, index in worn.items()}
    reasons = compatibility_reasons(list(pieces.values()), scores)
    reasons += color_reasons(list(pieces.values()))
    if request.temperature_c is not None:
        reasons += temperature_reasons(pieces, plan, request.temperature_c)
    reasons += other_reasons(pieces, plan)
    if face_shape is not None:
        reasons += face_reasons(pieces, face_shape)
    items = [OutfitItem(garment.id, slot) for slot, garment in pieces.items()]
    return Outfit(items, _mean_of_pairs(scores), reasons)


def _mean_of_pairs(scores: Scores) -> float:
    """Mean above the diagonal of Float32[n, n], n > 1."""
    return float(scores[np.triu_indices(len(scores), 1)].mean(dtype=np.float64))
