"""The effect of a temperature on outfits."""

from uuid import UUID

import pytest
from wardrobes import even_scores, garment, ids, scores_from_matrix, wardrobe

from app.wardrobe.outfits.garments import Garment
from app.wardrobe.outfits.suggest import Outfit, OutfitRequest, suggest
from app.wardrobe.outfits.weather import misfit_c

WARDROBE = wardrobe("t-shirt", "longsleeve", "shorts", "pants", "shoes", "outwear", "scarf")


def outfits_at(temperature_c: float, garments: list[Garment] = WARDROBE, **request: object) -> list[Outfit]:
    scores = scores_from_matrix(even_scores(len(garments)))
    return suggest(garments, scores, OutfitRequest(temperature_c=temperature_c, **request)).outfits  # type: ignore[arg-type]


def told(outfit: Outfit) -> list[str]:
    return [reason.text for reason in outfit.reasons if reason.kind == "temperature"]


def test_frost_brings_coat_and_scarf_and_leaves_shorts_and_short_sleeves() -> None:
    (outfit,) = outfits_at(-2)
    assert ids(outfit) == [1, 3, 5, 4, 6]
    assert told(outfit) == [
        "At -2 °C you will want the white outer layer and the white scarf.",
        "Not for -2 °C and left in the wardrobe: shorts and t-shirts.",
    ]


def test_heat_leaves_coat_and_long_sleeves() -> None:
    (outfit,) = outfits_at(31)
    assert ids(outfit) == [0, 2, 4]
    assert told(outfit) == ["Not for 31 °C and left in the wardrobe: long-sleeved tops and pants."]


def test_mild_weather_leaves_the_choice() -> None:
    outfits = outfits_at(20)
    assert len(outfits) == 4
    assert all(told(outfit) == ["All of it suits 20 °C."] for outfit in outfits)


def test_where_nothing_suits_the_nearest_is_worn_and_told() -> None:
    (outfit,) = outfits_at(0, wardrobe("longsleeve", "shorts"))
    assert ids(outfit) == [0, 1]
    assert "None of your bottoms is made for 0 °C; this comes nearest." in told(outfit)


def test_a_top_with_pants_is_preferred_to_a_dress_in_the_cold() -> None:
    for outfit in outfits_at(2, wardrobe("dress", "longsleeve", "pants", "shoes")):
        assert 0 not in ids(outfit)


def test_an_anchor_stands_against_the_weather_with_a_word() -> None:
    (outfit,) = outfits_at(3, anchor_ids=[UUID(int=2)])
    assert 2 in ids(outfit)
    assert told(outfit) == [
        "At 3 °C you will want the white outer layer and the white scarf.",
        "3 °C is cold for the white shorts, which you chose.",
        "Not for 3 °C and left in the wardrobe: t-shirts.",
    ]


def test_slots_as_asked_stand_against_the_weather() -> None:
    assert all(len(ids(outfit)) == 2 for outfit in outfits_at(-10, slots=("top", "bottom")))


def test_a_missing_coat_is_told_in_the_cold_only() -> None:
    garments = wardrobe("longsleeve", "pants", "shoes")
    (cold,), (mild,) = outfits_at(4, garments), outfits_at(18, garments)
    assert "Without outer layers: you have none yet." in [reason.text for reason in cold.reasons]
    assert not [reason for reason in mild.reasons if reason.kind == "missing"]


@pytest.mark.parametrize(
    ("more", "temperature_c", "suits"),
    [
        ({}, 5, False),
        ({"warmth": "warm"}, 9, True),
        ({"warmth": "light"}, 16, False),
        ({"seasons": frozenset({"winter"})}, 0, True),
        ({"seasons": frozenset({"winter"})}, 25, False),
        ({"seasons": frozenset({"winter", "summer"})}, 25, True),
    ],
)
def test_what_a_person_says_of_a_garment_outweighs_its_category(
    more: dict[str, object], temperature_c: float, suits: bool
) -> None:
    assert (misfit_c(garment(0, "t-shirt", **more), temperature_c) == 0) is suits
