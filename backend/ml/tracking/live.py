"""A training's run in MLflow while it trains: opened before its first epoch, continued after a kill.

`mlflow_run.json` in the output folder names the run and the training that it belongs to, so that the same training,
started again, adds to the same run. `ml/tracking/runs.py` completes it.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any

import torch

from app.settings import get_settings
from ml.repository import git_changed, git_commit
from ml.training.resumable import ResumableTraining

RUN_FILE = "mlflow_run.json"
COMPLETE = "complete"  # tag: "yes" once the model is logged


class LiveRun:
    """Given to `ResumableTraining.run`, it logs what every epoch adds. As a context, it marks a run that failed."""

    def __init__(self, stage: str, parameters: Mapping[str, Any], output_dir: Path, device: torch.device) -> None:
        self.stage = stage
        self.device = device
        self.parameters = parameters
        self.output_dir = output_dir
        self.run_id: str | None = None
        self._client: Any = None
        self._logged = 0  # epochs

    def __call__(self, training: ResumableTraining) -> None:
        """Log the epochs that are not logged yet. Raises RegistryUnreachable, but only before the first epoch."""
        from mlflow.exceptions import MlflowException

        if self.run_id is None:
            self._open(training)
        try:
            log_epochs(self._client, self.run_id, training.history, self._logged, training.seconds)
        except (MlflowException, OSError) as error:  # the next epoch logs this one too
            print(f"MLflow did not take epoch {training.epoch}: {str(error).partition(chr(10))[0]}", file=sys.stderr)
        else:
            self._logged = len(training.history)

    def __enter__(self) -> "LiveRun":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind and self.run_id:
            self._client.set_terminated(self.run_id, "KILLED" if issubclass(kind, KeyboardInterrupt) else "FAILED")

    def _open(self, training: ResumableTraining) -> None:
        from app.registry.mlflow_registry import ModelRegistry

        registry = ModelRegistry(get_settings())
        self._client = registry.client
        belongs_to = hashlib.sha256(json.dumps(training.belongs_to, sort_keys=True).encode()).hexdigest()
        self.run_id = self._earlier(belongs_to, resumed=training.epoch > 0)
        if self.run_id:
            if self._client.get_run(self.run_id).data.tags[COMPLETE] == "no":
                self._client.update_run(self.run_id, "RUNNING")
            self._logged = logged_epochs(self._client, self.run_id, training.history)
            return
        tags = {COMPLETE: "no", "stage": self.stage, "device": str(self.device), **machine_tags(), **code_tags()}
        experiment = os.environ.get("DVC_EXP_NAME")
        name = f"{self.stage} {experiment}" if experiment else self.stage
        self.run_id = create_run(registry, name, tags, self.stage, self.parameters)
        log_dataset(self._client, self.run_id, self.stage, str(training.belongs_to["data_sha256"]))
        (self.output_dir / RUN_FILE).write_text(json.dumps({"run_id": self.run_id, "belongs_to": belongs_to}))

    def _earlier(self, belongs_to: str, *, resumed: bool) -> str | None:
        """The run that this training began before it was killed. The run of another training is over."""
        kept = kept_run(self._client, self.output_dir)
        if kept is None:
            return None
        run_id, training = kept
        run = self._client.get_run(run_id)
        if training == belongs_to and (resumed or run.data.tags[COMPLETE] == "no"):
            return run_id
        if run.info.status == "RUNNING":  # SIGKILL left no time to say so
            self._client.set_terminated(run_id, "KILLED")
        return None


def live_run(
    stage: str, parameters: Mapping[str, Any], output_dir: Path, device: torch.device, *, is_tracked: bool
) -> AbstractContextManager[LiveRun | None]:
    """A context with the run of a training, or with None if the training is not to be recorded."""
    return LiveRun(stage, parameters, output_dir, device) if is_tracked else nullcontext()


def kept_run(client: Any, output_dir: Path) -> tuple[str, str] | None:
    """Id and training of the run that `RUN_FILE` names, unless this MLflow does not know it."""
    from mlflow.exceptions import MlflowException

    try:
        kept = json.loads((output_dir / RUN_FILE).read_text())
        client.get_run(kept["run_id"])
    except (FileNotFoundError, MlflowException):
        return None
    return kept["run_id"], kept["belongs_to"]


def create_run(registry: Any, name: str, tags: Mapping[str, str], stage: str, parameters: Mapping[str, Any]) -> str:
    """A new run with its parameters; returns its id."""
    run_id = str(registry.client.create_run(registry.experiment_id(), tags=dict(tags), run_name=name).info.run_id)
    for parameter, value in parameters.items():
        registry.client.log_param(run_id, f"{stage}.{parameter}", value)
    return run_id


def log_epochs(
    client: Any, run_id: str | None, history: Sequence[Mapping[str, float]], logged: int, seconds: float | None = None
) -> None:
    """Log the rows of `history` after the first `logged`, each epoch as a step. `seconds`: training time so far."""
    from mlflow.entities import Metric

    now = int(time.time() * 1000)
    rows = history[logged:]
    metrics = [
        Metric(name, value, now, int(row["epoch"])) for row in rows for name, value in row.items() if name != "epoch"
    ]
    if rows and seconds is not None:
        metrics.append(Metric("training_seconds", seconds, now, int(rows[-1]["epoch"])))
    client.log_batch(run_id, metrics=metrics)


def logged_epochs(client: Any, run_id: str, history: Sequence[Mapping[str, float]]) -> int:
    """How many rows of `history` a run has."""
    names = [name for name in (history[0] if history else ()) if name != "epoch"]
    return len(client.get_metric_history(run_id, names[0])) if names else 0


def log_dataset(client: Any, run_id: str, name: str, sha256: str) -> None:
    """Name the data that a run was trained on."""
    from mlflow.entities import Dataset, DatasetInput

    dataset = Dataset(name, sha256[:36], "code", json.dumps({"tags": {"dvc": "backend/data/preprocessed"}}))
    client.log_inputs(run_id, [DatasetInput(dataset)])


def machine_tags() -> dict[str, str]:
    """Threads, and the experiment of DVC that this is a part of."""
    experiment = os.environ.get("DVC_EXP_NAME")
    return {"threads": str(torch.get_num_threads()), **({"dvc_experiment": experiment} if experiment else {})}


def code_tags() -> dict[str, str]:
    """The checked-out commit, and whether tracked files differ from it."""
    return {"mlflow.source.git.commit": git_commit(), "git_changed": "yes" if git_changed() else "no"}
