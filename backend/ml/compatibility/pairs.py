"""Batches of garments for training, and the contrastive loss over them."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from ml.errors import StageFailed


@dataclass(frozen=True)
class PairBatch:
    """Garments of some outfits, and every ordered pair among them.

    `rows` Int[G] are the garments. `anchor` and `partner` Int[P] index `rows`; `negatives` Bool[P, G] marks the
    garments that a pair's partner is compared with.
    """

    rows: NDArray[np.int64]
    anchor: Tensor
    partner: Tensor
    negatives: Tensor


class PairDataset(Dataset):  # type: ignore[misc]
    """Every two garments of different category worn together, in batches of whole outfits.

    Negatives are the other garments of the partner's category in the batch: of another category they would only teach
    that two pairs of trousers are no outfit, and those of the anchor's own outfit are left out. The outfits of a batch
    are a function of (seed, epoch), so a resumed run gets the same batches as an uninterrupted one.
    """

    def __init__(
        self,
        rows: NDArray[np.int64],
        photos: NDArray[np.str_],
        categories: NDArray[np.str_],
        outfits_per_batch: int,
        seed: int,
    ) -> None:
        """`photos` and `categories` cover all garments, `rows` selects those to train on. Raises StageFailed."""
        self._rows = rows
        self._outfit = np.unique(photos[rows], return_inverse=True)[1]
        self._category = np.unique(categories[rows], return_inverse=True)[1]
        self._outfits = int(self._outfit.max()) + 1
        self._size = outfits_per_batch
        self._seed = seed
        if self._outfits < outfits_per_batch:
            raise StageFailed(
                f"{self._outfits} outfits do not fill one batch of {outfits_per_batch}: lower train.batch_size."
            )
        self.start_epoch(0)

    def start_epoch(self, epoch: int) -> None:
        """Shuffle the outfits for this epoch."""
        self._order = np.random.default_rng([self._seed, epoch]).permutation(self._outfits)

    def __len__(self) -> int:
        """Complete batches of an epoch; the remaining outfits are skipped until the next shuffle."""
        return self._outfits // self._size

    def __getitem__(self, index: int) -> PairBatch:
        if not 0 <= index < len(self):
            raise IndexError(index)
        dealt = self._order[index * self._size : (index + 1) * self._size]
        members = np.flatnonzero(np.isin(self._outfit, dealt))
        outfit, category = self._outfit[members], self._category[members]
        together = outfit[:, None] == outfit
        alike = category[:, None] == category
        anchor, partner = np.nonzero(together & ~alike)
        negatives = alike[partner] & ~together[anchor]
        against = negatives.any(axis=1)  # a pair without negatives has no loss
        return PairBatch(
            self._rows[members],
            torch.from_numpy(anchor[against]),
            torch.from_numpy(partner[against]),
            torch.from_numpy(negatives[against]),
        )


def contrastive_loss(embeddings: Tensor, batch: PairBatch, temperature: float) -> Tensor:
    """InfoNCE: the anchor's similarity to its partner against those to the negatives, mean over pairs.

    van den Oord, Li, Vinyals, "Representation Learning with Contrastive Predictive Coding", 2018, equation 4, with
    the cosine over a temperature as in Chen et al., "A Simple Framework for Contrastive Learning of Visual
    Representations", ICML 2020. `embeddings` Float[G, 128], rows of unit length, in the order of `batch.rows`.
    """
    similarities = embeddings @ embeddings.T / temperature
    worn = similarities[batch.anchor, batch.partner]
    against = similarities[batch.anchor].masked_fill(~batch.negatives, -torch.inf).logsumexp(dim=1)
    return (torch.logaddexp(worn, against) - worn).mean()
