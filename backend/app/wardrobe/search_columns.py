"""The columns that lists filter by: derived from a garment's category, colours and attributes in this one place."""

from collections.abc import Sequence
from typing import Any, TypedDict

from app.db.tables import Item
from app.vision.vocabulary import SLOT_OF_CATEGORY
from app.wardrobe.attributes import Attributes

# A colour with a smaller share is an accent: nobody looks for the garment under its name.
SEARCHED_COLOR_SHARE = 0.15


class SearchColumns(TypedDict):
    slot: str | None
    color_names: str  # as " navy light-blue ", so that each name is found with a space on both sides
    search_text: str  # casefolded


def search_columns(category: str, colors: Sequence[dict[str, Any]], attributes: Attributes) -> SearchColumns:
    """`colors` as `Item.colors` has them."""
    names = [str(color["name"]) for color in colors if color["share"] >= SEARCHED_COLOR_SHARE]
    return {
        "slot": SLOT_OF_CATEGORY[category],
        "color_names": f" {' '.join(name.replace(' ', '-') for name in names)} ",
        "search_text": f"{category} {' '.join(names)} {attributes.words()}".casefold(),
    }


def update_search_columns(item: Item) -> None:
    """Call it after each change of an item's category, colours or attributes."""
    attributes = Attributes.model_validate(item.attributes)
    for name, value in search_columns(item.category, item.colors, attributes).items():
        setattr(item, name, value)
