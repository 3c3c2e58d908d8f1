"""A write transaction commits when its block ends and leaves nothing behind when the block raises."""

import asyncio

import pytest
from sqlalchemy import func, select

from app.db.session import Lock, SessionFactory, lock, write
from app.db.tables import User


async def number_of_people(sessions: SessionFactory) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(User)) or 0


def test_write_commits_at_the_end_of_its_block(on_database):
    async def claim(sessions: SessionFactory) -> None:
        async with write(sessions) as session:
            session.add(User(email="a@example.org"))
        assert await number_of_people(sessions) == 1

    on_database(claim)


def test_write_commits_when_the_block_returns_early(on_database):
    async def add(sessions: SessionFactory) -> str:
        async with write(sessions) as session:
            session.add(User(email="a@example.org"))
            return "returned"

    async def claim(sessions: SessionFactory) -> None:
        assert await add(sessions) == "returned"
        assert await number_of_people(sessions) == 1

    on_database(claim)


def test_write_keeps_nothing_of_a_block_that_raises(on_database):
    async def claim(sessions: SessionFactory) -> None:
        with pytest.raises(ValueError, match="too late"):
            async with write(sessions) as session:
                session.add(User(email="a@example.org"))
                await session.flush()
                raise ValueError("too late")
        assert await number_of_people(sessions) == 0

    on_database(claim)


def test_writers_that_read_first_wait_for_each_other(on_database):
    async def claim(sessions: SessionFactory) -> None:
        async def add_next() -> None:
            async with write(sessions) as session:
                await lock(session, Lock.ACCOUNTS)
                number = await session.scalar(select(func.count()).select_from(User))
                await asyncio.sleep(0.01)
                session.add(User(email=f"{number}@example.org"))

        await asyncio.gather(*(add_next() for _ in range(5)))
        assert await number_of_people(sessions) == 5

    on_database(claim)
