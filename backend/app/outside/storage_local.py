"""Photos in a folder of this machine."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from app.outside.storage import CHUNK_BYTES, RENDITIONS, FileMissing, Rendition, StorageFull, StoredPhoto

_UNFINISHED: Final = ".unfinished"


class LocalStore:
    """Files in `root/<owner>/<sha256>/<rendition>`; a photo's folder appears complete, by one rename."""

    def __init__(self, root: Path) -> None:
        self._root = root
        (root / _UNFINISHED).mkdir(parents=True, exist_ok=True)
        # Held while this store is open: other processes on the same folder see that they are not alone.
        self._presence = os.open(root, os.O_RDONLY)
        fcntl.flock(self._presence, fcntl.LOCK_SH)

    def close(self) -> None:
        os.close(self._presence)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        try:
            fcntl.flock(self._presence, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            is_alone = False
        else:
            is_alone = True
        try:
            yield is_alone
        finally:
            fcntl.flock(self._presence, fcntl.LOCK_SH)

    def put(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes]) -> None:
        target = self._folder(owner, sha256)
        unfinished = self._root / _UNFINISHED / uuid4().hex
        try:
            target.parent.mkdir(exist_ok=True)
            unfinished.mkdir()
            for name, content in files.items():
                write_durably(unfinished / name, content)
            sync_folder(unfinished)
            unfinished.rename(target)
            sync_folder(target.parent)
            sync_folder(self._root)
        except OSError as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                # The same photo was being stored at the same time, or existed before: reset its age.
                os.utime(target)
                return
            raise translated(error) from error

    def replace(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes | None]) -> None:
        folder = self._folder(owner, sha256)
        for name, content in files.items():
            if content is None:
                (folder / name).unlink(missing_ok=True)
                continue
            unfinished = self._root / _UNFINISHED / uuid4().hex
            try:
                write_durably(unfinished, content)
                unfinished.rename(folder / name)
            except OSError as error:
                unfinished.unlink(missing_ok=True)
                raise translated(error) from error
        sync_folder(folder)

    def read(self, owner: UUID, sha256: str, rendition: Rendition) -> bytes:
        try:
            return (self._folder(owner, sha256) / rendition).read_bytes()
        except FileNotFoundError as error:
            raise FileMissing.of_photo(rendition) from error

    def stream(self, owner: UUID, sha256: str, rendition: Rendition) -> Iterator[bytes]:
        try:
            file = (self._folder(owner, sha256) / rendition).open("rb")
        except FileNotFoundError as error:
            raise FileMissing.of_photo(rendition) from error

        def pieces() -> Iterator[bytes]:
            with file:
                while piece := file.read(CHUNK_BYTES):
                    yield piece

        return pieces()

    def renditions(self, owner: UUID, sha256: str) -> set[Rendition]:
        folder = self._folder(owner, sha256)
        there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        return {name for name in RENDITIONS if name in there}

    def delete(self, owner: UUID, sha256: str) -> None:
        shutil.rmtree(self._folder(owner, sha256), ignore_errors=True)

    def erase_owner(self, owner: UUID) -> None:
        shutil.rmtree(self._root / str(owner), ignore_errors=True)

    def photos(self) -> Iterator[StoredPhoto]:
        for owner in self._root.iterdir():
            if owner.name != _UNFINISHED and owner.is_dir():
                for photo in owner.iterdir():
                    changed_at = datetime.fromtimestamp(photo.stat().st_mtime, UTC)
                    yield StoredPhoto(UUID(owner.name), photo.name, changed_at)

    def check(self) -> None:
        probe = self._root / _UNFINISHED / f"probe-{uuid4().hex}"
        try:
            write_durably(probe, b"probe")
        except OSError as error:
            raise translated(error) from error
        finally:
            probe.unlink(missing_ok=True)

    def sweep_unfinished(self) -> None:
        shutil.rmtree(self._root / _UNFINISHED, ignore_errors=True)
        (self._root / _UNFINISHED).mkdir(parents=True)

    def _folder(self, owner: UUID, sha256: str) -> Path:
        return self._root / str(owner) / sha256


def translated(error: OSError) -> OSError:
    """A full disk as StorageFull; other errors unchanged."""
    return StorageFull() if error.errno in (errno.ENOSPC, errno.EDQUOT) else error


def write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
