"""Training on a tiny wardrobe of real photos: a complete run, and one that is killed and resumed."""

import json
import math
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
import yaml
from mlflow_tables import mlflow_tables

from app.outfit_compatibility import CompatibilityModel, garment_view
from app.registry.mlflow_registry import ModelRegistry
from app.settings import get_settings
from app.vision.images import read_picture
from ml import siamese_train
from ml.compatibility.descriptions import DescriptionCache
from ml.compatibility.export import load_weights
from ml.compatibility.training import fit_projection, new_model
from ml.data.outfits import OutfitGarments, load_outfits
from ml.errors import StageFailed
from ml.parameter_sections import SiameseParameters
from ml.parameters import PARAMS_FILE
from ml.siamese_train import train_siamese

PICTURES = Path(__file__).parents[1] / "pictures"
WORN = {"top": "shirt", "bottom": "pants", "shoes": "shoes", "hat": "hat", "outerwear": "outwear"}
SIZE = 64
# The two exports of the fixture take half a minute each on a busy machine.
pytestmark = pytest.mark.timeout(900)

PARAMETERS = SiameseParameters(
    pretrained="none",
    seed=5,
    image_size=SIZE,
    epochs=12,
    batch_size=2,
    lr=3e-3,
    weight_decay=1e-3,
    warmup_share=0.5,
    temperature=0.2,
    shrinkage=3.0,
    dropout=0.2,
    copies=2,
)


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """Results are equal bit for bit for one number of threads, so other tests' settings are reset."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    yield
    torch.set_num_threads(before)
    torch.use_deterministic_algorithms(False)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six outfits of five CC0 photos each, as `write_outfits` would leave them: two to train on, four held out."""
    folder = tmp_path_factory.mktemp("preprocessed")
    garments, views = [], []
    for category, name in WORN.items():
        for number, path in enumerate(sorted((PICTURES / name).glob("*.jpg"))):
            split = "train" if number < 2 else "validation"
            garments.append({"photo": f"{number}", "category": category, "label": name, "split": split, "fold": 0})
            views.append(garment_view(read_picture(path, 200).pixels, None, SIZE))
    (folder / "outfits").mkdir()
    np.save(folder / "outfits/garments.npy", np.stack(views))
    index = {"image_size": SIZE, "seed": 0, "sha256": "tiny", "garments": garments}
    (folder / "outfits/garments.json").write_text(json.dumps(index))
    return folder


@pytest.fixture(scope="module")
def trained(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    train_siamese(data_dir, folder, PARAMETERS, cache_dir=folder)
    return folder


def resume(
    outfits: OutfitGarments, folder: Path, parameters: SiameseParameters = PARAMETERS
) -> dict[str, torch.Tensor]:
    """Train, or resume from the folder's checkpoint; returns the checkpoint's network."""
    model = new_model(parameters, None)
    descriptions = DescriptionCache(folder / "descriptions", model, outfits)
    rows, held_out = outfits.where("train"), outfits.where("validation")
    fit_projection(parameters, model, outfits, descriptions, rows, held_out, checkpoint=folder / "checkpoint.pt")
    content: dict[str, dict[str, torch.Tensor]] = torch.load(folder / "checkpoint.pt", weights_only=True)
    return content["model"]


KILLED_IN_THE_THIRD_EPOCH = """
import os, signal
from ml import siamese_train
from ml.compatibility import training

real, steps = training.contrastive_loss, []

def killed(*arguments):
    steps.append(arguments)  # one batch an epoch
    if len(steps) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)

training.contrastive_loss = killed
siamese_train.main()
"""


@dataclass(frozen=True)
class Continued:
    """A training that SIGKILL ended in its third epoch, started again with the same command."""

    folder: Path
    records: list[tuple[str, list[int]]]  # MLflow's status of each run and its epochs: after the kill, and at the end
    run_ids: set[str]


@pytest.fixture(scope="module")
def continued(data_dir: Path, trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Continued]:
    folder = tmp_path_factory.mktemp("killed")
    shutil.copytree(trained / "descriptions", folder / "descriptions")
    params = yaml.safe_load(PARAMS_FILE.read_text()) | {"train": PARAMETERS.model_dump()}
    params["preprocess"]["outfits"]["image_size"] = SIZE
    params["machine"] = {"device": "cpu", "workers": 0}
    (folder / "params.yaml").write_text(yaml.safe_dump(params))
    paths = {"data-dir": data_dir, "output-dir": folder, "params-file": folder / "params.yaml"}
    paths["descriptions-dir"] = folder / "descriptions"
    words = [*(str(part) for name, path in paths.items() for part in (f"--{name}", path)), "--threads", "1"]
    done = Continued(folder, [], set())

    def record() -> None:
        registry = ModelRegistry(get_settings())
        for run in registry.client.search_runs([registry.experiment_id()]):
            curve = registry.client.get_metric_history(run.info.run_id, "train_loss")
            done.records.append((run.info.status, [one.step for one in curve]))
            done.run_ids.add(run.info.run_id)

    def exported(*_: object) -> dict[str, float]:
        """The files of the equal, uninterrupted training: an export takes longer than all epochs."""
        for name in ("compat_mobilenetv2.pth", "compat_mobilenetv2.onnx", "metrics.json"):
            shutil.copy(trained / name, folder)
        return {}

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MLFLOW_TRACKING_URI", raising=False)
        patch.setenv("CURATOR_DATA_DIR", str(folder))
        patch.setattr(sys, "argv", ["siamese_train.py", *words])
        patch.setattr(siamese_train, "export_siamese", exported)
        (folder / "mlflow.db").write_bytes(mlflow_tables())
        get_settings.cache_clear()
        killed = subprocess.run([sys.executable, "-c", KILLED_IN_THE_THIRD_EPOCH, *words], check=False)
        assert killed.returncode == -signal.SIGKILL
        assert torch.load(folder / "checkpoint.pt", weights_only=True)["epoch"] == 2
        record()
        siamese_train.main()
        record()
        yield done
    get_settings.cache_clear()


def test_run_killed_and_resumed_ends_like_an_uninterrupted_one(trained: Path, continued: Continued) -> None:
    whole, gone_on = (torch.load(folder / "checkpoint.pt", weights_only=True) for folder in (trained, continued.folder))
    assert len(whole["history"]) == PARAMETERS.epochs
    assert gone_on["history"] == whole["history"]
    assert gone_on["model"].keys() == whole["model"].keys()
    assert all(torch.equal(gone_on["model"][name], value) for name, value in whole["model"].items())


def test_run_killed_and_resumed_is_one_run_in_mlflow_with_its_whole_curve(continued: Continued) -> None:
    after_kill, at_end = continued.records
    assert after_kill == ("RUNNING", [1, 2])  # nothing can run after SIGKILL
    assert at_end == ("FINISHED", list(range(1, PARAMETERS.epochs + 1)))
    assert len(continued.run_ids) == 1


def test_checkpoint_of_other_parameters_is_not_resumed(data_dir: Path, trained: Path, tmp_path: Path) -> None:
    shutil.copytree(trained, tmp_path, dirs_exist_ok=True)
    resume(load_outfits(data_dir), tmp_path, PARAMETERS.model_copy(update={"lr": 2e-3, "epochs": 3}))
    content = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    assert (content["epoch"], content["parameters"]["lr"]) == (3, 2e-3)


def test_only_the_projection_learns(trained: Path) -> None:
    trained_model, _ = load_weights(trained / "compat_mobilenetv2.pth")
    fresh = new_model(PARAMETERS, None)
    for name in ("trunk", "lite_trunk"):
        trunks = (getattr(model, name).parameters() for model in (trained_model, fresh))
        assert all(torch.equal(a, b) for a, b in zip(*trunks, strict=True))
    assert not torch.equal(trained_model.projection[-1].weight, fresh.projection[-1].weight)


def test_training_is_better_than_guessing_in_every_epoch(trained: Path) -> None:
    """The closed form fits the training outfits at once; training refines it."""
    lines = (trained / "history.csv").read_text().splitlines()[1:]
    losses = [float(line.split(",")[1]) for line in lines]
    assert len(losses) == PARAMETERS.epochs
    assert max(losses) < math.log(2)  # each pair has one negative


def test_exported_file_runs_in_the_service_and_says_what_it_is(trained: Path) -> None:
    model = CompatibilityModel(trained / "compat_mobilenetv2.onnx")
    assert model.image_size == SIZE
    assert model.metadata["data_sha256"] == "tiny"
    assert {"git_commit", "initial_weights_sha256", "validation_auc", "embedding_size"} <= model.metadata.keys()
    assert b"site-packages" not in (trained / "compat_mobilenetv2.onnx").read_bytes()


def test_other_image_size_than_the_garments_is_refused(data_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(StageFailed, match=r"preprocess\.outfits\.image_size"):
        train_siamese(data_dir, tmp_path, PARAMETERS.model_copy(update={"image_size": 128}), cache_dir=tmp_path)
