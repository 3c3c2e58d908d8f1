#!/bin/sh
# The accounts of start.sh, for MinIO.
set -eu
user() { # name of the bucket and its only user, secret
  cat > "/tmp/$1.json" <<END
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject",
 "s3:ListBucket", "s3:GetBucketLocation", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
 "Resource": ["arn:aws:s3:::curator-$1", "arn:aws:s3:::curator-$1/*"]}]}
END
  mc admin user add store "curator-$1" "$2"
  mc admin policy create store "curator-$1" "/tmp/$1.json"
  mc admin policy attach store "curator-$1" --user "curator-$1" || mc admin policy entities store --user "curator-$1"
}

user photos "$STORE_PHOTOS_SECRET"
user mlflow "$STORE_MLFLOW_SECRET"
user dvc "$STORE_DVC_SECRET"
