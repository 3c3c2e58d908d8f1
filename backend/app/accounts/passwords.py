"""Passwords: easy ones are refused; argon2id, hashed away from the event loop and never more than two at once."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final, TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from zxcvbn_rs_py import zxcvbn

from app.accounts.errors import PasswordRefused, TooManyAtOnce
from app.workers import BoundedPool, Busy

Result = TypeVar("Result")

# NIST SP 800-63B, section 3.1.1.2: at least 8, room for long ones, every character, no rules of composition.
MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 256
# zxcvbn (Wheeler 2016) estimates how many guesses a password takes. Its score 2 is a million: too many for guesses that
# are slowed down as app/accounts/attempts.py does.
_LEAST_SCORE: Final = 2
# It takes up to a second for hostile texts of 72 letters. What comes after these can only be harder to guess.
_MAX_ESTIMATED: Final = 32

# OWASP Password Storage Cheat Sheet, first of its equal choices. Each hash at work holds 46 MiB, hence two threads.
_hasher = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)])

_pool = BoundedPool(threads=2, max_waiting=98, name="password")


async def hash_new_password(password: str, email: str | None, field: str = "password") -> str:
    """The argon2id hash of a password that somebody chose, in PHC string format.

    `email` is the person's own address, which is easy to guess, and `field` the part of the request that the password
    came in. Raises: PasswordRefused, TooManyAtOnce.
    """

    def check_and_hash() -> str:
        _check_strength(password, email, field)
        return _hasher.hash(_normal(password))

    return await _run(check_and_hash)


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


def _check_strength(password: str, email: str | None, field: str) -> None:
    known = ["curator", email or "", *re.split(r"\W+", email or "")]
    estimate = zxcvbn(unicodedata.normalize("NFKC", password)[:_MAX_ESTIMATED], known)
    if int(estimate.score) < _LEAST_SCORE:
        warning = estimate.feedback.warning if estimate.feedback else None
        raise PasswordRefused(str(warning) if warning else None, field)


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
