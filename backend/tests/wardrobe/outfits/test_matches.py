"""The best partners of one garment."""

import numpy as np
from wardrobes import even_scores, random_wardrobe, scores_from_matrix, wardrobe

from app.wardrobe.outfits.suggest import find_matches


def test_partners_come_per_slot_best_first() -> None:
    garments = wardrobe("shirt", "pants", "skirt", "shoes", "t-shirt", "other")
    matches = find_matches(garments, scores_from_matrix(even_scores(6, 0.5, _0_1=0.25, _0_2=0.75)), 0)
    assert matches == {"bottom": [(2, 0.75), (1, 0.25)], "shoes": [(3, 0.5)]}


def test_a_dress_has_no_tops_and_bottoms_and_they_no_dress() -> None:
    garments = wardrobe("dress", "shirt", "pants", "bag")
    score = scores_from_matrix(even_scores(4))
    assert list(find_matches(garments, score, 0)) == ["bag"]
    assert list(find_matches(garments, score, 1)) == ["bottom", "bag"]


def test_a_garment_without_a_slot_has_no_partners() -> None:
    assert find_matches(wardrobe("other", "shirt"), scores_from_matrix(even_scores(2)), 0) == {}


def test_no_more_than_asked_and_always_the_best() -> None:
    garments, scores = random_wardrobe(4, 200)
    for slot, best in find_matches(garments, scores_from_matrix(scores), 7, per_slot=3).items():
        there = [index for index, garment in enumerate(garments) if garment.slot == slot]
        assert [score for _, score in best] == sorted(scores[7, there].tolist(), reverse=True)[:3]
        assert len(best) == len({index for index, _ in best}) == min(3, len(there))
        assert np.allclose([scores[7, index] for index, _ in best], [score for _, score in best])
