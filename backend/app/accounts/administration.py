"""What administrators see of people and may do to their accounts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import LastAdministrator, UnknownPerson
from app.accounts.limits import NO_LIMIT, Limits, Resource, Usage, limits, usages
from app.accounts.sessions import end_all_sessions
from app.db.session import Lock, lock
from app.db.tables import User
from app.settings import Settings


@dataclass(frozen=True)
class Person:
    """An account as an administrator sees it: nothing of the wardrobe but how much it holds."""

    user: User
    usage: Usage
    limits: Limits


@dataclass(frozen=True)
class AccountChange:
    """What to change about a person's account; None leaves a thing as it is.

    `limits` holds only what is to change, None for no limit.
    """

    disabled: bool | None = None
    is_admin: bool | None = None
    limits: dict[Resource, int | None] = field(default_factory=dict)


async def list_people(session: AsyncSession, settings: Settings, before: UUID | None, limit: int) -> Sequence[Person]:
    """Everybody, newest first, those who joined before the person `before`."""
    query = select(User)
    if before:
        query = query.where(User.id < before)
    users = (await session.scalars(query.order_by(User.id.desc()).limit(limit))).all()
    used = await usages(session, [user.id for user in users])
    return [Person(user, used[user.id], limits(settings, user)) for user in users]


async def find_account(session: AsyncSession, settings: Settings, user_id: UUID) -> Person:
    """Raises: UnknownPerson."""
    user = await session.get(User, user_id)
    if user is None:
        raise UnknownPerson
    used = await usages(session, [user.id])
    return Person(user, used[user.id], limits(settings, user))


async def change_account(session: AsyncSession, user_id: UUID, change: AccountChange, at: datetime) -> None:
    """Disabling ends the person's sessions. Raises: UnknownPerson, LastAdministrator."""
    await lock(session, Lock.ACCOUNTS)
    user = await session.get(User, user_id)
    if user is None:
        raise UnknownPerson
    if change.disabled or change.is_admin is False:
        await check_not_last_administrator(session, user)
    if change.disabled is not None:
        user.disabled_at = (user.disabled_at or at) if change.disabled else None
    if change.disabled:
        await end_all_sessions(session, user.id, at)
    if change.is_admin is not None:
        user.is_admin = change.is_admin
    for resource, limit in change.limits.items():
        setattr(user, f"max_{resource}", NO_LIMIT if limit is None else limit)


async def check_not_last_administrator(session: AsyncSession, user: User) -> None:
    """That somebody administers the server without this person. The transaction holds `Lock.ACCOUNTS`.

    Raises: LastAdministrator.
    """
    administrators = select(User.id).where(User.is_admin, User.disabled_at.is_(None)).limit(2)
    others = [user_id for user_id in await session.scalars(administrators) if user_id != user.id]
    if user.is_admin and not others:
        raise LastAdministrator
