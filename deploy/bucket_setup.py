"""Create the buckets, and allow the site's pages to send photos to theirs. Running it again changes nothing.

Works with any S3 server. Accounts and their buckets are defined elsewhere: deploy/store/start.sh for SeaweedFS,
docker-compose.minio.yml for MinIO, an IAM policy on AWS.
"""

import os
import sys
import time
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

BUCKETS = ("curator-photos", "curator-mlflow", "curator-dvc")
PHOTOS = BUCKETS[0]
SECONDS_TO_ANSWER = 120


def set_up(store: Any, site_url: str) -> None:
    """Existing buckets stay as they are. Raises: ClientError, BotoCoreError."""
    there = {bucket["Name"] for bucket in store.list_buckets()["Buckets"]}
    for name in BUCKETS:
        if name not in there:
            store.create_bucket(Bucket=name)
    # A page only uses presigned addresses: no cookies, no keys.
    rule: dict[str, Any] = {
        "AllowedOrigins": [site_url],
        "AllowedMethods": ["GET", "HEAD", "PUT"],
        "AllowedHeaders": ["*"],
        "ExposeHeaders": ["ETag"],
        "MaxAgeSeconds": 3600,
    }
    store.put_bucket_cors(Bucket=PHOTOS, CORSConfiguration={"CORSRules": [rule]})


def main() -> int:
    store = boto3.client(
        "s3",
        endpoint_url=os.environ["S3_ENDPOINT_URL"],
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
    )
    end = time.monotonic() + SECONDS_TO_ANSWER
    while True:
        try:
            set_up(store, os.environ["SITE_URL"].rstrip("/"))
        except (
            ClientError,
            BotoCoreError,
        ) as error:  # a store that is just starting refuses for a while
            if time.monotonic() > end:
                print(
                    f"The object store cannot be set up: {error}",
                    file=sys.stderr,
                )
                return 1
            time.sleep(1)
        else:
            print(f"Buckets {', '.join(BUCKETS)} exist; {os.environ['SITE_URL']} may send photos to {PHOTOS}.")
            return 0


if __name__ == "__main__":
    sys.exit(main())
