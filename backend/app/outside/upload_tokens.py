"""Addresses that take one upload, signed by the service itself where no bucket does it: the contract of S3's.

A JWT (RFC 7519) whose claims are the upload, its type and, where it was told, its length.
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
    """An upload that its address does not allow."""


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
    """Raises: UploadRefused, where it was not signed here, was changed, or has run out."""
    try:
        claims = jwt.decode(token, _key(secret), algorithms=[_ALGORITHM], options={"verify_exp": False})
    except JWTError as error:
        raise UploadRefused("This address was not made here, or was changed. Ask for another one.") from error
    if at.timestamp() >= claims["exp"]:
        raise UploadRefused("This address has run out. Ask for another one.")
    return AllowedUpload(Waiting(UUID(claims["sub"]), UUID(claims["jti"])), claims["type"], claims["size"])


def _key(secret: str) -> bytes:
    # A key of its own: no token of another purpose can pass for an upload.
    return hmac.digest(secret.encode(), b"upload", "sha256")
