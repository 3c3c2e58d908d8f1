"""Tokens: short signed ones that open the door, and random ones of which only digests are kept."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from jose import JWTError, jwt

from app.accounts.errors import NotSignedIn

_ALGORITHM: Final = "HS256"  # pinned: what a token says of its own algorithm is never believed (RFC 8725, 3.1)
_KIND: Final = "access"
_MAX_LENGTH: Final = 2048


@dataclass(frozen=True)
class AccessToken:
    """Whom an access token speaks for. Whether that session still stands is another question."""

    user_id: UUID
    session_id: UUID


def sign_access_token(token: AccessToken, secret: str, at: datetime, lifetime: timedelta) -> str:
    """A JWT (RFC 7519) for `token`, valid for `lifetime` from `at` on."""
    claims = {
        "typ": _KIND,
        "sub": str(token.user_id),
        "sid": str(token.session_id),
        "iat": int(at.timestamp()),
        "exp": int((at + lifetime).timestamp()),
    }
    return jwt.encode(claims, _key(secret, "access token"), algorithm=_ALGORITHM)


def read_access_token(text: str, secret: str, at: datetime) -> AccessToken:
    """Whom `text` speaks for at the time `at`.

    Raises: NotSignedIn, where it is not ours, of another kind, or has run out.
    """
    claims = _signed_claims(text, secret)
    if claims.get("typ") != _KIND:
        raise NotSignedIn("This token is not an access token. Sign in again.")
    if at.timestamp() >= claims["exp"]:
        raise NotSignedIn("This sign-in has run out. Refresh it, or sign in again.")
    return AccessToken(UUID(claims["sub"]), UUID(claims["sid"]))


def random_token() -> str:
    """A token of 256 random bits."""
    return secrets.token_urlsafe(32)


def successor_of(token: str, secret: str) -> str:
    """The token that follows `token` in its family: 256 bits nobody can guess without both.

    It is the same each time, so that a client whose answer was lost can ask again and get what it missed.
    """
    mac = hmac.digest(_key(secret, "refresh token"), _bytes(token), "sha256")
    return urlsafe_b64encode(mac).rstrip(b"=").decode()


def token_digest(token: str) -> str:
    """SHA-256 in hex; our tokens are long and random, so it needs neither salt nor slowness."""
    return sha256(_bytes(token)).hexdigest()


def _signed_claims(text: str, secret: str) -> dict[str, Any]:
    if len(text) > _MAX_LENGTH or not text.isascii():
        raise NotSignedIn("This is not a token of ours. Sign in again.")
    try:
        # The expiry is checked by the caller, against the time of its request.
        claims = jwt.decode(text, _key(secret, "access token"), algorithms=[_ALGORITHM], options={"verify_exp": False})
    except JWTError as error:
        raise NotSignedIn("This is not a token of ours. Sign in again.") from error
    if not _is_canonical(text.rpartition(".")[2]):
        raise NotSignedIn("This is not a token of ours. Sign in again.")
    return claims


def _is_canonical(signature: str) -> bool:
    """Whether the last letter's spare bits are 0: else one signature has four spellings (RFC 4648, section 3.5)."""
    padded = signature + "=" * (-len(signature) % 4)
    return urlsafe_b64encode(urlsafe_b64decode(padded)).decode() == padded


def _key(secret: str, purpose: str) -> bytes:
    # One key a purpose: what is signed for one can never pass for another.
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")


def _bytes(token: str) -> bytes:
    return token.encode("utf-8", "surrogatepass")
