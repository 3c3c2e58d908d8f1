"""`make snapshot` with a real S3 server; the pointer files alone restore what was pushed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Service
from object_store import run_object_store

ROOT = Path(__file__).resolve().parents[3]
PLACES = ("uploads", "wardrobe.db", ".dvc/cache")
pytestmark = pytest.mark.timeout(600)


@pytest.mark.sqlite
def test_snapshot_is_pushed_and_comes_back_by_its_pointers(fresh_service: Service, pictures, tmp_path: Path):
    fresh_service.join().add(pictures["hat"][0])
    folder = fresh_service.data_dir / "snapshot"
    with run_object_store(tmp_path / "store") as store:
        store.make_bucket("curator-dvc")
        environment = os.environ | store.environment | {"CURATOR_DATA_DIR": str(fresh_service.data_dir)}
        for _ in range(2):  # the second finds the first one's files
            run(environment, sys.executable, "deploy/snapshot.py")
        assert store.keys("curator-dvc")
        assert {path.name for path in folder.glob("?*.dvc")} == {"uploads.dvc", "wardrobe.db.dvc"}
        before = {path.name: path.read_bytes() for path in (folder / "uploads").rglob("original")}
        for place in PLACES:
            path = folder / place
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        run(environment, Path(sys.executable).with_name("dvc"), "pull", "--quiet", cwd=folder)
    assert before
    assert {path.name: path.read_bytes() for path in (folder / "uploads").rglob("original")} == before
    # git ignores it if the data folder is the repository's own
    ignored = subprocess.run(
        [
            "git",
            "check-ignore",
            "backend/snapshot/uploads.dvc",
            "backend/snapshot/manifest.json",
            "backend/backups/copy",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(ignored.stdout.splitlines()) == 3


def run(environment: dict[str, str], *command: str | Path, cwd: Path = ROOT) -> None:
    ran = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
