#!/bin/sh
# The object store with its accounts: an administrator, and one user per bucket who can use no other bucket. Everything but
# S3 itself listens only on the loopback interface. Arguments are passed to `weed server`.
set -eu
umask 077
accounts="${TMPDIR:-/tmp}/accounts.json"

account() { # name, secret, actions
  printf '{"name": "%s", "credentials": [{"accessKey": "curator-%s", "secretKey": "%s"}], "actions": [%s]}' "$1" "$@"
}

user() { # name of the bucket and its only user, secret
  account "$1" "$2" "\"Read:curator-$1\", \"Write:curator-$1\", \"List:curator-$1\", \"Tagging:curator-$1\""
}

{
  printf '{"identities": ['
  account admin "$STORE_ADMIN_SECRET" '"Admin", "Read", "Write", "List", "Tagging"' && printf ', '
  user photos "$STORE_PHOTOS_SECRET" && printf ', '
  user mlflow "$STORE_MLFLOW_SECRET" && printf ', '
  user dvc "$STORE_DVC_SECRET" && printf ']}\n'
} > "$accounts"

# Each bucket fills several volumes of its own at a time: small ones, as many as fit on the disk.
exec weed -logtostderr=true server -dir="${STORE_DIR:-/store}" -s3 -s3.config="$accounts" \
  -ip=127.0.0.1 -ip.bind=127.0.0.1 -s3.ip.bind="${STORE_BIND:-0.0.0.0}" -s3.port="${STORE_PORT:-9000}" \
  -s3.port.iceberg=0 -s3.port.lance=0 -master.telemetry=false -master.volumeSizeLimitMB=1024 -volume.max=0 "$@"
