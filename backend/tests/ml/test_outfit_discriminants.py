"""The closed form of the projection's initial weights, on garments with a known answer."""

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from ml.compatibility.discriminants import fit_discriminants

OUTFITS, WORN, COPIES = 200, 3, 2


def wardrobe(seed: int = 0) -> tuple[Tensor, Tensor]:
    """Garments of six numbers. The first two are the outfit's style, weak compared with the garment's own numbers."""
    generator = torch.Generator().manual_seed(seed)
    outfits = torch.arange(OUTFITS).repeat_interleave(WORN)
    style = functional.pad(torch.randn(OUTFITS, 2, generator=generator), (0, 4))[outfits]
    own = torch.randn(len(outfits), 6, generator=generator) * torch.tensor([0.5, 0.5, 4.0, 4.0, 4.0, 4.0])
    change = 0.1 * torch.randn(COPIES, len(outfits), 6, generator=generator)
    return style + own + change + 5, outfits


def test_only_what_outfits_agree_in_counts() -> None:
    copies, outfits = wardrobe()
    weight, _ = fit_discriminants(copies, outfits, shrinkage=0.1, dimensions=2)
    size = (weight * copies.flatten(0, 1).std(dim=0)).norm(dim=0)
    assert size[:2].min() > 5 * size[2:].max()


def test_embeddings_are_centred_and_of_about_unit_length() -> None:
    copies, outfits = wardrobe()
    weight, bias = fit_discriminants(copies, outfits, shrinkage=0.1, dimensions=2)
    embeddings = copies.flatten(0, 1) @ weight.T + bias
    torch.testing.assert_close(embeddings.mean(dim=0), torch.zeros(2), rtol=0, atol=1e-3)
    assert embeddings.square().sum(dim=1).mean().item() == pytest.approx(1, abs=1e-2)


def test_garments_worn_together_are_nearer_than_others_unseen_ones_too() -> None:
    copies, outfits = wardrobe()
    weight, bias = fit_discriminants(copies, outfits, shrinkage=0.1, dimensions=2)
    unseen, outfits = wardrobe(seed=1)
    embeddings = functional.normalize(unseen[0] @ weight.T + bias, dim=1)
    cosines, together = embeddings @ embeddings.T, outfits[:, None] == outfits
    together.fill_diagonal_(False)
    assert cosines[together].mean() > 0.5
    assert abs(cosines[outfits[:, None] != outfits].mean()) < 0.1


def test_directions_without_agreement_have_no_weight() -> None:
    copies, outfits = wardrobe()
    opposed = copies.clone()
    opposed[..., 5] = torch.tensor([1.0, -1.0, 0.0]).repeat(OUTFITS)
    weight, _ = fit_discriminants(opposed, outfits, shrinkage=0.1, dimensions=6)
    assert weight.shape == (6, 6)
    assert weight.isfinite().all()
    assert weight[:, 5].abs().max() < 0.1 * weight[:, :2].abs().max()
