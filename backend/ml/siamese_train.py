"""Stage `train`: the compatibility network's projection, trained on garments that were worn together.

    python backend/ml/siamese_train.py --data-dir backend/data/preprocessed --output-dir DIR --params-file params.yaml

The trunks keep their ImageNet weights: a thousand outfits are too few to move them. Every garment is relit and
degraded by itself, several times over; what the trunks say of these copies is computed once and kept in
DIR/descriptions. The projection starts from a closed form (ml/outfit_discriminants.py) and is refined from there.
Writes `checkpoint.pt` (after every epoch; the same command goes on from it), `history.csv`, and at the end
`compat_mobilenetv2.pth`, `compat_mobilenetv2.onnx` and `metrics.json` (ml/siamese_export.py).

Every epoch's randomness is a function of (seed, epoch), so a run that was killed ends as one that was not: on one
CPU with one number of threads, bit for bit. The test split is not looked at.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from ml import efficientnet_lite, garment_changes, outfit_discriminants, same_padding, siamese_model, siamese_pairs
from ml.checkpoints import code_sha256
from ml.compatibility_protocol import draw_blanks, draw_pairs, filled_right, weighted_auc
from ml.efficientnet_lite import load_lite0
from ml.history import write_history
from ml.outfit_data import OutfitGarments, load_outfits
from ml.outfit_discriminants import fit_discriminants
from ml.parameters import DATA_DIR, PARAMS_FILE, read_parameters
from ml.pretrained import Pretrained, load_pretrained
from ml.records import log_siamese_training
from ml.siamese_descriptions import DescriptionCache
from ml.siamese_export import export_siamese
from ml.siamese_model import SiameseMobileNetV2
from ml.siamese_pairs import PairBatch, PairDataset, contrastive_loss

__all__ = ["PairBatch", "PairDataset", "SiameseParameters", "SiameseTraining", "contrastive_loss", "train_siamese"]

# As it was when this process started, whatever happens to the files meanwhile.
CODE = code_sha256(
    efficientnet_lite,
    garment_changes,
    outfit_discriminants,
    same_padding,
    siamese_model,
    siamese_pairs,
    sys.modules[__name__],
)


@dataclass(frozen=True)
class SiameseParameters:
    """The section `train` of params.yaml."""

    seed: int
    image_size: int
    epochs: int
    batch_size: int  # outfits
    lr: float
    weight_decay: float
    warmup_share: float
    temperature: float
    shrinkage: float
    dropout: float
    copies: int
    pretrained: str


class SiameseTraining:
    """One run: the network, its optimiser and where it stands. Only the projection learns."""

    def __init__(
        self, parameters: SiameseParameters, data_sha256: str, model: SiameseMobileNetV2, pairs: PairDataset
    ) -> None:
        self.parameters = parameters
        self.data_sha256 = data_sha256
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
        self.epoch = 0  # epochs done
        self.history: list[dict[str, float]] = []

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
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()
            self.optimiser.step()
            self.schedule.step()
            losses.append(loss.item())
        self.epoch += 1
        return float(np.mean(losses))

    def save(self, path: Path) -> None:
        """Everything that going on needs; a kill leaves the old checkpoint or the new one, never half of one."""
        content = {
            "parameters": vars(self.parameters),
            "data_sha256": self.data_sha256,
            "code_sha256": CODE,
            "epoch": self.epoch,
            "history": self.history,
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        partial = path.with_suffix(".part")
        torch.save(content, partial)
        partial.replace(path)

    def restore(self, path: Path) -> bool:
        """Go on from a checkpoint of the same parameters, garments and code; False where it belongs to others."""
        content = torch.load(path, map_location="cpu", weights_only=True)
        belongs_to = tuple(content.get(name) for name in ("parameters", "data_sha256", "code_sha256"))
        if belongs_to != (vars(self.parameters), self.data_sha256, CODE):
            return False
        self.model.load_state_dict(content["model"])
        self.optimiser.load_state_dict(content["optimiser"])
        self.schedule.load_state_dict(content["schedule"])
        self.epoch, self.history = content["epoch"], content["history"]
        return True


def initial_weights(source: str, cache_dir: Path) -> tuple[Pretrained, Pretrained] | None:
    """Of MobileNetV2 (from `source`) and EfficientNet-Lite0; None where `source` is "none".

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


def train_siamese(
    data_dir: Path,
    output_dir: Path,
    parameters: SiameseParameters,
    *,
    cache_dir: Path,
    threads: int | None = None,
) -> dict[str, Any]:
    """Train, or go on training, and export. Returns the figures written to metrics.json."""
    output_dir.mkdir(parents=True, exist_ok=True)
    outfits = load_outfits(data_dir)
    if outfits.image_size != parameters.image_size:
        raise ValueError(
            f"The garments are {outfits.image_size} px and train.image_size is {parameters.image_size}: set "
            "preprocess.outfits.image_size to the same and run backend/ml/preprocess.py again."
        )
    pretrained = initial_weights(parameters.pretrained, cache_dir)
    model = new_model(parameters, pretrained)
    descriptions = DescriptionCache(output_dir / "descriptions", model, outfits, threads)
    rows, held_out = outfits.where("train"), outfits.where("validation")
    training = fit_projection(
        parameters, model, outfits, descriptions, rows, held_out, checkpoint=output_dir / "checkpoint.pt"
    )
    write_history(output_dir / "history.csv", training.history)
    return export_siamese(model, vars(parameters), pretrained, outfits, descriptions, output_dir)


def fit_projection(
    parameters: SiameseParameters,
    model: SiameseMobileNetV2,
    outfits: OutfitGarments,
    descriptions: DescriptionCache,
    rows: NDArray[np.int64],
    held_out: NDArray[np.int64] | None = None,
    checkpoint: Path | None = None,
) -> SiameseTraining:
    """Train the projection on the garments `rows`; figures per epoch on `held_out`, where given."""
    copies = descriptions.copies(rows, parameters.seed, parameters.copies)
    model.projection.requires_grad_(True)
    pairs = PairDataset(
        np.arange(len(rows)), outfits.photos[rows], outfits.categories[rows], parameters.batch_size, parameters.seed
    )
    training = SiameseTraining(parameters, outfits.sha256, model, pairs)
    if checkpoint and checkpoint.exists() and training.restore(checkpoint):
        print(f"going on after epoch {training.epoch} of {parameters.epochs}", flush=True)
    else:
        start_projection(model, copies, outfits.photos[rows], parameters.shrinkage)
    watch = _Watch(model, outfits, descriptions, held_out) if held_out is not None else None
    remaining = range(training.epoch, parameters.epochs)
    with tqdm(remaining, initial=training.epoch, total=parameters.epochs, unit="epoch", file=sys.stdout) as bar:
        for _ in bar:
            figures: dict[str, float] = {"epoch": training.epoch + 1, "train_loss": training.run_epoch(copies)}
            if watch:
                figures |= watch.figures()
            training.history.append(figures)
            if checkpoint:
                training.save(checkpoint)
            bar.set_postfix({name: f"{value:.3f}" for name, value in figures.items()})
    model.requires_grad_(False).eval()
    return training


def start_projection(model: SiameseMobileNetV2, copies: Tensor, photos: NDArray[np.str_], shrinkage: float) -> None:
    """Standardise by these descriptions Float[copies, garments, D] and start from their outfits' discriminants."""
    model.standardise(copies.flatten(0, 1))
    layer = model.projection[-1]
    outfits = torch.from_numpy(np.unique(photos, return_inverse=True)[1])
    weight, bias = fit_discriminants(model.standard(copies), outfits, shrinkage, layer.out_features)
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)


class _Watch:
    """The figures of one seed, "both", on held-out outfits: cheap enough for every epoch."""

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "siamese")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--cache-dir", type=Path, default=DATA_DIR / "pretrained", help="initial weights")
    parser.add_argument("--threads", type=int, help="CPU threads; all cores when left out")
    parser.add_argument("--no-tracking", action="store_true", help="do not write the run down in MLflow")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.use_deterministic_algorithms(True)
    parameters = SiameseParameters(**read_parameters(arguments.params_file, "train"))
    figures = train_siamese(
        arguments.data_dir,
        arguments.output_dir,
        parameters,
        cache_dir=arguments.cache_dir,
        threads=arguments.threads,
    )
    if not arguments.no_tracking:
        log_siamese_training(arguments.output_dir, arguments.data_dir, vars(parameters), figures)
    print({name: round(value, 4) for name, value in figures.items() if isinstance(value, float)})


if __name__ == "__main__":
    main()
