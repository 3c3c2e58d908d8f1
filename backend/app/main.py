"""create_app(): wiring, nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import errors
from app.db.session import make_engine, make_sessions, migrate
from app.settings import get_settings


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings = get_settings()
    await asyncio.to_thread(migrate, settings.database_url)
    engine = make_engine(settings.database_url)
    app.state.sessions = make_sessions(engine)
    yield
    await engine.dispose()


def create_app() -> FastAPI:
    app = FastAPI(title="Curator", summary="A wardrobe that knows what you own", lifespan=lifespan)
    errors.install(app)
    return app
