"""The account of the server's owner, the first administrator. It exists before the service answers anybody."""

import logging
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import NotSignedIn
from app.accounts.invitations import SIGN_UP, invite_to_account
from app.db.session import Lock, SessionFactory, lock, write
from app.db.tables import User
from app.settings import Settings

log = logging.getLogger(__name__)


async def ensure_owner(sessions: SessionFactory) -> None:
    """Make the owner's account where there is no account at all. It has neither address nor password yet."""
    async with write(sessions) as session:
        await lock(session, Lock.ACCOUNTS)
        if not await session.scalar(select(exists().select_from(User))):
            session.add(User(is_admin=True))
        elif await _first_administrator(session) is None:
            log.warning("nobody is an administrator; `python -m app.accounts.administrator ADDRESS` makes somebody one")


async def find_owner(session: AsyncSession) -> User:
    """Raises: NotSignedIn, where there is no administrator who may sign in."""
    owner = await _first_administrator(session)
    if owner is None:
        raise NotSignedIn("There is no administrator to sign in as. Sign in with your address and password.")
    return owner


async def set_up_link(sessions: SessionFactory, settings: Settings, at: datetime) -> str | None:
    """A one-time address at which the owner chooses an address and a password; None once an administrator has one."""
    async with write(sessions) as session:
        usable = User.is_admin, User.disabled_at.is_(None), User.password_hash.is_not(None)
        if await session.scalar(select(exists().where(*usable))):
            return None
        owner = await _first_administrator(session)
        if owner is None:
            return None
        invitation = await invite_to_account(session, owner, at)
        return f"{settings.site_url}{SIGN_UP}{invitation.token}"


async def _first_administrator(session: AsyncSession) -> User | None:
    administrators = select(User).where(User.is_admin, User.disabled_at.is_(None))
    return await session.scalar(administrators.order_by(User.id).limit(1))
