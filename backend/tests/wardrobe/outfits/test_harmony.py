"""The colour harmony of Ou & Luo (2006)."""

import numpy as np
import pytest

from app.vision.colors import Color
from app.wardrobe.outfits.harmony import Palettes, color_harmony, harmony_kind, harmony_matrix


def color(lightness: float, a: float = 0, b: float = 0, share: float = 1) -> Color:
    return Color("any", "#000000", share, (lightness, a, b))


def hue(degrees: float) -> Color:
    """Middling lightness and chroma."""
    return color(55, 40 * np.cos(np.radians(degrees)), 40 * np.sin(np.radians(degrees)))


def ch(a: Color, b: Color) -> float:
    return float(color_harmony(np.array(a.lab, np.float32), np.array(b.lab, np.float32)))


def harmony(a: list[Color], b: list[Color]) -> float:
    return float(harmony_matrix(Palettes.of([a]), Palettes.of([b]))[0, 0])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (color(50), color(50), 0.2514),
        (color(85, 0, 80), color(85, 0, 80), 1.3236),
        (color(60, 30, 20), color(50, 10, 12), -0.2616),
    ],
)
def test_values_are_those_worked_out_by_hand_from_the_paper(a: Color, b: Color, expected: float) -> None:
    assert ch(a, b) == pytest.approx(expected, abs=2e-4)


def test_harmony_is_symmetric_and_between_0_and_1() -> None:
    random = np.random.default_rng(3)
    palettes = [
        [color(random.uniform(0, 100), *random.uniform(-90, 90, 2), share) for share in (0.5, 0.3, 0.2)]
        for _ in range(200)
    ]
    matrix = harmony_matrix(Palettes.of(palettes), Palettes.of(palettes))
    assert matrix == pytest.approx(matrix.T, abs=1e-6)
    assert matrix.min() >= 0
    assert matrix.max() <= 1


def test_alike_in_hue_and_chroma_beats_unlike() -> None:
    assert ch(hue(30), hue(40)) > ch(hue(30), hue(120))


def test_light_pairs_beat_dark_ones() -> None:
    assert ch(color(90), color(80)) > ch(color(20), color(10))


def test_a_difference_in_lightness_beats_none() -> None:
    assert ch(color(35), color(65)) > ch(color(50), color(50))


def test_blue_beats_red() -> None:
    assert ch(hue(260), hue(260)) > ch(hue(20), hue(20))


def test_a_larger_share_weighs_more() -> None:
    partner = [color(95)]
    mostly_light = harmony([color(90, share=0.9), color(40, 60, 40, share=0.1)], partner)
    mostly_red = harmony([color(40, 60, 40, share=0.9), color(90, share=0.1)], partner)
    assert mostly_light > mostly_red


def test_a_palette_without_colors_is_neither_harmonious_nor_not() -> None:
    neutral = harmony([], [color(50)])
    assert harmony([color(90)], [color(95)]) > neutral > harmony([hue(10)], [hue(150)])


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (color(5), color(97), "contrast"),
        (color(50, 10, 5), color(60, 14, 8), "related"),
        (color(85, 40, 0), color(80, -30, 30), "light"),
        (color(30, 40, 20), color(30, -30, 20), "dark"),
        (color(50, 60, 40), color(50, -40, 30), "unrelated"),
        (color(80, 40, 0), color(60, -30, 30), "unrelated"),
        (color(30, 40, 20), color(45, -30, 20), "unrelated"),
    ],
)
def test_kind_says_how_the_main_colors_stand_to_each_other(a: Color, b: Color, kind: str) -> None:
    assert harmony_kind(a, b) == kind
