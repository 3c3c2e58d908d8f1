"""create_app(): wiring, nothing else."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app import errors, logs
from app.accounts.erasure import erase_again, open_erasure_targets
from app.db.session import SessionFactory, make_engine, make_sessions, migrate
from app.http import openapi_document, request_log
from app.http.idempotency import IdempotencyMiddleware
from app.jobs import Jobs
from app.model_rollout.reembedding import REEMBEDDING, Reembedding, enqueue_reembedding
from app.model_rollout.shadow import Shadow
from app.model_rollout.swap import swap_when_whole
from app.model_rollout.takeover import Takeover, watch_registry
from app.outside.fetching import Fetcher, Guard
from app.outside.storage import StorageUnavailable
from app.outside.stores import open_inbox, open_store
from app.registry.active import embedder
from app.registry.models import get_models, released_models, serve_released
from app.registry.monitoring.monitor import Monitor
from app.routes import (
    auth,
    direct_uploads,
    export,
    face,
    health,
    imports,
    items,
    jobs,
    me,
    metrics,
    models,
    monitoring,
    near_duplicates,
    outfits,
    photos,
    pictures,
    samples,
)
from app.settings import Settings, get_settings
from app.wardrobe.intake import Intake
from app.wardrobe.maintenance import keep_tidy, tidy
from app.wardrobe.outfits.cache import WardrobeCache
from app.wardrobe.portability.archive import ARCHIVE_IMPORT, ArchiveImport, ArchiveKind, Importer
from app.wardrobe.portability.export_import import ExportImport
from app.wardrobe.portability.photo_zip import PhotoZip
from app.wardrobe.shop_imports import SHOP_IMPORT, ShopImports
from app.workers import Capacity, Workers

log = logging.getLogger(__name__)


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
    app.state.store, app.state.inbox = open_store(settings), open_inbox(settings)
    app.state.wardrobe_cache = WardrobeCache()
    app.state.targets = open_erasure_targets(settings, app.state.store, app.state.inbox, app.state.wardrobe_cache)
    app.state.workers = Workers(settings.workers, settings.max_waiting_photos, settings.max_wait_s)
    app.state.monitor = Monitor(app.state.sessions)
    app.state.portraits = Capacity(settings.max_portraits_at_once)
    app.state.shadow = Shadow(app.state.sessions, app.state.store, app.state.workers, settings)
    app.state.intake = Intake(
        app.state.sessions, app.state.store, app.state.workers, get_models, app.state.shadow.offer
    )
    await _erase_again(app)
    await tidy(app.state.sessions, app.state.store)
    tidying = asyncio.create_task(keep_tidy(app.state.sessions, app.state.store, app.state.inbox))
    await loading
    app.state.fetcher = Fetcher(Guard(settings.fetch_allow_hosts), settings.fetch_timeout_s)
    kinds = {
        REEMBEDDING: _reembedding(app).work,
        SHOP_IMPORT: _shop_imports(app, settings).work,
        ARCHIVE_IMPORT: _archive_import(app, settings).work,
    }
    app.state.jobs = Jobs(settings.jobs_url, app.state.sessions, kinds)
    app.state.takeover = Takeover(app.state.sessions, settings, partial(_reembed, app.state.sessions, app.state.jobs))
    await app.state.takeover.open()
    watching = asyncio.create_task(watch_registry(app.state.takeover, settings))
    shadowing = asyncio.create_task(app.state.shadow.work())
    yield
    for task in (watching, tidying, shadowing):
        task.cancel()
    await asyncio.gather(watching, tidying, shadowing, return_exceptions=True)
    await app.state.jobs.close()
    await app.state.workers.close()
    app.state.store.close()
    await engine.dispose()
    serve_released()


async def _erase_again(app: FastAPI) -> None:
    try:
        await erase_again(app.state.sessions, app.state.targets)
    except StorageUnavailable:
        log.exception("the journal of erasures cannot be read; a person out of a restored backup would stay")


def _reembedding(app: FastAPI) -> Reembedding:
    sessions = app.state.sessions
    return Reembedding(sessions, app.state.store, app.state.workers, embedder, after=partial(swap_when_whole, sessions))


def _archive_import(app: FastAPI, settings: Settings) -> ArchiveImport:
    importers: dict[ArchiveKind, Importer] = {
        "export": ExportImport(app.state.intake, settings.max_upload_bytes),
        "photos": PhotoZip(app.state.intake, settings.max_upload_bytes),
    }
    return ArchiveImport(app.state.sessions, app.state.inbox, importers, settings.max_archive_bytes)


def _shop_imports(app: FastAPI, settings: Settings) -> ShopImports:
    max_bytes = settings.max_upload_bytes
    return ShopImports(app.state.intake, app.state.fetcher, max_bytes, settings.chromium, settings.chromedriver)


async def _reembed(sessions: SessionFactory, jobs: Jobs, model_version: str) -> None:
    if await enqueue_reembedding(sessions, model_version):
        jobs.wake()


def create_app() -> FastAPI:
    logs.configure(get_settings())
    app = FastAPI(title="Curator", summary="A wardrobe that knows what you own", lifespan=lifespan)
    # `/v1/items/from-uploads` before `/v1/items/{item_id}`.
    wardrobe = (direct_uploads, items, photos, pictures, near_duplicates, samples, imports, export)
    for resource in (auth, me, *wardrobe, outfits, face, jobs, models, monitoring, health, metrics):
        app.include_router(resource.router)
    errors.install(app)
    openapi_document.install(app)
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
