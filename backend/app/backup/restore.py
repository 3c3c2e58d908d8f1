"""`make restore`: turn a copy back into a data folder, checked by digest and migrated to the newest schema."""

import asyncio
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from app.accounts.erasure_replay import replay
from app.backup.copy import (
    DIGESTS,
    FOLDERS,
    JOBS,
    MANIFEST,
    REGISTRY,
    UPLOADS,
    WARDROBE,
    Manifest,
    digest,
    files_in,
    photos_in,
)
from app.outside.storage import FileMissing, Rendition, Store
from app.outside.storage_local import LocalStore
from app.settings import Settings


class RestoreRefused(RuntimeError):
    """The copy is damaged, or something would be overwritten; the message says what to do. Nothing was changed."""


async def restore(settings: Settings, store: Store, source: Path) -> tuple[Manifest, int]:
    """Put the copy at `source` (a folder or a `.tar`) into the data folder, which must not hold a wardrobe yet.

    People who were erased after the copy was made are erased again; the second result is how many. The database comes
    last, so a restore that was interrupted can be run again.
    Raises: RestoreRefused, OSError.
    """
    if (settings.data_dir / WARDROBE).exists():
        raise RestoreRefused(
            f"There is a wardrobe in {settings.data_dir}. Name an empty folder as CURATOR_DATA_DIR, or move it away."
        )
    with _opened(source) as folder:
        manifest = await asyncio.to_thread(check_copy, folder)
        await asyncio.to_thread(_put_back, settings, store, folder, manifest)
    return manifest, await replay(settings)


@contextmanager
def _opened(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield source
        return
    if not source.exists():
        raise RestoreRefused(f"{source} does not exist. FROM must name a folder or .tar made by `make backup`.")
    with tempfile.TemporaryDirectory(dir=source.parent, prefix=".restoring-") as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
        except tarfile.TarError as error:
            raise RestoreRefused(f"{source} cannot be unpacked: {error}.") from error
        yield Path(folder)


def check_copy(folder: Path) -> Manifest:
    """Every file against its digest, every photo against its row. Raises: RestoreRefused."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
        lines = [line.split("  ", 1) for line in (folder / DIGESTS).read_text().splitlines()]
        listed = {name: sha256 for sha256, name in lines}
    except (OSError, ValueError, TypeError) as error:
        raise RestoreRefused(f"{folder} is not a copy made by `make backup`: {error}.") from error
    there = {str(name) for name in files_in(folder)}
    damaged = [name for name in listed if name not in there or digest(folder / name) != listed[name]]
    if damaged:
        more = f" and {len(damaged) - 3} more" if len(damaged) > 3 else ""
        raise RestoreRefused(f"The copy is damaged: {', '.join(damaged[:3])}{more}. Use another one.")
    for photo in photos_in(folder / WARDROBE):
        name = f"{photo.owner_id}/{photo.sha256}"
        if name not in manifest.lost and listed.get(f"{UPLOADS}/{name}/original") != photo.sha256:
            raise RestoreRefused(f"The copy is damaged: the original of photo {name} has changed. Use another copy.")
    return manifest


def _put_back(settings: Settings, store: Store, folder: Path, manifest: Manifest) -> None:
    data_dir, uploads = settings.data_dir, LocalStore(folder / UPLOADS)
    data_dir.mkdir(parents=True, exist_ok=True)
    for photo in photos_in(folder / WARDROBE):
        for key in photo.keys:
            files: dict[Rendition, bytes] = {}
            for rendition in photo.renditions:
                with suppress(FileMissing):  # missing from the copy too
                    files[rendition] = uploads.read(photo.owner_id, key, rendition)
            if files:
                store.put(photo.owner_id, key, files)
    uploads.close()
    for name in FOLDERS:
        if (folder / name).exists():
            shutil.copytree(folder / name, data_dir / name, dirs_exist_ok=True)
    for name in (REGISTRY, JOBS, WARDROBE):
        if (folder / name).exists():
            unfinished = data_dir / f".{name}.unfinished"
            shutil.copy(folder / name, unfinished)
            if name == REGISTRY:
                _move_paths(unfinished, manifest.data_dir, str(data_dir))
            unfinished.rename(data_dir / name)


def _move_paths(database: Path, before: str, after: str) -> None:
    """MLflow stores the paths of its files, and these have changed."""
    with closing(sqlite3.connect(database)) as connection, connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for _, column, kind, *_ in connection.execute(f"PRAGMA table_info('{table}')").fetchall():
                if "CHAR" in kind.upper() or "TEXT" in kind.upper():
                    connection.execute(
                        f'UPDATE "{table}" SET "{column}" = replace("{column}", ?, ?) WHERE "{column}" LIKE ?',  # noqa: S608  names are the database's own
                        (f"{before}/mlruns", f"{after}/mlruns", f"%{before}/mlruns%"),
                    )
