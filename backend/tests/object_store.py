"""A real S3 server, SeaweedFS, with one account."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
import httpx

from prove.service import free_port

SECONDS_TO_START = 120
WEED = Path(__file__).resolve().parents[2] / ".venv-train/bin/weed"  # too large for .venv
PORTS = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")


@dataclass(frozen=True)
class ObjectStore:
    address: str
    key: str = "curator"
    secret: str = "not so secret in a test"

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables for AWS clients in this and other processes."""
        return {
            "AWS_ENDPOINT_URL_S3": self.address,
            "MLFLOW_S3_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def settings(self, bucket: str) -> dict[str, str]:
        """Environment variables that make the service store photos here."""
        return {
            "S3_BUCKET": bucket,
            "S3_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
        }

    def make_bucket(self, name: str) -> None:
        self._client().create_bucket(Bucket=name)

    def let_pages_send(self, bucket: str, origin: str) -> None:
        rule = {"AllowedOrigins": [origin], "AllowedMethods": ["PUT"], "AllowedHeaders": ["*"]}
        self._client().put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})

    def put(self, bucket: str, key: str, content: bytes) -> None:
        self._client().put_object(Bucket=bucket, Key=key, Body=content)

    def delete(self, bucket: str, key: str) -> None:
        self._client().delete_object(Bucket=bucket, Key=key)

    def keys(self, bucket: str) -> list[str]:
        found = self._client().list_objects_v2(Bucket=bucket)
        return [entry["Key"] for entry in found.get("Contents", [])]

    def _client(self):
        names = {"aws_access_key_id": self.key, "aws_secret_access_key": self.secret, "region_name": "us-east-1"}
        return boto3.client("s3", endpoint_url=self.address, **names)


@contextmanager
def run_object_store(folder: Path, port: int = 0) -> Iterator[ObjectStore]:
    """Runs until the context ends; a later server with the same `folder` and `port` has the same objects."""
    port = port or free_port()
    store = ObjectStore(f"http://127.0.0.1:{port}")
    credentials = [{"accessKey": store.key, "secretKey": store.secret}]
    account = {"name": "curator", "credentials": credentials, "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "s3.json").write_text(json.dumps({"identities": [account]}))
    options = [
        *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder / 'data'}", f"-s3.config={folder / 's3.json'}"),
        *("-webdav=false", "-admin.ui=false", "-master.telemetry=false", f"-s3.port={port}"),
        *(f"-s3.port.{name}={free_port()}" for name in ("grpc", "iceberg", "lance")),
        *(f"-{name}={free_port()}" for name in PORTS),
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([WEED, "mini", *options], stdout=log, stderr=log, cwd=folder)
    try:
        wait_until_it_answers(store.address, process, folder / "log")
        yield store
    finally:
        process.terminate()
        process.wait(60)


def wait_until_it_answers(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Any answer counts, even a refusal."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(address, timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text(errors="replace")[-4000:])
