"""Passwords: argon2id, hashed away from the event loop and never more than two at once."""

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final, TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.accounts.errors import TooManyAtOnce
from app.workers import BoundedPool, Busy

Result = TypeVar("Result")

# NIST SP 800-63B, section 3.1.1.2: at least 8, room for long ones, every character, no rules of composition.
MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 256

# OWASP Password Storage Cheat Sheet, first of its equal choices. Each hash at work holds 46 MiB, hence two threads.
_hasher = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)])

_pool = BoundedPool(threads=2, max_waiting=98, name="password")


async def hash_password(password: str) -> str:
    """The argon2id hash of `password` in PHC string format. Raises: TooManyAtOnce."""
    return await _run(lambda: _hasher.hash(_normal(password)))


async def verify_password(password: str, password_hash: str | None) -> bool:
    """Whether `password` belongs to `password_hash`; where there is no hash, False after the same work.

    Raises: TooManyAtOnce.
    """
    return await _run(lambda: _verify(password, password_hash))


async def _run(work: Callable[[], Result]) -> Result:
    """Raises: TooManyAtOnce."""
    try:
        return await _pool.run(work)
    except Busy as busy:
        raise TooManyAtOnce from busy


def _verify(password: str, password_hash: str | None) -> bool:
    # A longer one than MAX_LENGTH was never set, so it is wrong whatever it is: no need to hash all of it.
    matches = _hasher.verify(_normal(password[: MAX_LENGTH + 1]), password_hash or _nobodys_hash())
    return matches and password_hash is not None


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("the password of nobody")


def _normal(password: str) -> bytes:
    # The same letters typed on another keyboard may come as other code points (NIST SP 800-63B: NFKC or NFKD).
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
