"""How long, wide and angular a face is: four numbers that do not depend on the picture's size or the head's turn."""

from dataclasses import astuple, dataclass
from typing import Final

import numpy as np

from app.vision.face.landmarks import Landmarks, Method, Point, Points


@dataclass(frozen=True)
class Proportions:
    """`length`, `forehead` and `jaw` are ratios to the width at the cheekbones.

    `length` from hairline to chin (trichion to menton), `forehead` and `jaw` widths at the temples' edge and at the
    jaw's corners (frontotemporale, gonion); `jaw_angle_deg` between cheekbone, jaw's corner and chin, the mean of both
    sides: the smaller, the more square.
    """

    length: float
    forehead: float
    jaw: float
    jaw_angle_deg: float


# Measured adults: the mean of men and women in Maxillofacial Plastic and Reconstructive Surgery 41 (2019), doi
# 10.1186/s40902-019-0191-7, table 9 (tr-n + n-me, ft-ft and go-go over zy-zy; its row n-me has its columns swapped).
# The angle is not measured by hand: it is the one that the mesh finds on street portraits.
ADULTS: Final = Proportions(length=1.36, forehead=0.86, jaw=0.77, jaw_angle_deg=132.0)
# One standard deviation: of the ratios from the same table, of the angle as the mesh finds it, rounded up.
SPREAD: Final = Proportions(length=0.07, forehead=0.03, jaw=0.04, jaw_angle_deg=3.0)


@dataclass(frozen=True)
class _Level:
    """The average proportions that one level of landmarks finds, and their spread between people.

    `trust` 0..1: the part of a difference from its mean that is the face's own and not the level's error.
    """

    mean: Proportions
    spread: Proportions
    trust: Proportions = Proportions(1.0, 1.0, 1.0, 1.0)


# Each level has its own hairline, temples and jaw corners, and draws faces more alike than they are. Medians and
# spread on 289 street photos (clothing-co-parsing, faces turned by less than 30 degrees, 2026-11-25). The basic level's
# trust is its correlation with the mesh on 190 of them, small as it is.
_LEVELS: Final[dict[Method, _Level]] = {
    "landmarks68": _Level(Proportions(1.476, 0.817, 0.679, 135.6), Proportions(0.091, 0.0400, 0.0322, 3.4)),
    "mesh": _Level(Proportions(1.223, 0.867, 0.797, 132.4), Proportions(0.0449, 0.0201, 0.0171, 2.3)),
    "haar": _Level(
        Proportions(1.290, 0.783, 0.757, 140.8),
        Proportions(0.203, 0.138, 0.118, 12.9),
        Proportions(0.22, 0.11, 0.15, 0.0),
    ),
}


def as_by_hand(found: Proportions, method: Method) -> Proportions:
    """The caliper's value for a level's `found`: its mean and spread mapped to those of adults."""
    level = _LEVELS[method]
    parts = zip(*map(astuple, (found, level.mean, level.spread, level.trust, ADULTS, SPREAD)), strict=True)
    return Proportions(
        *(adults + trust * (value - mean) / own * spread for value, mean, own, trust, adults, spread in parts)
    )


def proportions_of(face: Landmarks) -> Proportions:
    """The proportions of a face, comparable between the levels of landmarks."""
    return as_by_hand(measure(face.from_front), face.method)


def measure(points: Points) -> Proportions:
    """The proportions of Float[8, 2], in the order of `Point`, of a face seen from the front."""

    def distance(a: Point, b: Point) -> float:
        return float(np.linalg.norm(points[a] - points[b]))

    width = distance(Point.CHEEKBONE_LEFT, Point.CHEEKBONE_RIGHT)
    corners = ((Point.CHEEKBONE_LEFT, Point.JAW_LEFT), (Point.CHEEKBONE_RIGHT, Point.JAW_RIGHT))
    angles = [_angle_deg(points[cheek], points[jaw], points[Point.CHIN]) for cheek, jaw in corners]
    return Proportions(
        length=distance(Point.HAIRLINE, Point.CHIN) / width,
        forehead=distance(Point.FOREHEAD_LEFT, Point.FOREHEAD_RIGHT) / width,
        jaw=distance(Point.JAW_LEFT, Point.JAW_RIGHT) / width,
        jaw_angle_deg=sum(angles) / len(angles),
    )


def _angle_deg(a: Points, corner: Points, b: Points) -> float:
    one, other = a - corner, b - corner
    cosine = one @ other / (np.linalg.norm(one) * np.linalg.norm(other))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
