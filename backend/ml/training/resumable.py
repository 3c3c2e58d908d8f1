"""A training that saves its state after every epoch and continues from there when it is started again."""

import math
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from ml.errors import StageFailed
from ml.training.checkpoints import save_checkpoint
from ml.training.history import write_history


class ResumableTraining:
    """The state of one run, and the loop over its epochs.

    Subclasses set `parts`, the network, the optimiser and whatever else has a `state_dict`, and may keep further values
    in `kept`. A checkpoint belongs to a run when everything in `belongs_to` is equal: parameters, data and code.
    """

    def __init__(self, belongs_to: Mapping[str, Any], epochs: int, device: torch.device) -> None:
        self.belongs_to = belongs_to
        self.epochs = epochs
        self.device = device
        self.epoch = 0  # complete epochs
        self.history: list[dict[str, float]] = []
        self.seconds = 0.0  # of training, over all its starts
        self.parts: dict[str, Any] = {}
        self.kept: dict[str, Any] = {}

    def resume(self, checkpoint: Path) -> bool:
        """Continue from a checkpoint of this run; False where there is none."""
        if not (checkpoint.exists() and self.restore(checkpoint)):
            return False
        print(f"going on after epoch {self.epoch} of {self.epochs}", flush=True)
        return True

    def run(
        self,
        run_epoch: Callable[[], dict[str, float]],
        checkpoint: Path | None,
        watch: "Callable[[ResumableTraining], None] | None" = None,
    ) -> None:
        """Run the epochs that are left. `run_epoch` returns the figures of one, `epoch` (from 1) among them.

        After each epoch the state goes to `checkpoint` and the figures of all epochs to `history.csv` beside it.
        `watch` is called before the first of them and after each.
        """
        remaining = range(self.epoch, self.epoch if self.has_converged() else self.epochs)
        if watch:
            watch(self)
        # The bar shows the time left over all epochs.
        with tqdm(remaining, initial=self.epoch, total=self.epochs, unit="epoch", file=sys.stdout) as bar:
            for _ in bar:
                started = time.monotonic()
                self.history.append(run_epoch())
                self.seconds += time.monotonic() - started
                self.epoch += 1
                if checkpoint:
                    self.save(checkpoint)
                    write_history(checkpoint.with_name("history.csv"), self.history)
                if watch:
                    watch(self)
                bar.set_postfix({name: f"{value:.4f}" for name, value in self.history[-1].items()})
                if self.has_converged():
                    break
        if checkpoint:  # DVC deletes outputs before a stage runs, and a complete training runs no epoch
            write_history(checkpoint.with_name("history.csv"), self.history)

    def has_converged(self) -> bool:
        """Whether to stop before the last epoch; subclasses with early stopping override it."""
        return False

    def finite(self, loss: float) -> float:
        """`loss`, if it is a number. Raises StageFailed before the weights are spoilt."""
        if not math.isfinite(loss):
            kept = f"the checkpoint of epoch {self.epoch} is kept" if self.epoch else "no epoch was completed"
            raise StageFailed(
                f"The loss is {loss} in epoch {self.epoch + 1}: training stopped, {kept}. Lower the learning rate in "
                "params.yaml and run again."
            )
        return loss

    def save(self, path: Path) -> None:
        """Write a checkpoint. Raises WriteFailed, which leaves the previous one."""
        content = {
            **self.belongs_to,
            **self.kept,
            "epoch": self.epoch,
            "seconds": self.seconds,
            "history": self.history,
            **{name: part.state_dict() for name, part in self.parts.items()},
        }
        save_checkpoint(content, path)

    def restore(self, path: Path) -> bool:
        """Load a checkpoint; False where it belongs to a run of other parameters, data or code."""
        content = torch.load(path, map_location=self.device, weights_only=True)
        if {name: content.get(name) for name in self.belongs_to} != self.belongs_to:
            return False
        for name, part in self.parts.items():
            part.load_state_dict(content[name])
        self.kept = {name: content[name] for name in self.kept}
        self.epoch, self.history, self.seconds = content["epoch"], content["history"], content["seconds"]
        return True
