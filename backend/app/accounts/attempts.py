"""Passwords are checked here, and guessing them is slowed down: ten failures in 15 minutes from one place.

A place is the network that a sign-in comes from, or the session of a person who is signed in. Each has its own count
for each account, so wrong guesses of others neither keep the owner out nor affect a session.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import SignInFailed, TooManySignIns
from app.accounts.passwords import verify_password
from app.db.session import SessionFactory, write
from app.db.tables import SignInAttempt
from app.keyed_locks import KeyedLocks

MAX_FAILURES: Final = 10
WINDOW: Final = timedelta(minutes=15)

# One guess at a time for each account and place, or a hundred at once would be checked before the first counts.
_turns = KeyedLocks[tuple[str, str]]()


async def check_password(
    sessions: SessionFactory, account_digest: str, place: str, password: str, password_hash: str | None, at: datetime
) -> None:
    """Check `password`; where there is no account, `password_hash` is None and nothing else differs.

    Raises: SignInFailed, TooManySignIns, TooManyAtOnce.
    """
    count = _Count(sessions, account_digest, sha256(place.encode("utf-8", "surrogatepass")).hexdigest())
    async with _turns[account_digest, place]:
        failures = await count.recent(at)
        if len(failures) >= MAX_FAILURES:
            raise TooManySignIns(max(1, math.ceil((failures[-1] + WINDOW - at).total_seconds())))
        if not await verify_password(password, password_hash):
            await count.add(at)
            raise SignInFailed
        if failures:
            await count.clear()


async def forget_all_failures(session: AsyncSession, account_digest: str) -> None:
    """Those of every place."""
    await session.execute(delete(SignInAttempt).where(SignInAttempt.account_digest == account_digest))


@dataclass(frozen=True)
class _Count:
    """Failures for one account from one place."""

    sessions: SessionFactory
    account_digest: str
    place_digest: str

    async def recent(self, at: datetime) -> list[datetime]:
        """The newest inside the window, newest first, at most MAX_FAILURES."""
        query = (
            select(SignInAttempt.created_at)
            .where(*self._is_mine(), SignInAttempt.created_at > at - WINDOW)
            .order_by(SignInAttempt.created_at.desc())
            .limit(MAX_FAILURES)
        )
        async with self.sessions() as session:
            return list(await session.scalars(query))

    async def add(self, at: datetime) -> None:
        async with write(self.sessions) as session:
            await session.execute(delete(SignInAttempt).where(SignInAttempt.created_at <= at - WINDOW))
            session.add(
                SignInAttempt(account_digest=self.account_digest, place_digest=self.place_digest, created_at=at)
            )

    async def clear(self) -> None:
        async with write(self.sessions) as session:
            await session.execute(delete(SignInAttempt).where(*self._is_mine()))

    def _is_mine(self) -> tuple[ColumnElement[bool], ...]:
        return SignInAttempt.account_digest == self.account_digest, SignInAttempt.place_digest == self.place_digest
