"""Batches of garments for training, and the loss over them."""

import math

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch.nn import functional

from ml.compatibility.pairs import PairBatch, PairDataset, contrastive_loss
from ml.errors import StageFailed

KINDS = ("top", "bottom", "shoes", "bag", "hat")


def wardrobe(outfits: int = 24, seed: int = 0) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Photos and categories of outfits of two to five garments; some hold two garments of one kind."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 6, outfits)
    photos = np.repeat([f"{number:04}" for number in range(outfits)], sizes)
    return photos, rng.choice(KINDS, len(photos))


@pytest.fixture(scope="module")
def batches() -> list[PairBatch]:
    photos, categories = wardrobe()
    pairs = PairDataset(np.arange(len(photos)), photos, categories, outfits_per_batch=8, seed=3)
    return [pairs[index] for index in range(len(pairs))]


def test_batch_that_the_outfits_do_not_fill_is_named_with_its_parameter() -> None:
    photos, categories = wardrobe()
    with pytest.raises(StageFailed, match=r"24 outfits do not fill one batch of 25: lower train\.batch_size\."):
        PairDataset(np.arange(len(photos)), photos, categories, outfits_per_batch=25, seed=3)


def test_no_negative_is_of_another_category_than_the_partner(batches: list[PairBatch]) -> None:
    _, categories = wardrobe()
    for batch in batches:
        for partner, against in zip(batch.partner, batch.negatives, strict=True):
            kinds = set(categories[batch.rows[against.numpy()]])
            assert kinds == {categories[batch.rows[partner]]}


def test_no_negative_was_worn_with_the_anchor(batches: list[PairBatch]) -> None:
    photos, _ = wardrobe()
    for batch in batches:
        for anchor, against in zip(batch.anchor, batch.negatives, strict=True):
            assert photos[batch.rows[anchor]] not in photos[batch.rows[against.numpy()]]


def test_every_two_kinds_worn_together_meet_both_ways_once_an_epoch(batches: list[PairBatch]) -> None:
    photos, categories = wardrobe()
    met = [
        (int(batch.rows[anchor]), int(batch.rows[partner]))
        for batch in batches
        for anchor, partner in zip(batch.anchor, batch.partner, strict=True)
    ]
    together = (photos[:, None] == photos) & (categories[:, None] != categories)
    assert len(met) == len(set(met))
    assert set(met) == set(zip(*map(np.ndarray.tolist, np.nonzero(together)), strict=True))


def test_every_epoch_shuffles_outfits_and_the_same_epoch_alike() -> None:
    photos, categories = wardrobe()
    pairs = PairDataset(np.arange(len(photos)), photos, categories, outfits_per_batch=8, seed=3)
    first = pairs[0].rows
    pairs.start_epoch(1)
    second = pairs[0].rows
    pairs.start_epoch(0)
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(pairs[0].rows, first)


def test_loss_of_equal_embeddings_is_that_of_guessing() -> None:
    photos, categories = wardrobe()
    batch = PairDataset(np.arange(len(photos)), photos, categories, outfits_per_batch=24, seed=3)[0]
    same = functional.normalize(torch.ones(len(batch.rows), 128), dim=1)
    guessing = np.mean([math.log(1 + int(against.sum())) for against in batch.negatives])
    assert contrastive_loss(same, batch, temperature=0.1).item() == pytest.approx(guessing, rel=1e-4)


def test_loss_falls_when_a_partner_comes_nearer_and_rises_when_a_negative_does() -> None:
    anchor, partner, negative, bystander = torch.eye(4)
    batch = PairBatch(np.arange(4), torch.tensor([0]), torch.tensor([1]), torch.tensor([[False, False, True, False]]))

    def loss(*embeddings: torch.Tensor) -> float:
        return contrastive_loss(functional.normalize(torch.stack(embeddings), dim=1), batch, 0.5).item()

    plain = loss(anchor, partner, negative, bystander)
    assert loss(anchor, partner + anchor, negative, bystander) < plain
    assert loss(anchor, partner, negative + anchor, bystander) > plain
    assert loss(anchor, partner, negative, bystander + anchor) == plain


def test_loss_is_the_logarithm_of_the_partners_share() -> None:
    embeddings = functional.normalize(torch.tensor([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), dim=1)
    batch = PairBatch(np.arange(3), torch.tensor([0]), torch.tensor([1]), torch.tensor([[False, False, True]]))
    worn, not_worn = math.exp(math.sqrt(0.5) / 0.2), math.exp(0)
    expected = -math.log(worn / (worn + not_worn))
    assert contrastive_loss(embeddings, batch, 0.2).item() == pytest.approx(expected, rel=1e-5)
