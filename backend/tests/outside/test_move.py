"""`make move-photos`: into the bucket and back, interrupted and continued, with every file equal."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from object_store import ObjectStore, run_object_store

from app.outside.storage_local import LocalStore

BACKEND = Path(__file__).resolve().parents[2]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ObjectStore]:
    with run_object_store(tmp_path / "s3") as server:
        server.make_bucket("photos")
        yield server


def move(to: str, data_dir: Path, server: ObjectStore | None) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "app.outside.move", "--to", to],
        cwd=BACKEND,
        env=os.environ | {"CURATOR_DATA_DIR": str(data_dir)} | (server.settings("photos") if server else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


def contents(data_dir: Path) -> dict[str, bytes]:
    root = data_dir / "uploads"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_photos_go_into_the_bucket_and_back(tmp_path: Path, server: ObjectStore):
    here, there = tmp_path / "here", tmp_path / "there"
    store, owner = LocalStore(here / "uploads"), uuid4()
    photos = [os.urandom(100_000) for _ in range(5)]
    for photo in photos:
        store.put(owner, sha256(photo).hexdigest(), {"original": photo, "display": photo[::2], "thumb": photo[::3]})
    store.close()
    status, told = move("s3", here, server)
    assert (status, "5 photos written, 0 existed already" in told) == (0, True), told
    assert "5/5" in told  # the progress bar
    # After a part of the copy was lost or damaged, only that part is written again.
    key = f"photos/{owner}/{sha256(photos[0]).hexdigest()}/original"
    server.put("photos", key, b"spoiled")
    server.delete("photos", f"photos/{owner}/{sha256(photos[1]).hexdigest()}/original")
    status, told = move("s3", here, server)
    assert (status, "2 photos written, 3 existed already" in told) == (0, True), told
    status, told = move("local", there, server)
    assert (status, "5 photos written" in told) == (0, True), told
    assert contents(there) == contents(here)
    lost = here / "uploads" / str(owner) / sha256(photos[2]).hexdigest()
    shutil.rmtree(lost)
    (lost).mkdir()
    (lost / "thumb").write_bytes(b"x")
    status, told = move("s3", here, server)
    assert (status, "1 could not be moved" in told, "original is missing" in told) == (1, True, True), told


def test_without_a_bucket_it_says_so(tmp_path: Path):
    status, told = move("s3", tmp_path, None)
    assert (status, "S3_BUCKET" in told) == (2, True)
