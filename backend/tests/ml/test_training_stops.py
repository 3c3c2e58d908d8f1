"""A training that cannot go on says so in one sentence and leaves the last good checkpoint."""

from pathlib import Path

import pytest
import torch

from ml.classifier.model import build_classifier, load_released_weights, save_as_ultralytics
from ml.classifier.training import Training
from ml.errors import StageFailed, WriteFailed, ends_with_a_sentence
from ml.parameters import PARAMS_FILE, read_parameters
from ml.training.resumable import ResumableTraining


class Counting(ResumableTraining):
    """Losses from a list, one an epoch, instead of a network."""

    def __init__(self, losses: list[float]) -> None:
        super().__init__({"code": "1"}, len(losses), torch.device("cpu"))
        self.losses = losses

    def epoch_figures(self) -> dict[str, float]:
        return {"epoch": self.epoch + 1, "train_loss": self.finite(self.losses[self.epoch])}


@pytest.mark.parametrize("loss", [float("nan"), float("inf")])
def test_loss_that_is_not_a_number_stops_at_once_with_the_last_checkpoint(tmp_path: Path, loss: float) -> None:
    training = Counting([2.0, 1.0, loss, 0.5])
    with pytest.raises(StageFailed, match=r"in epoch 3: training stopped, the checkpoint of epoch 2 is kept"):
        training.run(training.epoch_figures, tmp_path / "checkpoint.pt")
    again = Counting([2.0, 1.0, 0.7, 0.5])
    assert again.restore(tmp_path / "checkpoint.pt")
    assert [figures["train_loss"] for figures in again.history] == [2.0, 1.0]


def test_loss_that_is_not_a_number_in_the_first_epoch_leaves_no_checkpoint(tmp_path: Path) -> None:
    training = Counting([float("nan")])
    with pytest.raises(StageFailed, match="no epoch was completed"):
        training.run(training.epoch_figures, tmp_path / "checkpoint.pt")
    assert not (tmp_path / "checkpoint.pt").exists()


def test_full_disk_keeps_the_previous_checkpoint(tmp_path: Path) -> None:
    training = Counting([2.0, 1.0])
    training.save(tmp_path / "checkpoint.pt")
    (tmp_path / "checkpoint.part").symlink_to("/dev/full")
    with pytest.raises(WriteFailed, match=r"checkpoint\.pt could not be written .* MB free there\)\. Free space"):
        training.run(training.epoch_figures, tmp_path / "checkpoint.pt")
    assert Counting([2.0, 1.0]).restore(tmp_path / "checkpoint.pt")


def test_full_disk_ends_a_stage_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, ends_with_a_sentence(), Path("/dev/full").open("w") as file:
        file.write("figures")
        file.flush()
    assert ended.value.code == 1
    assert "No space left on device" in (said := capsys.readouterr().err)
    assert said.endswith("Free space and run the same command again.\n")
    assert said.count("\n") == 1


@pytest.fixture
def classifier() -> Training:
    parameters = read_parameters(PARAMS_FILE).train_classifier
    return Training(parameters.model_copy(update={"patience": 2, "epochs": 9}), "", 1, torch.device("cpu"))


def test_classifier_stops_after_epochs_without_gain(classifier: Training, tmp_path: Path) -> None:
    losses = iter([0.9, 0.5, 0.6, 0.7, 0.1])

    def epoch() -> dict[str, float]:
        return {"epoch": classifier.epoch + 1, "validation_nll": next(losses)}

    classifier.run(epoch, None)
    assert classifier.epoch == 4  # the second was the best, two followed
    classifier.run(epoch, None)  # started again, nothing is left to do
    assert classifier.epoch == 4


def test_classifier_of_another_architecture_cannot_be_continued(tmp_path: Path) -> None:
    network = build_classifier(["hat", "dress"], 0.0, "mobilenet_v2")
    save_as_ultralytics(network, tmp_path / "best.pt", 64, {})
    other = build_classifier(["hat", "dress"], 0.0, "efficientnet_lite0")
    with pytest.raises(StageFailed, match=r"best\.pt is of another architecture") as failed:
        load_released_weights(other, tmp_path / "best.pt")
    assert "\n" not in str(failed.value)
