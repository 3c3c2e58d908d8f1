"""Invitations: one-time links that lead to a new account, or let the owner set up theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import EmailTaken, InvitationRefused, UnknownInvitation
from app.accounts.tokens import random_token, token_digest
from app.db.tables import Invitation, User

LIFETIME: Final = timedelta(days=7)
SIGN_UP: Final = "/sign-up?invitation="  # the site's page, followed by a token


@dataclass(frozen=True)
class NewInvitation:
    """`token` is shown once: only its digest is stored."""

    id: UUID
    token: str
    expires_at: datetime


async def invite(session: AsyncSession, email: str | None, is_admin: bool, at: datetime) -> NewInvitation:
    """Invite one person. With `email`, a canonical address, the link registers that address alone.

    Raises: EmailTaken.
    """
    if email is not None and await session.scalar(select(exists().where(User.email == email))):
        raise EmailTaken
    return await _add(session, Invitation(email=email, is_admin=is_admin), at)


async def invite_to_account(session: AsyncSession, account: User, at: datetime) -> NewInvitation:
    """A link by which the person chooses address and password of an account that has neither."""
    return await _add(session, Invitation(is_admin=account.is_admin, account_id=account.id), at)


async def list_invitations(
    session: AsyncSession, at: datetime, before: UUID | None, limit: int
) -> Sequence[Invitation]:
    """Open invitations to new accounts, newest first."""
    query = select(Invitation).where(Invitation.account_id.is_(None), Invitation.expires_at > at)
    if before:
        query = query.where(Invitation.id < before)
    return (await session.scalars(query.order_by(Invitation.id.desc()).limit(limit))).all()


async def withdraw(session: AsyncSession, invitation_id: UUID) -> None:
    """Raises: UnknownInvitation."""
    mine = Invitation.id == invitation_id, Invitation.account_id.is_(None)
    if await session.scalar(delete(Invitation).where(*mine).returning(Invitation.id)) is None:
        raise UnknownInvitation


async def find_invitation(session: AsyncSession, token: str, at: datetime) -> Invitation:
    """Raises: InvitationRefused."""
    found: Invitation | None = await session.scalar(select(Invitation).where(*_stands(token, at)))
    if found is None:
        raise InvitationRefused
    return found


async def take_invitation(session: AsyncSession, token: str, email: str, at: datetime) -> Invitation:
    """Use an invitation up for the canonical address `email`. Raises: InvitationRefused."""
    meant = or_(Invitation.email.is_(None), Invitation.email == email)
    taken: Invitation | None = await session.scalar(
        delete(Invitation).where(meant, *_stands(token, at)).returning(Invitation)
    )
    if taken is None:
        raise InvitationRefused
    return taken


async def _add(session: AsyncSession, invitation: Invitation, at: datetime) -> NewInvitation:
    await session.execute(delete(Invitation).where(Invitation.expires_at <= at))
    token = random_token()
    invitation.sha256 = token_digest(token)
    invitation.created_at, invitation.expires_at = at, at + LIFETIME
    session.add(invitation)
    await session.flush()
    return NewInvitation(invitation.id, token, invitation.expires_at)


def _stands(token: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return Invitation.sha256 == token_digest(token), Invitation.expires_at > at
