"""`make move-photos TO=s3|local`: every photo from the folder into the bucket, or back.

    python -m app.outside.move --to s3

Both places come from the settings: `S3_BUCKET` and `uploads` in the data folder. Every file is compared by its digest
after it was written; equal files are not written again, so an interrupted move continues when it is started again.
Nothing is deleted at the source. Exits with 1 if a photo could not be moved completely.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tqdm import tqdm

from app.outside.storage import FileMissing, Rendition, Store, StoredPhoto
from app.outside.storage_local import LocalStore
from app.outside.storage_s3 import S3Store
from app.outside.stores import open_bucket
from app.settings import get_settings


class NotMoved(RuntimeError):
    """A photo that could not be moved completely; the message says why."""


@dataclass
class Moved:
    written: int = 0
    equal: int = 0
    failed: int = 0


def move_photos(source: Store, target: Store, say: Callable[[str], object], progress: "tqdm[StoredPhoto]") -> Moved:
    """Raises: StorageUnavailable, StorageFull."""
    moved = Moved()
    for photo in progress:
        try:
            if _move(source, target, photo):
                moved.written += 1
            else:
                moved.equal += 1
        except NotMoved as error:
            moved.failed += 1
            say(f"photo {photo.owner}/{photo.sha256}: {error}")
    return moved


def _move(source: Store, target: Store, photo: StoredPhoto) -> bool:
    """Whether anything was written. Raises: NotMoved."""
    here = _read(source, photo)
    if "original" not in here:
        raise NotMoved("its original is missing, so it was left out. `make check-data` tells more.")
    there = _read(target, photo)
    if _digests(there) == _digests(here):
        return False
    if there:
        target.delete(photo.owner, photo.sha256)
    target.put(photo.owner, photo.sha256, here)
    if _digests(_read(target, photo)) != _digests(here):
        target.delete(photo.owner, photo.sha256)
        raise NotMoved("the written copy differs from the original, so it was deleted. Try again.")
    return True


def _read(store: Store, photo: StoredPhoto) -> dict[Rendition, bytes]:
    """All files of a photo, some tens of megabytes at most."""
    try:
        names = store.renditions(photo.owner, photo.sha256)
        return {name: store.read(photo.owner, photo.sha256, name) for name in names}
    except FileMissing:  # deleted while it was read
        return {}


def _digests(files: dict[Rendition, bytes]) -> dict[Rendition, bytes]:
    return {name: hashlib.sha256(content).digest() for name, content in files.items()}


def main(to: str) -> int:
    settings = get_settings()
    bucket = open_bucket(settings)
    if bucket is None:
        sys.stderr.write("S3_BUCKET is not set: it names the bucket that photos are moved to or from.\n")
        return 2
    stores: list[Store] = [LocalStore(settings.uploads_dir), S3Store(bucket)]
    source, target = stores if to == "s3" else reversed(stores)
    try:
        target.check()
        photos = list(source.photos())
        with tqdm(photos, unit="photo", smoothing=0.05) as progress:
            moved = move_photos(source, target, progress.write, progress)
    except OSError as error:
        sys.stderr.write(f"{error}\nPhotos moved so far stay; the same command continues from there.\n")
        return 1
    sys.stdout.write(
        f"{moved.written} photos written, {moved.equal} existed already, {moved.failed} could not be moved.\n"
    )
    if not moved.failed:
        sys.stdout.write(f"Start the service {'with' if to == 's3' else 'without'} S3_BUCKET to use them.\n")
    return 1 if moved.failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", choices=["s3", "local"], required=True)
    sys.exit(main(parser.parse_args().to))
