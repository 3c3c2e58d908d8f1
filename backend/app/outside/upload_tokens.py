"""Addresses that accept one upload, signed by the service if there is no bucket; they work like S3's presigned ones.

A JWT (RFC 7519) whose claims are the upload, its type and, if known, its length.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from jose import JWTError, jwt

from app.outside.inbox import Waiting

_ALGORITHM: Final = "HS256"
_KIND: Final = "upload"


class UploadRefused(PermissionError):
    """An upload that does not match its address."""


@dataclass(frozen=True)
class AllowedUpload:
    waiting: Waiting
    content_type: str
    size_bytes: int | None


def sign_upload(allowed: AllowedUpload, secret: str, at: datetime, lifetime: timedelta) -> str:
    claims = {
        "typ": _KIND,
        "sub": str(allowed.waiting.owner),
        "jti": str(allowed.waiting.upload_id),
        "type": allowed.content_type,
        "size": allowed.size_bytes,
        "exp": int((at + lifetime).timestamp()),
    }
    return jwt.encode(claims, _key(secret), algorithm=_ALGORITHM)


def read_upload(token: str, secret: str, at: datetime) -> AllowedUpload:
    """Raises: UploadRefused, if it was not signed here, was changed, or has expired."""
    try:
        claims = jwt.decode(token, _key(secret), algorithms=[_ALGORITHM], options={"verify_exp": False})
    except JWTError as error:
        raise UploadRefused("This address was not issued here, or was changed. Request another one.") from error
    if at.timestamp() >= claims["exp"]:
        raise UploadRefused("This address has expired. Request another one.")
    return AllowedUpload(Waiting(UUID(claims["sub"]), UUID(claims["jti"])), claims["type"], claims["size"])


def _key(secret: str) -> bytes:
    # A separate key, so that no token of another purpose is accepted as an upload.
    return hmac.digest(secret.encode(), b"upload", "sha256")
