"""Outfits of several calls: different ones, from all of the wardrobe."""

from collections import Counter

import numpy as np
import pytest
from wardrobes import even_scores, garment, ids, random_scores, scores_from_matrix, wardrobe

from app.vision.vocabulary import CATEGORY_OF_KIND
from app.wardrobe.outfits.garments import Garment, Scores
from app.wardrobe.outfits.keys import outfit_key
from app.wardrobe.outfits.suggest import Outfit, OutfitRequest, Suggestions, suggest
from app.wardrobe.outfits.taste import Answer

# 72 garments, in the numbers of a usual wardrobe.
USUAL = {
    "t-shirt": 9, "top": 4, "sweater": 4, "hoodie": 2, "shirt": 5, "blouse": 2, "tank-top": 2, "jeans": 4,
    "trousers": 4, "shorts": 3, "skirt": 3, "dress": 4, "jacket": 3, "coat": 2, "blazer": 1, "sneakers": 3,
    "boots": 2, "sandals": 1, "heels": 1, "flats": 2, "cap": 2, "beanie": 2, "brimmed-hat": 1, "bag": 4, "scarf": 2,
}  # fmt: skip


def usual_wardrobe(*, with_kinds: bool) -> list[Garment]:
    kinds = [kind for kind, count in USUAL.items() for _ in range(count)]
    return [
        garment(number, CATEGORY_OF_KIND[kind], kind=kind if with_kinds else None) for number, kind in enumerate(kinds)
    ]


def popular_scores(garments: list[Garment]) -> Scores:
    """Some garments go well with nearly everything, which tempts a search to show them always."""
    popular = np.random.default_rng(1).normal(0, 0.1, len(garments)).astype(np.float32)
    noise = random_scores(2, len(garments)) - 0.5
    return np.clip(0.55 + popular[:, None] + popular + 0.2 * noise, 0, 1)


def six_calls(garments: list[Garment], *, temperature_c: float | None = None) -> list[Outfit]:
    scores, outfits = scores_from_matrix(popular_scores(garments)), list[Outfit]()
    for call in range(6):
        seen = [outfit.key for outfit in outfits]
        request = OutfitRequest(temperature_c=temperature_c, limit=6, seed=call or None, seen=seen)
        outfits += suggest(garments, scores, request).outfits
    assert len(outfits) == 36
    return outfits


def share_with(slot: str, outfits: list[Outfit]) -> float:
    return sum(any(item.slot == slot for item in outfit.items) for outfit in outfits) / len(outfits)


@pytest.mark.parametrize("with_kinds", [True, False])
@pytest.mark.parametrize("temperature_c", [None, 6, 14, 23])
def test_six_calls_bring_different_outfits_from_all_of_the_wardrobe(
    temperature_c: float | None, with_kinds: bool
) -> None:
    outfits = six_calls(usual_wardrobe(with_kinds=with_kinds), temperature_c=temperature_c)
    assert len({outfit.key for outfit in outfits}) == 36
    uses = Counter(index for outfit in outfits for index in ids(outfit))
    assert max(uses.values()) <= 0.4 * 36
    assert share_with("hat", outfits) <= 0.35


def test_the_cold_leaves_ten_tops() -> None:
    garments = usual_wardrobe(with_kinds=True)
    outfits = six_calls(garments, temperature_c=-4)
    assert len({index for outfit in outfits for index in ids(outfit) if garments[index].slot == "top"}) >= 10


def test_one_call_does_not_repeat_a_garment_more_than_twice() -> None:
    garments = usual_wardrobe(with_kinds=True)
    answer = suggest(garments, scores_from_matrix(popular_scores(garments)), OutfitRequest(limit=6))
    uses = Counter(index for outfit in answer.outfits for index in ids(outfit))
    assert max(uses.values()) == 2


def ask(garments: list[Garment], seen: list[str], limit: int = 3) -> Suggestions:
    request = OutfitRequest(limit=limit, seen=seen)
    return suggest(garments, scores_from_matrix(even_scores(len(garments))), request)


def test_nothing_seen_comes_again_before_all_was_seen_and_then_it_says_so() -> None:
    garments = wardrobe("shirt", "t-shirt", "pants", "skirt", "shoes", "hat")
    first = ask(garments, [])
    second = ask(garments, [outfit.key for outfit in first.outfits])
    everything = [outfit.key for outfit in (*first.outfits, *second.outfits)]
    assert (len(first.outfits), len(second.outfits)) == (3, 1)
    assert len({tuple(ids(outfit)[:3]) for outfit in (*first.outfits, *second.outfits)}) == 4
    third = ask(garments, everything)
    assert (first.started_over, second.started_over, third.started_over) == (False, False, True)
    assert len(third.outfits) == 3


def test_a_thousand_seen_outfits_hide_no_other() -> None:
    garments = wardrobe(*["shirt"] * 10, *["pants"] * 11, *["shoes"] * 10)
    seen = [
        outfit_key(garments[i].id for i in (a, 10 + b, 21 + c)) for a in range(10) for b in range(10) for c in range(10)
    ]
    new = ask(garments, seen, limit=50)
    assert not new.started_over
    assert len(new.outfits) == 50
    assert all(20 in ids(outfit) for outfit in new.outfits)


def test_keys_of_garments_that_are_gone_are_ignored() -> None:
    assert len(ask(wardrobe("shirt", "pants"), ["________.--------"]).outfits) == 1


def test_the_same_garments_have_the_same_key_in_any_order() -> None:
    some = [one.id for one in wardrobe("shirt", "pants", "shoes")]
    assert outfit_key(some) == outfit_key(reversed(some)) != outfit_key(some[:2])


def test_dislikes_bring_the_next_best_and_never_themselves() -> None:
    garments = usual_wardrobe(with_kinds=False)
    scores = scores_from_matrix(popular_scores(garments))
    disliked = [frozenset(ids(o)) for o in suggest(garments, scores, OutfitRequest(limit=14)).outfits]
    outfits = suggest(
        garments,
        scores,
        OutfitRequest(limit=6),
        answers=[Answer(outfit, liked=False) for outfit in disliked],
        learn=False,
    ).outfits
    assert len(outfits) == 6
    assert not {frozenset(ids(outfit)) for outfit in outfits} & set(disliked)


def test_where_all_is_disliked_it_says_so() -> None:
    garments = wardrobe("shirt", "pants")
    scores = scores_from_matrix(even_scores(2))
    answer = suggest(garments, scores, OutfitRequest(), answers=[Answer(frozenset({0, 1}), liked=False)])
    assert answer.outfits == []
    assert "You said no to every outfit" in (answer.why or "")
