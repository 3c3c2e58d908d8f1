"""Training on a few dozen real pictures: a complete run, and one that is killed and resumed with the same result."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
import yaml
from ultralytics import YOLO

from app.detector import CATEGORIES, Classifier
from app.vision.images import read_picture
from ml import classifier_train
from ml.classifier.model import predict
from ml.data.garment_preprocessing import preprocess_garments
from ml.data.garments import load_garments
from ml.data.masks import write_masks
from ml.parameter_sections import ClassifierParameters
from ml.parameters import PARAMS_FILE

PICTURES = Path(__file__).parents[1] / "pictures"
EPOCHS = 3


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Sums are equal bit for bit only for an equal number of threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty photos, the same in every split, since the quality of the classifier does not matter here."""
    folder = tmp_path_factory.mktemp("classifier")
    for split in ("train", "validation", "test"):
        for category in CATEGORIES:
            shutil.copytree(PICTURES / category, folder / "raw" / split / category)
    none = folder / "none"
    preprocess_garments(folder / "raw", folder / "preprocessed", 64, 48, feedback_dir=none, checked_dir=none)
    write_masks(folder / "raw", folder / "preprocessed/garments/index.csv", folder / "preprocessed", cache_px=64)
    params = yaml.safe_load(PARAMS_FILE.read_text())
    params["train_classifier"] |= {
        "image_size": 48,
        "training_sizes": [[0.0, 32], [0.5, 48]],
        "epochs": EPOCHS,
        "batch_size": 16,
        "pretrained": "none",
    }
    (folder / "params.yaml").write_text(yaml.safe_dump(params))
    return folder


def arguments(work: Path, output: str) -> list[str]:
    options = {"data-dir": "preprocessed", "output-dir": output, "params-file": "params.yaml"}
    paths = [part for name, value in options.items() for part in (f"--{name}", str(work / value))]
    return [*paths, "--threads", "1", "--no-tracking"]


def train(work: Path, output: str, *, export: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["classifier_train.py", *arguments(work, output)])
        if not export:
            patch.setattr(classifier_train, "export_classifier", lambda *_, **__: {})
            patch.setattr(classifier_train, "record_provenance", lambda _: None)
        classifier_train.main()


@pytest.fixture(scope="module")
def trained(work: Path) -> Path:
    train(work, "whole", export=True)
    return work / "whole"


def test_training_leaves_a_classifier_that_the_service_runs(trained: Path) -> None:
    classifier = Classifier(trained / "best.onnx")
    found = classifier.classify(read_picture(next(PICTURES.glob("hat/*.jpg"))).pixels)
    assert found.category in CATEGORIES
    assert float(classifier.metadata["temperature"]) > 0
    assert len(classifier.metadata["data_sha256"]) == 64


def test_exported_file_holds_no_path_of_this_machine(trained: Path) -> None:
    content = (trained / "best.onnx").read_bytes()
    assert b"site-packages" not in content
    assert str(Path(classifier_train.__file__).parent).encode() not in content


def starting_from_released(work: Path, released_sha256: str = "") -> classifier_train.Training:
    params = yaml.safe_load((work / "params.yaml").read_text())["train_classifier"] | {"pretrained": "released"}
    parameters = ClassifierParameters(**params)
    return classifier_train.Training(parameters, "", 1, torch.device("cpu"), released_sha256)


def test_training_starts_from_the_classifier_in_use(work: Path, trained: Path) -> None:
    training = starting_from_released(work)
    training.start(work / "no-cache", trained / "best.pt")
    pixels = load_garments(work / "preprocessed", "test").pixels
    in_use = predict(YOLO(trained / "best.pt", task="classify").model, pixels, training.device)
    for network in (training.model, training.averaged.module):
        np.testing.assert_allclose(predict(network, pixels, training.device), in_use, atol=1e-5)


def test_training_that_started_from_another_classifier_is_not_resumed(work: Path, tmp_path: Path) -> None:
    starting_from_released(work, "one").save(tmp_path / "checkpoint.pt")
    assert starting_from_released(work, "one").restore(tmp_path / "checkpoint.pt")
    assert not starting_from_released(work, "another").restore(tmp_path / "checkpoint.pt")


def test_complete_training_started_again_from_another_commit_writes_equal_files(
    work: Path, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    for words in (("init", "-q"), (*somebody, "commit", "--allow-empty", "-q", "-m", "Another")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))
    (work / "again").mkdir()
    shutil.copy(trained / "checkpoint.pt", work / "again")
    train(work, "again", export=True)
    assert {path.name for path in (work / "again").iterdir()} == {path.name for path in trained.iterdir()}
    for name in ("history.csv", "metrics.json", "best.pt", "best.onnx"):
        assert (work / "again" / name).read_bytes() == (trained / name).read_bytes(), name
    first, second = (json.loads((folder / "best.provenance.json").read_text()) for folder in (trained, work / "again"))
    assert first["git_commit"] != second["git_commit"]
    assert first["onnx_sha256"] == second["onnx_sha256"]


@pytest.mark.timeout(300)  # starts an interpreter with torch, kills it and resumes its work
def test_training_killed_and_resumed_ends_like_an_uninterrupted_one(
    work: Path, trained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, classifier_train.__file__, *arguments(work, "killed")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    checkpoint = work / "killed/checkpoint.pt"
    while not checkpoint.exists():
        assert process.poll() is None
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert torch.load(checkpoint, weights_only=True)["epoch"] < EPOCHS
    train(work, "killed", export=False)
    assert "going on after epoch" in capsys.readouterr().out
    whole, killed = (torch.load(work / name / "checkpoint.pt", weights_only=True) for name in ("whole", "killed"))
    assert len(whole["history"]) == EPOCHS
    assert whole["history"] == killed["history"]
    assert all(torch.equal(value, killed["model"][name]) for name, value in whole["model"].items())


def test_garments_are_read_in_the_order_of_their_labels(work: Path) -> None:
    garments = load_garments(work / "preprocessed", "test")
    assert len(garments.labels) == 60
    assert [CATEGORIES[label] for label in garments.labels] == [Path(f).parts[1] for f in garments.files]
