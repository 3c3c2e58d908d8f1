"""What a route may ask for, so that its signature says all it needs."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.session import SessionFactory, begin_write
from app.settings import Settings, get_settings

SettingsDep = Annotated[Settings, Depends(get_settings)]


def get_sessions(request: Request) -> SessionFactory:
    return request.app.state.sessions  # type: ignore[no-any-return]


SessionsDep = Annotated[SessionFactory, Depends(get_sessions)]


async def _read_session(sessions: SessionsDep) -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        yield session


async def _write_session(sessions: SessionsDep) -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        await begin_write(session)
        yield session


ReadSession = Annotated[AsyncSession, Depends(_read_session)]
# Holds the write lock: for routes that change something and do no slow work. They commit before they answer.
WriteSession = Annotated[AsyncSession, Depends(_write_session)]
