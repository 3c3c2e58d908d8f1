"""Outfits from a wardrobe: valid, ranked by how well their garments go together, different from each other, explained.

Pure functions of garments and pair scores: no database, no HTTP, no clock.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from uuid import UUID

import numpy as np

from app.face_analyzer import FaceShape
from app.vision.vocabulary import Slot
from app.wardrobe.outfits import texts
from app.wardrobe.outfits.extras import Extras
from app.wardrobe.outfits.garments import Garment, PairScore, mean_of_pairs
from app.wardrobe.outfits.keys import outfit_key, outfits_of_keys
from app.wardrobe.outfits.plan import SLOTS, OutfitRequest, Plan, plan_outfits
from app.wardrobe.outfits.reasons import Facts, Reason, reasons_for
from app.wardrobe.outfits.search import Uses, find_outfits
from app.wardrobe.outfits.taste import Answer, Taste


@dataclass(frozen=True)
class OutfitItem:
    id: UUID
    slot: Slot


@dataclass(frozen=True)
class Outfit:
    """`score` 0..1: the mean over all pairs of its garments."""

    key: str
    items: list[OutfitItem]
    score: float
    reasons: list[Reason]


@dataclass(frozen=True)
class Suggestions:
    """The best outfit first; `why` says what is missing if there is none.

    `started_over`: everything had been seen, so these come again.
    """

    outfits: list[Outfit]
    why: str | None
    started_over: bool = False


def suggest(
    garments: Sequence[Garment],
    score: PairScore,
    request: OutfitRequest,
    face_shape: FaceShape | None = None,
    answers: Sequence[Answer] = (),
    *,
    learn: bool = True,
) -> Suggestions:
    """Up to `request.limit` outfits, best first, none of them disliked, and none seen while there is a new one.

    An outfit counts as seen, or disliked, if it was shown with one more garment, such as a hat. With a `face_shape`, a
    reason may mention it; it changes no outfit. What is learnt from `answers`, the newest first, moves the order and
    not the scores; without `learn`, only dislikes count. `score` is asked for blocks of the wardrobe, never for all of
    it. The same garments in the same order, scores, answers and request give the same outfits.
    Raises: NotFound for unknown anchors, BadRequest for a contradictory request.
    """
    plan = plan_outfits(garments, request)
    seen = outfits_of_keys(request.seen, garments)
    disliked = [answer.garments for answer in answers if not answer.liked]
    taste = Taste(garments, answers if learn else ())
    find = partial(_find, garments, score, request, plan, face_shape, taste, seen)
    outfits = find([*disliked, *seen])
    started_over = not outfits and bool(seen)
    if started_over:
        outfits = find(disliked)
    why = plan.why or (texts.everything_disliked() if not outfits else None)
    return Suggestions(outfits, why, started_over and bool(outfits))


def _find(
    garments: Sequence[Garment],
    score: PairScore,
    request: OutfitRequest,
    plan: Plan,
    face_shape: FaceShape | None,
    taste: Taste,
    seen: Sequence[frozenset[int]],
    blocked: Collection[frozenset[int]],
) -> list[Outfit]:
    uses = Uses(len(garments), seen)
    extras = Extras(plan, garments, score, uses)
    personal = taste.score(score)
    outfits: list[tuple[float, Outfit]] = []
    for shape, indices in find_outfits(
        plan.shapes,
        personal,
        taste.worth,
        uses,
        request.limit,
        blocked=blocked,
        coat_share=plan.coat_share,
        seed=request.seed,
    ):
        worn = dict(zip(shape.slots, indices, strict=True))
        extras.add_to(worn)
        uses.add(worn.values())
        members = np.array(list(worn.values()))
        value = mean_of_pairs(personal(members, members)) + float(taste.worth[members].mean())
        outfits.append((value, _explained(worn, garments, score, plan, request, face_shape, taste)))
    return [outfit for _, outfit in sorted(outfits, key=lambda found: -found[0])]


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


def _explained(
    worn: dict[Slot, int],
    garments: Sequence[Garment],
    score: PairScore,
    plan: Plan,
    request: OutfitRequest,
    face_shape: FaceShape | None,
    taste: Taste,
) -> Outfit:
    worn = {slot: worn[slot] for slot in SLOTS if slot in worn}
    members = np.array(list(worn.values()))
    scores = score(members, members)
    items = [OutfitItem(garments[index].id, slot) for slot, index in worn.items()]
    often = next((pair for pair in combinations(sorted(worn.values()), 2) if pair in taste.often_liked), ())
    facts = Facts(
        [garments[index] for index in members],
        scores,
        frozenset(request.anchor_ids),
        tuple(plan.missing.items()),
        request.temperature_c,
        face_shape,
        tuple(garments[index] for index in often),
    )
    key = outfit_key(item.id for item in items)
    return Outfit(key, items, mean_of_pairs(scores), reasons_for(facts))
