#!/bin/sh
# The object store with its accounts: one for whoever runs it, one for each user of a bucket that can do nothing outside
# of it. Everything but S3 itself listens on the loopback only. Options of `weed server` may follow.
set -eu
umask 077
accounts="${TMPDIR:-/tmp}/accounts.json"

account() { # name, secret, actions
  printf '{"name": "%s", "credentials": [{"accessKey": "curator-%s", "secretKey": "%s"}], "actions": [%s]}' "$1" "$@"
}

user() { # name of a bucket's only user, secret
  account "$1" "$2" "\"Read:curator-$1\", \"Write:curator-$1\", \"List:curator-$1\", \"Tagging:curator-$1\""
}

{
  printf '{"identities": ['
  account admin "$STORE_ADMIN_SECRET" '"Admin", "Read", "Write", "List", "Tagging"' && printf ', '
  user photos "$STORE_PHOTOS_SECRET" && printf ', '
  user mlflow "$STORE_MLFLOW_SECRET" && printf ', '
  user dvc "$STORE_DVC_SECRET" && printf ']}\n'
} > "$accounts"

# Each bucket fills files of its own, several at a time: many small ones, as many as the disk has room for.
exec weed -logtostderr=true server -dir="${STORE_DIR:-/store}" -s3 -s3.config="$accounts" \
  -ip=127.0.0.1 -ip.bind=127.0.0.1 -s3.ip.bind="${STORE_BIND:-0.0.0.0}" -s3.port="${STORE_PORT:-9000}" \
  -s3.port.iceberg=0 -s3.port.lance=0 -master.telemetry=false -master.volumeSizeLimitMB=1024 -volume.max=0 "$@"
