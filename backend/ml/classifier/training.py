"""Trains the garment classifier.

The randomness of an epoch is a function of (seed, epoch), so a run that was killed and continued ends with the same
weights. The averaged weights of the epoch with the lowest log loss on the validation split, at its best temperature,
are kept. The test split is not used.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm
from ultralytics.nn.tasks import ClassificationModel

from app.detector import CATEGORIES
from ml.classifier import augmentation, batches, model
from ml.classifier.augmentation import mixed, recoloured
from ml.classifier.batches import Views, draw_plans
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
from ml.parameter_sections import RELEASED, ClassifierParameters
from ml.training import resumable
from ml.training.checkpoints import code_sha256
from ml.training.resumable import ResumableTraining

# Read once at import, so that an edit during a training does not change it.
CODE = code_sha256(augmentation, batches, efficientnet_lite, model, resumable, sys.modules[__name__])


class Training(ResumableTraining):
    """One run: the network, the average of its weights, and its optimiser."""

    def __init__(
        self,
        parameters: ClassifierParameters,
        data_sha256: str,
        steps_per_epoch: int,
        device: torch.device,
        released_sha256: str = "",
    ) -> None:
        belongs_to = {
            "parameters": parameters.model_dump(),
            "data_sha256": data_sha256,
            "released_sha256": released_sha256,
            "code_sha256": CODE,
        }
        super().__init__(belongs_to, parameters.epochs, device)
        self.parameters = parameters
        self.released_sha256 = released_sha256  # of the classifier it starts from, if `pretrained` says so
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
        self.parts = {
            "model": self.model,
            "averaged": self.averaged,
            "optimiser": self.optimiser,
            "schedule": self.schedule,
            "scaler": self.scaler,
        }
        # Figures and weights of the best epoch so far, and the origin of the initial weights.
        self.kept = {"best": None, "initial": {}}

    def start(self, cache_dir: Path, released: Path) -> None:
        """Load the initial weights that the parameters name; "none" leaves random ones."""
        parameters = self.parameters
        if parameters.pretrained == "none":
            self.kept["initial"] = {"source": "random", "sha256": ""}
            return
        if parameters.pretrained == RELEASED:
            load_released_weights(self.model, released)
            self.averaged.module.load_state_dict(self.model.state_dict())
            self.kept["initial"] = {"source": RELEASED, "sha256": self.released_sha256}
            return
        pretrained = fetch_initial_weights(parameters.architecture, cache_dir, parameters.pretrained)
        load_initial_weights(self.model, pretrained)
        self.averaged.module.load_state_dict(self.model.state_dict())
        self.kept["initial"] = {"source": pretrained.source, "sha256": pretrained.sha256}

    def run_epoch(self, train: GarmentSplit, masks: NDArray[np.bool_], workers: int = 0) -> float:
        """One pass over the training pictures, which `workers` processes prepare; returns the mean loss."""
        rng = np.random.default_rng([self.parameters.seed, self.epoch])
        torch.manual_seed(int(rng.integers(2**62)))  # dropout
        self.model.train()
        freeze_first_blocks(self.model, self.parameters.frozen_blocks)
        losses = []
        # The targets of mixed pictures are shares of classes, which cross-entropy accepts.
        criterion = nn.CrossEntropyLoss(label_smoothing=self.parameters.label_smoothing)
        plans = draw_plans(train.pixels, masks, self.parameters, self._size_px(), rng)
        prepared = Views(train.pixels, masks, plans, self._size_px()).prepared_by(workers)
        shown = tqdm(prepared, desc=self._title(), unit="batch", leave=False, disable=None)
        for plan, views in zip(plans, shown, strict=True):
            pictures = recoloured(views.to(self.device).float() / 255, plan.colours)
            targets = nn.functional.one_hot(torch.from_numpy(train.labels[plan.rows]), len(CATEGORIES))
            pictures, targets = mixed(pictures, targets.to(pictures), plan.mixing)
            with torch.autocast(self.device.type, enabled=self.scaler.is_enabled()):
                loss = criterion(self.model(pictures.contiguous(memory_format=torch.channels_last)), targets)
            losses.append(self.finite(loss.item()))
            self.optimiser.zero_grad(set_to_none=True)
            self.scaler.scale(loss).backward()
            self.scaler.unscale_(self.optimiser)
            nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
            self.scaler.step(self.optimiser)
            self.scaler.update()
            self.schedule.step()
            self.averaged.update_parameters(self.model)
        return float(np.mean(losses))

    def validate(self, validation: GarmentSplit, train_loss: float) -> dict[str, float]:
        """Figures of the averaged weights, which are kept if they are the best so far."""
        probabilities = predict(self.averaged.module, validation.pixels, self.device)
        calibrated = at_temperature(probabilities, fit_temperature(probabilities, validation.labels))
        figures = {
            "epoch": self.epoch + 1,
            "train_loss": train_loss,
            "validation_accuracy": accuracy(probabilities, validation.labels),
            "validation_nll": log_loss(calibrated, validation.labels),
        }
        # By log loss: on a few hundred pictures, accuracy changes in steps of a third of a point.
        best = self.kept["best"]
        if best is None or figures["validation_nll"] < best["figures"]["validation_nll"]:
            weights = {name: value.detach().cpu().clone() for name, value in _module(self.averaged).items()}
            self.kept["best"] = {"figures": figures, "weights": weights}
        return figures

    def has_converged(self) -> bool:
        """Whether `patience` epochs in a row brought no lower log loss on the validation split."""
        if not (self.parameters.patience and self.history):
            return False
        best = int(np.argmin([figures["validation_nll"] for figures in self.history]))
        return self.epoch - (best + 1) >= self.parameters.patience

    def _size_px(self) -> int:
        """Small pictures first, the full size last: a third less work for the same result (Tan & Le 2021)."""
        done = self.epoch / self.parameters.epochs
        return int([size for share, size in self.parameters.training_sizes if share <= done][-1])

    def _title(self) -> str:
        return f"epoch {self.epoch + 1}/{self.parameters.epochs}"


def _groups(model: ClassificationModel, parameters: ClassifierParameters) -> list[dict[str, Any]]:
    """The new linear layer has a higher rate than the body; norms and biases have no weight decay."""
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


def _module(averaged: AveragedModel) -> dict[str, Tensor]:
    state: dict[str, Tensor] = averaged.module.state_dict()
    return state
