"""The objects that one process holds while it runs: opened at the start, closed in reverse order at the end."""

import asyncio
import logging
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from fastapi import FastAPI

from app.accounts.erasure import ErasureTargets, erase_again, open_erasure_targets
from app.accounts.owner import ensure_owner, set_up_link
from app.db.session import SessionFactory, make_engine, make_sessions, migrate
from app.db.types import now
from app.jobs import Jobs, Kind
from app.model_rollout.reembedding import REEMBEDDING, Reembedding, enqueue_reembedding
from app.model_rollout.shadow import Shadow
from app.model_rollout.swap import swap_when_whole
from app.model_rollout.takeover import Takeover, watch_registry
from app.outside.fetching import Fetcher, Guard
from app.outside.inbox import Inbox
from app.outside.storage import StorageUnavailable, Store
from app.outside.stores import open_inbox, open_store
from app.registry.active import embedder
from app.registry.models import get_models, released_models, serve_released
from app.registry.monitoring.monitor import Monitor
from app.settings import Settings
from app.wardrobe.cutout_redo import CUTOUT_REDO, CutoutRedo
from app.wardrobe.intake import Intake
from app.wardrobe.maintenance import keep_tidy, tidy
from app.wardrobe.outfits.cache import WardrobeCache
from app.wardrobe.portability.archive import ARCHIVE_IMPORT, ArchiveImport
from app.wardrobe.portability.export_import import ExportImport
from app.wardrobe.portability.photo_zip import PhotoZip
from app.wardrobe.shop_imports import SHOP_IMPORT, ShopImports
from app.workers import MemoryBudget, Workers

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Services:
    sessions: SessionFactory
    store: Store
    inbox: Inbox
    wardrobe_cache: WardrobeCache
    targets: ErasureTargets
    workers: Workers
    portraits: MemoryBudget
    monitor: Monitor
    shadow: Shadow
    intake: Intake
    fetcher: Fetcher
    jobs: Jobs
    takeover: Takeover


def services_of(app: FastAPI) -> Services:
    """The services of a running app."""
    return cast(Services, app.state.services)


@asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Everything that requests need. A start that fails closes what was opened until then."""
    async with AsyncExitStack() as stack:
        stack.enter_context(_temporary_files_in(settings.spool_dir))
        loading = asyncio.create_task(asyncio.to_thread(released_models, settings))
        stack.callback(loading.cancel)
        stack.callback(serve_released)
        await asyncio.to_thread(migrate, settings.database_url)
        engine = make_engine(settings.database_url, settings.database_connections, settings.database_wait_s)
        stack.push_async_callback(engine.dispose)
        sessions = make_sessions(engine)
        store, inbox = open_store(settings), open_inbox(settings)
        stack.callback(store.close)
        workers = Workers(settings.workers, settings.max_waiting_photos, settings.max_wait_s)
        stack.push_async_callback(workers.close)
        wardrobe_cache = WardrobeCache()
        targets = open_erasure_targets(settings, store, inbox, wardrobe_cache)
        await _erase_again(sessions, targets)
        await ensure_owner(sessions)
        await _print_set_up_link(sessions, settings)
        await tidy(sessions, store)
        await loading
        shadow = Shadow(sessions, store, workers, settings)
        intake = Intake(sessions, store, workers, get_models, shadow.offer)
        fetcher = Fetcher(Guard(settings.fetch_allow_hosts), settings.fetch_timeout_s)
        jobs = Jobs(settings.jobs_url, sessions, _kinds_of_jobs(settings, intake, inbox, fetcher))
        stack.push_async_callback(jobs.close)
        takeover = Takeover(sessions, settings, partial(_reembed, sessions, jobs))
        await takeover.open()
        for work in (keep_tidy(sessions, store, inbox), watch_registry(takeover, settings), shadow.work()):
            await stack.enter_async_context(_in_background(work))
        yield Services(
            sessions=sessions,
            store=store,
            inbox=inbox,
            wardrobe_cache=wardrobe_cache,
            targets=targets,
            workers=workers,
            portraits=MemoryBudget(
                settings.max_portraits_at_once * settings.max_portrait_bytes, 2 * settings.max_portrait_bytes
            ),
            monitor=Monitor(sessions),
            shadow=shadow,
            intake=intake,
            fetcher=fetcher,
            jobs=jobs,
            takeover=takeover,
        )


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Let the whole process keep its temporary files in `folder`. They have no name, so a crash leaves none."""
    folder.mkdir(exist_ok=True)
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = None


@asynccontextmanager
async def _in_background(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run `work` until the block ends."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _erase_again(sessions: SessionFactory, targets: ErasureTargets) -> None:
    try:
        await erase_again(sessions, targets)
    except StorageUnavailable:
        log.exception("cannot read the erasure journal; people brought back by a restored backup stay for now")


async def _print_set_up_link(sessions: SessionFactory, settings: Settings) -> None:
    """In production; on a laptop `make run` prints a link that signs in. Not to the log, which removes tokens."""
    if settings.is_production and (link := await set_up_link(sessions, settings, now())):
        sys.stdout.write(f"Set up the owner's account, once: {link}\n")
        sys.stdout.flush()


def _kinds_of_jobs(settings: Settings, intake: Intake, inbox: Inbox, fetcher: Fetcher) -> dict[str, Kind]:
    sessions, max_bytes = intake.sessions, settings.max_upload_bytes
    reembedding = Reembedding(
        sessions, intake.store, intake.workers, embedder, after=partial(swap_when_whole, sessions)
    )
    archives = ArchiveImport(
        sessions,
        inbox,
        {"export": ExportImport(intake, max_bytes), "photos": PhotoZip(intake, max_bytes)},
        settings.max_archive_bytes,
    )
    shop_imports = ShopImports(intake, fetcher, max_bytes, settings.chromium, settings.chromedriver)
    return {
        REEMBEDDING: Kind(reembedding.work),
        # An archive holds little memory and waits for the same threads as every photo.
        ARCHIVE_IMPORT: Kind(archives.work, at_once=8),
        # One photo at a time each, which waits for the same threads as every photo.
        CUTOUT_REDO: Kind(CutoutRedo(intake).work, at_once=4),
        # A page may need Chromium.
        SHOP_IMPORT: Kind(shop_imports.work, at_once=2),
    }


async def _reembed(sessions: SessionFactory, jobs: Jobs, model_version: str) -> None:
    if await enqueue_reembedding(sessions, model_version):
        jobs.wake()
