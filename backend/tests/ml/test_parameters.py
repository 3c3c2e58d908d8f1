"""A mistake in params.yaml ends in a sentence that names the key, the value and what is allowed, before any work."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from dvc.utils.hydra import apply_overrides

from ml import classifier_train, cut_garments, cutout_train, download, own_photos, preprocess, siamese_train
from ml.parameters import PARAMS_FILE, REPOSITORY_DIR, ParametersInvalid, read_parameters

# (section, changed values, what is said). A value of None takes the key out.
MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("train", {"lr": "1e-4"}, "lr is '1e-4': input should be a valid number. YAML reads this as text; write 0.0001"),
    ("train", {"lr": None}, "train.lr is missing."),
    ("train", {"learning_rate": 0.1}, "train.learning_rate is not known. Known are pretrained, seed,"),
    ("train_classifier", {"epoch": 3}, "train_classifier.epoch is not known. Did you mean epochs?"),
    ("train_classifier", {"architecture": "mobilenet_v3"}, "architecture is 'mobilenet_v3': known are"),
    ("train_classifier", {"architecture": "yolo11q-cls", "pretrained": "none"}, "architecture is 'yolo11q-cls'"),
    ("train_classifier", {"architecture": "yolo11n-cls"}, "there are no initial weights for yolo11n-cls"),
    ("train_classifier", {"architecture": "efficientnet_lite0", "pretrained": "torchvision"}, "torchvision has no"),
    ("train_classifier", {"pretrained": "imagenet"}, "pretrained is 'imagenet': input should be 'package'"),
    ("train_classifier", {"training_sizes": [[0.2, 128]]}, "the first share must be 0, the start of the training"),
    ("train_classifier", {"training_sizes": [[0.0, 128], [0.0, 160]]}, "shares must ascend"),
    ("train_classifier", {"training_sizes": []}, "write pairs of share and pixels"),
    ("train_classifier", {"crop_area": [1.9, 0.45]}, "the smallest and the largest share"),
    ("train_classifier", {"epochs": 0}, "train_classifier.epochs is 0: input should be greater than or equal to 1."),
    ("train", {"epochs": 0}, "train.epochs is 0: input should be greater than or equal to 1."),
    ("train", {"epochs": True}, "train.epochs is True: input should be a valid integer."),
    ("train", {"lr": float("nan")}, "train.lr is nan"),
    ("train_cutout", {"training_sizes": [[0.0, 100]]}, "pixels must be multiples of 32"),
    ("train_cutout", {"image_size": 100}, "train_cutout.image_size is 100: input should be a multiple of 32"),
    ("train", {"image_size": 64}, "preprocess.outfits.image_size is 128 and train.image_size is 64: make them equal."),
]  # fmt: skip
COMMANDS = [classifier_train, cut_garments, cutout_train, download, own_photos, preprocess, siamese_train]


def changed(folder: Path, section: str, values: dict[str, Any]) -> Path:
    params = yaml.safe_load(PARAMS_FILE.read_text())
    params[section] |= values
    params[section] = {name: value for name, value in params[section].items() if value is not None}
    (folder / "params.yaml").write_text(yaml.safe_dump(params))
    return folder / "params.yaml"


@pytest.mark.parametrize(("section", "values", "said"), MISTAKES)
def test_mistake_is_named_in_one_sentence(tmp_path: Path, section: str, values: dict[str, Any], said: str) -> None:
    with pytest.raises(ParametersInvalid, match=re.escape(said)) as error:
        read_parameters(changed(tmp_path, section, values))
    assert "\n" not in str(error.value)


def test_each_of_several_mistakes_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(ParametersInvalid) as error:
        read_parameters(changed(tmp_path, "train", {"lr": "fast", "epochs": 0, "seed": None}))
    assert len(str(error.value).splitlines()) == 3


@pytest.mark.parametrize("content", ["train: [", "", "- a list"])
def test_file_that_is_no_params_yaml_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "params.yaml").write_text(content)
    with pytest.raises(ParametersInvalid, match=r"params\.yaml"):
        read_parameters(tmp_path / "params.yaml")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_stage_refuses_a_mistake_of_another_stage_before_it_does_anything(
    command: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    params = changed(tmp_path, "release", {"resamples": "many"})
    output = tmp_path / "output"
    monkeypatch.setattr(sys, "argv", ["stage", "--params-file", str(params), "--output-dir", str(output)])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == ("params.yaml: release.resamples is 'many': input should be a valid integer.\n")
    assert not output.exists()


def test_rollback_without_a_model_is_told_so() -> None:
    done = subprocess.run(["make", "rollback"], cwd=REPOSITORY_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Name the model: make rollback MODEL=classifier, compatibility or cutout\n")


@pytest.mark.parametrize("change", ["train.lr=0.002", "train_classifier.epochs=3", "release.resamples=10"])
def test_dvc_leaves_params_yaml_as_a_person_wrote_it_but_for_the_changed_value(tmp_path: Path, change: str) -> None:
    """`apply_overrides` is what `dvc exp run -S` calls. It drops comments within lists and writes an entry a line."""
    written = shutil.copy(PARAMS_FILE, tmp_path / "params.yaml")
    apply_overrides(written, [change])
    before, after = (path.read_text().splitlines() for path in (PARAMS_FILE, written))
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(differing) == 1
    key, value = change.split("=")
    assert f"{key.rpartition('.')[2]}: {value}" in differing[0][1]
