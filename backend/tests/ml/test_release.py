"""`make release` and `make rollback` in a small repository: real models, DVC, git and MLflow."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from killed_release import STEPS
from small_repository import SmallRepository, finished_run

from app.registry.candidate import digest_of
from app.settings import get_settings
from app.vision.provenance import read_provenance, write_provenance
from ml.releasing.store import DVC_FILES, MEGABYTE, MOST_MEGABYTES, keep_released

pytestmark = pytest.mark.timeout(900)
FILES = ("best.pt", "best.onnx")
OF_GOOD = {"git_commit": "5" * 40, "git_changed": "no", "made_at": "2026-11-30T12:00:00+00:00"}
NAME = "wardrobe-classifier"


def release(repository: SmallRepository, *words: str) -> tuple[int, str]:
    done = repository.run(sys.executable, "-m", "ml.release", *words)
    return done.returncode, done.stdout


def released(repository: SmallRepository) -> dict[str, str]:
    return {name: digest_of(repository.folder / "backend/weights" / name) for name in FILES}


def provenance(repository: SmallRepository) -> dict[str, str]:
    """The facts about the released classifier."""
    onnx = repository.folder / "backend/weights/best.onnx"
    return read_provenance(onnx, digest_of(onnx))


def digests_in(folder: Path) -> dict[str, str]:
    return {name: digest_of(folder / name) for name in FILES}


def killed_when(repository: SmallRepository, steps: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A release that is killed at these steps and then completes."""
    done = repository.run(sys.executable, Path(__file__).with_name("killed_release.py"), steps, *words)
    assert done.returncode == 0, done.stdout
    return done


def everything(repository: SmallRepository) -> dict[str, str]:
    """Digests of everything that a release may change."""
    folders = ("backend/weights", "backend/models", "backend/mlruns", ".dvcstore", ".dvc/cache")
    files = [path for name in folders for path in (repository.folder / name).rglob("*") if path.is_file()]
    files += [repository.folder / name for name in (*DVC_FILES, "dvc.lock", "backend/mlflow.db")]
    return {str(path): digest_of(path) for path in files}


def production(repository: SmallRepository) -> str | None:
    """The digest of the version with the alias."""
    query = """
        SELECT value FROM model_version_tags JOIN registered_model_aliases USING (name, version)
        WHERE name = ? AND alias = 'production' AND key = 'onnx_sha256'
    """
    with closing(sqlite3.connect(repository.folder / "backend/mlflow.db")) as database:
        found = database.execute(query, [NAME]).fetchone()
    return found[0] if found else None


def versions(repository: SmallRepository) -> int:
    with closing(sqlite3.connect(repository.folder / "backend/mlflow.db")) as database:
        return database.execute("SELECT count(*) FROM model_versions WHERE name = ?", [NAME]).fetchone()[0]


def pulled_in_a_clone(repository: SmallRepository, folder: Path) -> dict[str, str]:
    """The files of a clone of the repository, by commit, without a network."""
    repository.git("clone", "-q", str(repository.folder), str(folder))
    clone = SmallRepository(folder)
    clone.dvc("pull", "--remote", "release", "weights.dvc", "models.dvc")
    return released(clone)


@pytest.fixture(scope="module")
def good() -> dict[str, str]:
    return digests_in(get_settings().weights_dir)


@pytest.fixture(scope="module")
def poor(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A classifier after four training steps from scratch."""
    return digests_in(finished_run(tmp_path_factory).data / "classifier")


@pytest.fixture(scope="module")
def poor_released(tmp_path_factory: pytest.TempPathFactory, poor: dict[str, str]) -> SmallRepository:
    """The poor classifier is released but in no registry; the candidate is Curator's own."""
    copy = finished_run(tmp_path_factory).copied_to(tmp_path_factory.mktemp("release") / "small")
    for name in FILES:
        shutil.copy(copy.data / "classifier" / name, copy.folder / "backend/weights" / name)
    shutil.copy(copy.data / "classifier/best.provenance.json", copy.folder / "backend/weights")
    assert released(copy) == poor
    copy.dvc("commit", "--force", "weights.dvc")
    copy.dvc("push", "--remote", "release", "weights.dvc")
    copy.commit()
    for name in FILES:
        shutil.copy(get_settings().weights_dir / name, copy.data / "classifier" / name)
    write_provenance(copy.data / "classifier/best.onnx", digest_of(copy.data / "classifier/best.onnx"), OF_GOOD)
    return copy


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, poor_released: SmallRepository) -> SmallRepository:
    """A copy for tests that release; each continues where the previous one ended."""
    return poor_released.copied_to(tmp_path_factory.mktemp("going-on") / "small")


def test_worse_candidates_are_refused_with_figures_and_nothing_changes(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    copy = finished_run(tmp_path_factory).copied_to(tmp_path / "small")
    before = everything(copy)
    code, said = release(copy, "--only", "classifier")
    assert code == 1
    assert "REFUSED: the rule is not met by: log_score_together, accuracy_together, " in said, said
    assert everything(copy) == before


def test_dry_run_says_what_would_be_done_and_does_nothing(repository: SmallRepository) -> None:
    before = everything(repository)
    code, said = release(repository, "--only", "classifier", "--dry-run")
    assert code == 0
    assert "may be released: better by the rule in params.yaml." in said
    assert "would now: copy to" in said
    assert everything(repository) == before


@pytest.mark.long
def test_release_killed_before_every_step_completes_when_run_again(
    poor_released: SmallRepository, good: dict[str, str], tmp_path: Path
) -> None:
    copy = poor_released.copied_to(tmp_path / "small")
    done = killed_when(copy, ",".join(STEPS), "--only", "classifier")
    assert done.stdout.count("going on with the release that was begun") == len(STEPS)
    assert (released(copy), production(copy), versions(copy)) == (good, good["best.onnx"], 2)


def test_release_killed_in_the_middle_completes_when_run_again(
    repository: SmallRepository, good: dict[str, str], tmp_path: Path
) -> None:
    done = killed_when(repository, "one-file-in-place,registered", "--only", "classifier")
    assert done.stdout.count("going on with the release that was begun") == 2
    assert released(repository) == good
    assert (production(repository), versions(repository)) == (good["best.onnx"], 2)
    assert provenance(repository) == OF_GOOD
    assert not (repository.data / "release/classifier").exists()
    repository.commit()
    assert pulled_in_a_clone(repository, tmp_path / "clone") == good


def test_store_keeps_what_was_released_before_only_as_far_as_there_is_room(
    repository: SmallRepository, good: dict[str, str], tmp_path: Path
) -> None:
    copy = repository.copied_to(tmp_path / "small")
    size = sum(path.stat().st_size for path in (copy.folder / ".dvcstore").rglob("*") if path.is_file())
    assert size <= MOST_MEGABYTES * MEGABYTE
    (out,) = yaml.safe_load((copy.folder / "weights.dvc").read_text())["outs"]
    for name in FILES:
        shutil.copy(copy.data / "siamese/history.csv", copy.folder / "backend/weights" / name)
    copy.dvc("commit", "--force", "weights.dvc")
    copy.dvc("push", "--remote", "release", "weights.dvc")
    listing = copy.folder / ".dvcstore/files/md5" / out["md5"][:2] / out["md5"][2:]
    assert keep_released(copy.folder).former == ["weights.dvc"]
    # the classifier's two files and the facts about them, and the cut-out network's two
    assert len(json.loads(listing.read_text())) == len(FILES) + 3
    kept = keep_released(copy.folder, most_megabytes=24)
    assert kept.former == []
    assert kept.megabytes < 24
    assert not listing.exists()
    copy.commit()
    history = digest_of(copy.data / "siamese/history.csv")
    assert pulled_in_a_clone(copy, tmp_path / "clone") == dict.fromkeys(FILES, history)


def test_store_keeps_the_masks_that_a_training_needs(repository: SmallRepository, tmp_path: Path) -> None:
    copy = repository.copied_to(tmp_path / "small")
    copy.dvc("push", "--remote", "release", "masks.dvc")
    copy.commit()
    keep_released(copy.folder, most_megabytes=0)
    copy.git("clone", "-q", str(copy.folder), str(tmp_path / "clone"))
    SmallRepository(tmp_path / "clone").dvc("pull", "--remote", "release", "masks.dvc")
    masks = "backend/masks/teacher_masks.zip"
    assert digest_of(tmp_path / "clone" / masks) == digest_of(copy.folder / masks)


def test_what_is_released_is_released_once_more_and_nothing_changes(
    repository: SmallRepository, good: dict[str, str]
) -> None:
    code, said = release(repository, "--only", "classifier")
    assert (code, released(repository), versions(repository)) == (0, good, 2)
    assert "the candidate is what is released" in said
    assert "version 2, is Production" in said


def test_rollback_of_a_registrys_first_release_killed_and_run_again_goes_back_to_what_was_there_before(
    repository: SmallRepository, poor: dict[str, str], tmp_path: Path
) -> None:
    done = killed_when(repository, "promoted", "--rollback", "classifier")
    assert "back from version 2 to version 1" in done.stdout
    assert (released(repository), production(repository)) == (poor, poor["best.onnx"])
    trained_at = repository.git("log", "--reverse", "--format=%H").split()[0]
    assert provenance(repository).items() >= {"git_commit": trained_at, "git_changed": "no"}.items()
    repository.commit()
    assert pulled_in_a_clone(repository, tmp_path / "clone") == poor

    code, said = release(repository, "--rollback", "classifier")
    assert code == 1
    assert f"{NAME} has no version before the one that is Production" in said
