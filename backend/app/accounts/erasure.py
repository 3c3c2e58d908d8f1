"""Erasing a person: noted first, then their rows, and after them their files."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app import durable_workflows
from app.accounts.administration import check_not_last_administrator
from app.accounts.attempts import forget_all_failures
from app.accounts.erasure_journal import ErasureJournal, open_journal
from app.accounts.errors import UnknownPerson
from app.accounts.people import account_digest
from app.db.session import Lock, SessionFactory, lock, write
from app.db.tables import STRANGERS, IdempotentAnswer, Invitation, Job, User
from app.settings import Settings

log = logging.getLogger(__name__)


class OwnerData(Protocol):
    """Whatever holds something of people beside the database: files, or what is kept in memory. Its calls block."""

    def erase_owner(self, owner: UUID) -> None: ...


@dataclass(frozen=True)
class ErasureTargets:
    """Where something of a person lies beside the database, and where it is noted that they were erased."""

    journal: ErasureJournal
    owner_data: Sequence[OwnerData]
    forget_jobs: Callable[[list[str]], Awaitable[None]]


def open_erasure_targets(settings: Settings, *owner_data: OwnerData) -> ErasureTargets:
    async def forget_jobs(job_ids: list[str]) -> None:
        await asyncio.to_thread(durable_workflows.erase, settings.jobs_url, job_ids)

    return ErasureTargets(open_journal(settings), owner_data, forget_jobs)


async def erase_person(sessions: SessionFactory, targets: ErasureTargets, user_id: UUID) -> None:
    """Erase the account and everything that belongs to it.

    It is noted before the rows go, all in one transaction: where it cannot be noted, nothing is erased. Should the
    process die before the files are gone too, nobody can reach them any more, and the next sweep takes them away.
    Raises: LastAdministrator, UnknownPerson, StorageFull, StorageUnavailable.
    """

    async def check_and_note(session: AsyncSession, user: User) -> None:
        await check_not_last_administrator(session, user)
        await asyncio.to_thread(targets.journal.note, user_id)

    await _erase(sessions, targets, user_id, before=check_and_note)


async def erase_again(sessions: SessionFactory, targets: ErasureTargets) -> int:
    """Erase everybody who was erased before and is there again, out of a backup; how many those were."""
    erased = await asyncio.to_thread(lambda: set(targets.journal.erased()))
    async with sessions() as session:
        back = [user_id for user_id in await session.scalars(select(User.id)) if user_id in erased]
    for user_id in back:
        await _erase(sessions, targets, user_id)
        log.warning("erased %s again, whom a backup had brought back", user_id)
    return len(back)


async def _erase(
    sessions: SessionFactory,
    targets: ErasureTargets,
    user_id: UUID,
    before: Callable[[AsyncSession, User], Awaitable[None]] | None = None,
) -> None:
    async with write(sessions) as session:
        await lock(session, Lock.ACCOUNTS)
        user = await session.get(User, user_id)
        if user is None:
            raise UnknownPerson
        if before:
            await before(session, user)
        jobs = [str(job_id) for job_id in await session.scalars(select(Job.id).where(Job.owner_id == user_id))]
        await _erase_traces(session, user)
        await session.delete(user)
    if jobs:
        await targets.forget_jobs(jobs)
    for held in targets.owner_data:
        await asyncio.to_thread(held.erase_owner, user_id)
    await _leave_nothing_in_the_log(sessions)


async def _erase_traces(session: AsyncSession, user: User) -> None:
    """What no foreign key leads to: wrong passwords, invitations, and answers kept for retries."""
    await forget_all_failures(session, account_digest(user))
    if user.email:
        await session.execute(delete(Invitation).where(Invitation.email == user.email))
    await session.execute(delete(IdempotentAnswer).where(IdempotentAnswer.scope == str(user.id)))
    for answer in await session.scalars(select(IdempotentAnswer).where(IdempotentAnswer.scope == STRANGERS)):
        if str(user.id).encode() in answer.body:
            await session.delete(answer)


async def _leave_nothing_in_the_log(sessions: SessionFactory) -> None:
    """SQLite's write-ahead log holds old pages until it is emptied; a reader that is at work may put that off."""
    async with sessions() as session:
        if session.get_bind().dialect.name == "sqlite":
            connection = await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
            await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
