"""`make backup`: a copy as of one moment, while the service keeps writing.

Files of a photo are durable before its row is, and rows are copied first, so every file that the copied rows refer to
exists. If a photo was erased in between, the rows are copied again. `jobs.db` is copied before `wardrobe.db`, so no
step is recorded as done whose work is missing from the copy.
"""

import hashlib
import json
import logging
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from app.db.types import now
from app.outside.storage import FileMissing, Rendition, Store
from app.outside.storage_local import LocalStore
from app.settings import Settings

log = logging.getLogger(__name__)

MANIFEST: Final = "manifest.json"
DIGESTS: Final = "SHA256SUMS"  # as `sha256sum --check` reads it
UPLOADS: Final = "uploads"
WARDROBE: Final = "wardrobe.db"
JOBS: Final = "jobs.db"
REGISTRY: Final = "mlflow.db"
FOLDERS: Final = ("mlruns", "models_cache", "erasures")  # erasures: ids of erased people, so that no copy restores them
_MOST_ROUNDS: Final = 10


class BackupRefused(RuntimeError):
    """No copy can be made; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a copy contains: everything that was answered up to `moment`."""

    moment: str  # UTC, ISO 8601
    data_dir: str  # its original path, with which the registry's paths begin
    photos: int
    lost: list[str]  # photos whose original was missing before
    format: int = 1


@dataclass(frozen=True)
class KeptPhoto:
    """A photo as its row describes it."""

    owner_id: UUID
    sha256: str
    renditions_key: str  # another than the digest once the photo was turned, repaired or cut out again
    has_cutout: bool

    @property
    def keys(self) -> list[str]:
        return list(dict.fromkeys((self.sha256, self.renditions_key)))

    @property
    def renditions(self) -> list[Rendition]:
        always: list[Rendition] = ["original", "display", "thumb"]
        return [*always, "mask", "cutout", "cutout_thumb"] if self.has_cutout else always


def make_backup(settings: Settings, store: Store, to: Path) -> Manifest:
    """Copy everything to the folder `to`, or to one file if its name ends in `.tar`; it appears complete or not at all.

    Raises: BackupRefused, OSError.
    """
    if not settings.database_url.startswith("sqlite"):
        raise BackupRefused("This copies SQLite files. For PostgreSQL, docs/operations.md says what to do.")
    if not (settings.data_dir / WARDROBE).exists():
        raise BackupRefused(f"There is no wardrobe in {settings.data_dir}: set CURATOR_DATA_DIR to its folder.")
    if to.exists():
        raise BackupRefused(f"{to} exists already. Name another path, or remove it first.")
    unfinished = to.with_name(f".{to.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    manifest = _copy_people(settings.data_dir, store, unfinished)
    _copy_registry(settings.data_dir, unfinished)
    (unfinished / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2))
    _write_digests(unfinished)
    if to.suffix == ".tar":
        packed = to.with_name(f".{to.name}.packing")
        with tarfile.open(packed, "w") as archive:
            archive.add(unfinished, arcname=".")
        packed.chmod(0o600)
        packed.rename(to)
        shutil.rmtree(unfinished)
    else:
        unfinished.rename(to)
    return manifest


def _copy_people(data_dir: Path, store: Store, folder: Path) -> Manifest:
    copied = LocalStore(folder / UPLOADS)
    done = set[KeptPhoto]()
    for _ in range(_MOST_ROUNDS):
        moment = now().isoformat()
        snapshot(data_dir / JOBS, folder / JOBS)
        snapshot(data_dir / WARDROBE, folder / WARDROBE)
        photos = photos_in(folder / WARDROBE)
        gone = [photo for photo in photos if not _copy_photo(store, copied, photo, done)]
        still_there = set(photos_in(data_dir / WARDROBE)) if gone else set()
        lost = [photo for photo in gone if photo in still_there]
        if len(lost) == len(gone):
            break
    else:
        raise BackupRefused("Photos were erased faster than they could be copied. Try again at a quieter time.")
    known = {(photo.owner_id, key) for photo in photos for key in photo.keys}
    for owner_id, sha256 in {(one.owner, one.sha256) for one in copied.photos()} - known:
        copied.delete(owner_id, sha256)
    lost = [photo for photo in lost if "original" not in copied.renditions(*_key(photo))]
    copied.sweep_unfinished()
    copied.close()
    (folder / UPLOADS / ".unfinished").rmdir()
    for photo in lost:
        log.warning("the original of photo %s/%s was missing before; `make check-data` tells more", *_key(photo))
    return Manifest(moment, str(data_dir), len(photos), ["/".join(map(str, _key(photo))) for photo in lost])


def _key(photo: KeptPhoto) -> tuple[UUID, str]:
    return photo.owner_id, photo.sha256


def _copy_photo(store: Store, copied: LocalStore, photo: KeptPhoto, done: set[KeptPhoto]) -> bool:
    """Whether the photo's files are copied; False if its original, or all pictures that its row names, are missing."""
    if photo in done:
        return True
    found = dict[str, dict[Rendition, bytes]]()
    for key in photo.keys:
        found[key] = {}
        for rendition in photo.renditions:
            with suppress(FileMissing):  # `make check-data` can make small pictures again
                found[key][rendition] = store.read(photo.owner_id, key, rendition)
    if "original" not in found[photo.sha256]:
        return False
    for key, files in found.items():
        if files:
            copied.put(photo.owner_id, key, files)
    if not found[photo.renditions_key]:
        return False
    done.add(photo)
    return True


def _copy_registry(data_dir: Path, folder: Path) -> None:
    """The model registry, if it is on this disk, and the models that were downloaded from it."""
    snapshot(data_dir / REGISTRY, folder / REGISTRY)
    for name in FOLDERS:
        if (data_dir / name).exists():
            shutil.copytree(data_dir / name, folder / name, ignore=shutil.ignore_patterns(".fetching-*", ".lock"))


def snapshot(database: Path, to: Path) -> None:
    """One moment of a SQLite database that others write to, as one file (SQLite's online backup)."""
    to.unlink(missing_ok=True)
    if not database.exists():
        return
    with closing(sqlite3.connect(database)) as live, closing(sqlite3.connect(to)) as copy:
        live.execute("PRAGMA busy_timeout = 60000")
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def photos_in(database: Path) -> list[KeptPhoto]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT owner_id, sha256, renditions_key, has_cutout FROM photos ORDER BY id")
        return [KeptPhoto(UUID(hex=owner), sha256, key, bool(cutout)) for owner, sha256, key, cutout in rows]


def files_in(folder: Path) -> Iterator[Path]:
    """Every file of a copy, relative to it, except the list of digests."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != DIGESTS:
            yield path.relative_to(folder)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_digests(folder: Path) -> None:
    lines = [f"{digest(folder / name)}  {name}\n" for name in files_in(folder)]
    (folder / DIGESTS).write_text("".join(lines))
