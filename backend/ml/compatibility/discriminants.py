"""The projection's initial weights: the directions in which garments of one outfit agree, in closed form.

Linear discriminant analysis with outfits as classes (Fisher 1936; shrunk as in Friedman, "Regularized Discriminant
Analysis", 1989). With a thousand outfits it is better than training from random weights.
"""

import torch
from torch import Tensor


def fit_discriminants(copies: Tensor, outfits: Tensor, shrinkage: float, dimensions: int) -> tuple[Tensor, Tensor]:
    """Weight Float[dimensions, D] and bias Float[dimensions] of a linear layer.

    `copies` Float[C, N, D] are standardised descriptions of N garments, each changed C times, `outfits` Int[N] the
    outfit of each. The layer whitens what differs from garment to garment and from change to change
    (`shrinkage` is added to each variance), and scales each direction by how far garments of one outfit agree in it.
    """
    count, _, size = copies.shape
    mean = copies.double().mean(dim=(0, 1))
    spread = torch.zeros(size, size, dtype=torch.float64)
    garments = torch.zeros(copies.shape[1], size, dtype=torch.float64)
    for copy in copies:
        centred = copy.double() - mean
        spread += centred.T @ centred / (count * len(centred))
        garments += centred / count
    sums = torch.zeros(int(outfits.max()) + 1, size, dtype=torch.float64).index_add_(0, outfits, garments)
    pairs = outfits.bincount()
    # Mean of x y^T over all ordered pairs of garments worn together.
    together = (sums.T @ sums - garments.T @ garments) / (pairs * (pairs - 1)).sum()

    lower = torch.linalg.cholesky(spread + shrinkage * torch.eye(size, dtype=torch.float64))
    half = torch.linalg.solve_triangular(lower, together, upper=False)
    agreement, directions = torch.linalg.eigh(torch.linalg.solve_triangular(lower, half.T, upper=False))
    agreement, directions = agreement[-dimensions:].clamp(min=0), directions[:, -dimensions:]
    weight = torch.linalg.solve_triangular(lower.T, directions, upper=True) * agreement.sqrt()
    # Embeddings have about unit length before normalisation, so that dropout and learning rates keep their meaning.
    weight = weight / (weight.T @ spread @ weight).trace().clamp(min=1e-12).sqrt()
    return weight.T.float().contiguous(), -(mean @ weight).float()
