"""The protocol of the compatibility figures."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from ml.compatibility.protocol import draw_blanks, draw_pairs, figures, weighted_auc

OUTFITS = 60


@pytest.fixture(scope="module")
def worn() -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    rng = np.random.default_rng(1)
    photos = np.repeat([f"{number:04}" for number in range(OUTFITS)], rng.integers(2, 6, OUTFITS))
    return photos, rng.choice(["top", "bottom", "shoes", "bag"], len(photos))


def test_negative_is_of_the_partners_kind_and_of_another_outfit(worn: tuple[NDArray[np.str_], ...]) -> None:
    photos, categories = worn
    pairs = draw_pairs(photos, categories, seed=1)
    assert len(pairs.outfit) > 100
    assert (categories[pairs.partner] == categories[pairs.negative]).all()
    assert (photos[pairs.anchor] == photos[pairs.partner]).all()
    assert (photos[pairs.anchor] != photos[pairs.negative]).all()


def test_every_two_kinds_of_an_outfit_are_a_pair_once(worn: tuple[NDArray[np.str_], ...]) -> None:
    photos, categories = worn
    pairs = draw_pairs(photos, categories, seed=1)
    expected = np.triu((photos[:, None] == photos) & (categories[:, None] != categories)).sum()
    assert len({(int(a), int(b)) for a, b in zip(pairs.anchor, pairs.partner, strict=True)}) == expected


def test_choices_for_a_blank_are_four_of_one_kind_and_only_the_first_was_worn(
    worn: tuple[NDArray[np.str_], ...],
) -> None:
    photos, categories = worn
    blanks = draw_blanks(photos, categories, seed=1)
    for choices, rest in zip(blanks.choices, blanks.rests, strict=True):
        assert len(set(choices.tolist())) == 4
        assert len(set(categories[choices])) == 1
        assert (photos[choices] == photos[rest[0]]).tolist() == [True, False, False, False]
        assert len(rest) >= 2
        assert choices[0] not in rest


def test_perfect_scorer_is_always_right_and_constant_scorer_is_at_chance(
    worn: tuple[NDArray[np.str_], ...],
) -> None:
    photos, categories = worn
    knowing = (photos[:, None] == photos).astype(float)
    best = figures(photos, categories, lambda way, seed: knowing, "both", resamples=20)
    assert (best.auc.value, best.auc.low, best.fitb.value, best.fitb.low) == pytest.approx((1, 1, 1, 1))
    silent = figures(photos, categories, lambda way, seed: np.zeros_like(knowing), "both", resamples=20)
    assert (silent.auc.value, silent.fitb.value) == pytest.approx((0.5, 0.25))


def test_area_is_that_of_scikit_learn_with_ties_and_repeated_outfits() -> None:
    rng = np.random.default_rng(2)
    right, wrong = rng.integers(2, 9, 50).astype(float), rng.integers(0, 7, 50).astype(float)
    weights = rng.integers(0, 4, (3, 50))
    truth = np.repeat([1, 0], 50)
    expected = [roc_auc_score(truth, np.concatenate([right, wrong]), sample_weight=np.tile(w, 2)) for w in weights]
    np.testing.assert_allclose(weighted_auc(right, wrong, weights), expected)


def test_interval_spreads_over_outfits_and_holds_the_figure(worn: tuple[NDArray[np.str_], ...]) -> None:
    photos, categories = worn
    noise = np.random.default_rng(3).random((len(photos), len(photos)))
    found = figures(photos, categories, lambda way, seed: noise + noise.T, "both")
    assert found.auc.low < found.auc.value < found.auc.high
    assert found.auc.low < 0.5 < found.auc.high
    assert found.fitb.low < 0.25 < found.fitb.high
    assert found.outfits == OUTFITS
