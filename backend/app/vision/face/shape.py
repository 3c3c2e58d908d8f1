"""Which of six traditional shapes a face is closest to. Style tradition, not science; nothing else is derived.

Guides agree on the order (what is longer, wider, more angular than in other faces) and differ in numbers, many of which
no measured face reaches: a face as long as wide, for example, is four standard deviations from the mean. So the order
is theirs, and the numbers are set within the spread of measured adults (`proportions.ADULTS`, `proportions.SPREAD`):
one to two standard deviations for "wide", "narrow" or "short", two and a half for "long".
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Final, Literal, get_args

import numpy as np

from app.vision.face.proportions import SPREAD, Proportions

FaceShape = Literal["oval", "round", "square", "heart", "oblong", "diamond"]
SHAPES: Final[tuple[FaceShape, ...]] = get_args(FaceShape)
CLOSE: Final = 0.1  # two shapes whose scores differ by less are both named


@dataclass(frozen=True)
class Rule:
    """The typical proportions of a shape, the rule in words, and its source."""

    typical: Proportions
    words: str
    source: str


RULES: Final[Mapping[FaceShape, Rule]] = {
    "oval": Rule(
        Proportions(length=1.39, forehead=0.865, jaw=0.77, jaw_angle_deg=134.0),
        "longer than wide, 1.3 to 1.5 times; forehead a little wider than the jaw; a rounded jaw",
        "https://facereads.com/face-shapes",
    ),
    "round": Rule(
        Proportions(length=1.25, forehead=0.855, jaw=0.785, jaw_angle_deg=135.5),
        "about as long as wide, widest at the cheeks, a soft jaw without corners",
        "https://facereads.com/face-shapes",
    ),
    "square": Rule(
        Proportions(length=1.28, forehead=0.87, jaw=0.83, jaw_angle_deg=127.5),
        "short; forehead, cheekbones and jaw about equally wide; clear corners of the jaw",
        "https://howtowearfashion.com/face-shape",
    ),
    "heart": Rule(
        Proportions(length=1.36, forehead=0.91, jaw=0.715, jaw_angle_deg=134.0),
        "a wide forehead, a jaw that narrows to a pointed chin",
        "https://lmskincentre.com/en/skin-blog/body-contouring-and-weight-loss/facial-shape-classification-2/",
    ),
    "oblong": Rule(
        Proportions(length=1.54, forehead=0.865, jaw=0.80, jaw_angle_deg=131.5),
        "clearly longer than wide, 1.5 times or more; forehead, cheekbones and jaw of similar width",
        "https://facereads.com/face-shapes",
    ),
    "diamond": Rule(
        Proportions(length=1.36, forehead=0.80, jaw=0.72, jaw_angle_deg=132.0),
        "widest at the cheekbones, forehead and jaw both narrow",
        "https://facereads.com/face-shapes",
    ),
}


def shape_scores(face: Proportions) -> dict[FaceShape, float]:
    """How close a face is to each shape: 0..1, summing to 1, best first.

    Each shape is a normal distribution around its typical proportions, as wide as adults differ, all with the same
    prior; the scores are Bayes' rule.
    """
    measured, spread = np.array(astuple(face)), np.array(astuple(SPREAD))
    typical = np.array([astuple(RULES[shape].typical) for shape in SHAPES])
    logs = -0.5 * (((measured - typical) / spread) ** 2).sum(axis=1)
    likelihoods = np.exp(logs - logs.max())
    scores = likelihoods / likelihoods.sum()
    order = np.argsort(-scores, kind="stable")
    return {SHAPES[place]: float(scores[place]) for place in order}
