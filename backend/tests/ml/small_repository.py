"""A copy of this repository with a mirror of a few dozen pictures, small enough to run every stage of dvc.yaml.

The garments are the CC0 photos of `tests/pictures`. The outfits are synthetic: some garments side by side, dyed in one
hue, labelled as Clothing Co-Parsing labels its street photos.
"""

import fcntl
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import cv2
import numpy as np
import pytest
import yaml
from scipy.io import savemat

from app.vision.images import encode_mask, read_picture
from ml.data.source_lists import sha256_of
from ml.parameters import REPOSITORY_DIR

PICTURES = Path(__file__).parents[1] / "pictures"
OF_OUTSIDE = ("CURATOR_", "MLFLOW_", "MAKE")
REQUIRED_BY_MAKE = ("backend/pyproject.toml", "backend/requirements/train.txt", "backend/requirements/serve.txt")
COPIED = ("dvc.yaml", "params.yaml", "models.dvc", "weights.dvc", "masks.dvc", ".dvcignore", ".gitignore", "Makefile")
SPLITS = {"train": 0, "validation": 2, "test": 4}  # two photos per class each, from this one
LABELS = ("null", "shirt", "pants", "shoes", "hat", "coat")
FOLDER_OF_LABEL = {"coat": "outwear"}
OUTFITS = 30  # the smallest number with four in the validation split, as many as a blank has choices
SIDE_PX = 120
ARTIFACT_PLACES = {"experiments": "artifact_location", "runs": "artifact_uri", "logged_models": "artifact_location"}
# Smaller values, and those that tests rely on, whatever an experiment left in params.yaml.
SMALLER: Mapping[str, Mapping[str, Any]] = {
    "train_classifier": {
        "architecture": "mobilenet_v2",
        "pretrained": "package",
        "frozen_blocks": 0,
        "patience": 0,
        "image_size": 64,
        "training_sizes": [[0.0, 32], [0.5, 64]],
        "epochs": 2,
        "batch_size": 10,
    },
    "train_cutout": {
        "image_size": 64,
        "training_sizes": [[0.0, 32], [0.5, 64]],
        "pretrained": "none",
        "width": 8,
        "surroundings": 6,
        "epochs": 2,
        "steps": 2,
        "batch_size": 2,
    },
    "train": {"pretrained": "package", "image_size": 128, "epochs": 3, "batch_size": 16, "copies": 1, "shrinkage": 3.0},
    "machine": {"device": "cpu", "workers": 0},
    "preprocess": {
        "garments": {"cache_px": 256, "photos_per_class": 0},
        "outfits": {"image_size": 128, "seed": 7, "photos": 0},
    },
    "own_photos": {"folder": "backend/data/own_photos", "near_bits": 6},
    "release": {"resamples": 200},
}


@dataclass(frozen=True)
class SmallRepository:
    """A separate git and DVC repository in `folder` with the current code of this one."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "backend/data"

    @property
    def environment(self) -> dict[str, str]:
        """Keeps everything in the copy, whatever the outer environment sets."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OF_OUTSIDE)}
        return kept | {
            "PYTHONPATH": str(self.folder / "backend"),
            "CURATOR_DATA_MIRROR": str(self.folder / ".mirror"),
            "DVC_SITE_CACHE_DIR": str(self.folder / ".site-cache"),
            "MLFLOW_DISABLE_TELEMETRY": "true",
            "OMP_NUM_THREADS": "1",  # leaves the other core to the other test process
        }

    def run(self, *command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the copy; `stdout` holds both output streams."""
        return subprocess.run(
            [str(word) for word in command],
            cwd=self.folder,
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def dvc(self, *words: str | Path, **more: str) -> str:
        """The output of a `dvc` command, which must succeed."""
        done = self.run(sys.executable, "-m", "dvc", *words, **more)
        assert done.returncode == 0, f"dvc {words}: {done.stdout[-4000:]}"
        return done.stdout

    def git(self, *words: str) -> str:
        done = self.run("git", *words)
        assert done.returncode == 0, f"git {words}: {done.stdout}"
        return done.stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "Small")

    def set_parameter(self, section: str, **values: Any) -> None:
        path = self.folder / "params.yaml"
        params = yaml.safe_load(path.read_text())
        params[section] |= values
        path.write_text(yaml.safe_dump(params, sort_keys=False))

    def copied_to(self, folder: Path) -> "SmallRepository":
        """A copy with everything that was made in it."""
        shutil.copytree(self.folder, folder, symlinks=True)
        self._rename_artifacts(folder / "backend")
        return SmallRepository(folder)

    def copy_runs_to(self, data_dir: Path) -> None:
        """Copy only the records of MLflow."""
        shutil.copy(self.folder / "backend/mlflow.db", data_dir)
        shutil.copytree(self.folder / "backend/mlruns", data_dir / "mlruns")
        self._rename_artifacts(data_dir)

    def _rename_artifacts(self, data_dir: Path) -> None:
        with closing(sqlite3.connect(data_dir / "mlflow.db")) as database:
            for table, column in ARTIFACT_PLACES.items():
                update = f"UPDATE {table} SET {column} = replace({column}, ?, ?)"
                database.execute(update, [str(self.folder / "backend"), str(data_dir)])
            database.commit()


def make_small_repository(folder: Path) -> SmallRepository:
    """Copy the code, pack the mirror's archives, and commit."""
    repository = SmallRepository(folder)
    (folder / ".dvc").mkdir(parents=True)
    for name in (*COPIED, ".dvc/config", ".dvc/.gitignore"):
        shutil.copy(REPOSITORY_DIR / name, folder / name)
    for name in ("app", "ml"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPOSITORY_DIR / "backend" / name, folder / "backend" / name, ignore=ignored)
    shutil.copytree(REPOSITORY_DIR / ".dvcstore", folder / ".dvcstore")
    (folder / ".venv-train").symlink_to(sys.prefix)
    (folder / ".venv").symlink_to(REPOSITORY_DIR / ".venv")
    (folder / "backend/requirements").mkdir()
    for name in REQUIRED_BY_MAKE:
        shutil.copy(REPOSITORY_DIR / name, folder / name)
        os.utime(folder / name, (0, 0))  # older than both environments, so that make installs nothing into them
    for use in ("train", "masks"):
        (repository.data / "feedback" / use).mkdir(parents=True)
        (repository.data / "feedback" / use / ".gitkeep").touch()
    (repository.data / "own_photos").mkdir()
    (repository.data / "own_photos/.gitkeep").touch()
    # Initial weights are fetched once and shared.
    (REPOSITORY_DIR / "backend/data/pretrained").mkdir(parents=True, exist_ok=True)
    (repository.data / "pretrained").symlink_to(REPOSITORY_DIR / "backend/data/pretrained")
    mirror = Path(repository.environment["CURATOR_DATA_MIRROR"])
    mirror.mkdir()
    lists = folder / "backend/ml/data/sources"
    sources = [
        _pack(mirror, lists, "someone/clothing-dataset-small", dict(_garments())),
        _pack(mirror, lists, "someone/clothing-co-parsing", dict(_outfits())),
        _pack(mirror, lists, "someone/clothing-co-parsing-image-level", {"photos/2000.jpg": b"not read by any stage"}),
        _pack(mirror, lists, "someone/clothing-dataset-part", {"images/a.jpg": b"not read by any stage"}),
    ]
    repository.set_parameter("download", sources=sources)
    repository.set_parameter("train_cutout", masks_sha256=_write_masks(folder / "backend/masks/teacher_masks.zip"))
    for section, values in SMALLER.items():
        repository.set_parameter(section, **values)
    with (folder / ".gitignore").open("a") as ignored:
        ignored.write("/.mirror/\n/.site-cache/\n/.venv-train\n/.venv\n")
    repository.git("init", "-q")
    repository.commit()
    repository.dvc("pull", "--remote", "release", "weights.dvc", "models.dvc")
    repository.dvc("commit", "--force", "masks.dvc")
    (folder / "backend/weights/.ready").touch()  # pulled just now, so that make pulls nothing
    return repository


def finished_run(tmp_path_factory: pytest.TempPathFactory) -> SmallRepository:
    """A copy after one `dvc repro`. All test processes share it, so tests must not change it."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    repository = SmallRepository(base / "small")
    with (base / "small.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (base / "small.log").exists():
            shutil.rmtree(repository.folder, ignore_errors=True)
            make_small_repository(repository.folder)
            (base / "small.log").write_text(repository.dvc("repro"))
    return repository


def _pack(mirror: Path, lists: Path, repository: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """An archive as GitHub packs them, its list, and its entry in params.yaml."""
    name, commit = repository.partition("/")[2], "0" * 40
    unpacked = mirror / name
    with tarfile.open(mirror / f"{name}-{commit}.tar.gz", "w:gz") as tar:
        for path, content in files.items():
            (unpacked / path).parent.mkdir(parents=True, exist_ok=True)
            (unpacked / path).write_bytes(content)
            member = tarfile.TarInfo(f"{name}-{commit}/{path}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    lines = [f"{sha256_of(unpacked / path)}  {path}\n" for path in sorted(files)]
    (lists / f"{name}.sha256").write_text("".join(lines))
    shutil.rmtree(unpacked)
    return {"name": name, "repository": repository, "commit": commit}


def _garments() -> Iterator[tuple[str, bytes]]:
    for category in sorted(path for path in PICTURES.iterdir() if path.is_dir()):
        photos = sorted(category.glob("*.jpg"))
        for split, first in SPLITS.items():
            for photo in photos[first : first + 2]:
                yield f"{split}/{category.name}/{photo.name}", photo.read_bytes()


def _write_masks(archive: Path) -> str:
    """An ellipse for a mask of every training photo; returns the archive's digest."""
    archive.parent.mkdir(parents=True)
    with ZipFile(archive, "w") as packed:
        for name, content in _garments():
            split, category, file = name.split("/")
            if split == "train":
                height, width = read_picture(content, 320).pixels.shape[:2]
                mask = np.zeros((height, width), np.uint8)
                cv2.ellipse(mask, (width // 2, height // 2), (width // 3, height // 3), 0, 0, 360, 1, -1)
                packed.writestr(f"{category}/{Path(file).stem}.png", encode_mask(mask > 0))
    return sha256(archive.read_bytes()).hexdigest()


def _outfits() -> Iterator[tuple[str, bytes]]:
    yield "label_list.mat", _mat(label_list=np.array(LABELS, object)[None])
    photos = {label: sorted((PICTURES / FOLDER_OF_LABEL.get(label, label)).glob("*.jpg")) for label in LABELS[1:]}
    rng = np.random.default_rng(3)
    for number in range(OUTFITS):
        hue = rng.integers(180)
        tiles, labels = [], []
        for label, choice in photos.items():
            picture = cv2.imread(str(choice[rng.integers(len(choice))]))
            tile = cv2.resize(picture, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
            colours = cv2.cvtColor(tile, cv2.COLOR_BGR2HSV)
            colours[..., 0] = hue
            colours[..., 1] = 160
            tiles.append(cv2.cvtColor(colours, cv2.COLOR_HSV2BGR))
            mask = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
            cv2.ellipse(mask, (60, 60), (45, 50), 0, 0, 360, LABELS.index(label), -1)
            labels.append(mask)
        _, jpeg = cv2.imencode(".jpg", np.hstack(tiles))
        yield f"photos/{number:04}.jpg", jpeg.tobytes()
        yield f"annotations/pixel-level/{number:04}.mat", _mat(groundtruth=np.hstack(labels))


def _mat(**content: Any) -> bytes:
    file = io.BytesIO()
    savemat(file, content, do_compression=True)
    return file.getvalue()
