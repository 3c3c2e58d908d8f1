"""Uploads that have not been claimed yet, each under its owner and an id, in a folder or in the bucket."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Final, NamedTuple, Protocol
from uuid import UUID, uuid4

from app.outside.bucket import Bucket, NoSuchObject
from app.outside.storage import CHUNK_BYTES
from app.outside.storage_local import sync_folder, translated

UPLOADS: Final = "uploads"
_UNFINISHED_FOR_S: Final = 24 * 3600


class Waiting(NamedTuple):
    owner: UUID
    upload_id: UUID


class NothingUploaded(LookupError):
    def __init__(self) -> None:
        super().__init__("Nothing has been uploaded under this key. Send the file to its address first.")


class UploadTooLarge(ValueError):
    """The upload is larger than allowed."""


class Inbox(Protocol):
    """Every call blocks, and raises StorageUnavailable if the store does not answer."""

    def put(self, upload: Waiting, content: IO[bytes], content_type: str) -> None:
        """Store an upload completely and durably, or not at all; a repeated one replaces it. Raises: StorageFull."""

    def open(self, upload: Waiting, max_bytes: int) -> AbstractContextManager[IO[bytes]]:
        """The upload as a seekable file. Raises: NothingUploaded, UploadTooLarge."""

    def delete(self, upload: Waiting) -> None:
        """A missing upload is not an error."""

    def erase_owner(self, owner: UUID) -> None: ...

    def waiting(self) -> Iterator[Waiting]:
        """All uploads."""

    def sweep_unfinished(self) -> None:
        """Delete files that a crash left half-written at least a day ago."""


class LocalInbox:
    """Files `root/<owner>/<id>`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, upload: Waiting, content: IO[bytes], content_type: str) -> None:
        folder = self._root / str(upload.owner)
        unfinished = folder / f".{uuid4().hex}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                shutil.copyfileobj(content, file, CHUNK_BYTES)
                file.flush()
                sync_folder(unfinished)
            unfinished.rename(self._path(upload))
            sync_folder(folder)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise translated(error) from error

    @contextmanager
    def open(self, upload: Waiting, max_bytes: int) -> Iterator[IO[bytes]]:
        try:
            file = self._path(upload).open("rb")
        except FileNotFoundError as error:
            raise NothingUploaded from error
        with file:
            if self._path(upload).stat().st_size > max_bytes:
                raise UploadTooLarge
            yield file

    def delete(self, upload: Waiting) -> None:
        self._path(upload).unlink(missing_ok=True)

    def erase_owner(self, owner: UUID) -> None:
        shutil.rmtree(self._root / str(owner), ignore_errors=True)

    def waiting(self) -> Iterator[Waiting]:
        for path in self._root.glob("*/[!.]*"):
            yield Waiting(UUID(path.parent.name), UUID(path.name))

    def sweep_unfinished(self) -> None:
        for path in self._root.glob("*/.*"):
            if path.stat().st_mtime < time.time() - _UNFINISHED_FOR_S:
                path.unlink(missing_ok=True)

    def _path(self, upload: Waiting) -> Path:
        return self._root / str(upload.owner) / str(upload.upload_id)


class BucketInbox:
    """Objects `uploads/<owner>/<id>`."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def put(self, upload: Waiting, content: IO[bytes], content_type: str) -> None:
        self._bucket.put_file(key_of(upload), content, content_type)

    @contextmanager
    def open(self, upload: Waiting, max_bytes: int) -> Iterator[IO[bytes]]:
        with tempfile.TemporaryFile() as file:
            try:
                fits = self._bucket.get_file(key_of(upload), file, max_bytes)
            except NoSuchObject as error:
                raise NothingUploaded from error
            except OSError as error:
                raise translated(error) from error
            if not fits:
                raise UploadTooLarge
            file.seek(0)
            yield file

    def delete(self, upload: Waiting) -> None:
        self._bucket.delete(key_of(upload))

    def erase_owner(self, owner: UUID) -> None:
        self._bucket.delete_all(f"{UPLOADS}/{owner}/")

    def waiting(self) -> Iterator[Waiting]:
        for found in self._bucket.list(f"{UPLOADS}/"):
            if upload := read_key(found.key):
                yield upload

    def sweep_unfinished(self) -> None:
        """S3 has no half-written objects."""


def key_of(upload: Waiting) -> str:
    """The name that clients use for an upload; in a bucket it is the object's key."""
    return f"{UPLOADS}/{upload.owner}/{upload.upload_id}"


def read_key(key: str) -> Waiting | None:
    """None if it is not a key of an upload."""
    try:
        _, owner, upload_id = key.split("/")
        upload = Waiting(UUID(owner), UUID(upload_id))
    except ValueError:
        return None
    return upload if key_of(upload) == key else None
