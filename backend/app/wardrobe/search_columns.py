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
    search_text: str  # casefolded, a space before each word; kinds are found by the columns kind and category
    tag_lines: str  # as "\nholiday\nparis\n", casefolded


def search_columns(
    category: str,
    colors: Sequence[dict[str, Any]],
    attributes: Attributes,
    tags: Sequence[str] = (),
    least_share: float = SEARCHED_COLOR_SHARE,
) -> SearchColumns:
    """`colors` as `Item.colors` has them; those with at least `least_share` are found."""
    names = [str(color["name"]) for color in colors if color["share"] >= least_share]
    return {
        "slot": SLOT_OF_CATEGORY[category],
        "color_names": f" {' '.join(name.replace(' ', '-') for name in names)} ",
        "search_text": f" {' '.join([*names, attributes.words(), *tags])}".casefold(),
        "tag_lines": tag_lines(tags),
    }


def tag_lines(tags: Sequence[str]) -> str:
    return "".join(f"\n{tag.casefold()}" for tag in tags) + "\n"


def update_search_columns(item: Item) -> None:
    """Call it after each change of an item's category, colours, attributes or tags."""
    attributes = Attributes.model_validate(item.attributes)
    # A person names only colours that count.
    least_share = 0.0 if "colors" in item.told else SEARCHED_COLOR_SHARE
    columns = search_columns(item.category, item.colors, attributes, item.tags, least_share)
    for name, value in columns.items():
        setattr(item, name, value)
