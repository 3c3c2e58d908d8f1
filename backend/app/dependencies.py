"""What a route may ask for, so that its signature says all it needs."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.session import SessionFactory, begin_write
from app.outfit_compatibility import CompatibilityModel
from app.outside.storage import Store
from app.registry.models import get_models
from app.settings import Settings, get_settings
from app.wardrobe.intake import Intake
from app.workers import Workers


def get_model() -> CompatibilityModel:
    """The compatibility model that answers now. Raises: ModelUnavailable."""
    return get_models().the_compatibility()


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


def _get_store(request: Request) -> Store:
    return request.app.state.store  # type: ignore[no-any-return]


def _get_workers(request: Request) -> Workers:
    return request.app.state.workers  # type: ignore[no-any-return]


def _get_intake(request: Request) -> Intake:
    return request.app.state.intake  # type: ignore[no-any-return]


StoreDep = Annotated[Store, Depends(_get_store)]
WorkersDep = Annotated[Workers, Depends(_get_workers)]
IntakeDep = Annotated[Intake, Depends(_get_intake)]
