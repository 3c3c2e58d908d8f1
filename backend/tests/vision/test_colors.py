"""Colours as a person would name them, of the garment only."""

from pathlib import Path

import numpy as np
import pytest

from app.cutout import cut_out, released_cutout
from app.vision.color_names import COLOR_NAMES
from app.vision.colors import read_colors
from app.vision.images import Mask, Pixels, read_picture

SAMPLES = Path(__file__).parents[2] / "samples"

# The main colour of samples whose colour is unambiguous, by eye.
BEYOND_DOUBT = {
    "beanie-black": {"black"},
    "dress-rose": {"pink"},
    "jeans-blue": {"blue", "navy"},
    "sneakers-black": {"black", "dark grey"},
    "sweater-burgundy": {"burgundy", "red"},
    "trousers-black": {"black"},
    "tshirt-white": {"white"},
    "tshirt-yellow": {"yellow"},
    "turtleneck-black": {"black"},
}


def on_sheet(garment: tuple[int, int, int], sheet: tuple[int, int, int] = (235, 235, 235)) -> tuple[Pixels, Mask]:
    """A square of one colour on a sheet of another."""
    mask = np.zeros((120, 120), np.bool_)
    mask[30:90, 30:90] = True
    return np.where(mask[..., None], np.uint8(garment), np.uint8(sheet)), mask


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((10, 10, 10), "black"),
        ((255, 255, 255), "white"),
        ((128, 128, 128), "grey"),
        ((20, 30, 70), "navy"),
        ((200, 20, 30), "red"),
        ((100, 20, 40), "burgundy"),
        ((30, 110, 50), "green"),
        ((250, 210, 40), "yellow"),
        ((245, 130, 30), "orange"),
        ((240, 150, 180), "pink"),
        ((100, 40, 140), "purple"),
        ((110, 70, 45), "brown"),
        ((160, 200, 235), "light blue"),
    ],
)
def test_plain_colours_have_their_usual_names(rgb: tuple[int, int, int], name: str):
    (color,) = read_colors(*on_sheet(rgb))
    assert color.name == name
    assert color.share == 1
    assert name in COLOR_NAMES


def test_stripes_give_both_colours_with_their_shares():
    pixels, mask = on_sheet((20, 30, 70))
    pixels[30:90:6] = pixels[31:90:6] = (250, 250, 250)  # a third
    first, second = read_colors(pixels, mask)
    assert (first.name, second.name) == ("navy", "white")
    assert first.share + second.share == pytest.approx(1)
    assert second.share == pytest.approx(1 / 3, abs=0.1)


def test_surroundings_are_not_counted():
    assert [color.name for color in read_colors(*on_sheet((200, 20, 30), sheet=(20, 140, 60)))] == ["red"]


def test_tint_of_the_light_on_a_white_sheet_is_taken_away_in_part():
    warm = (1.0, 0.95, 0.85)  # grey and white under a warm lamp
    grey, sheet = (tuple(round(level * tint) for tint in warm) for level in (128, 235))
    (color,) = read_colors(*on_sheet(grey, sheet))
    (alone,) = read_colors(np.full((120, 120, 3), grey, np.uint8), np.ones((120, 120), np.bool_))
    assert color.name == "grey"
    assert np.hypot(*color.lab[1:]) < 0.6 * np.hypot(*alone.lab[1:])


def test_coloured_surroundings_say_nothing_about_the_light():
    (color,) = read_colors(*on_sheet((128, 128, 128), sheet=(230, 190, 90)))
    assert np.hypot(*color.lab[1:]) < 1


def test_without_a_cutout_the_middle_counts():
    pixels, _ = on_sheet((200, 20, 30), sheet=(20, 140, 60))
    assert read_colors(pixels, None)[0].name == "red"


def test_same_pixels_always_give_the_same_colours():
    pixels = read_picture(SAMPLES / "tshirt-navy-stripes.jpg").pixels
    mask = np.ones(pixels.shape[:2], np.bool_)
    assert read_colors(pixels, mask) == read_colors(pixels, mask)


def test_empty_mask_is_refused():
    with pytest.raises(ValueError, match="no garment"):
        read_colors(np.zeros((50, 50, 3), np.uint8), np.zeros((50, 50), np.bool_))


def test_real_garments_have_the_colour_a_person_sees():
    said = {}
    for name in BEYOND_DOUBT:
        pixels = read_picture(SAMPLES / f"{name}.jpg").pixels
        found = cut_out(pixels, released_cutout())
        said[name] = read_colors(pixels, found.mask if found else None)[0].name
    wrong = {name: color for name, color in said.items() if color not in BEYOND_DOUBT[name]}
    assert wrong == {}
