"""Opens the store and the inbox named by the settings: the bucket `S3_BUCKET`, or folders of the data folder."""

from functools import lru_cache

from app.outside.bucket import Bucket
from app.outside.inbox import BucketInbox, Inbox, LocalInbox
from app.outside.storage import Store
from app.outside.storage_local import LocalStore
from app.outside.storage_s3 import S3Store
from app.settings import Settings


@lru_cache
def _bucket(name: str, region: str, endpoint_url: str, public_url: str) -> Bucket:
    return Bucket(name, region, endpoint_url, public_url)  # one per process: its clients keep connections


def open_bucket(settings: Settings) -> Bucket | None:
    """None if no bucket is configured."""
    if not settings.s3_bucket:
        return None
    return _bucket(settings.s3_bucket, settings.aws_region, settings.s3_endpoint_url, settings.s3_public_url)


def open_store(settings: Settings) -> Store:
    bucket = open_bucket(settings)
    return S3Store(bucket) if bucket else LocalStore(settings.uploads_dir)


def open_inbox(settings: Settings) -> Inbox:
    bucket = open_bucket(settings)
    return BucketInbox(bucket) if bucket else LocalInbox(settings.inbox_dir)
