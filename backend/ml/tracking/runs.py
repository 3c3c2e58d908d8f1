"""Records training runs in MLflow: inputs, figures and results.

The service's setting `MLFLOW_TRACKING_URI` names the server; by default it is a SQLite file. Pictures are never logged,
street photos least of all; the models' input example is drawn by formula.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from app.outfit_compatibility import CompatibilityModel, garment_view
from app.registry.candidate import digest_of, known_answer, probe
from app.registry.models import Kind
from app.settings import get_settings
from app.vision.images import letterbox
from ml.tracking.live import COMPLETE, code_tags, create_run, kept_run, log_epochs, logged_epochs
from ml.training.history import read_history

DrawFigures = Callable[[Path], None]  # writes PNG files into a folder
MODEL_URI = "model_uri"


@dataclass(frozen=True)
class TrainingRecord:
    """The inputs and results of one run of a training stage."""

    stage: str
    kind: Kind
    parameters: Mapping[str, Any]
    output_dir: Path  # contains the files of `kind`, `history.csv` and `metrics.json`
    metrics: Mapping[str, Any]
    data_sha256: str
    initial_weights: Mapping[str, str]  # source, sha256
    draw: DrawFigures = field(default=lambda _: None)

    @property
    def onnx(self) -> Path:
        return self.output_dir / self.kind.released.name

    @property
    def weights(self) -> Path:
        return self.output_dir / self.kind.weights.name


def log_training(record: TrainingRecord) -> str:
    """Complete the run that began with the training (ml/tracking/live.py), or record one; returns its id.

    Logging it twice adds nothing, whether the run is known by its file or by the digest of its `.onnx`.

    Raises: app.registry.mlflow_registry.RegistryUnreachable, MlflowException.
    """
    import mlflow

    from app.registry.mlflow_registry import KNOWN_ANSWER, SHA256, ModelRegistry

    registry = ModelRegistry(get_settings())
    sha256 = digest_of(record.onnx)
    run_id = _run_to_complete(registry, record, sha256)
    if registry.client.get_run(run_id).data.tags[COMPLETE] == "yes":
        return run_id
    identity = {SHA256: sha256, KNOWN_ANSWER: known_answer(record.kind, record.onnx)}
    tags = {
        **identity,
        "data_sha256": record.data_sha256,
        "initial_weights": record.initial_weights["source"],
        "initial_weights_sha256": record.initial_weights["sha256"],
    }
    history = read_history(record.output_dir / "history.csv")
    with tempfile.TemporaryDirectory() as folder, mlflow.start_run(run_id):
        log_epochs(registry.client, run_id, history, logged_epochs(registry.client, run_id, history))
        mlflow.log_metrics({f"final_{name}": value for name, value in _numbers(record.metrics).items()})
        record.draw(Path(folder))
        (Path(folder) / "environment.txt").write_text(environment())
        mlflow.log_artifacts(folder)
        for path in (record.weights, record.output_dir / "metrics.json", record.output_dir / "history.csv"):
            mlflow.log_artifact(str(path))
        mlflow.set_tags(tags | {MODEL_URI: _log_model(record, identity), COMPLETE: "yes"})
    return run_id


def _run_to_complete(registry: Any, record: TrainingRecord, sha256: str) -> str:
    """The run of the output folder, another complete one with the same `.onnx`, or a new one."""
    from app.registry.mlflow_registry import SHA256

    kept = kept_run(registry.client, record.output_dir)
    if kept:
        tags = registry.client.get_run(kept[0]).data.tags
        if tags[COMPLETE] == "no" or tags[SHA256] == sha256:
            return kept[0]
    if known := find_run(registry, sha256):
        return known
    tags = {COMPLETE: "no", "stage": record.stage, **code_tags()}
    return create_run(registry, record.stage, tags, record.stage, record.parameters)


def log_evaluation(onnx_path: Path, split: str, metrics: Mapping[str, Any], draw: DrawFigures) -> str | None:
    """Add figures of a split to the run that trained a model; None when no run is known."""
    import mlflow

    from app.registry.mlflow_registry import ModelRegistry

    registry = ModelRegistry(get_settings())
    run_id = find_run(registry, digest_of(onnx_path))
    if run_id is None:
        return None
    with mlflow.start_run(run_id), tempfile.TemporaryDirectory() as folder:
        mlflow.log_metrics({f"{split}_{name}": value for name, value in _numbers(metrics).items()})
        draw(Path(folder))
        mlflow.log_artifacts(folder, split)
    return run_id


def find_run(registry: Any, sha256: str) -> str | None:
    """The complete run whose `.onnx` has this digest."""
    from app.registry.mlflow_registry import SHA256

    query = f"tags.{SHA256} = '{sha256}' and tags.{COMPLETE} = 'yes'"
    found = registry.client.search_runs([registry.experiment_id()], query, max_results=1)
    return str(found[0].info.run_id) if found else None


def environment() -> str:
    """Interpreter, machine and every installed package."""
    packages = sorted({f"{one.metadata['Name']}=={one.version}" for one in distributions()}, key=str.lower)
    lines = [f"# Python {sys.version.split()[0]}, {platform.platform()}, {os.cpu_count()} CPU", *packages]
    return "\n".join(lines) + "\n"


def _log_model(record: TrainingRecord, identity: Mapping[str, str]) -> str:
    import mlflow
    from mlflow.models import ModelSignature
    from mlflow.types import Schema, TensorSpec

    session = onnxruntime.InferenceSession(record.onnx.read_bytes(), providers=["CPUExecutionProvider"])
    inputs, outputs = session.get_inputs(), session.get_outputs()
    example = _example(record.kind, record.onnx)

    def schema(nodes: Sequence[Any], arrays: Sequence[Any]) -> Schema:
        return Schema([TensorSpec(a.dtype, (-1, *a.shape[1:]), n.name) for n, a in zip(nodes, arrays, strict=True)])

    logged = mlflow.onnx.log_model(
        onnx.load(record.onnx),
        name=record.stage,
        signature=ModelSignature(
            schema(inputs, [example]), schema(outputs, session.run(None, {inputs[0].name: example}))
        ),
        input_example={inputs[0].name: example},
        pip_requirements=[f"onnxruntime=={onnxruntime.__version__}", f"numpy=={np.__version__}"],
        onnx_execution_providers=["CPUExecutionProvider"],
        metadata=dict(identity),
        save_as_external_data=False,  # one file, so that its digest is kept
        tags=dict(identity),
    )
    return str(logged.model_uri)


def _example(kind: Kind, onnx_path: Path) -> NDArray[Any]:
    """The model's input for a picture drawn by formula."""
    pixels, mask = probe()
    model = kind.opened_by(onnx_path)
    if isinstance(model, CompatibilityModel):
        return garment_view(pixels, mask, model.image_size)[None]
    square = letterbox(pixels, model.image_size).astype(np.float32) / 255
    return np.ascontiguousarray(square.transpose(2, 0, 1)[None])


def _numbers(metrics: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in metrics.items() if isinstance(value, int | float)}
