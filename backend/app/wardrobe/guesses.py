"""What the models guess about a garment, beside what a person said of it (`Item.told`), which they never change."""

from dataclasses import asdict
from typing import Final, Literal

from app.db.tables import Item
from app.wardrobe.attributes import Attributes
from app.wardrobe.reading import GarmentWords
from app.wardrobe.search_columns import update_search_columns

Guessed = Literal["category", "kind", "pattern", "warmth", "colors"]
GUESSED: Final[tuple[Guessed, ...]] = ("category", "kind", "pattern", "warmth", "colors")
PREDICTED_ATTRIBUTES: Final = ("pattern", "warmth")


def guesses_of(item: Item) -> list[Guessed]:
    """The names of what was predicted and nobody confirmed."""
    return [name for name in GUESSED if name not in item.told and _value(item, name)]


def _value(item: Item, name: str) -> object:
    return item.attributes.get(name) if name in PREDICTED_ATTRIBUTES else getattr(item, name)


def told_by(attributes: Attributes) -> list[str]:
    """The names of what these details of a garment say."""
    return [name for name in PREDICTED_ATTRIBUTES if getattr(attributes, name)]


def note_told(item: Item, *names: str) -> None:
    """From now on these are a person's word."""
    item.told = [name for name in GUESSED if name in {*item.told, *names}]


def fill_in_guesses(item: Item, words: GarmentWords) -> None:
    """Put what was read in place of earlier guesses; what a person said stays. The category stays, too."""
    classification = words.classification
    if "kind" not in item.told:
        item.kind = classification.kind_of(item.category)
    attributes = dict(item.attributes)
    for name in PREDICTED_ATTRIBUTES:
        if name not in item.told:
            guess = getattr(classification, name)
            attributes[name] = guess.value if guess else None
    item.attributes = attributes
    colors = [asdict(color) for color in words.colors]
    if "colors" in item.told:
        item.photo_colors = colors
    else:
        item.colors, item.photo_colors = colors, None
    item.read_by = words.read_by
    update_search_columns(item)
