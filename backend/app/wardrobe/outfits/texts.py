"""All sentences that explain outfits, in one place for review and translation. None contains a percentage."""

from collections.abc import Iterable, Sequence
from typing import Final

from app.vision.vocabulary import Slot
from app.wardrobe.outfits.garments import Garment
from app.wardrobe.outfits.harmony import Kind

NAMES: Final = {
    "brimmed-hat": "brimmed hat",
    "longsleeve": "long-sleeved top",
    "outwear": "outer layer",
    "tank-top": "tank top",
}
NECKLINE: Final = {"v": "V-neck", "turtleneck": "turtleneck", "collar": "collar"}
SLOT_PLURAL: Final[dict[Slot, str]] = {
    "top": "tops",
    "bottom": "bottoms",
    "one-piece": "one-pieces",
    "outerwear": "outer layers",
    "shoes": "shoes",
    "hat": "hats",
    "bag": "bags",
    "scarf": "scarves",
}
TO_ADD: Final[dict[Slot, str]] = {
    "top": "a shirt, a t-shirt or a long-sleeved top",
    "bottom": "pants, shorts or a skirt",
    "one-piece": "a dress",
}

EMPTY_WARDROBE: Final = "There is nothing in your wardrobe to wear yet: add a top and a bottom, or a dress."
NO_CORE_ASKED: Final = "An outfit starts from a top and a bottom, or from a one-piece: choose these slots too."
ONE_PIECE_ALONE: Final = "Nothing goes with your one-piece yet: add shoes, an outer layer or a bag."

PLEASANT: Final[dict[Kind, str]] = {
    "contrast": "{a} and {b} differ clearly in lightness",
    "related": "{a} and {b} are close in colour",
    "light": "{a} and {b} are both light",
}


def name(garment: Garment) -> str:
    """For example "the navy pants"."""
    words = [garment.colors[0].name] if garment.colors else []
    kind = garment.kind or garment.category
    return " ".join(["the", *words, NAMES.get(kind, kind)])


def listed(parts: Iterable[str]) -> str:
    """For example "a, b and c"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def often_liked(a: Garment, b: Garment) -> str:
    return _sentence(f"you often like {name(a)} with {name(b)}")


def goes_together(a: Garment, b: Garment) -> str:
    return _sentence(f"{name(a)} and {name(b)} go well together")


def unsure(a: Garment, b: Garment) -> str:
    return _sentence(f"not a sure match: {name(a)} with {name(b)}")


def pleasant_colors(kind: Kind, a: Garment, b: Garment) -> str:
    return _sentence(PLEASANT[kind].format(a=name(a), b=name(b)))


def anchored(anchors: Sequence[Garment]) -> str:
    return _sentence(f"built around {listed(map(name, anchors))}")


def new(garments: Sequence[Garment]) -> str:
    return _sentence(f"new in your wardrobe: {listed(map(name, garments))}")


def for_cold(garments: Sequence[Garment], temperature_c: float) -> str:
    return _sentence(f"for {temperature_c:g} °C: {listed(map(name, garments))}")


def suits_weather(temperature_c: float) -> str:
    return _sentence(f"made for {temperature_c:g} °C")


def against_weather(garment: Garment, temperature_c: float, *, too_cold: bool) -> str:
    return _sentence(f"{temperature_c:g} °C is {'cold' if too_cold else 'hot'} for {name(garment)}")


def suits_face(garment: Garment, topic: str, detail: str, shape: str) -> str:
    what = NECKLINE.get(detail, f"{detail} neckline") if topic == "neckline" else f"{detail} pattern"
    article = "an" if shape.startswith("o") else "a"
    return _sentence(f"style tradition likes the {what} of {name(garment)} with {article} {shape} face")


def missing(slot: Slot, *, owned: bool) -> str:
    return _sentence(f"without {SLOT_PLURAL[slot]}: {'you left all of yours out' if owned else 'you have none yet'}")


def everything_disliked() -> str:
    return "You said no to every outfit that your wardrobe makes here: take an answer back, or add a garment."


def gap(slot: Slot, *, owned: bool, or_one_piece: bool) -> str:
    """Why there is no outfit: a required slot has no garment."""
    if owned:
        return _sentence(f"all of your {SLOT_PLURAL[slot]} are excluded: leave one in")
    add = f"{TO_ADD[slot]}{', or a dress' if or_one_piece else ''}"
    return _sentence(f"you have no {SLOT_PLURAL[slot]} yet: add {add}")


def anchor_excluded(garment: Garment) -> str:
    return _sentence(f"{name(garment)} cannot be both in and excluded: choose one")


def anchor_without_slot(garment: Garment) -> str:
    return _sentence(f"no outfit has a place for {name(garment)}: give it another category first")


def anchors_of_one_slot(a: Garment, b: Garment) -> str:
    return _sentence(f"{name(a)} and {name(b)} would be worn in the same place: choose one of them")


def anchors_exclude_each_other(one_piece: Garment, part: Garment) -> str:
    return _sentence(f"{name(one_piece)} takes the place of top and bottom: choose it or {name(part)}")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
