"""Both stores fulfil the same contract: a folder, and a bucket on a real S3 server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from object_store import ObjectStore, run_object_store

from app.outside.bucket import Bucket
from app.outside.inbox import BucketInbox, Inbox, LocalInbox, NothingUploaded, UploadTooLarge, Waiting, key_of, read_key
from app.outside.storage import FileMissing, StorageUnavailable, Store
from app.outside.storage_local import LocalStore
from app.outside.storage_s3 import S3Store

FILES = {"original": b"as uploaded", "display": b"display", "thumb": b"thumb", "mask": b"mask", "cutout": b"cut-out"}
DIGEST = sha256(FILES["original"]).hexdigest()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    with run_object_store(tmp_path_factory.mktemp("s3")) as server:
        server.make_bucket("photos")
        yield server


@pytest.fixture
def bucket(server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    for name, value in server.settings("photos").items():
        monkeypatch.setenv(name, value)
    return Bucket("photos", "eu-north-1", server.address)


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return LocalStore(tmp_path / "uploads") if request.param == "folder" else S3Store(request.getfixturevalue("bucket"))


@pytest.fixture(params=["folder", "bucket"])
def inbox(request: pytest.FixtureRequest, tmp_path: Path) -> Inbox:
    return (
        LocalInbox(tmp_path / "inbox") if request.param == "folder" else BucketInbox(request.getfixturevalue("bucket"))
    )


def test_photo_is_kept_whole_replaced_in_part_and_deleted(store: Store):
    owner, began = uuid4(), datetime.now(UTC) - timedelta(seconds=2)
    store.put(owner, DIGEST, FILES)
    store.put(owner, DIGEST, FILES)
    assert {name: store.read(owner, DIGEST, name) for name in FILES} == FILES
    assert b"".join(store.stream(owner, DIGEST, "original")) == FILES["original"]
    (found,) = [photo for photo in store.photos() if photo.owner == owner]
    assert found.sha256 == DIGEST
    assert began < found.changed_at < datetime.now(UTC) + timedelta(seconds=2)
    store.replace(owner, DIGEST, {"thumb": b"another", "cutout": None})
    assert store.read(owner, DIGEST, "thumb") == b"another"
    assert store.renditions(owner, DIGEST) == set(FILES) - {"cutout"}
    for read in (store.read, store.stream):
        with pytest.raises(FileMissing, match="cutout"):
            read(owner, DIGEST, "cutout")
    store.delete(owner, DIGEST)
    store.delete(owner, DIGEST)
    assert store.renditions(owner, DIGEST) == set()
    assert [photo for photo in store.photos() if photo.owner == owner] == []


def test_only_one_owners_photos_are_erased(store: Store):
    one, other = uuid4(), uuid4()
    for owner in (one, other):
        store.put(owner, DIGEST, FILES)
    store.erase_owner(one)
    store.erase_owner(one)
    assert {photo.owner for photo in store.photos()} & {one, other} == {other}
    store.erase_owner(other)


def test_upload_waits_and_is_bounded(inbox: Inbox):
    upload = Waiting(uuid4(), uuid4())
    with pytest.raises(NothingUploaded), inbox.open(upload, 100):
        pass
    for content in (b"first", b"again"):
        inbox.put(upload, BytesIO(content), "image/jpeg")
    with inbox.open(upload, 5) as file:
        assert file.read() == b"again"
    with pytest.raises(UploadTooLarge), inbox.open(upload, 4):
        pass
    assert upload in list(inbox.waiting())
    inbox.delete(upload)
    inbox.put(upload, BytesIO(b"more"), "image/jpeg")
    inbox.erase_owner(upload.owner)
    assert upload not in list(inbox.waiting())


AN_ID = "0198c2f1-6b7d-792b-a433-b53c2b82dc9f"


@pytest.mark.parametrize("key", ["", "uploads", "uploads/a/b", "../x/y", f"uploads/{AN_ID}/{AN_ID.replace('-', '')}"])
def test_what_is_no_key_of_ours_is_none(key: str):
    assert read_key(key) is None
    upload = Waiting(uuid4(), uuid4())
    assert read_key(key_of(upload)) == upload


def test_photo_is_not_there_before_its_original_is(bucket: Bucket):
    """The files left by a process that died while storing a photo."""
    store, owner = S3Store(bucket), uuid4()
    bucket.put(f"photos/{owner}/{DIGEST}/display", b"display")
    assert store.renditions(owner, DIGEST) == set()
    assert owner in {photo.owner for photo in store.photos()}  # so that the sweep finds it


def test_wrong_keys_and_missing_buckets_are_told(server: ObjectStore, monkeypatch: pytest.MonkeyPatch):
    for name, value in (server.settings("photos") | {"AWS_SECRET_ACCESS_KEY": "guessed"}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StorageUnavailable, match="photos"):
        Bucket("photos", "eu-north-1", server.address).check()
    with pytest.raises(StorageUnavailable, match="nothing-here"):
        Bucket("nothing-here", "eu-north-1", server.address).check()


def test_folder_is_not_alone_while_another_process_has_it(tmp_path: Path):
    one = LocalStore(tmp_path)
    with one.alone() as is_alone:
        assert is_alone
    other = LocalStore(tmp_path)
    with one.alone() as is_alone:
        assert not is_alone
    other.close()
    with one.alone() as is_alone:
        assert is_alone
