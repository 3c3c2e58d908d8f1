"""`dvc repro` on a few dozen real pictures, and the committed `dvc.lock`."""

import json
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
STAGES = ["download", "own_photos", "preprocess", "train", "cut_garments", "train_classifier", "evaluate"]


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
    finished.dvc("plots", "show", "--out", tmp_path)
    page = (tmp_path / "index.html").read_text()
    for title in ("Compatibility, validation AUC", "Classifier, validation accuracy", "Classifier, test split"):
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


def test_committed_lock_is_in_step_with_code_and_parameters() -> None:
    """Checks code and parameters only; `dvc status` also checks the data."""
    lock = "dvc.lock"
    assert _tracked(lock), "dvc.lock is not committed: run `make train`, then git add dvc.lock and the figures."
    code = _tracked("backend/app", "backend/ml")
    out_of_step = []
    with Repo(str(REPOSITORY_DIR)) as repo:
        stages = [stage for stage in repo.index.stages if stage.path_in_repo == "dvc.yaml"]
        assert len(stages) == len(STAGES)
        for stage in stages:
            if stage.changed_stage():
                out_of_step.append(f"{stage.name}: its command")
            looked_at = [one for one in stage.deps if isinstance(one, ParamsDependency) or str(one) in code]
            out_of_step += [f"{stage.name}: {one}" for one in looked_at if one.status()]
    assert not out_of_step, (
        f"dvc.lock is older than {', '.join(out_of_step)}. Run `make train`, which runs what depends on them, and "
        "commit dvc.lock with the figures."
    )


def _tracked(*paths: str) -> set[str]:
    command = ["git", "-C", str(REPOSITORY_DIR), "ls-files", "--", *paths]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
