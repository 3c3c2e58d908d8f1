"""The choices that a request leaves: which slots an outfit fills, and which garments may fill each."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args
from uuid import UUID

import numpy as np

from app.vision.vocabulary import Slot
from app.wardrobe.attributes import Occasion
from app.wardrobe.errors import BadRequest, NotFound
from app.wardrobe.outfits import texts
from app.wardrobe.outfits.garments import Garment, Indices
from app.wardrobe.outfits.occasions import suits_occasion
from app.wardrobe.outfits.search import Shape
from app.wardrobe.outfits.weather import COAT_C, COLD_C, TOLERANCE_C, coat_share, misfit_c, suited

SLOTS: Final[tuple[Slot, ...]] = get_args(Slot)
CORES: Final[tuple[tuple[Slot, ...], ...]] = (("top", "bottom"), ("one-piece",))
EXTRAS: Final[tuple[Slot, ...]] = ("outerwear", "hat", "bag", "scarf")
ALWAYS_WORN: Final = frozenset({"top", "bottom", "one-piece", "shoes"})

Free = dict[Slot, list[int]]


@dataclass(frozen=True)
class OutfitRequest:
    """A request for outfits.

    Anchors are in every outfit. `slots` names the only slots to fill besides theirs; None leaves the choice to the
    wardrobe and the temperature. `seen` has the keys of outfits that were shown before. The same `seed` gives the same
    outfits, another seed others.
    """

    anchor_ids: Sequence[UUID] = ()
    exclude_ids: Collection[UUID] = ()
    slots: Collection[Slot] | None = None
    temperature_c: float | None = None
    occasion: Occasion | None = None
    limit: int = 5
    seed: int | None = None
    seen: Sequence[str] = ()


@dataclass
class Plan:
    """Shapes to search, and facts for their explanation."""

    anchors: dict[Slot, int]
    shapes: list[Shape] = field(default_factory=list)
    # The share of outfits that should have a coat, where there are shapes with and without.
    coat_share: float = 0
    # Garments of other slots, which may be added to an outfit.
    extras: dict[Slot, Indices] = field(default_factory=dict)
    # Extra slots that the weather asks for.
    for_cold: Collection[Slot] = ()
    # Slots that stay empty for lack of garments, and whether only because all of them were excluded.
    missing: dict[Slot, bool] = field(default_factory=dict)
    # Why `shapes` is empty.
    why: str | None = None


def plan_outfits(garments: Sequence[Garment], request: OutfitRequest) -> Plan:
    """Raises: NotFound for unknown anchors, BadRequest for anchors that contradict each other or the request."""
    plan = Plan(_anchors(garments, request))
    free = _free(garments, request) | {slot: [index] for slot, index in plan.anchors.items()}
    asked = {*(SLOTS if request.slots is None else request.slots), *plan.anchors}
    if request.slots is None:
        asked -= {slot for slot in EXTRAS if slot not in plan.anchors}
        _offer_extras(plan, garments, free, request.temperature_c)
    owned = {garment.slot for garment in garments}
    cores = [core for core in CORES if asked.issuperset(core) and _leaves_anchors(core, plan.anchors)]
    complete = [core for core in cores if all(free[slot] for slot in core)]
    _add_shapes(plan, garments, free, asked, complete, request)
    worth_naming = asked | ({"outerwear"} if plan.coat_share > 0.5 else set())
    plan.missing = {slot: slot in owned for slot in ("shoes", *EXTRAS) if slot in worth_naming and not free[slot]}
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


def _free(garments: Sequence[Garment], request: OutfitRequest) -> Free:
    """By slot, the garments that may be worn. An occasion leaves no slot empty that every outfit needs."""
    excluded = set(request.exclude_ids)
    free: Free = {slot: [] for slot in SLOTS}
    for index, garment in enumerate(garments):
        if garment.slot is not None and not (excluded and garment.id in excluded):
            free[garment.slot].append(index)
    if request.occasion is not None:
        for slot, indices in free.items():
            fitting = [index for index in indices if suits_occasion(garments[index], request.occasion)]
            if fitting or slot not in ALWAYS_WORN:
                free[slot] = fitting
    return free


def _offer_extras(plan: Plan, garments: Sequence[Garment], free: Free, temperature_c: float | None) -> None:
    """Offer what suits the temperature. Whether a coat is worn is the weather's choice, if it is known."""
    for slot in EXTRAS:
        if slot in plan.anchors:
            continue
        if temperature_c is None:
            offered = free[slot]
        elif slot == "outerwear":
            continue
        else:
            offered = [index for index in free[slot] if misfit_c(garments[index], temperature_c) == 0]
        if offered:
            plan.extras[slot] = np.array(offered, np.intp)
    if temperature_c is not None:
        plan.coat_share = coat_share(temperature_c)
        plan.for_cold = ("hat", "scarf") if temperature_c < COLD_C else ()


def _add_shapes(
    plan: Plan,
    garments: Sequence[Garment],
    free: Free,
    asked: set[Slot],
    cores: list[tuple[Slot, ...]],
    request: OutfitRequest,
) -> None:
    """Every core with the accessories; shapes whose core suits the weather come alone where there are any."""
    shapes: list[tuple[bool, Shape]] = []
    accessories: list[Slot] = [slot for slot in ("shoes", *EXTRAS) if slot in asked]
    for with_coat in _coats(plan, garments, free, asked, request.temperature_c):
        slots_besides = ["outerwear", *accessories] if with_coat and "outerwear" not in accessories else accessories
        for core in cores:
            candidates, core_suits = dict[Slot, Indices](), True
            for slot in (*core, *slots_besides):
                if not free[slot]:
                    continue
                chosen, misfit = free[slot], 0.0
                if request.temperature_c is not None and slot not in plan.anchors:
                    chosen, misfit = suited(garments, free[slot], request.temperature_c, under_coat=with_coat)
                candidates[slot] = np.array(chosen, np.intp)
                core_suits &= slot not in core or misfit <= TOLERANCE_C
            for slots in _worn(tuple(candidates), plan.extras):
                filled = tuple(candidates[slot] if slot in candidates else plan.extras[slot] for slot in slots)
                shapes.append((core_suits, Shape(slots, filled)))
    plan.shapes = [shape for core_suits, shape in shapes if core_suits] or [shape for _, shape in shapes]


def _coats(
    plan: Plan, garments: Sequence[Garment], free: Free, asked: set[Slot], temperature_c: float | None
) -> list[bool]:
    """Whether outfits have a coat: yes, no, or both."""
    if "outerwear" in asked:
        return [bool(free["outerwear"])]
    if temperature_c is None or plan.coat_share == 0 or not free["outerwear"]:
        return [False]
    _, misfit = suited(garments, free["outerwear"], temperature_c)
    if temperature_c > COAT_C[0] and misfit > TOLERANCE_C:
        return [False]
    return [True] if plan.coat_share == 1 else [True, False]


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
