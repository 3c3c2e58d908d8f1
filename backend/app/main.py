"""create_app(): wiring, nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app import errors, logs
from app.db.session import SessionFactory, make_engine, make_sessions, migrate
from app.jobs import Jobs
from app.outside.fetching import Fetcher, Guard
from app.outside.storage import LocalStore
from app.registry.active import embedder
from app.registry.models import get_models, released_models, serve_released
from app.registry.swap import swap_when_whole
from app.registry.takeover import Takeover, watch_registry
from app.routes import (
    auth,
    description,
    face,
    health,
    imports,
    items,
    jobs,
    me,
    metrics,
    models,
    outfits,
    pictures,
    request_log,
    samples,
)
from app.routes.idempotency import IdempotencyMiddleware
from app.settings import Settings, get_settings
from app.wardrobe.intake import Intake
from app.wardrobe.reembedding import REEMBEDDING, Reembedding, enqueue_reembedding
from app.wardrobe.shop_imports import SHOP_IMPORT, ShopImports
from app.wardrobe.upkeep import tidy
from app.workers import Room, Workers


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings = get_settings()
    loading = asyncio.gather(
        asyncio.to_thread(released_models, settings),
        # FastAPI works out its routes on first use, half a second for which everybody would wait.
        asyncio.to_thread(app.openapi),
    )
    await asyncio.to_thread(migrate, settings.database_url)
    engine = make_engine(settings.database_url)
    app.state.sessions = make_sessions(engine)
    app.state.store = LocalStore(settings.uploads_dir)
    app.state.workers = Workers(settings.workers, settings.max_waiting_photos)
    app.state.portraits = Room(settings.max_portraits_at_once)
    app.state.intake = Intake(app.state.sessions, app.state.store, app.state.workers, get_models)
    await tidy(app.state.sessions, app.state.store)
    await loading
    app.state.fetcher = Fetcher(Guard(settings.fetch_allow_hosts), settings.fetch_timeout_s)
    kinds = {REEMBEDDING: _reembedding(app).work, SHOP_IMPORT: _shop_imports(app, settings).work}
    app.state.jobs = Jobs(settings.jobs_url, app.state.sessions, kinds)
    app.state.takeover = Takeover(app.state.sessions, settings, partial(_reembed, app.state.sessions, app.state.jobs))
    await app.state.takeover.open()
    watching = asyncio.create_task(watch_registry(app.state.takeover, settings))
    yield
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    await app.state.jobs.close()
    await app.state.workers.close()
    await engine.dispose()
    serve_released()


def _reembedding(app: FastAPI) -> Reembedding:
    sessions = app.state.sessions
    return Reembedding(sessions, app.state.store, app.state.workers, embedder, after=partial(swap_when_whole, sessions))


def _shop_imports(app: FastAPI, settings: Settings) -> ShopImports:
    max_bytes = settings.max_upload_bytes
    return ShopImports(app.state.intake, app.state.fetcher, max_bytes, settings.chromium, settings.chromedriver)


async def _reembed(sessions: SessionFactory, jobs: Jobs, model_version: str) -> None:
    if await enqueue_reembedding(sessions, model_version):
        jobs.wake()


def create_app() -> FastAPI:
    logs.configure(get_settings())
    app = FastAPI(title="Curator", summary="A wardrobe that knows what you own", lifespan=lifespan)
    for resource in (auth, me, items, pictures, samples, imports, outfits, face, jobs, models, health, metrics):
        app.include_router(resource.router)
    errors.install(app)
    description.install(app)
    app.add_middleware(IdempotencyMiddleware)
    metrics.install(app)
    request_log.install(app)
    if origins := get_settings().cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_credentials=True,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["Retry-After", "Server-Timing", request_log.HEADER],
        )
    return app
