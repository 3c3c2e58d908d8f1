"""Erasing a person: their rows, and after them their files."""

import asyncio
from typing import Protocol
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.addresses import address_digest
from app.accounts.errors import LastAdministrator
from app.accounts.people import find_person
from app.db.session import SessionFactory, begin_write
from app.db.tables import STRANGERS, IdempotentAnswer, SignInAttempt, User


class KeepsFiles(Protocol):
    """Whatever holds files of people. Its calls block."""

    def erase_owner(self, owner: UUID) -> None: ...


async def erase_person(sessions: SessionFactory, files: KeepsFiles, user_id: UUID) -> None:
    """Erase the account and everything that belongs to it.

    The rows go first, in one transaction. Should the process die before the files are gone too, nobody can reach them
    any more, and the sweep at the next start takes them away.
    Raises: LastAdministrator, NotSignedIn.
    """
    async with sessions() as session:
        await begin_write(session)
        user = await find_person(session, user_id)
        administrators = select(User.id).where(User.is_admin).limit(2).with_for_update()
        if user.is_admin and len((await session.scalars(administrators)).all()) < 2:
            raise LastAdministrator
        await _erase_traces(session, user)
        await session.delete(user)
        await session.commit()
    await asyncio.to_thread(files.erase_owner, user_id)


async def _erase_traces(session: AsyncSession, user: User) -> None:
    """What no foreign key leads to: failed sign-ins, and answers kept for retries."""
    account = address_digest(user.email or str(user.id))
    await session.execute(delete(SignInAttempt).where(SignInAttempt.account_digest == account))
    await session.execute(delete(IdempotentAnswer).where(IdempotentAnswer.scope == str(user.id)))
    for answer in await session.scalars(select(IdempotentAnswer).where(IdempotentAnswer.scope == STRANGERS)):
        if str(user.id).encode() in answer.body:
            await session.delete(answer)
