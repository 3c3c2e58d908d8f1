"""The effect of a temperature on outfits."""

from uuid import UUID

import pytest
from wardrobes import even_scores, garment, ids, scores_from_matrix, wardrobe

from app.vision.vocabulary import CATEGORY_OF_KIND, KINDS
from app.wardrobe.outfits.garments import Garment
from app.wardrobe.outfits.suggest import Outfit, OutfitRequest, suggest
from app.wardrobe.outfits.weather import misfit_c

WARDROBE = wardrobe("t-shirt", "longsleeve", "shorts", "pants", "shoes", "outwear", "scarf")


def outfits_at(temperature_c: float, garments: list[Garment] = WARDROBE, **request: object) -> list[Outfit]:
    scores = scores_from_matrix(even_scores(len(garments)))
    return suggest(garments, scores, OutfitRequest(temperature_c=temperature_c, **request)).outfits  # type: ignore[arg-type]


def told(outfit: Outfit) -> list[str]:
    return [reason.text for reason in outfit.reasons if reason.kind in ("temperature", "too-cold", "too-hot")]


def test_frost_brings_coat_and_scarf_and_leaves_shorts_and_short_sleeves() -> None:
    (outfit,) = outfits_at(-2)
    assert ids(outfit) == [1, 3, 5, 4, 6]
    assert told(outfit) == ["For -2 °C: the white outer layer and the white scarf."]


def test_heat_leaves_coat_and_long_sleeves() -> None:
    (outfit,) = outfits_at(31)
    assert ids(outfit) == [0, 2, 4]
    assert told(outfit) == ["Made for 31 °C."]


def test_mild_weather_leaves_the_choice() -> None:
    outfits = outfits_at(20)
    assert len(outfits) == 4
    assert all(told(outfit) == ["Made for 20 °C."] for outfit in outfits)


def test_where_nothing_suits_the_nearest_is_worn_and_told() -> None:
    (outfit,) = outfits_at(0, wardrobe("longsleeve", "shorts"))
    assert ids(outfit) == [0, 1]
    assert told(outfit) == ["0 °C is cold for the white shorts."]


def test_a_top_with_pants_is_preferred_to_a_dress_in_the_cold() -> None:
    for outfit in outfits_at(2, wardrobe("dress", "longsleeve", "pants", "shoes")):
        assert 0 not in ids(outfit)


def test_an_anchor_stands_against_the_weather_with_a_word() -> None:
    (outfit,) = outfits_at(3, anchor_ids=[UUID(int=2)])
    assert ids(outfit) == [1, 2, 5, 4, 6]
    assert told(outfit) == ["3 °C is cold for the white shorts."]


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


# A wardrobe of the kinds that people own, two of each.
OF_KINDS = [
    garment(number, CATEGORY_OF_KIND[kind], kind=kind)
    for number, kind in enumerate(kind for kind in KINDS if CATEGORY_OF_KIND[kind] != "other" for _ in range(2))
]


def worn_kinds(temperature_c: float) -> set[str | None]:
    outfits = outfits_at(temperature_c, OF_KINDS, limit=36)
    assert len(outfits) == 36
    return {OF_KINDS[index].kind for outfit in outfits for index in ids(outfit)}


def test_nothing_for_summer_is_worn_in_the_frost() -> None:
    assert not worn_kinds(-6) & {"sandals", "shorts", "brimmed-hat", "cap", "t-shirt", "tank-top", "dress", "skirt"}
    assert {"coat", "boots", "sweater"} <= worn_kinds(-6)


def test_nothing_for_winter_is_worn_in_the_heat() -> None:
    winter = {"beanie", "boots", "coat", "jacket", "blazer", "vest", "sweater", "cardigan", "hoodie", "scarf"}
    assert not worn_kinds(31) & winter


def test_hats_scarves_and_bags_are_no_duty_in_the_frost() -> None:
    garments = [one for one in OF_KINDS if one.slot not in ("hat", "scarf", "bag")]
    assert all(one.reasons[-1].kind != "missing" for one in outfits_at(-6, wardrobe(*(g.category for g in garments))))


def test_coats_come_gradually() -> None:
    shares = []
    for temperature_c in (5, 9, 11, 13, 15, 17, 19, 23):
        outfits = outfits_at(temperature_c, OF_KINDS, limit=20)
        shares.append(sum(any(OF_KINDS[i].slot == "outerwear" for i in ids(outfit)) for outfit in outfits) / 20)
    assert shares == [1, 1, 0.8, 0.6, 0.4, 0.2, 0, 0]


def test_a_t_shirt_is_worn_under_a_coat_where_it_is_too_cold_for_it_alone() -> None:
    outfits = outfits_at(11, [one for one in OF_KINDS if one.slot != "one-piece"], limit=20)
    pairs = {(OF_KINDS[ids(o)[0]].kind, any(i.slot == "outerwear" for i in o.items)) for o in outfits}
    assert ("t-shirt", False) not in pairs


def test_seasons_that_a_person_set_come_before_the_kind() -> None:
    summer = frozenset({"summer"})
    assert misfit_c(garment(0, "longsleeve", kind="sweater", seasons=summer), 28) == 0
    assert misfit_c(garment(0, "shirt", kind="shirt", seasons=summer), 10, under_coat=True) < 0
