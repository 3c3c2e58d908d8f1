"""Backup and restore; under constant writes: tests/proofs/test_backup.py."""

import asyncio
import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest
from conftest import Person, Service, serve

from app.backup.copy import BackupRefused, make_backup
from app.backup.restore import RestoreRefused, restore
from app.outside.storage_local import LocalStore
from app.settings import Settings, get_settings

REMAINING = [(None,), ("keeper@example.org",)]  # the server owner's account, which has no address, and the keeper's

pytestmark = pytest.mark.sqlite  # PostgreSQL is copied by its own tool: test_postgresql.py


@pytest.fixture(scope="module")
def kept(service: Service, pictures) -> tuple[Service, Person, list[str]]:
    person = service.join("keeper@example.org")
    items = [person.add(picture)["id"] for picture in pictures["hat"][:3]]
    person.http.put(f"/v1/items/{items[1]}/cutout/mask", files={"mask": ("mask.png", painted(person, items[1]))})
    person.http.patch(f"/v1/items/{items[0]}", json={"attributes": {"notes": "from my aunt"}})
    return service, person, items


def painted(person: Person, item_id: str) -> bytes:
    """A mask as its owner paints it: the upper half is garment."""
    images = person.http.get(f"/v1/items/{item_id}").json()["images"]
    mask = np.zeros((images["height"], images["width"]), np.uint8)
    mask[: len(mask) // 2] = 255
    return cv2.imencode(".png", mask)[1].tobytes()


def originals_in(uploads: Path) -> list[Path]:
    """The photos as they were sent, without the JSON notes that stand for them beside repaired pictures."""
    return [path for path in uploads.rglob("original") if not path.read_bytes().startswith(b"{")]


def settings_at(folder: Path) -> Settings:
    return Settings(data_dir=folder)


def make(to: Path) -> None:
    settings = get_settings()
    make_backup(settings, LocalStore(settings.uploads_dir), to)


def put_back(source: Path, folder: Path) -> None:
    settings = settings_at(folder)
    asyncio.run(restore(settings, LocalStore(settings.uploads_dir), source))


@pytest.mark.parametrize("name", ["copy", "copy.tar"])
def test_restored_elsewhere_everything_is_there_and_files_are_equal(kept, tmp_path: Path, name: str):
    service, _, items = kept
    make(tmp_path / "copies" / name)
    put_back(tmp_path / "copies" / name, tmp_path / "elsewhere")
    before = {p.relative_to(service.data_dir): p.read_bytes() for p in service.kept_files}
    there = {
        p.relative_to(tmp_path / "elsewhere"): p.read_bytes()
        for p in (tmp_path / "elsewhere/uploads").rglob("*")
        if p.is_file()
    }
    assert there == before
    assert len(before) >= 3 * len(items)
    for restored in serve(tmp_path / "elsewhere"):
        token = restored.sign_in("keeper@example.org")["access_token"]
        http = restored.client(Authorization=f"Bearer {token}")
        assert [item["id"] for item in http.get("/v1/items").json()["items"]] == items[::-1]
        assert http.get(f"/v1/items/{items[0]}").json()["attributes"]["notes"] == "from my aunt"
        assert http.get(http.get(f"/v1/items/{items[1]}").json()["images"]["mask"]).status_code == 200


def test_digests_are_as_sha256sum_reads_them_and_no_secret_is_copied(kept, tmp_path: Path):
    service, _, _ = kept
    make(tmp_path / "copy")
    for line in (tmp_path / "copy/SHA256SUMS").read_text().splitlines():
        sha256, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "copy" / name).read_bytes()).hexdigest() == sha256
    secret = (service.data_dir / "secrets/secret_key").read_text()
    assert not [
        path for path in (tmp_path / "copy").rglob("*") if path.is_file() and secret.encode() in path.read_bytes()
    ]
    assert json.loads((tmp_path / "copy/manifest.json").read_text())["photos"] == 3


def test_photo_erased_while_it_is_copied_is_in_no_row_of_the_copy(kept, tmp_path: Path):
    service, _, _ = kept
    other = service.join()
    gone = other.upload(("a.jpg", (service.kept_files[0]).read_bytes())).json()["results"][0]
    assert gone["status"] == 201
    settings = get_settings()

    class Slow(LocalStore):
        """A person erases their account after the rows were copied."""

        erased = False

        def read(self, owner, sha256, rendition):
            if not self.erased:
                self.erased = True
                answer = other.http.request("DELETE", "/v1/me", json={"password": other.password})
                assert answer.status_code == 204
            return super().read(owner, sha256, rendition)

    manifest = make_backup(settings, Slow(settings.uploads_dir), tmp_path / "copy")
    assert manifest.photos == 3
    assert manifest.lost == []
    with closing(sqlite3.connect(tmp_path / "copy/wardrobe.db")) as copy:
        assert copy.execute("SELECT email FROM users ORDER BY email").fetchall() == REMAINING
    assert len(originals_in(tmp_path / "copy/uploads")) == 3


def test_damaged_copy_changes_nothing(kept, tmp_path: Path):
    make(tmp_path / "copy")
    original = next((tmp_path / "copy/uploads").rglob("original"))
    original.write_bytes(original.read_bytes()[:-1])
    with pytest.raises(RestoreRefused, match="damaged"):
        put_back(tmp_path / "copy", tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere/wardrobe.db").exists()


def test_nothing_is_written_over(kept, tmp_path: Path):
    service, _, _ = kept
    make(tmp_path / "copy")
    with pytest.raises(RestoreRefused, match="There is a wardrobe"):
        put_back(tmp_path / "copy", service.data_dir)
    with pytest.raises(BackupRefused, match="exists already"):
        make(tmp_path / "copy")


def test_registry_moves_with_the_copy(kept, tmp_path: Path):
    service, _, _ = kept
    with closing(sqlite3.connect(service.data_dir / "mlflow.db")) as registry, registry:
        registry.execute("CREATE TABLE runs (artifact_uri VARCHAR(200))")
        registry.execute("INSERT INTO runs VALUES (?)", [f"{service.data_dir}/mlruns/1/artifacts"])
    (service.data_dir / "mlruns/1").mkdir(parents=True)
    (service.data_dir / "mlruns/1/model.onnx").write_bytes(b"a model")
    make(tmp_path / "copy")
    shutil.rmtree(service.data_dir / "mlruns")
    put_back(tmp_path / "copy", tmp_path / "elsewhere")
    with closing(sqlite3.connect(tmp_path / "elsewhere/mlflow.db")) as registry:
        (place,) = registry.execute("SELECT artifact_uri FROM runs").fetchone()
    assert place == f"{tmp_path / 'elsewhere'}/mlruns/1/artifacts"
    assert (tmp_path / "elsewhere/mlruns/1/model.onnx").read_bytes() == b"a model"


def test_whoever_was_erased_after_the_copy_is_erased_again(kept, tmp_path: Path, pictures):
    service, _, items = kept
    leaver = service.join("leaver@example.org")
    leaver.add(pictures["shoes"][0])
    make(tmp_path / "copy")
    assert leaver.http.request("DELETE", "/v1/me", json={"password": leaver.password}).status_code == 204
    shutil.copytree(service.data_dir / "erasures", tmp_path / "elsewhere/erasures")
    put_back(tmp_path / "copy", tmp_path / "elsewhere")
    with closing(sqlite3.connect(tmp_path / "elsewhere/wardrobe.db")) as database:
        assert database.execute("SELECT email FROM users ORDER BY email").fetchall() == REMAINING
    assert len(originals_in(tmp_path / "elsewhere/uploads")) == len(items)
