"""Ids of erased people, stored outside the database, so that restoring a backup brings nobody back.

One small file a person in `erasures` of the data folder, or one object under `erasures/` of the bucket. A restore
leaves what is there, and adds what the backup has.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from app.db.types import now
from app.outside.bucket import Bucket
from app.outside.storage_local import sync_folder, translated, write_durably
from app.outside.stores import open_bucket
from app.settings import Settings

_PREFIX: Final = "erasures"


class ErasureJournal(Protocol):
    """Every call blocks. Raises: StorageUnavailable where the store does not answer."""

    def note(self, user_id: UUID) -> None:
        """Keep it, durably. Raises: StorageFull."""

    def erased(self) -> Iterator[UUID]:
        """Everybody who was ever noted."""


class FolderJournal:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, user_id: UUID) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_durably(self._folder / str(user_id), now().isoformat().encode())
            sync_folder(self._folder)
        except OSError as error:
            raise translated(error) from error

    def erased(self) -> Iterator[UUID]:
        if self._folder.is_dir():
            yield from (UUID(path.name) for path in self._folder.iterdir())


class BucketJournal:
    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def note(self, user_id: UUID) -> None:
        self._bucket.put(f"{_PREFIX}/{user_id}", now().isoformat().encode())

    def erased(self) -> Iterator[UUID]:
        yield from (UUID(found.key.removeprefix(f"{_PREFIX}/")) for found in self._bucket.list(f"{_PREFIX}/"))


def open_journal(settings: Settings) -> ErasureJournal:
    bucket = open_bucket(settings)
    return BucketJournal(bucket) if bucket else FolderJournal(settings.erasures_dir)
