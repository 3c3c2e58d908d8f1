"""Password resets: one-time links that let a person choose a new password."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.attempts import forget_all_failures
from app.accounts.errors import ResetRefused
from app.accounts.passwords import hash_new_password
from app.accounts.people import account_digest, find_person
from app.accounts.sessions import end_all_sessions
from app.accounts.tokens import random_token, token_digest
from app.db.session import SessionFactory, lock_owner, write
from app.db.tables import PasswordReset, User

LIFETIME: Final = timedelta(hours=24)
RESET_PASSWORD: Final = "/reset-password#token="  # noqa: S105  the site's page, followed by a token


@dataclass(frozen=True)
class NewReset:
    """`token` is shown once: only its digest is stored."""

    token: str
    expires_at: datetime


async def new_reset(session: AsyncSession, user_id: UUID, at: datetime) -> NewReset:
    """A link for this person; it replaces earlier ones."""
    await lock_owner(session, user_id)
    outdated = (PasswordReset.user_id == user_id) | (PasswordReset.expires_at <= at)
    await session.execute(delete(PasswordReset).where(outdated))
    token = random_token()
    made = PasswordReset(sha256=token_digest(token), user_id=user_id, created_at=at, expires_at=at + LIFETIME)
    session.add(made)
    await session.flush()
    return NewReset(token, made.expires_at)


async def reset_password(sessions: SessionFactory, token: str, new: str, at: datetime) -> None:
    """Set the password of the person whose link this is, and end all their sessions.

    A password that is refused does not use the link up. Raises: ResetRefused, PasswordRefused, TooManyAtOnce.
    """
    async with sessions() as session:
        user = await session.scalar(select(User).join(PasswordReset).where(*_stands(token, at)))
        if user is None:
            raise ResetRefused
    password_hash = await hash_new_password(new, user.email, field="new_password")
    async with write(sessions) as session:
        used = delete(PasswordReset).where(*_stands(token, at)).returning(PasswordReset.user_id)
        user_id = await session.scalar(used)
        if user_id is None:
            raise ResetRefused
        user = await find_person(session, user_id)
        user.password_hash = password_hash
        await end_all_sessions(session, user_id, at)
        await forget_all_failures(session, account_digest(user))


def _stands(token: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return PasswordReset.sha256 == token_digest(token), PasswordReset.expires_at > at
