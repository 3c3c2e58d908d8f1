"""`make train QUICK=1`: all stages on a fixed sample of the data set."""

import csv
import itertools
import shlex
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from dvc.utils.hydra import apply_overrides

from app.detector import CATEGORIES
from ml.data.garment_preprocessing import preprocess_garments
from ml.data.garments import SPLITS
from ml.data.masks import files_of
from ml.data.shifted_garments import write_shifted
from ml.parameters import PARAMS_FILE, REPOSITORY_DIR, read_parameters

PICTURES = Path(__file__).parents[1] / "pictures"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    for split in SPLITS:
        for category in CATEGORIES:
            shutil.copytree(PICTURES / category, folder / split / category)
    return folder


def commands_of(*words: str) -> list[str]:
    """What `make` would run."""
    command = ["make", "--dry-run", *words]
    done = subprocess.run(command, cwd=REPOSITORY_DIR, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("words", ["train", "train QUICK=1", "sweep SET=train.seed=1,2 STAGE=train"])
def test_released_models_and_masks_are_there_before_a_training(words: str) -> None:
    of_dvc = [line for line in commands_of("--what-if=masks.dvc", *words.split()) if "/dvc " in line]
    assert " pull " in of_dvc[0]
    assert {"masks.dvc", "weights.dvc"} <= set(of_dvc[0].split())
    assert " repro" in of_dvc[1] or " exp run " in of_dvc[1]


@pytest.mark.parametrize("target", ["train", "sweep SET=train.seed=1"])
def test_quick_training_changes_parameters_that_exist(target: str, tmp_path: Path) -> None:
    words = shlex.split(next(line for line in commands_of(*target.split(), "QUICK=1") if "exp run" in line))
    changes = [value for word, value in itertools.pairwise(words) if word == "--set-param"]
    written = Path(shutil.copy(PARAMS_FILE, tmp_path / "params.yaml"))
    apply_overrides(written, changes)
    before, after = read_parameters(PARAMS_FILE), read_parameters(written)
    assert after.preprocess.garments.photos_per_class * len(CATEGORIES) >= 2 * after.train_classifier.batch_size
    # The larger part of the outfits trains, and has to fill a batch.
    assert after.preprocess.outfits.photos >= 2 * after.train.batch_size
    trainings = [name for name, section in before if hasattr(section, "epochs")]
    assert trainings
    for name in trainings:
        assert getattr(after, name).epochs < getattr(before, name).epochs, name
    assert after.train_cutout.steps < before.train_cutout.steps  # an epoch there is so many batches


def test_sample_has_so_many_photos_of_each_class_and_is_always_the_same(raw: Path, tmp_path: Path) -> None:
    none = tmp_path / "none"
    for name in ("once", "again"):
        preprocess_garments(raw, tmp_path / name, 32, 32, none, none, photos_per_class=2)
    index = tmp_path / "once/garments/index.csv"
    assert index.read_bytes() == (tmp_path / "again/garments/index.csv").read_bytes()
    with index.open(newline="") as file:
        counts = Counter((row["split"], row["category"]) for row in csv.DictReader(file))
    assert counts == {(split, category): 2 for split in SPLITS for category in CATEGORIES}
    assert len(np.load(tmp_path / "once/garments/train.npy")) == 2 * len(CATEGORIES)


def test_twins_are_of_the_sample_alone(raw: Path, tmp_path: Path) -> None:
    preprocess_garments(raw, tmp_path, 32, 32, tmp_path / "none", tmp_path / "none", photos_per_class=1)
    sample = set(files_of(tmp_path / "garments/index.csv", "validation", "test"))
    write_shifted(raw, tmp_path, image_size=32, seed=7, only=sample)
    twins = files_of(tmp_path / "shifted/index.csv", "validation", "test")
    assert len(twins) > 0
    assert set(twins) <= sample
