"""An occasion keeps out what is clearly for something else."""

from wardrobes import even_scores, garment, ids, scores_from_matrix, wardrobe

from app.wardrobe.attributes import Occasion
from app.wardrobe.outfits.garments import Garment
from app.wardrobe.outfits.suggest import OutfitRequest, suggest

GARMENTS = [
    garment(0, "shirt", kind="shirt"),
    garment(1, "t-shirt", kind="t-shirt"),
    garment(2, "pants", kind="trousers"),
    garment(3, "pants", kind="sweatpants"),
    garment(4, "shoes", kind="flats"),
    garment(5, "shoes", kind="sneakers"),
    garment(6, "hat", kind="cap"),
]


def worn_for(occasion: Occasion, garments: list[Garment] = GARMENTS) -> set[int]:
    scores = scores_from_matrix(even_scores(len(garments)))
    outfits = suggest(garments, scores, OutfitRequest(occasion=occasion, limit=20)).outfits
    return {index for outfit in outfits for index in ids(outfit)}


def test_occasions_are_guessed_from_kinds() -> None:
    assert worn_for("formal") == {0, 2, 4}
    assert worn_for("sport") == {1, 3, 5, 6}
    assert worn_for("everyday") == {0, 1, 2, 3, 4, 5, 6}


def test_what_the_owner_said_corrects_the_guess() -> None:
    shirt = garment(0, "shirt", kind="shirt", occasions=frozenset({"home"}))
    sweatpants = garment(3, "pants", kind="sweatpants", occasions=frozenset({"work"}))
    assert worn_for("work") == {0, 1, 2, 4, 5}
    assert worn_for("work", [shirt, *GARMENTS[1:3], sweatpants, *GARMENTS[4:]]) == {1, 2, 3, 4, 5}


def test_a_garment_of_unknown_kind_suits_everything() -> None:
    assert worn_for("formal", wardrobe("t-shirt", "pants", "shoes")) == {0, 1, 2}
