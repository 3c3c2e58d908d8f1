"""The choices that a request leaves: which slots an outfit fills, and which garments may fill each."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args
from uuid import UUID

import numpy as np

from app.vision.vocabulary import Slot
from app.wardrobe.errors import BadRequest, NotFound
from app.wardrobe.outfits import texts
from app.wardrobe.outfits.garments import Garment, Indices
from app.wardrobe.outfits.search import Shape
from app.wardrobe.outfits.weather import WANTED_BELOW_C, misfit_c

SLOTS: Final[tuple[Slot, ...]] = get_args(Slot)
CORES: Final[tuple[tuple[Slot, ...], ...]] = (("top", "bottom"), ("one-piece",))
EXTRAS: Final[tuple[Slot, ...]] = ("outerwear", "hat", "bag", "scarf")


@dataclass(frozen=True)
class OutfitRequest:
    """A request for outfits.

    Anchors are in every outfit. `slots` names the only slots to fill besides theirs; None leaves the choice to the
    wardrobe and the temperature. The same `seed` gives the same outfits, another seed others.
    """

    anchor_ids: Sequence[UUID] = ()
    exclude_ids: Collection[UUID] = ()
    slots: Collection[Slot] | None = None
    temperature_c: float | None = None
    limit: int = 5
    seed: int | None = None


@dataclass
class Plan:
    """Shapes to search, and facts for their explanation."""

    anchors: dict[Slot, int]
    shapes: list[Shape] = field(default_factory=list)
    # Garments of other slots, one of which may be added to an outfit.
    extras: dict[Slot, Indices] = field(default_factory=dict)
    # Slots that the temperature requires.
    wanted: set[Slot] = field(default_factory=set)
    # Slots that stay empty for lack of garments, and whether only because all of them were excluded.
    missing: dict[Slot, bool] = field(default_factory=dict)
    # Categories that the temperature excludes, and slots without a suitable garment.
    left_out: dict[Slot, set[str]] = field(default_factory=dict)
    nearest: set[Slot] = field(default_factory=set)
    # Why `shapes` is empty.
    why: str | None = None


def plan_outfits(garments: Sequence[Garment], request: OutfitRequest) -> Plan:
    """Raises: NotFound for unknown anchors, BadRequest for anchors that contradict each other or the request."""
    plan = Plan(_anchors(garments, request))
    free = _free(garments, request) | {slot: [index] for slot, index in plan.anchors.items()}
    if request.temperature_c is not None:
        free = _for_weather(plan, garments, free, request.temperature_c)
    asked = {*(SLOTS if request.slots is None else request.slots), *plan.anchors}
    if request.slots is None:
        asked -= {slot for slot in EXTRAS if slot not in plan.anchors and slot not in plan.wanted}
    accessories: list[Slot] = [slot for slot in ("shoes", *EXTRAS) if slot in asked]
    owned = {garment.slot for garment in garments}
    plan.missing = {slot: slot in owned for slot in accessories if not free[slot]}
    candidates = {slot: np.array(indices, np.intp) for slot, indices in free.items() if indices}
    if request.slots is None:
        plan.extras = {
            slot: candidates[slot]
            for slot in EXTRAS
            if slot in candidates and slot not in asked and slot not in plan.nearest
        }
    cores = [core for core in CORES if asked.issuperset(core) and _leaves_anchors(core, plan.anchors)]
    complete = [core for core in cores if candidates.keys() >= set(core)]
    suited = [core for core in complete if not plan.nearest.intersection(core)]
    for core in suited or complete:
        for slots in _worn((*core, *(slot for slot in accessories if slot in candidates)), plan.extras):
            plan.shapes.append(Shape(slots, tuple(candidates[slot] for slot in slots)))
    if not plan.shapes:
        plan.why = _why_none(owned, cores, complete, free)
    return plan


def _anchors(garments: Sequence[Garment], request: OutfitRequest) -> dict[Slot, int]:
    """The anchor of a slot. Raises: NotFound, BadRequest."""
    wanted = set(request.anchor_ids)
    index_of = {garment.id: index for index, garment in enumerate(garments) if garment.id in wanted} if wanted else {}
    if unknown := sorted(wanted - index_of.keys()):
        raise NotFound("garment", unknown)
    anchors: dict[Slot, int] = {}
    for anchor_id in dict.fromkeys(request.anchor_ids):
        garment = garments[index_of[anchor_id]]
        if anchor_id in request.exclude_ids:
            raise BadRequest(texts.anchor_excluded(garment))
        if garment.slot is None:
            raise BadRequest(texts.anchor_without_slot(garment))
        if garment.slot in anchors:
            raise BadRequest(texts.anchors_of_one_slot(garments[anchors[garment.slot]], garment))
        anchors[garment.slot] = index_of[anchor_id]
    parts = [anchors[slot] for slot in ("top", "bottom") if slot in anchors]
    if "one-piece" in anchors and parts:
        raise BadRequest(texts.anchors_exclude_each_other(garments[anchors["one-piece"]], garments[parts[0]]))
    return anchors


def _leaves_anchors(core: tuple[Slot, ...], anchors: dict[Slot, int]) -> bool:
    """Whether no anchor belongs to another core."""
    return not any(anchors.keys() & set(other) for other in CORES if other != core)


def _free(garments: Sequence[Garment], request: OutfitRequest) -> dict[Slot, list[int]]:
    excluded = set(request.exclude_ids)
    free: dict[Slot, list[int]] = {slot: [] for slot in SLOTS}
    for index, garment in enumerate(garments):
        if garment.slot is not None and not (excluded and garment.id in excluded):
            free[garment.slot].append(index)
    return free


def _for_weather(
    plan: Plan, garments: Sequence[Garment], free: dict[Slot, list[int]], temperature_c: float
) -> dict[Slot, list[int]]:
    """By slot, the garments that suit the temperature or, if none does, the nearest. Anchors are not filtered."""
    chosen = dict(free)
    for slot, indices in free.items():
        if slot in plan.anchors or not indices:
            continue
        misfits = [abs(misfit_c(garments[index], temperature_c)) for index in indices]
        least = min(misfits)
        chosen[slot] = [index for index, misfit in zip(indices, misfits, strict=True) if misfit == least]
        kept = {garments[index].category for index in chosen[slot]}
        plan.left_out[slot] = {garments[index].category for index in indices} - kept
        if least > 0:
            plan.nearest.add(slot)
    called_for = {slot for slot, below_c in WANTED_BELOW_C.items() if temperature_c < below_c}
    # Hats and scarves are worth wearing, but their absence is not worth mentioning.
    plan.wanted = {slot for slot in called_for if slot == "outerwear" or chosen[slot]} - plan.nearest
    return chosen


def _worn(slots: tuple[Slot, ...], extras: dict[Slot, Indices]) -> Iterator[tuple[Slot, ...]]:
    """The slots themselves; a single garment is not an outfit, so each of the extras is added in turn."""
    if len(slots) > 1:
        yield slots
    else:
        yield from ((*slots, extra) for extra in extras)


def _why_none(
    owned: set[Slot | None],
    cores: list[tuple[Slot, ...]],
    complete: list[tuple[Slot, ...]],
    free: dict[Slot, list[int]],
) -> str:
    if not owned - {None}:
        return texts.EMPTY_WARDROBE
    if not cores:
        return texts.NO_CORE_ASKED
    if complete:
        return texts.ONE_PIECE_ALONE
    gaps: list[Slot] = [slot for slot in cores[0] if not free[slot]]
    return " ".join(texts.gap(slot, owned=slot in owned, or_one_piece=len(cores) > 1) for slot in gaps)
