"""Trains the cut-out network.

The randomness of an epoch is a function of (seed, epoch), so a run that was killed and continued ends with the same
weights. The averaged weights of the last epoch are kept; no epoch is chosen by the validation views.
"""

import hashlib
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from app.vision.images import Pixels
from ml.cutout import garments, hangers, network, scenes, teacher_masks
from ml.cutout.network import CutoutNetwork, load_network
from ml.cutout.scenes import Sources, training_view
from ml.data import compositions
from ml.networks.pretrained import load_pretrained
from ml.parameter_sections import RELEASED, CutoutParameters
from ml.training import resumable
from ml.training.checkpoints import code_sha256
from ml.training.resumable import ResumableTraining

# Read once at import, so that an edit during a training does not change it.
CODE = code_sha256(compositions, garments, hangers, network, scenes, teacher_masks, resumable, sys.modules[__name__])


class Training(ResumableTraining):
    """One run: the network, the average of its weights, and its optimiser."""

    def __init__(self, parameters: CutoutParameters, device: torch.device, released: Path) -> None:
        started = hashlib.sha256(released.read_bytes()).hexdigest() if parameters.pretrained == RELEASED else ""
        belongs_to = {
            "parameters": parameters.model_dump(),
            "data_sha256": parameters.masks_sha256,
            "released_sha256": started,
            "code_sha256": CODE,
        }
        super().__init__(belongs_to, parameters.epochs, device)
        self.parameters = parameters
        torch.manual_seed(parameters.seed)
        model = CutoutNetwork(parameters.width, parameters.frozen_blocks)
        self.model = model.to(device, memory_format=torch.channels_last)
        average = get_ema_multi_avg_fn(parameters.ema_decay)
        self.averaged = AveragedModel(self.model, multi_avg_fn=average, use_buffers=True)
        self.optimiser = torch.optim.AdamW(_groups(self.model, parameters))
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser,
            max_lr=[group["lr"] for group in self.optimiser.param_groups],
            total_steps=parameters.epochs * parameters.steps,
            pct_start=parameters.warmup_share,
        )
        self.parts = {
            "model": self.model,
            "averaged": self.averaged,
            "optimiser": self.optimiser,
            "schedule": self.schedule,
        }
        self.kept = {"initial": {"source": "random", "sha256": ""}}  # origin of the initial weights

    def start(self, cache_dir: Path, released: Path) -> None:
        """Load the initial weights that the parameters name; "none" leaves random ones.

        Raises PretrainedUnavailable.
        """
        if self.parameters.pretrained == "none":
            return
        if self.parameters.pretrained == RELEASED:
            network, _ = load_network(released)
            self.model.load_state_dict(network.state_dict())
            self.kept["initial"] = {"source": RELEASED, "sha256": self.belongs_to["released_sha256"]}
        else:
            pretrained = load_pretrained(cache_dir, self.parameters.pretrained)
            self.model.load_initial(pretrained)
            self.kept["initial"] = {"source": pretrained.source, "sha256": pretrained.sha256}
        self.averaged.module.load_state_dict(self.model.state_dict())

    def run_epoch(self, sources: Sources, validation: tuple[Tensor, Tensor]) -> dict[str, float]:
        """One epoch of new views, then the averaged weights on the validation views; returns the figures."""
        random = np.random.default_rng([self.parameters.seed, self.epoch])
        self.model.train()
        losses = []
        steps = range(self.parameters.steps)
        for _ in tqdm(steps, desc=f"epoch {self.epoch + 1}", unit="batch", leave=False, disable=None):
            views = [
                training_view(sources, self._size_px(), self.parameters.photo_share, random)
                for _ in range(self.parameters.batch_size)
            ]
            images, masks = tensors(views)
            with torch.autocast(self.device.type, torch.bfloat16):
                logits = self.model(images.to(self.device, memory_format=torch.channels_last))
            loss = mask_loss(logits.float(), masks.to(self.device))
            losses.append(self.finite(loss.item()))
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
            self.optimiser.step()
            self.schedule.step()
            self.averaged.update_parameters(self.model)
        overlaps = overlaps_of(self.averaged.module, *validation)
        return {
            "epoch": self.epoch + 1,
            "train_loss": float(np.mean(losses)),
            "validation_iou": float(overlaps.mean()),
            "validation_median": float(overlaps.median()),
            "validation_below_0.8": float((overlaps < 0.8).float().mean()),
        }

    def _size_px(self) -> int:
        done = self.epoch / self.parameters.epochs
        return int([size for share, size in self.parameters.training_sizes if share <= done][-1])


def mask_loss(logits: Tensor, masks: Tensor) -> Tensor:
    """Cross-entropy a pixel plus one minus the soft intersection over union: of Float[N, 1, H, W] both."""
    entropy = functional.binary_cross_entropy_with_logits(logits, masks)
    likely = logits.sigmoid()
    both = (likely * masks).sum((1, 2, 3))
    either = (likely + masks - likely * masks).sum((1, 2, 3))
    return entropy + (1 - (both + 1) / (either + 1)).mean()


def overlaps_of(model: nn.Module, images: Tensor, masks: Tensor) -> Tensor:
    """Intersection over union of each mask Float[N]."""
    model.eval()
    device = next(model.parameters()).device
    overlaps = []
    for start in range(0, len(images), 16):
        with torch.inference_mode():
            found = model(images[start : start + 16].to(device)).cpu() > 0
        true = masks[start : start + 16] > 0.5
        overlaps.append((found & true).sum((1, 2, 3)) / (found | true).sum((1, 2, 3)).clamp(min=1))
    return torch.cat(overlaps)


def tensors(views: list[tuple[Pixels, NDArray[np.float32]]]) -> tuple[Tensor, Tensor]:
    """Pictures Float[N, 3, S, S] in 0..1 and masks Float[N, 1, S / 2, S / 2]."""
    images = torch.from_numpy(np.stack([pixels for pixels, _ in views])).permute(0, 3, 1, 2).float() / 255
    return images, torch.from_numpy(np.stack([mask for _, mask in views]))[:, None]


def _groups(model: CutoutNetwork, parameters: CutoutParameters) -> list[dict[str, Any]]:
    """The decoder, which starts from nothing, learns faster than the features; norms and biases do not decay."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    learning = ((name, value) for name, value in model.named_parameters() if value.requires_grad)
    for name, value in learning:
        groups.setdefault((name.startswith("features."), value.ndim > 1), []).append(value)
    return [
        {
            "params": values,
            "lr": parameters.lr if features else parameters.decoder_lr,
            "weight_decay": parameters.weight_decay if decays else 0.0,
        }
        for (features, decays), values in groups.items()
    ]
