"""The rules: faces with a shape's own proportions get that shape, also with a little noise."""

from collections import Counter

import numpy as np
import pytest

from app.vision.face.landmarks import Point, Points, seen_from_front
from app.vision.face.proportions import ADULTS, Proportions, as_by_hand, measure
from app.vision.face.shape import RULES, SHAPES, shape_scores

WIDTH_PX = 200.0


def face(length: float, forehead: float, jaw: float, jaw_angle_deg: float) -> Points:
    """Eight points Float[8, 2] of an upright face with these proportions."""
    half = WIDTH_PX / 2
    chin_y = 0.55 * length * WIDTH_PX

    def angle_at(jaw_y: float) -> float:
        cheek, corner = np.array([-half, 0.0]), np.array([-jaw * half, jaw_y])
        a, b = cheek - corner, np.array([0.0, chin_y]) - corner
        return float(np.degrees(np.arccos(np.clip(a @ b / np.linalg.norm(a) / np.linalg.norm(b), -1, 1))))

    # The angle grows as the corner moves down along the line, up to a point: find where it matches.
    heights = np.linspace(0.2 * chin_y, 0.95 * chin_y, 2000)
    jaw_y = float(heights[np.argmin([abs(angle_at(y) - jaw_angle_deg) for y in heights])])
    points = np.zeros((8, 2))
    points[Point.HAIRLINE] = 0, chin_y - length * WIDTH_PX
    points[Point.CHIN] = 0, chin_y
    for left, right, share, y in (
        (Point.FOREHEAD_LEFT, Point.FOREHEAD_RIGHT, forehead, -0.35 * WIDTH_PX),
        (Point.CHEEKBONE_LEFT, Point.CHEEKBONE_RIGHT, 1.0, 0.0),
        (Point.JAW_LEFT, Point.JAW_RIGHT, jaw, jaw_y),
    ):
        points[left], points[right] = (-share * half, y), (share * half, y)
    return points


# Each shape as its rule says it, repeated here so that an accidental change of a rule is noticed.
DRAWN = {
    "oval": (1.39, 0.865, 0.77, 134.0),
    "round": (1.25, 0.855, 0.785, 135.5),
    "square": (1.28, 0.87, 0.83, 127.5),
    "heart": (1.36, 0.91, 0.715, 134.0),
    "oblong": (1.54, 0.865, 0.80, 131.5),
    "diamond": (1.36, 0.80, 0.72, 132.0),
}


@pytest.mark.parametrize("shape", DRAWN)
def test_face_drawn_with_a_shapes_proportions_is_told_as_that_shape(shape: str):
    random = np.random.default_rng(1)
    clean = face(*DRAWN[shape])
    told: Counter[str] = Counter()
    for _ in range(1000):
        noisy = clean + random.normal(0, 0.01 * WIDTH_PX, clean.shape)
        told[next(iter(shape_scores(measure(noisy))))] += 1
    assert told[shape] >= 950, told


def test_drawn_face_has_the_proportions_it_was_drawn_with():
    for proportions in DRAWN.values():
        measured = measure(face(*proportions))
        assert (measured.length, measured.forehead, measured.jaw) == pytest.approx(proportions[:3])
        assert measured.jaw_angle_deg == pytest.approx(proportions[3], abs=0.5)


def test_scores_sum_to_one_best_first_and_name_every_shape():
    scores = shape_scores(ADULTS)
    assert sum(scores.values()) == pytest.approx(1)
    assert set(scores) == set(SHAPES) == set(RULES)
    assert list(scores.values()) == sorted(scores.values(), reverse=True)


def test_size_place_and_lean_of_a_face_change_nothing():
    points = face(*DRAWN["heart"])
    lean = np.radians(25)
    turned = points @ np.array([[np.cos(lean), np.sin(lean)], [-np.sin(lean), np.cos(lean)]]) * 3.7 + (400, 90)
    assert vars(measure(turned)) == pytest.approx(vars(measure(points)))


@pytest.mark.parametrize("yaw_deg", [-25, 15, 25])
def test_turned_head_is_turned_back(yaw_deg: float):
    flat = face(*DRAWN["oval"])
    depth = np.array([-60, -90, -50, -50, 0, 0, -30, -30], float)
    solid = np.column_stack([flat, depth])
    yaw = np.radians(yaw_deg)
    turned = solid @ np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    left, right = [2, 4, 6], [3, 5, 7]
    front, turn = seen_from_front(turned, turned[left], turned[right], turned[0], turned[1])
    straight, _ = seen_from_front(solid, solid[left], solid[right], solid[0], solid[1])
    assert turn.yaw_deg == pytest.approx(yaw_deg, abs=0.01)
    assert vars(measure(front)) == pytest.approx(vars(measure(straight)))
    unturned = measure(turned[:, :2]).length
    assert abs(unturned - measure(flat).length) > 0.02, "the picture alone would have told another length"


def test_every_level_finds_its_own_average_to_be_an_average_adult():
    for method, average in (
        ("mesh", Proportions(1.223, 0.867, 0.797, 132.4)),
        ("landmarks68", Proportions(1.476, 0.817, 0.679, 135.6)),
        ("haar", Proportions(1.290, 0.783, 0.757, 140.8)),
    ):
        assert vars(as_by_hand(average, method)) == pytest.approx(vars(ADULTS))
