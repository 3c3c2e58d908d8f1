"""Where photos lie: addressed by their content, one place a photo, each under its owner.

`LocalStore` keeps them in a folder, `S3Store` in a bucket; `app.outside.stores` opens the one that the settings name.
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
    """There is no room left to keep anything."""

    def __init__(self) -> None:
        super().__init__("The disk is full, so nothing of this was kept. Make room, then send it again.")


class StorageUnavailable(OSError):
    """The object store does not answer, or refuses us; what was asked did not happen."""

    retry_after_s = 5


class FileMissing(FileNotFoundError):
    """A file that should be there is not."""

    @classmethod
    def of_photo(cls, rendition: Rendition) -> "FileMissing":
        return cls(f"This picture ({rendition}) is lost: its file is not there. `make check-data` repairs what it can.")


class StoredPhoto(NamedTuple):
    """A photo that has files, whole or not; `changed_at` is when the newest of them was written."""

    owner: UUID
    sha256: str
    changed_at: datetime


class Store(Protocol):
    """Keeps the files of photos. Every call blocks: use it from a worker thread.

    Every call raises StorageUnavailable where the store does not answer.
    """

    def alone(self) -> AbstractContextManager[bool]:
        """Whether no other process keeps photos here; while the context lasts, none begins to."""

    def close(self) -> None:
        """Let go of it, at the end of the process's work."""

    def put(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes]) -> None:
        """Keep all `files` of one photo, durably, or none; a photo that is there already stays what it is.

        Raises: StorageFull.
        """

    def replace(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes | None]) -> None:
        """Write some files of a photo anew, each atomically; None takes one away. Raises: StorageFull."""

    def read(self, owner: UUID, sha256: str, rendition: Rendition) -> bytes:
        """Raises: FileMissing."""

    def stream(self, owner: UUID, sha256: str, rendition: Rendition) -> Iterator[bytes]:
        """The same a piece at a time, for files of any size. Raises: FileMissing, before the first piece."""

    def renditions(self, owner: UUID, sha256: str) -> set[Rendition]:
        """Which files of a photo there are; none where it is not whole."""

    def delete(self, owner: UUID, sha256: str) -> None:
        """Take all files of one photo away; none there is fine."""

    def erase_owner(self, owner: UUID) -> None:
        """Take everything of one person away."""

    def photos(self) -> Iterator[StoredPhoto]:
        """Every photo that has files."""

    def sweep_unfinished(self) -> None:
        """Take away what a crash left half-written. Only while nothing is being kept."""

    def check(self) -> None:
        """Raises: OSError where nothing could be kept now, with the reason."""
