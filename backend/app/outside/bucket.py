"""One S3 bucket behind a few functions, with domain errors. They block; boto3 is loaded on first use.

Credentials come from the usual AWS chain: environment, shared files, or the role of the machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from app.outside.storage import CHUNK_BYTES, StorageUnavailable

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

_CONNECT_TIMEOUT_S: Final = 3
_READ_TIMEOUT_S: Final = 20
_TRIES: Final = 2
_CONNECTIONS: Final = 32
_NOT_THERE: Final = {"NoSuchKey", "404", "NotFound"}


class StoredObject(NamedTuple):
    key: str
    size_bytes: int
    changed_at: datetime


class NoSuchObject(LookupError):
    pass


class Bucket:
    """`public_url` is the address that clients use: presigned addresses are signed for its host."""

    def __init__(self, name: str, region: str, endpoint_url: str = "", public_url: str = "") -> None:
        self.name = name
        self._region = region
        self._endpoint_url = endpoint_url
        self._public_url = public_url or endpoint_url

    @cached_property
    def _client(self) -> "S3Client":
        return self._connect(self._endpoint_url)

    @cached_property
    def _signer(self) -> "S3Client":
        return self._connect(self._public_url)

    def _connect(self, endpoint_url: str) -> "S3Client":
        import boto3
        from botocore.config import Config

        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if endpoint_url else "virtual"},
            connect_timeout=_CONNECT_TIMEOUT_S,
            read_timeout=_READ_TIMEOUT_S,
            retries={"total_max_attempts": _TRIES, "mode": "standard"},
            max_pool_connections=_CONNECTIONS,
            # Not every S3 server supports the newer trailing checksums; our files are checked by their own digests.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        # boto3's default session is not safe for creating clients in several threads.
        session = boto3.session.Session(region_name=self._region)
        client: S3Client = session.client("s3", endpoint_url=endpoint_url or None, config=config)
        return client

    def put(self, key: str, content: bytes) -> None:
        with self._our_words():
            self._client.put_object(Bucket=self.name, Key=key, Body=content)

    def put_file(self, key: str, content: IO[bytes], content_type: str) -> None:
        """Any size: large files are sent in parts."""
        with self._our_words():
            self._client.upload_fileobj(content, self.name, key, ExtraArgs={"ContentType": content_type})

    def get(self, key: str) -> bytes:
        """Raises: NoSuchObject."""
        with self._our_words():
            return self._client.get_object(Bucket=self.name, Key=key)["Body"].read()

    def stream(self, key: str) -> Iterator[bytes]:
        """Raises: NoSuchObject, before the first piece."""
        with self._our_words():
            body = self._client.get_object(Bucket=self.name, Key=key)["Body"]

        def pieces() -> Iterator[bytes]:
            with self._our_words():
                yield from body.iter_chunks(CHUNK_BYTES)

        return pieces()

    def get_file(self, key: str, target: IO[bytes], max_bytes: int) -> bool:
        """Copy an object into `target`; False if it is larger than `max_bytes`. Raises: NoSuchObject."""
        with self._our_words():
            answer = self._client.get_object(Bucket=self.name, Key=key)
            if answer["ContentLength"] > max_bytes:
                answer["Body"].close()
                return False
            for piece in answer["Body"].iter_chunks(CHUNK_BYTES):
                target.write(piece)
            return True

    def list(self, prefix: str) -> Iterator[StoredObject]:
        with self._our_words():
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix):
                for entry in page.get("Contents", []):
                    yield StoredObject(entry["Key"], entry["Size"], entry["LastModified"])

    def delete(self, key: str) -> None:
        with self._our_words():
            self._client.delete_object(Bucket=self.name, Key=key)

    def delete_all(self, prefix: str) -> None:
        for found in self.list(prefix):
            self.delete(found.key)

    def check(self) -> None:
        """Raises: StorageUnavailable, with the reason."""
        with self._our_words():
            self._client.head_bucket(Bucket=self.name)

    def sign_put(self, key: str, content_type: str, size_bytes: int | None, expires_in_s: int) -> str:
        """An address that accepts one PUT of this type (and length, if given). No request is made."""
        signed: dict[str, Any] = {"Bucket": self.name, "Key": key, "ContentType": content_type}
        if size_bytes is not None:
            signed["ContentLength"] = size_bytes
        with self._our_words():
            return self._signer.generate_presigned_url("put_object", signed, expires_in_s)

    def sign_get(self, key: str, expires_in_s: int) -> str:
        with self._our_words():
            return self._signer.generate_presigned_url("get_object", {"Bucket": self.name, "Key": key}, expires_in_s)

    @contextmanager
    def _our_words(self) -> Iterator[None]:
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in _NOT_THERE and error.operation_name != "HeadBucket":
                raise NoSuchObject from error
            raise StorageUnavailable(
                f"The photo store (bucket {self.name}) refused: {error}. Nothing was stored; try again later."
            ) from error
        except (BotoCoreError, Boto3Error) as error:
            raise StorageUnavailable(
                f"The photo store (bucket {self.name}) does not answer: {error}. "
                "Nothing was stored; try again in a few seconds."
            ) from error
