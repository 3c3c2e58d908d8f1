"""Why an outfit was suggested: the two strongest facts, or one of them and a caveat."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal
from uuid import UUID

import numpy as np

from app.face_analyzer import FaceShape, get_recommender
from app.vision.vocabulary import Slot
from app.wardrobe.face_advice import speaks_of
from app.wardrobe.outfits import texts
from app.wardrobe.outfits.garments import GOES_TOGETHER, Garment, Scores, mean_of_pairs
from app.wardrobe.outfits.harmony import Palettes, harmony_kind, harmony_matrix
from app.wardrobe.outfits.weather import COAT_C, TOLERANCE_C, misfit_c

MOST: Final = 2
# The upper fifth of the harmony of all pairs of 120 garments (photos of the clothing data set).
PLEASANT_FROM: Final = 0.53
NEAR_THE_FACE: Final[tuple[Slot, ...]] = ("top", "one-piece", "outerwear", "scarf")
AGAINST_COLD: Final[tuple[Slot, ...]] = ("outerwear", "scarf", "hat")


@dataclass(frozen=True)
class Reason:
    """`text` in English; `kind`, `value` and `item_ids` say the same, for other words and other languages.

    The value is a score 0..1 (`compatibility`, `unsure`), degrees Celsius (`temperature`, `too-cold`, `too-hot`),
    a relation of colours (`color`), a slot (`missing`) or a face shape (`face`).
    """

    kind: Literal[
        "liked",
        "compatibility",
        "temperature",
        "color",
        "new",
        "anchor",
        "face",
        "unsure",
        "missing",
        "too-cold",
        "too-hot",
    ]
    text: str
    value: float | str | None = None
    item_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Facts:
    """An outfit with what is known about it: two or more garments, and the scores of their pairs, Float32[n, n]."""

    garments: Sequence[Garment]
    scores: Scores
    anchor_ids: frozenset[UUID] = frozenset()
    missing: tuple[tuple[Slot, bool], ...] = ()  # each with whether garments are owned
    temperature_c: float | None = None
    face_shape: FaceShape | None = None
    often_liked: tuple[Garment, ...] = ()  # a pair that the person often likes


def reasons_for(facts: Facts) -> list[Reason]:
    """At most two, the strongest first. One honest caveat takes the second place."""
    pro = [
        *_liked(facts),
        *_compatibility(facts),
        *_face(facts),
        *_temperature(facts),
        *_missing(facts),
        *_color(facts),
        *_new(facts),
        *_anchored(facts),
    ]
    caveats = [*_against_weather(facts), *_without_coat(facts), *_unsure(facts)][:1]
    return [*pro[: MOST - len(caveats)], *caveats]


def _reason(kind: str, text: str, value: float | str | None, *garments: Garment) -> Reason:
    return Reason(kind, text, value, tuple(garment.id for garment in garments))  # type: ignore[arg-type]


def _liked(facts: Facts) -> list[Reason]:
    if not facts.often_liked:
        return []
    return [_reason("liked", texts.often_liked(*facts.often_liked), None, *facts.often_liked)]


def _compatibility(facts: Facts) -> list[Reason]:
    a, b = max(combinations(range(len(facts.garments)), 2), key=lambda pair: facts.scores[pair])
    if facts.scores[a, b] < GOES_TOGETHER:
        return []
    pair = facts.garments[a], facts.garments[b]
    return [_reason("compatibility", texts.goes_together(*pair), round(float(facts.scores[a, b]), 4), *pair)]


def _unsure(facts: Facts) -> list[Reason]:
    if mean_of_pairs(facts.scores) >= GOES_TOGETHER:
        return []
    a, b = min(combinations(range(len(facts.garments)), 2), key=lambda pair: facts.scores[pair])
    pair = facts.garments[a], facts.garments[b]
    return [_reason("unsure", texts.unsure(*pair), round(float(facts.scores[a, b]), 4), *pair)]


def _color(facts: Facts) -> list[Reason]:
    """The two palettes that go best, if they do. Colours never change an outfit's score: an ablation on held-out
    outfits found no gain.
    """
    colored = [garment for garment in facts.garments if garment.colors]
    if len(colored) < 2:
        return []
    palettes = Palettes.of([garment.colors for garment in colored])
    scores = np.triu(harmony_matrix(palettes, palettes), 1)
    a, b = (colored[int(place)] for place in np.unravel_index(scores.argmax(), scores.shape))
    kind = harmony_kind(a.colors[0], b.colors[0])
    if scores.max() < PLEASANT_FROM or kind not in texts.PLEASANT:
        return []
    return [_reason("color", texts.pleasant_colors(kind, a, b), kind, a, b)]


def _temperature(facts: Facts) -> list[Reason]:
    if facts.temperature_c is None:
        return []
    layers = [garment for garment in facts.garments if garment.slot in AGAINST_COLD]
    if layers and facts.temperature_c < COAT_C[1]:
        return [_reason("temperature", texts.for_cold(layers, facts.temperature_c), facts.temperature_c, *layers)]
    if _against_weather(facts):
        return []
    return [_reason("temperature", texts.suits_weather(facts.temperature_c), facts.temperature_c)]


def _against_weather(facts: Facts) -> list[Reason]:
    """The garment that suits the temperature least, if one is out of place."""
    if facts.temperature_c is None:
        return []
    under_coat = any(garment.slot == "outerwear" for garment in facts.garments)
    misfits = [(misfit_c(one, facts.temperature_c, under_coat=under_coat), one) for one in facts.garments]
    misfit, garment = max(misfits, key=lambda found: abs(found[0]))
    if abs(misfit) <= TOLERANCE_C:
        return []
    text = texts.against_weather(garment, facts.temperature_c, too_cold=misfit < 0)
    return [_reason("too-cold" if misfit < 0 else "too-hot", text, facts.temperature_c, garment)]


def _face(facts: Facts) -> list[Reason]:
    """A note on the first neckline or pattern here that tradition recommends for this face; it affects no score."""
    if facts.face_shape is None:
        return []
    for advice in get_recommender().recommend(facts.face_shape):
        if advice.topic not in ("neckline", "pattern"):
            continue
        for garment in facts.garments:
            detail = garment.neckline if advice.topic == "neckline" else garment.pattern
            if garment.slot in NEAR_THE_FACE and detail and speaks_of(advice, {advice.topic: detail}):
                text = texts.suits_face(garment, advice.topic, detail, facts.face_shape)
                return [_reason("face", text, facts.face_shape, garment)]
    return []


def _new(facts: Facts) -> list[Reason]:
    """Garments not worn yet. In a new wardrobe everything is new, which is not worth mentioning."""
    new = [garment for garment in facts.garments if garment.is_new]
    return [_reason("new", texts.new(new), None, *new)] if 0 < len(new) < len(facts.garments) else []


def _anchored(facts: Facts) -> list[Reason]:
    anchors = [garment for garment in facts.garments if garment.id in facts.anchor_ids]
    return [_reason("anchor", texts.anchored(anchors), None, *anchors)] if anchors else []


def _missing(facts: Facts) -> list[Reason]:
    return [_reason("missing", texts.missing(slot, owned=owned), slot) for slot, owned in facts.missing]


def _without_coat(facts: Facts) -> list[Reason]:
    """A coat is missing only where the temperature asks for one."""
    return [reason for reason in _missing(facts) if reason.value == "outerwear"]
