"""Where photos lie: addressed by their content, one folder a photo, each under its owner."""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, Protocol
from uuid import UUID, uuid4

Rendition = Literal["original", "display", "thumb", "cutout", "mask"]

_UNFINISHED: Final = ".unfinished"


class StorageFull(OSError):
    """There is no room left to keep anything."""

    def __init__(self) -> None:
        super().__init__("The disk is full, so nothing of this was kept. Make room, then send it again.")


class FileMissing(FileNotFoundError):
    """A file that should be there is not."""


class Store(Protocol):
    """Keeps the files of photos. Every call blocks: use it from a worker thread."""

    def put(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes]) -> None:
        """Keep all `files` of one photo, durably, or none; a photo that is there already stays as it is.

        Raises: StorageFull.
        """

    def replace(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes | None]) -> None:
        """Write some files of a photo anew, each atomically; None takes one away. Raises: StorageFull."""

    def read(self, owner: UUID, sha256: str, rendition: Rendition) -> bytes:
        """Raises: FileMissing."""

    def delete(self, owner: UUID, sha256: str) -> None:
        """Take all files of one photo away; none there is fine."""

    def erase_owner(self, owner: UUID) -> None:
        """Take everything of one person away."""

    def photos(self) -> Iterator[tuple[UUID, str]]:
        """Owner and digest of every photo that has files."""

    def sweep_unfinished(self) -> None:
        """Take away what a crash left half-written. Only while nothing is being kept."""

    def check(self) -> None:
        """Raises: OSError where nothing could be kept now, with the reason."""


class LocalStore:
    """Files in `root/<owner>/<sha256>/<rendition>`; a photo's folder appears whole, by one rename."""

    def __init__(self, root: Path) -> None:
        self._root = root
        (root / _UNFINISHED).mkdir(parents=True, exist_ok=True)

    def put(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes]) -> None:
        target = self._folder(owner, sha256)
        unfinished = self._root / _UNFINISHED / uuid4().hex
        try:
            target.parent.mkdir(exist_ok=True)
            unfinished.mkdir()
            for name, content in files.items():
                _write_durably(unfinished / name, content)
            _sync_folder(unfinished)
            unfinished.rename(target)
            _sync_folder(target.parent)
            _sync_folder(self._root)
        except OSError as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                return  # the same photo was being kept at the same time
            raise _translated(error) from error

    def replace(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes | None]) -> None:
        folder = self._folder(owner, sha256)
        for name, content in files.items():
            if content is None:
                (folder / name).unlink(missing_ok=True)
                continue
            unfinished = self._root / _UNFINISHED / uuid4().hex
            try:
                _write_durably(unfinished, content)
                unfinished.rename(folder / name)
            except OSError as error:
                unfinished.unlink(missing_ok=True)
                raise _translated(error) from error
        _sync_folder(folder)

    def read(self, owner: UUID, sha256: str, rendition: Rendition) -> bytes:
        try:
            return (self._folder(owner, sha256) / rendition).read_bytes()
        except FileNotFoundError as error:
            raise FileMissing(
                f"This picture ({rendition}) is lost: its file is not there. `make check-data` repairs what it can."
            ) from error

    def delete(self, owner: UUID, sha256: str) -> None:
        shutil.rmtree(self._folder(owner, sha256), ignore_errors=True)

    def erase_owner(self, owner: UUID) -> None:
        shutil.rmtree(self._root / str(owner), ignore_errors=True)

    def photos(self) -> Iterator[tuple[UUID, str]]:
        for owner in self._root.iterdir():
            if owner.name != _UNFINISHED and owner.is_dir():
                for photo in owner.iterdir():
                    yield UUID(owner.name), photo.name

    def check(self) -> None:
        probe = self._root / _UNFINISHED / f"probe-{uuid4().hex}"
        try:
            _write_durably(probe, b"probe")
        except OSError as error:
            raise _translated(error) from error
        finally:
            probe.unlink(missing_ok=True)

    def sweep_unfinished(self) -> None:
        shutil.rmtree(self._root / _UNFINISHED, ignore_errors=True)
        (self._root / _UNFINISHED).mkdir(parents=True)

    def _folder(self, owner: UUID, sha256: str) -> Path:
        return self._root / str(owner) / sha256


def _translated(error: OSError) -> OSError:
    return StorageFull() if error.errno in (errno.ENOSPC, errno.EDQUOT) else error


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
