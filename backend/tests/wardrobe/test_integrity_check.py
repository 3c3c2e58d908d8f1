"""`make check-data`: derived data is repaired, the rest is reported."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import connected, environment_of, serve
from sqlalchemy import delete, func, select, update

from app.db.tables import Embedding, Item, Photo

BACKEND = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path, pictures) -> Path:
    """The data of a stopped service: three garments."""
    for service in serve(tmp_path):
        someone = service.join()
        for name in ("hat", "pants", "dress"):
            someone.add(pictures[name][0])
    return tmp_path


def check(folder: Path, *options: str) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "app.wardrobe.integrity_check", *options],
        cwd=BACKEND,
        env=environment_of(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


def files(folder: Path, name: str) -> list[Path]:
    return sorted(folder.glob(f"uploads/*/*/{name}"))


def test_whole_wardrobe_has_nothing_to_tell(folder: Path):
    assert check(folder) == (0, "Everything is in order.\n")


def test_lost_pictures_are_made_anew_as_they_were(folder: Path):
    lost = [files(folder, name)[0] for name in ("display", "thumb", "mask", "cutout_thumb", "cutout")]
    before = [path.read_bytes() for path in lost]
    for path in lost[:4]:
        path.unlink()
    lost[4].write_bytes(b"damaged")
    status, told = check(folder, "--report-only")
    assert (status, "NOT REPAIRED" in told) == (1, True)
    assert not lost[0].exists()
    status, told = check(folder)
    assert (status, "Made again." in told) == (0, True)
    assert [path.read_bytes() for path in lost[:2]] == before[:2]
    assert check(folder) == (0, "Everything is in order.\n")


def test_lost_and_damaged_originals_are_told(folder: Path):
    one, other, _ = files(folder, "original")
    one.unlink()
    other.write_bytes(other.read_bytes()[:-1])
    status, told = check(folder)
    assert status == 1
    assert f"{one.parent.name}: the original is lost. NOT REPAIRED" in told
    assert f"{other.parent.name}: the original is damaged" in told


def test_photo_without_any_file_is_told(folder: Path):
    shutil.rmtree(files(folder, "original")[0].parent)
    status, told = check(folder)
    assert status == 1
    assert "no picture is left to make it from" in told


def test_files_that_belong_to_nothing_are_told(folder: Path):
    stray = files(folder, "original")[0].parent.with_name("f" * 64)
    shutil.copytree(files(folder, "original")[0].parent, stray)
    status, told = check(folder)
    assert (status, "belong to no photo" in told) == (0, True)


def test_half_garments_and_damaged_embeddings_are_taken_out(folder: Path):
    with connected(folder) as database:
        first, second, _ = database.scalars(select(Item.id).order_by(Item.id))
        database.execute(delete(Photo).where(Photo.item_id == first))
        database.execute(update(Embedding).where(Embedding.item_id == second).values(vector=bytes(512)))
    status, told = check(folder)
    assert status == 0
    assert "has no photo" in told
    assert "damaged embedding" in told
    with connected(folder) as database:
        assert database.scalar(select(func.count()).select_from(Item)) == 2
        assert database.scalar(select(func.count()).select_from(Embedding)) == 1
