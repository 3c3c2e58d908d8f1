"""Passwords are checked here, and guessing them is slowed down: ten failures an account in 15 minutes."""

import math
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from app.accounts.errors import SignInFailed, TooManySignIns
from app.accounts.passwords import verify_password
from app.db.session import SessionFactory, write
from app.db.tables import SignInAttempt
from app.keyed_locks import KeyedLocks

MAX_FAILURES: Final = 10
WINDOW: Final = timedelta(minutes=15)

# One guess at a time for each account, or a hundred sent at once would all be checked before the first is counted.
_turns = KeyedLocks[str]()


async def check_password(
    sessions: SessionFactory, account_digest: str, password: str, password_hash: str | None, at: datetime
) -> None:
    """Check `password`; where there is no account, `password_hash` is None and nothing else differs.

    Raises: SignInFailed, TooManySignIns, TooManyAtOnce.
    """
    async with _turns[account_digest]:
        failures = await _recent_failures(sessions, account_digest, at)
        if len(failures) >= MAX_FAILURES:
            raise TooManySignIns(max(1, math.ceil((failures[-1] + WINDOW - at).total_seconds())))
        if not await verify_password(password, password_hash):
            await _remember_failure(sessions, account_digest, at)
            raise SignInFailed
        if failures:
            await _forget_failures(sessions, account_digest)


async def _recent_failures(sessions: SessionFactory, account_digest: str, at: datetime) -> list[datetime]:
    """The newest failures inside the window, newest first, at most MAX_FAILURES."""
    query = (
        select(SignInAttempt.created_at)
        .where(SignInAttempt.account_digest == account_digest, SignInAttempt.created_at > at - WINDOW)
        .order_by(SignInAttempt.created_at.desc())
        .limit(MAX_FAILURES)
    )
    async with sessions() as session:
        return list(await session.scalars(query))


async def _remember_failure(sessions: SessionFactory, account_digest: str, at: datetime) -> None:
    async with write(sessions) as session:
        await session.execute(delete(SignInAttempt).where(SignInAttempt.created_at <= at - WINDOW))
        session.add(SignInAttempt(account_digest=account_digest, created_at=at))


async def _forget_failures(sessions: SessionFactory, account_digest: str) -> None:
    async with write(sessions) as session:
        await session.execute(delete(SignInAttempt).where(SignInAttempt.account_digest == account_digest))
