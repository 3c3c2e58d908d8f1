"""Storage of photos: addressed by their content, each under its owner.

`LocalStore` stores them in a folder, `S3Store` in a bucket; `app.outside.stores` opens the one named by the settings.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final, Literal, NamedTuple, Protocol, get_args
from uuid import UUID

Rendition = Literal["original", "display", "thumb", "cutout", "cutout_thumb", "mask"]
RENDITIONS: Final[tuple[Rendition, ...]] = get_args(Rendition)
CHUNK_BYTES: Final = 256 * 1024


class StorageFull(OSError):
    """The storage is full."""

    def __init__(self) -> None:
        super().__init__("The disk is full, so nothing was stored. Free some space, then send it again.")


class StorageUnavailable(OSError):
    """The object store does not answer or refuses the request; the operation did not happen."""

    retry_after_s = 5


class FileMissing(FileNotFoundError):
    """A stored file is missing."""

    @classmethod
    def of_photo(cls, rendition: Rendition) -> "FileMissing":
        return cls(f"This picture ({rendition}) is lost: its file is missing. `make check-data` repairs what it can.")


class StoredPhoto(NamedTuple):
    """A photo that has files, complete or not; `changed_at` is when the newest of them was written."""

    owner: UUID
    sha256: str
    changed_at: datetime


class Store(Protocol):
    """Stores the files of photos. Every call blocks: use it from a worker thread.

    Every call raises StorageUnavailable if the store does not answer.
    """

    def alone(self) -> AbstractContextManager[bool]:
        """Whether no other process stores photos here; none starts to while the context lasts."""

    def close(self) -> None:
        """Release its locks, at the end of the process."""

    def put(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes]) -> None:
        """Store all `files` of one photo durably, or none; a photo that exists already stays unchanged.

        Raises: StorageFull.
        """

    def replace(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes | None]) -> None:
        """Replace some files of a photo, each atomically; None deletes one. Raises: StorageFull."""

    def read(self, owner: UUID, sha256: str, rendition: Rendition) -> bytes:
        """Raises: FileMissing."""

    def stream(self, owner: UUID, sha256: str, rendition: Rendition) -> Iterator[bytes]:
        """The same in pieces, for files of any size. Raises: FileMissing, before the first piece."""

    def renditions(self, owner: UUID, sha256: str) -> set[Rendition]:
        """The existing files of a photo; none if it is incomplete."""

    def delete(self, owner: UUID, sha256: str) -> None:
        """Delete all files of one photo; missing ones are not an error."""

    def erase_owner(self, owner: UUID) -> None:
        """Delete everything of one person."""

    def photos(self) -> Iterator[StoredPhoto]:
        """All photos that have files."""

    def sweep_unfinished(self) -> None:
        """Delete half-written files left by a crash. Only while nothing is being stored."""

    def check(self) -> None:
        """Raises: OSError with the reason, if nothing can be stored now."""
