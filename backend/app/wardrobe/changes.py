"""What a person says of a garment: it counts as their word, which no model changes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal, NamedTuple

from app.db.tables import Correction, Item
from app.db.types import now
from app.vision.colors import Color
from app.vision.vocabulary import CATEGORY_OF_KIND, Category, Kind, only_kind
from app.wardrobe.attributes import Attributes
from app.wardrobe.guesses import PREDICTED_ATTRIBUTES, note_told
from app.wardrobe.search_columns import update_search_columns

Availability = Literal["available", "laundry", "lent", "stored", "repair"]
MAX_COLORS: Final = 7


class ToldColor(NamedTuple):
    """A colour that a person named; without `hex`, the one on the photo or a typical one of this name."""

    name: str
    hex: str | None = None
    share: float | None = None


@dataclass(frozen=True)
class ItemChanges:
    """What a person changes of a garment; None leaves it as it is."""

    category: Category | None = None
    kind: Kind | None = None  # sets the category, too
    attributes: dict[str, Any] = field(default_factory=dict)
    colors: Sequence[ToldColor] | None = None  # the main one first
    photo_colors: bool = False  # back to what is read off the photo
    availability: Availability | None = None
    tags: Sequence[str] | None = None
    confirm: bool = False  # a draft becomes a garment of the wardrobe


def apply_changes(item: Item, changes: ItemChanges) -> Correction | None:
    """Change the garment; returns the correction if its category was predicted wrongly."""
    category = CATEGORY_OF_KIND[changes.kind] if changes.kind else changes.category
    correction = _set_category(item, category) if category else None
    if changes.kind:
        item.kind = changes.kind
        note_told(item, "kind")
    note_told(item, *(name for name in PREDICTED_ATTRIBUTES if name in changes.attributes))
    item.attributes = Attributes.model_validate(item.attributes | changes.attributes).model_dump()
    if changes.photo_colors:
        item.told = [name for name in item.told if name != "colors"]
        item.colors, item.photo_colors = item.photo_colors or item.colors, None
    elif changes.colors:
        _set_colors(item, changes.colors)
    item.availability = changes.availability or item.availability
    item.tags = item.tags if changes.tags is None else list(changes.tags)
    if changes.confirm:
        item.draft = False
    update_search_columns(item)
    item.updated_at = now()
    return correction


def _set_category(item: Item, category: str) -> Correction | None:
    """A category chosen by a person needs no review."""
    item.needs_review = False
    note_told(item, "category")
    if category == item.category:
        return None
    correction = Correction(
        owner_id=item.owner_id,
        item_id=item.id,
        from_category=item.category,
        to_category=category,
        classifier_version=item.classifier_version,
    )
    # The kind was one of the former category.
    kinds = {one["category"]: one.get("kind") for one in item.alternatives}
    item.category, item.kind = category, kinds.get(category) or only_kind(category)
    item.told = [name for name in item.told if name != "kind"]
    return correction


def _set_colors(item: Item, told: Sequence[ToldColor]) -> None:
    photo_colors = item.photo_colors if item.photo_colors is not None else item.colors
    known = {color["name"]: color for color in photo_colors}
    shares = _shares(told)
    colors = []
    for one, share in zip(told, shares, strict=True):
        hex_ = one.hex or known.get(one.name, {}).get("hex")
        colors.append(Color.of_hex(one.name, hex_, share) if hex_ else Color.typical(one.name, share))
    item.photo_colors = photo_colors
    item.colors = [asdict(color) for color in colors]
    note_told(item, "colors")


def _shares(told: Sequence[ToldColor]) -> list[float]:
    """As told, else each half as much as the one before it; they sum to 1."""
    weights = [0.5**place if one.share is None else one.share for place, one in enumerate(told)]
    total = sum(weights)
    return [weight / total for weight in weights] if total else [1 / len(told)] * len(told)
