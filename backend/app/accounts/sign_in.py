"""Signing in: with address and password, or with the one-time link of a laptop's owner."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.addresses import address_digest, canonical_address
from app.accounts.attempts import check_password
from app.accounts.errors import InvalidEmail, LinkRefused, LinksAreForLaptops, SignInFailed
from app.accounts.people import owner_of_this_machine
from app.accounts.sessions import Tokens, start_session
from app.accounts.tokens import token_digest
from app.db.session import SessionFactory, write
from app.db.tables import SignInLink, User
from app.settings import Settings


async def sign_in(
    sessions: SessionFactory, settings: Settings, address: str, password: str, user_agent: str, at: datetime
) -> Tokens:
    """A new session for whoever knows the password. Known and unknown addresses cost the same.

    Raises: SignInFailed, TooManySignIns, TooManyAtOnce.
    """
    try:
        email = canonical_address(address)
    except InvalidEmail:
        # Nobody can have it. It still takes the work and the count of a wrong password.
        await check_password(sessions, address_digest(address), password, None, at)
        raise SignInFailed from None
    async with sessions() as session:
        password_hash = await session.scalar(select(User.password_hash).where(User.email == email))
    await check_password(sessions, address_digest(email), password, password_hash, at)
    async with write(sessions) as session:
        # Meanwhile the account may have been erased, or its password changed.
        user_id = await session.scalar(select(User.id).where(User.email == email, User.password_hash == password_hash))
        if user_id is None:
            raise SignInFailed
        return await start_session(session, user_id, user_agent, settings, at)


async def sign_in_by_link(
    session: AsyncSession, settings: Settings, token: str, user_agent: str, at: datetime
) -> Tokens:
    """A new session for the owner of this machine, once for each link.

    Raises: LinksAreForLaptops, LinkRefused, NotSignedIn.
    """
    if settings.is_production:
        raise LinksAreForLaptops
    used = await session.scalar(
        update(SignInLink)
        .where(SignInLink.sha256 == token_digest(token), SignInLink.used_at.is_(None), SignInLink.expires_at > at)
        .values(used_at=at)
        .returning(SignInLink.sha256)
    )
    if used is None:
        raise LinkRefused
    owner = await owner_of_this_machine(session)
    return await start_session(session, owner.id, user_agent, settings, at)
