"""Sessions: one for each signed-in device, carried on by refresh tokens that are good for one use each.

RFC 9700, section 4.14.2: a refresh token used twice means that two parties hold it, so its whole family ends.
An honest client comes twice as well, when the answer was lost on the way or two tabs of a browser refresh together. So
for `GRACE`, a used token gives the same successor again, unless that was used in turn: thief and victim still end up
with one token between them, and the second use of it ends the session.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import NotSignedIn, UnknownSession
from app.accounts.tokens import AccessToken, random_token, sign_access_token, successor_of, token_digest
from app.db.session import SessionFactory, write
from app.db.tables import RefreshToken, Session, User
from app.settings import Settings

GRACE: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class SignedIn:
    """The person who asks, and the session they ask under."""

    id: UUID
    is_admin: bool
    session_id: UUID


@dataclass(frozen=True)
class Tokens:
    access_token: str
    access_lifetime: timedelta
    refresh_token: str
    refresh_lifetime: timedelta


async def start_session(
    session: AsyncSession, user_id: UUID, user_agent: str, settings: Settings, at: datetime
) -> Tokens:
    """A new session of this person."""
    await session.execute(
        delete(Session).where(Session.user_id == user_id, Session.revoked_at.is_not(None) | (Session.expires_at <= at))
    )
    started = Session(
        user_id=user_id,
        user_agent=user_agent[:255],
        created_at=at,
        last_used_at=at,
        expires_at=_end_of_unused(at, at, settings),
    )
    session.add(started)
    await session.flush()
    token = random_token()
    session.add(RefreshToken(sha256=token_digest(token), session_id=started.id, created_at=at))
    await session.flush()
    return _tokens(started, token, settings, at)


async def refresh_session(sessions: SessionFactory, token: str, settings: Settings, at: datetime) -> Tokens:
    """Exchange a refresh token for its successor and a fresh access token, which prolongs the session up to its end.

    Raises: NotSignedIn, where the token is unknown or its session is over; one used twice ends its session.
    """
    successor = successor_of(token, settings.secret_key.get_secret_value())
    async with write(sessions) as session:
        used = await session.get(RefreshToken, token_digest(token), with_for_update=True)
        family = await session.get(Session, used.session_id) if used else None
        if not used or not family or family.revoked_at or family.expires_at <= at:
            raise NotSignedIn("This session is over. Sign in again.")
        if used.used_at is None:
            used.used_at = at
            family.last_used_at = at
            family.expires_at = _end_of_unused(family.created_at, at, settings)
            session.add(RefreshToken(sha256=token_digest(successor), session_id=family.id, created_at=at))
        elif at >= used.used_at + GRACE or await _is_used(session, successor):
            family.revoked_at = at
    # Only now: an exception inside the transaction would undo the revocation.
    if family.revoked_at:
        raise NotSignedIn("This session was used from two places, so it was ended. Sign in again.")
    return _tokens(family, successor, settings, at)


async def find_signed_in(session: AsyncSession, token: AccessToken, at: datetime) -> SignedIn:
    """Whom `token` speaks for, if its session still stands: one query by primary keys.

    Raises: NotSignedIn.
    """
    is_admin = await session.scalar(
        select(User.is_admin)
        .join(Session, Session.user_id == User.id)
        .where(Session.id == token.session_id, User.id == token.user_id, User.disabled_at.is_(None), *_stands(at))
    )
    if is_admin is None:
        raise NotSignedIn("This session is over. Sign in again.")
    return SignedIn(token.user_id, is_admin, token.session_id)


async def list_sessions(
    session: AsyncSession, user_id: UUID, at: datetime, before: UUID | None, limit: int
) -> Sequence[Session]:
    """This person's standing sessions, newest first, those begun before the session `before`."""
    query = select(Session).where(Session.user_id == user_id, *_stands(at))
    if before:
        query = query.where(Session.id < before)
    return (await session.scalars(query.order_by(Session.id.desc()).limit(limit))).all()


async def end_session(session: AsyncSession, user_id: UUID, session_id: UUID, at: datetime) -> None:
    """Its tokens are refused from now on. Raises: UnknownSession."""
    ended = await session.scalar(
        update(Session)
        .where(Session.id == session_id, Session.user_id == user_id, *_stands(at))
        .values(revoked_at=at)
        .returning(Session.id)
    )
    if not ended:
        raise UnknownSession


async def end_session_of(session: AsyncSession, refresh_token: str, at: datetime) -> None:
    """End the session that a refresh token belongs to; one that is unknown belongs to none."""
    family = select(RefreshToken.session_id).where(RefreshToken.sha256 == token_digest(refresh_token))
    await session.execute(
        update(Session).where(Session.id.in_(family), Session.revoked_at.is_(None)).values(revoked_at=at)
    )


async def end_other_sessions(session: AsyncSession, signed_in: SignedIn, at: datetime) -> None:
    """End every session of this person but the one they ask under."""
    await session.execute(
        update(Session)
        .where(Session.user_id == signed_in.id, Session.id != signed_in.session_id, Session.revoked_at.is_(None))
        .values(revoked_at=at)
    )


async def end_all_sessions(session: AsyncSession, user_id: UUID, at: datetime) -> None:
    """Sign a person out everywhere."""
    await session.execute(
        update(Session).where(Session.user_id == user_id, Session.revoked_at.is_(None)).values(revoked_at=at)
    )


def _end_of_unused(began: datetime, at: datetime, settings: Settings) -> datetime:
    """When a session that is used now ends, unless it is refreshed before; never later than its absolute end."""
    return min(at + timedelta(days=settings.refresh_token_days), began + timedelta(days=settings.session_days))


def _stands(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return Session.revoked_at.is_(None), Session.expires_at > at


async def _is_used(session: AsyncSession, token: str) -> bool:
    found = await session.get(RefreshToken, token_digest(token))
    return found is None or found.used_at is not None


def _tokens(of: Session, refresh_token: str, settings: Settings, at: datetime) -> Tokens:
    access_lifetime = timedelta(minutes=settings.access_token_minutes)
    secret = settings.secret_key.get_secret_value()
    return Tokens(
        access_token=sign_access_token(AccessToken(of.user_id, of.id), secret, at, access_lifetime),
        access_lifetime=access_lifetime,
        refresh_token=refresh_token,
        refresh_lifetime=of.expires_at - at,
    )
