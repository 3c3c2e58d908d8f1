"""`dvc repro` on a few dozen real pictures, and the committed `dvc.lock`."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from dvc.dependency.param import ParamsDependency
from dvc.repo import Repo
from small_repository import SmallRepository, finished_run

from ml.parameters import REPOSITORY_DIR

pytestmark = pytest.mark.timeout(900)
STAGES = [
    "download",
    "own_photos",
    "preprocess",
    "train",
    "train_cutout",
    "cut_garments",
    "train_classifier",
    "evaluate",
]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> SmallRepository:
    return finished_run(tmp_path_factory)


def figures(repository: SmallRepository) -> dict[str, Any]:
    """The output of `dvc metrics show`, by the folder of the file."""
    (shown,) = json.loads(repository.dvc("metrics", "show", "--json")).values()
    files = shown["data"]
    return {Path(name).parent.name: content["data"] for name, content in files.items()}


def test_every_stage_leaves_what_dvc_yaml_names(finished: SmallRepository) -> None:
    stages = yaml.safe_load((finished.folder / "dvc.yaml").read_text())["stages"]
    assert list(stages) == STAGES
    assert yaml.safe_load((finished.folder / "dvc.lock").read_text())["stages"].keys() == stages.keys()
    for stage in stages.values():
        for entry in (*stage.get("outs", ()), *stage.get("metrics", ()), *stage.get("plots", ())):
            path = finished.folder / (entry if isinstance(entry, str) else next(iter(entry)))
            assert path.exists(), path


def test_second_repro_does_nothing(finished: SmallRepository) -> None:
    said = finished.dvc("repro")
    assert "Running stage" not in said
    assert [name for name in STAGES if f"Stage '{name}' didn't change, skipping" in said] == STAGES
    assert finished.dvc("status").strip() == "Data and pipelines are up to date."


def test_metrics_and_plots_are_shown(finished: SmallRepository, tmp_path: Path) -> None:
    shown = figures(finished)
    assert shown["evaluation"]["classifier"]["pictures"] == 20
    assert 0 <= shown["evaluation"]["compatibility"]["auc"] <= 1
    assert 0 <= shown["classifier"]["validation_accuracy"] <= 1
    assert 0 <= shown["siamese"]["validation_auc"] <= 1
    assert 0 <= shown["cutout"]["validation_iou"] <= 1
    finished.dvc("plots", "show", "--out", tmp_path)
    page = (tmp_path / "index.html").read_text()
    for title in (
        "Compatibility, validation AUC",
        "Cut-out, validation",
        "Classifier, validation accuracy",
        "Classifier, test split",
    ):
        assert title in page


@pytest.mark.long
def test_experiment_with_another_rate_reruns_only_what_depends_on_it(finished: SmallRepository, tmp_path: Path) -> None:
    copy = finished.copied_to(tmp_path / "small")
    copy.commit()
    before = figures(copy)
    said = copy.dvc("exp", "run", "-S", "train.lr=0.02")
    assert [name for name in STAGES if f"Running stage '{name}'" in said] == ["train", "evaluate"]
    assert yaml.safe_load((copy.folder / "params.yaml").read_text())["train"]["lr"] == 0.02
    assert {name for name, values in figures(copy).items() if values != before[name]} == {"siamese", "evaluation"}


@pytest.mark.long
def test_training_from_another_commit_gives_equal_digests(finished: SmallRepository, tmp_path: Path) -> None:
    copy = finished.copied_to(tmp_path / "small")
    lock = (copy.folder / "dvc.lock").read_text()
    for trained in ("classifier", "siamese"):
        shutil.rmtree(copy.data / trained)
    (copy.folder / "README.md").write_text("Another commit.\n")
    copy.commit()
    copy.dvc("repro", "--force", "--single-item", "train", "train_classifier")
    assert (copy.folder / "dvc.lock").read_text() == lock
    for name in ("classifier/best", "siamese/compat_mobilenetv2"):
        facts = json.loads((copy.data / f"{name}.provenance.json").read_text())
        assert facts["git_commit"] == copy.git("rev-parse", "HEAD").strip()


def test_committed_lock_is_in_step_with_code_and_parameters(tmp_path: Path) -> None:
    """Checks code and parameters only; `dvc status` also checks the data."""
    assert _tracked(REPOSITORY_DIR, "dvc.lock"), (
        "dvc.lock is not committed: run `make train`, then git add dvc.lock and the figures."
    )
    stale = out_of_step(REPOSITORY_DIR, tmp_path / "clone")
    assert not stale, (
        f"dvc.lock is older than {', '.join(stale)}. Run `make train`, which runs what depends on them, and "
        "commit dvc.lock with the figures."
    )


@pytest.fixture
def tiny(tmp_path: Path) -> SmallRepository:
    """A pipeline of one stage, committed after it ran."""
    repository = SmallRepository(tmp_path / "tiny")
    (repository.folder / "backend/ml").mkdir(parents=True)
    (repository.folder / ".dvc").mkdir()
    (repository.folder / ".dvc/.gitignore").write_text("/tmp\n/cache\n")
    (repository.folder / ".gitignore").write_text("/.site-cache\n")
    (repository.folder / "backend/ml/code.py").touch()
    (repository.folder / "params.yaml").write_text("train: {lr: 1}\n")
    stage = {"cmd": "cp params.yaml out.yaml", "deps": ["backend/ml/code.py"], "params": ["train"]}
    pipeline = {"stages": {"train": stage | {"outs": [{"out.yaml": {"cache": False}}]}}}
    (repository.folder / "dvc.yaml").write_text(yaml.safe_dump(pipeline))
    repository.git("init", "-q")
    repository.commit()
    repository.dvc("repro")
    repository.commit()
    return repository


def test_experiment_in_the_checkout_is_not_taken_for_a_stale_lock(tiny: SmallRepository, tmp_path: Path) -> None:
    assert out_of_step(tiny.folder, tmp_path / "clone") == []
    tiny.set_parameter("train", lr=2)
    assert out_of_step(tiny.folder, tmp_path / "before-the-run") == []
    tiny.dvc("repro")
    assert out_of_step(tiny.folder, tmp_path / "after-the-run") == []
    tiny.git("checkout", "-q", "dvc.lock")
    tiny.commit()
    assert out_of_step(tiny.folder, tmp_path / "committed") == ["train: params.yaml"]


def test_changed_code_makes_the_lock_stale_with_and_without_an_experiment(
    tiny: SmallRepository, tmp_path: Path
) -> None:
    (tiny.folder / "backend/ml/code.py").write_text("# changed\n")
    assert out_of_step(tiny.folder, tmp_path / "clone") == ["train: backend/ml/code.py"]
    tiny.set_parameter("train", lr=2)
    assert "train: backend/ml/code.py" in out_of_step(tiny.folder, tmp_path / "clone")


def out_of_step(repository: Path, clone: Path) -> list[str]:
    """Stages with the code and parameters that changed since dvc.lock was written.

    An experiment changes params.yaml or dvc.lock in the checkout; with unchanged code, the last commit is checked then.
    """
    experiment = _differs(repository, "params.yaml", "dvc.lock")
    if experiment and not _differs(repository, "backend/app", "backend/ml", "dvc.yaml"):
        subprocess.run(["git", "clone", "-q", "--shared", str(repository), str(clone)], check=True)
        repository = clone
    code = _tracked(repository, "backend/app", "backend/ml")
    stale = []
    with Repo(str(repository)) as repo:
        stages = {stage.name: stage for stage in repo.index.stages if stage.path_in_repo == "dvc.yaml"}
        assert stages.keys() == yaml.safe_load((repository / "dvc.yaml").read_text())["stages"].keys()
        for stage in stages.values():
            if stage.changed_stage():
                stale.append(f"{stage.name}: its command")
            for dependency in stage.deps:
                path = os.path.relpath(dependency.fs_path, repo.root_dir)
                if (isinstance(dependency, ParamsDependency) or path in code) and dependency.status():
                    stale.append(f"{stage.name}: {path}")
    return stale


def _differs(repository: Path, *paths: str) -> bool:
    command = ["git", "-C", str(repository), "diff", "--quiet", "HEAD", "--", *paths]
    return subprocess.run(command, check=False).returncode != 0


def _tracked(repository: Path, *paths: str) -> set[str]:
    command = ["git", "-C", str(repository), "ls-files", "--", *paths]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
