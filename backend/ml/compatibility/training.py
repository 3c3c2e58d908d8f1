"""Trains the compatibility network's projection on garments that were worn together.

The trunks keep their ImageNet weights: a thousand outfits are too few to fine-tune them. Every garment is relit and
degraded separately, several times. The trunks' descriptions of these copies are computed once and cached in
OUTPUT/descriptions. The projection starts from a closed form (ml/compatibility/discriminants.py) and is refined.

The randomness of an epoch is a function of (seed, epoch), so a run that was killed and continued ends with the same
weights: bit for bit on one CPU with one number of threads. The test split is not used.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ml.compatibility import discriminants, garment_changes, model, pairs
from ml.compatibility.descriptions import DescriptionCache
from ml.compatibility.discriminants import fit_discriminants
from ml.compatibility.model import SiameseMobileNetV2
from ml.compatibility.pairs import PairDataset, contrastive_loss
from ml.compatibility.protocol import draw_blanks, draw_pairs, filled_right, weighted_auc
from ml.data.outfits import OutfitGarments
from ml.networks import efficientnet_lite, same_padding
from ml.networks.efficientnet_lite import load_lite0
from ml.networks.pretrained import Pretrained, load_pretrained
from ml.parameter_sections import SiameseParameters
from ml.training import resumable
from ml.training.checkpoints import code_sha256
from ml.training.resumable import ResumableTraining

# Read once at import, so that an edit during a training does not change it.
CODE = code_sha256(
    discriminants, efficientnet_lite, garment_changes, model, pairs, resumable, same_padding, sys.modules[__name__]
)


class SiameseTraining(ResumableTraining):
    """One run. Only the projection learns."""

    def __init__(
        self, parameters: SiameseParameters, data_sha256: str, model: SiameseMobileNetV2, pairs: PairDataset
    ) -> None:
        belongs_to = {"parameters": parameters.model_dump(), "data_sha256": data_sha256, "code_sha256": CODE}
        super().__init__(belongs_to, parameters.epochs, torch.device("cpu"))
        self.parameters = parameters
        self.model = model
        self.pairs = pairs
        self.optimiser = torch.optim.AdamW(
            model.projection.parameters(), lr=parameters.lr, weight_decay=parameters.weight_decay
        )
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser,
            max_lr=parameters.lr,
            total_steps=parameters.epochs * len(pairs),
            pct_start=parameters.warmup_share,
        )
        self.parts = {"model": model, "optimiser": self.optimiser, "schedule": self.schedule}

    def run_epoch(self, copies: Tensor) -> float:
        """One pass over all outfits; `copies` Float[copies, garments, description_dim]. Returns the mean loss."""
        rng = np.random.default_rng([self.parameters.seed, self.epoch])
        torch.manual_seed(int(rng.integers(2**62)))  # dropout
        self.pairs.start_epoch(self.epoch)
        self.model.train()
        losses = []
        for index in range(len(self.pairs)):
            batch = self.pairs[index]
            copy = torch.from_numpy(rng.integers(len(copies), size=len(batch.rows)))
            embeddings = self.model.project(copies[copy, torch.from_numpy(batch.rows)])
            loss = contrastive_loss(embeddings, batch, self.parameters.temperature)
            losses.append(self.finite(loss.item()))
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()
            self.optimiser.step()
            self.schedule.step()
        return float(np.mean(losses))


def initial_weights(source: str, cache_dir: Path) -> tuple[Pretrained, Pretrained] | None:
    """Weights of MobileNetV2 (from `source`) and EfficientNet-Lite0; None when `source` is "none".

    Raises PretrainedUnavailable.
    """
    return None if source == "none" else (load_pretrained(cache_dir, source), load_lite0(cache_dir))


def new_model(parameters: SiameseParameters, pretrained: tuple[Pretrained, Pretrained] | None) -> SiameseMobileNetV2:
    """A network with the trunks' initial weights and a projection drawn from the seed."""
    torch.manual_seed(parameters.seed)
    model = SiameseMobileNetV2(dropout=parameters.dropout)
    if pretrained:
        model.load_trunks(*(weights.features for weights in pretrained))
    model.requires_grad_(False).eval()
    return model


def fit_projection(
    parameters: SiameseParameters,
    model: SiameseMobileNetV2,
    outfits: OutfitGarments,
    descriptions: DescriptionCache,
    rows: NDArray[np.int64],
    held_out: NDArray[np.int64] | None = None,
    checkpoint: Path | None = None,
    watch: Callable[[ResumableTraining], None] | None = None,
) -> SiameseTraining:
    """Train the projection on the garments `rows`, with figures per epoch on `held_out` if given."""
    copies = descriptions.copies(rows, parameters.seed, parameters.copies)
    model.projection.requires_grad_(True)
    pairs = PairDataset(
        np.arange(len(rows)), outfits.photos[rows], outfits.categories[rows], parameters.batch_size, parameters.seed
    )
    training = SiameseTraining(parameters, outfits.sha256, model, pairs)
    if not (checkpoint and training.resume(checkpoint)):
        start_projection(model, copies, outfits.photos[rows], parameters.shrinkage)
    validation = _EpochFigures(model, outfits, descriptions, held_out) if held_out is not None else None

    def run_epoch() -> dict[str, float]:
        figures: dict[str, float] = {"epoch": training.epoch + 1, "train_loss": training.run_epoch(copies)}
        return figures | (validation.figures() if validation else {})

    training.run(run_epoch, checkpoint, watch)
    model.requires_grad_(False).eval()
    return training


def start_projection(model: SiameseMobileNetV2, copies: Tensor, photos: NDArray[np.str_], shrinkage: float) -> None:
    """Set the standardisation and the projection's first weights from descriptions Float[copies, garments, D]."""
    model.standardise(copies.flatten(0, 1))
    layer = model.projection[-1]
    outfits = torch.from_numpy(np.unique(photos, return_inverse=True)[1])
    weight, bias = fit_discriminants(model.standard(copies), outfits, shrinkage, layer.out_features)
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)


class _EpochFigures:
    """The figures on held-out outfits of one seed, relit and degraded: cheap enough for every epoch."""

    seed = 1

    def __init__(
        self,
        model: SiameseMobileNetV2,
        outfits: OutfitGarments,
        descriptions: DescriptionCache,
        rows: NDArray[np.int64],
    ) -> None:
        self._model = model
        self._descriptions = torch.from_numpy(descriptions.describe(rows, "both", self.seed))
        self._pairs = draw_pairs(outfits.photos[rows], outfits.categories[rows], self.seed)
        self._blanks = draw_blanks(outfits.photos[rows], outfits.categories[rows], self.seed)

    def figures(self) -> dict[str, float]:
        self._model.eval()
        with torch.inference_mode():
            embeddings = self._model.project(self._descriptions).double().numpy()
        scores, pairs = embeddings @ embeddings.T, self._pairs
        once = np.ones((1, len(pairs.outfit)), np.int64)
        worn, not_worn = scores[pairs.anchor, pairs.partner], scores[pairs.anchor, pairs.negative]
        auc = weighted_auc(worn, not_worn, once)[0]
        return {"validation_auc": float(auc), "validation_fitb": float(filled_right(scores, self._blanks).mean())}
