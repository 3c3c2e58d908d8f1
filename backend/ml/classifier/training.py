"""Trains the garment classifier.

The randomness of an epoch is a function of (seed, epoch), so a run that was killed and continued ends with the same
weights. The averaged weights of the epoch with the lowest log loss on the validation split, at its best temperature,
are kept. The test split is not used.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm
from ultralytics.nn.tasks import ClassificationModel

from app.detector import CATEGORIES
from ml.classifier import augmentation, model
from ml.classifier.augmentation import change_colours, mix, surrounded_anew, training_batch
from ml.classifier.model import (
    build_classifier,
    fetch_initial_weights,
    freeze_first_blocks,
    load_initial_weights,
    load_released_weights,
    predict,
)
from ml.data.garments import GarmentSplit
from ml.metrics.classification import accuracy, at_temperature, fit_temperature, log_loss
from ml.networks import efficientnet_lite
from ml.training.checkpoints import code_sha256

# As it was when this process started, whatever happens to the files meanwhile.
CODE = code_sha256(augmentation, model, efficientnet_lite, sys.modules[__name__])

RELEASED: Final = "released"  # as `pretrained`: go on from the classifier in use


@dataclass(frozen=True)
class ClassifierParameters:
    """The section `train_classifier` of params.yaml."""

    architecture: str
    pretrained: str
    seed: int
    image_size: int  # of evaluation and serving
    training_sizes: list[list[float]]  # [share of the epochs done, pixels], ascending
    frozen_blocks: int  # of the backbone, from the stem on
    crop_area: list[float]  # least and most share of the picture that a training view shows
    surroundings_share: float  # of the views, shown before other surroundings
    epochs: int
    batch_size: int
    lr: float
    head_lr: float
    weight_decay: float
    warmup_share: float
    dropout: float
    label_smoothing: float
    mix_share: float
    ema_decay: float


class Training:
    """One run: the network, its average, its optimiser and where it stands."""

    def __init__(
        self,
        parameters: ClassifierParameters,
        data_sha256: str,
        steps_per_epoch: int,
        device: torch.device,
        released_sha256: str = "",
    ) -> None:
        self.parameters = parameters
        self.released_sha256 = released_sha256  # of what it goes on from, if from that
        self.belongs_to = {
            "parameters": vars(parameters),
            "data_sha256": data_sha256,
            "released_sha256": released_sha256,
            "code_sha256": CODE,
        }
        self.device = device
        torch.manual_seed(parameters.seed)
        self.model = build_classifier(CATEGORIES, parameters.dropout, parameters.architecture).to(device)
        average = get_ema_multi_avg_fn(parameters.ema_decay)
        freeze_first_blocks(self.model, parameters.frozen_blocks)
        self.averaged = AveragedModel(self.model, multi_avg_fn=average, use_buffers=True)
        self.optimiser = torch.optim.AdamW(_groups(self.model, parameters))
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser,
            max_lr=[group["lr"] for group in self.optimiser.param_groups],
            total_steps=parameters.epochs * steps_per_epoch,
            pct_start=parameters.warmup_share,
        )
        self.scaler = torch.amp.GradScaler(device.type, enabled=device.type == "cuda")
        self.epoch = 0  # epochs done
        self.history: list[dict[str, float]] = []
        self.best: dict[str, Any] | None = None  # weights and figures of the epoch kept
        self.initial: dict[str, str] = {}

    def start(self, cache_dir: Path, released: Path) -> None:
        """Begin with the initial weights of the parameters; random ones where these say "none"."""
        parameters = self.parameters
        if parameters.pretrained == "none":
            self.initial = {"source": "random", "sha256": ""}
            return
        if parameters.pretrained == RELEASED:
            load_released_weights(self.model, released)
            self.averaged.module.load_state_dict(self.model.state_dict())
            self.initial = {"source": RELEASED, "sha256": self.released_sha256}
            return
        pretrained = fetch_initial_weights(parameters.architecture, cache_dir, parameters.pretrained)
        load_initial_weights(self.model, pretrained)
        self.averaged.module.load_state_dict(self.model.state_dict())
        self.initial = {"source": pretrained.source, "sha256": pretrained.sha256}

    def run_epoch(self, train: GarmentSplit, masks: NDArray[np.bool_]) -> float:
        """One pass over the training pictures; returns the mean loss."""
        rng = np.random.default_rng([self.parameters.seed, self.epoch])
        torch.manual_seed(int(rng.integers(2**62)))  # dropout
        self.model.train()
        freeze_first_blocks(self.model, self.parameters.frozen_blocks)
        losses = []
        least, most = self.parameters.crop_area
        # With mixed pictures the targets are shares of classes, which cross_entropy takes as they are.
        lossy = nn.CrossEntropyLoss(label_smoothing=self.parameters.label_smoothing)
        batches = _batches(len(train.labels), self.parameters.batch_size, rng)
        for rows in tqdm(list(batches), desc=self._title(), unit="batch", leave=False, disable=None):
            shown = surrounded_anew(train.pixels, masks, rows, self.parameters.surroundings_share, rng)
            views = training_batch(shown, self._size_px(), (least, most), rng)
            pictures = change_colours(views.to(self.device).float() / 255, rng)
            targets = nn.functional.one_hot(torch.from_numpy(train.labels[rows]), len(CATEGORIES))
            pictures, targets = mix(pictures, targets.to(pictures), self.parameters.mix_share, rng)
            with torch.autocast(self.device.type, enabled=self.scaler.is_enabled()):
                loss = lossy(self.model(pictures.contiguous(memory_format=torch.channels_last)), targets)
            self.optimiser.zero_grad(set_to_none=True)
            self.scaler.scale(loss).backward()
            self.scaler.unscale_(self.optimiser)
            nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
            self.scaler.step(self.optimiser)
            self.scaler.update()
            self.schedule.step()
            self.averaged.update_parameters(self.model)
            losses.append(loss.item())
        return float(np.mean(losses))

    def finish_epoch(self, validation: GarmentSplit, train_loss: float) -> None:
        """Validate the averaged weights, keep them if they are the best so far."""
        probabilities = predict(self.averaged.module, validation.pixels, self.device)
        calibrated = at_temperature(probabilities, fit_temperature(probabilities, validation.labels))
        figures = {
            "epoch": self.epoch + 1,
            "train_loss": train_loss,
            "validation_accuracy": accuracy(probabilities, validation.labels),
            "validation_nll": log_loss(calibrated, validation.labels),
        }
        self.history.append(figures)
        self.epoch += 1
        # By log loss: a few hundred pictures tell accuracies apart only in steps of a third of a point.
        if self.best is None or figures["validation_nll"] < self.best["figures"]["validation_nll"]:
            weights = {name: value.detach().cpu().clone() for name, value in _module(self.averaged).items()}
            self.best = {"figures": figures, "weights": weights}

    def save(self, path: Path) -> None:
        content = {
            **self.belongs_to,
            "epoch": self.epoch,
            "history": self.history,
            "best": self.best,
            "initial": self.initial,
            "model": self.model.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "scaler": self.scaler.state_dict(),
        }
        partial = path.with_suffix(".part")
        torch.save(content, partial)
        partial.replace(path)  # a kill leaves the old checkpoint or the new one, never half of one

    def restore(self, path: Path) -> bool:
        """Go on from a checkpoint of the same parameters, pictures, start and code; False where it is another's."""
        content = torch.load(path, map_location=self.device, weights_only=True)
        if {name: content.get(name) for name in self.belongs_to} != self.belongs_to:
            return False
        self.model.load_state_dict(content["model"])
        self.averaged.load_state_dict(content["averaged"])
        self.optimiser.load_state_dict(content["optimiser"])
        self.schedule.load_state_dict(content["schedule"])
        self.scaler.load_state_dict(content["scaler"])
        self.epoch, self.history = content["epoch"], content["history"]
        self.best, self.initial = content["best"], content["initial"]
        return True

    def _size_px(self) -> int:
        """Small pictures first, the full size last: a third less work for the same end (Tan & Le 2021)."""
        done = self.epoch / self.parameters.epochs
        return int([size for share, size in self.parameters.training_sizes if share <= done][-1])

    def _title(self) -> str:
        return f"epoch {self.epoch + 1}/{self.parameters.epochs}"


def _groups(model: ClassificationModel, parameters: ClassifierParameters) -> list[dict[str, Any]]:
    """The new linear layer learns faster than the body; norms and biases do not decay."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    learning = ((name, value) for name, value in model.named_parameters() if value.requires_grad)
    for name, value in learning:
        groups.setdefault(("linear" in name, value.ndim > 1), []).append(value)
    return [
        {
            "params": values,
            "lr": parameters.head_lr if is_head else parameters.lr,
            "weight_decay": parameters.weight_decay if decays else 0.0,
        }
        for (is_head, decays), values in groups.items()
    ]


def _batches(count: int, batch_size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Rows of full batches in a new order; the few left over wait for the next epoch's order."""
    order = rng.permutation(count)
    for batch in range(count // batch_size):
        yield order[batch * batch_size : (batch + 1) * batch_size]


def _module(averaged: AveragedModel) -> dict[str, Tensor]:
    state: dict[str, Tensor] = averaged.module.state_dict()
    return state
