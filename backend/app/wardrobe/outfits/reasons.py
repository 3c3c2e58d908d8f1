"""Why an outfit was suggested: the facts that led to it, and no others."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from app.face_analyzer import FaceShape, get_recommender
from app.vision.vocabulary import Slot
from app.wardrobe.face_advice import speaks_of
from app.wardrobe.outfits import texts
from app.wardrobe.outfits.garments import Garment, Scores
from app.wardrobe.outfits.harmony import Palettes, harmony_kind, harmony_matrix
from app.wardrobe.outfits.plan import Plan
from app.wardrobe.outfits.weather import misfit_c

# A calibrated score of one half means no preference.
GOES_TOGETHER: Final = 0.5
# Harmony of all pairs of 120 garments (photos of the clothing data set): the middle, the upper and the lower fifth.
MIDDLING: Final = 0.44
PLEASANT_FROM: Final = 0.53
RESTLESS_BELOW: Final = 0.33
NEAR_THE_FACE: Final[tuple[Slot, ...]] = ("top", "one-piece", "outerwear", "scarf")


@dataclass(frozen=True)
class Reason:
    """`value` is what the sentence is based on: a score 0..1, degrees Celsius, a slot, or a shape."""

    kind: Literal["anchor", "compatibility", "color", "temperature", "missing", "new", "face"]
    text: str
    value: float | str | None = None


def compatibility_reasons(garments: Sequence[Garment], scores: Scores) -> list[Reason]:
    """`scores` Float32[n, n] between these garments, two or more."""
    pairs = sorted(combinations(range(len(garments)), 2), key=lambda pair: -scores[pair])
    best, worst = pairs[0], pairs[-1]

    def reason(text: str, pair: tuple[int, int]) -> Reason:
        return Reason("compatibility", text, round(float(scores[pair]), 4))

    a, b = (garments[index] for index in best)
    if scores[best] < GOES_TOGETHER:
        return [reason(texts.no_sure_pair(a, b), best)]
    if len(pairs) == 1:
        return [reason(texts.only_pair(a, b), best)]
    if scores[worst] < GOES_TOGETHER:
        least = texts.least_sure(*(garments[index] for index in worst))
    else:
        least = texts.every_pair_goes()
    return [reason(texts.best_pair(a, b), best), reason(least, worst)]


def color_reasons(garments: Sequence[Garment]) -> list[Reason]:
    """A note on the two palettes that are most striking, for better or worse. Colours never change an outfit's score:
    an ablation on held-out outfits found no gain.
    """
    colored = [garment for garment in garments if garment.colors]
    palettes = Palettes.of([garment.colors for garment in colored])
    scores = harmony_matrix(palettes, palettes)
    pairs = list(combinations(range(len(colored)), 2))
    if not pairs:
        return []
    striking = max(pairs, key=lambda pair: abs(scores[pair] - MIDDLING))
    a, b = (colored[index] for index in striking)
    if scores[striking] >= PLEASANT_FROM:
        wording = texts.HARMONIOUS
    elif scores[striking] < RESTLESS_BELOW:
        wording = texts.DISHARMONIOUS
    else:
        return []
    kind = harmony_kind(a.colors[0], b.colors[0])
    if kind not in wording:
        return []
    return [Reason("color", texts.harmony(wording[kind], a, b), round(float(scores[striking]), 4))]


def temperature_reasons(worn: dict[Slot, Garment], plan: Plan, temperature_c: float) -> list[Reason]:
    told = []
    if added := [garment for slot, garment in worn.items() if slot in plan.wanted and slot not in plan.anchors]:
        told.append(texts.for_weather(added, temperature_c))
    for slot, garment in worn.items():
        if slot in plan.anchors and (misfit := misfit_c(garment, temperature_c)):
            told.append(texts.anchor_against_weather(garment, temperature_c, too_cold=misfit < 0))
    if nearest := [slot for slot in worn if slot in plan.nearest]:
        told.append(texts.nearest_to_weather(nearest, temperature_c))
    if left_out := {category for slot in worn for category in plan.left_out.get(slot, ())}:
        told.append(texts.left_for_weather(left_out, temperature_c))
    return [Reason("temperature", text, temperature_c) for text in told or [texts.weather_suits(temperature_c)]]


def face_reasons(worn: dict[Slot, Garment], shape: FaceShape) -> list[Reason]:
    """A note on the first neckline or pattern here that tradition recommends for this face; it affects no score."""
    for advice in get_recommender().recommend(shape):
        if advice.topic not in ("neckline", "pattern"):
            continue
        for slot, garment in worn.items():
            detail = garment.neckline if advice.topic == "neckline" else garment.pattern
            if slot in NEAR_THE_FACE and detail and speaks_of(advice, {advice.topic: detail}):
                return [Reason("face", texts.suits_face(garment, advice.topic, detail, shape), shape)]
    return []


def other_reasons(worn: dict[Slot, Garment], plan: Plan) -> list[Reason]:
    """Anchors, garments not worn yet, and slots that stay empty."""
    reasons = []
    if anchors := [garment for slot, garment in worn.items() if slot in plan.anchors]:
        reasons.append(Reason("anchor", texts.anchored(anchors)))
    new = [garment for garment in worn.values() if garment.is_new]
    # In a new wardrobe everything is new, which is not worth mentioning.
    if 0 < len(new) < len(worn):
        reasons.append(Reason("new", texts.new(new)))
    reasons += [Reason("missing", texts.missing(slot, owned=owned), slot) for slot, owned in plan.missing.items()]
    return reasons
