"""Signing in: with address and password, or with the one-time link of a laptop's owner."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.addresses import address_digest, canonical_address, casefolded_address
from app.accounts.attempts import check_password
from app.accounts.errors import AccountDisabled, InvalidEmail, LinkRefused, LinksAreForLaptops, SignInFailed
from app.accounts.owner import find_owner
from app.accounts.people import account_digest
from app.accounts.sessions import Tokens, start_session
from app.accounts.tokens import token_digest
from app.db.session import SessionFactory, lock_owner, write
from app.db.tables import SignInLink, User
from app.settings import Settings


@dataclass(frozen=True)
class Credentials:
    """What a person typed."""

    address: str
    password: str


@dataclass(frozen=True)
class Device:
    """What is known of the client that signs in; `network` as network_of() gives it."""

    user_agent: str
    network: str


async def sign_in(
    sessions: SessionFactory, settings: Settings, credentials: Credentials, device: Device, at: datetime
) -> Tokens:
    """A new session for the person with this password. Known and unknown addresses cost the same.

    Raises: SignInFailed, AccountDisabled, TooManySignIns, TooManyAtOnce.
    """
    async with sessions() as session:
        user = await _find_by_address(session, credentials.address)
    digest = account_digest(user) if user else address_digest(credentials.address)
    password_hash = user.password_hash if user else None
    await check_password(sessions, digest, device.network, credentials.password, password_hash, at)
    if user is None:
        raise SignInFailed
    async with write(sessions) as session:
        await lock_owner(session, user.id)
        # Meanwhile the account may have been erased or disabled, or its password changed.
        user = await session.get(User, user.id)
        if user is None or user.password_hash != password_hash:
            raise SignInFailed
        if user.disabled_at:
            raise AccountDisabled
        return await start_session(session, user.id, device.user_agent, settings, at)


async def sign_in_by_link(
    session: AsyncSession, settings: Settings, token: str, device: Device, at: datetime
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
    owner = await find_owner(session)
    return await start_session(session, owner.id, device.user_agent, settings, at)


async def _find_by_address(session: AsyncSession, address: str) -> User | None:
    try:
        email = canonical_address(address)
    except InvalidEmail:
        return None  # nobody can have it
    # Version 0.1 kept addresses casefolded, and they cannot be told from others any more. Their owners still have to
    # show the password.
    spellings = {email, casefolded_address(email)}
    found = {user.email: user for user in await session.scalars(select(User).where(User.email.in_(spellings)))}
    return found.get(email) or next(iter(found.values()), None)
