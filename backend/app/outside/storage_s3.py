"""Photos in an S3 bucket."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import groupby
from typing import Final
from uuid import UUID

from app.outside.bucket import Bucket, NoSuchObject
from app.outside.storage import RENDITIONS, FileMissing, Rendition, StorageUnavailable, StoredPhoto

PHOTOS: Final = "photos"
_SIDE_BY_SIDE: Final = 4


class S3Store:
    """Objects `photos/<owner>/<sha256>/<rendition>`; a photo exists once its original does, which is written last."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def alone(self) -> AbstractContextManager[bool]:
        return nullcontext(False)  # other writers of a bucket are unknown

    def close(self) -> None:
        """Nothing to release."""

    def put(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes]) -> None:
        made = {name: content for name, content in files.items() if name != "original"}
        try:
            with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
                keys = (_key(owner, sha256, name) for name in made)
                list(threads.map(self._bucket.put, keys, made.values()))
            self._bucket.put(_key(owner, sha256, "original"), files["original"])
        except StorageUnavailable:
            with suppress(StorageUnavailable):  # then the sweep deletes them
                if "original" not in self._there(owner, sha256):
                    self.delete(owner, sha256)
            raise

    def replace(self, owner: UUID, sha256: str, files: Mapping[Rendition, bytes | None]) -> None:
        for name, content in files.items():
            if content is None:
                self._bucket.delete(_key(owner, sha256, name))
            else:
                self._bucket.put(_key(owner, sha256, name), content)

    def read(self, owner: UUID, sha256: str, rendition: Rendition) -> bytes:
        try:
            return self._bucket.get(_key(owner, sha256, rendition))
        except NoSuchObject as error:
            raise FileMissing.of_photo(rendition) from error

    def stream(self, owner: UUID, sha256: str, rendition: Rendition) -> Iterator[bytes]:
        try:
            return self._bucket.stream(_key(owner, sha256, rendition))
        except NoSuchObject as error:
            raise FileMissing.of_photo(rendition) from error

    def renditions(self, owner: UUID, sha256: str) -> set[Rendition]:
        there = self._there(owner, sha256)
        return there if "original" in there else set()

    def delete(self, owner: UUID, sha256: str) -> None:
        # The original first: after an interrupted delete, the rest is not a photo.
        self._bucket.delete(_key(owner, sha256, "original"))
        self._bucket.delete_all(f"{PHOTOS}/{owner}/{sha256}/")

    def erase_owner(self, owner: UUID) -> None:
        self._bucket.delete_all(f"{PHOTOS}/{owner}/")

    def photos(self) -> Iterator[StoredPhoto]:
        # S3 lists keys in order, so the files of a photo follow each other.
        for (owner, sha256), files in groupby(self._bucket.list(f"{PHOTOS}/"), lambda o: tuple(o.key.split("/")[1:3])):
            yield StoredPhoto(UUID(owner), sha256, max(file.changed_at for file in files))

    def sweep_unfinished(self) -> None:
        """S3 has no half-written objects."""

    def check(self) -> None:
        self._bucket.check()

    def _there(self, owner: UUID, sha256: str) -> set[Rendition]:
        keys = {found.key for found in self._bucket.list(f"{PHOTOS}/{owner}/{sha256}/")}
        return {name for name in RENDITIONS if _key(owner, sha256, name) in keys}


def _key(owner: UUID, sha256: str, rendition: Rendition) -> str:
    return f"{PHOTOS}/{owner}/{sha256}/{rendition}"
