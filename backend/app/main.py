"""create_app(): wiring, nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import errors
from app.db.session import make_engine, make_sessions, migrate
from app.outside.storage import LocalStore
from app.registry.models import get_models
from app.routes import auth, health, items, me, models, outfits, pictures, samples
from app.routes.idempotency import IdempotencyMiddleware
from app.settings import get_settings
from app.wardrobe.intake import Intake
from app.wardrobe.upkeep import tidy
from app.workers import Workers


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings = get_settings()
    loading = asyncio.create_task(asyncio.to_thread(get_models))
    await asyncio.to_thread(migrate, settings.database_url)
    engine = make_engine(settings.database_url)
    app.state.sessions = make_sessions(engine)
    app.state.store = LocalStore(settings.uploads_dir)
    app.state.workers = Workers(settings.workers, settings.max_waiting_photos)
    app.state.intake = Intake(app.state.sessions, app.state.store, app.state.workers, get_models)
    await tidy(app.state.sessions, app.state.store)
    await loading
    yield
    await app.state.workers.close()
    await engine.dispose()


def create_app() -> FastAPI:
    app = FastAPI(title="Curator", summary="A wardrobe that knows what you own", lifespan=lifespan)
    for resource in (auth, me, items, pictures, samples, outfits, models, health):
        app.include_router(resource.router)
    errors.install(app)
    app.add_middleware(IdempotencyMiddleware)
    return app
