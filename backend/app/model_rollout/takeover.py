"""A new model takes over from the one that answers, without a request noticing.

The new version is loaded next to the old one and recorded as `next_version`: from then on every new photo is
embedded by both. A job embeds the others. When none is left, one update of one row swaps them. A classifier and a
cut-out network have nothing to wait for: they never change existing garments.
"""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.db.session import SessionFactory, insert_new, write
from app.db.tables import ActiveModel, Embedding
from app.db.types import now
from app.model_rollout.swap import swap_when_whole
from app.outfit_compatibility import CompatibilityModel
from app.registry.downloads import FetchedVersion, fetch_production
from app.registry.models import (
    REGISTRY,
    RELEASED_FILES,
    Kind,
    Model,
    change_models,
    keep_in_cache,
    kinds,
    load_released,
    load_version,
    served_model,
)
from app.settings import Settings
from app.vision.onnx import ModelUnavailable
from app.vision.provenance import provenance_file

log = logging.getLogger(__name__)

SETTLING_INTERVAL_S: Final = 30

# Queues jobs that embed what a version has not embedded yet.
Reembed: TypeAlias = Callable[[str], Awaitable[object]]
State: TypeAlias = Literal["active", "taking over", "not registered", "kept as it was"]


class NotTakenOver(RuntimeError):
    """The registry, or a model in it, is broken; the previous models keep answering."""


@dataclass(frozen=True)
class Outcome:
    """The result for one model's Production version; `problem` says why it was not taken over."""

    name: str
    state: State
    version: str | None = None
    problem: str | None = None


class Takeover:
    """Keeps the models of one process in step with the registry's Production versions."""

    def __init__(self, sessions: SessionFactory, settings: Settings, reembed: Reembed) -> None:
        self._sessions = sessions
        self._settings = settings
        self._reembed = reembed
        self._lock = asyncio.Lock()
        self.problems: dict[str, str] = {}  # by model, from the last check of the registry

    async def open(self) -> None:
        """Load the versions that answered before this process started, and resume an unfinished takeover."""
        for kind in kinds(self._settings):
            released = await asyncio.to_thread(load_released, kind)
            if isinstance(released, ModelUnavailable):
                await self._open(kind, released)
                continue
            # The next release overwrites the file, and this version must answer until the next has taken over.
            await asyncio.to_thread(keep_in_cache, self._settings, kind.released, released.version)
            row = await self._open(kind, released)
            if row and row.source == RELEASED_FILES and row.version != released.version:
                await self._take_over(kind, released, None)  # a new release of Curator was installed
        await self.settle()
        for version in await self._versions(self._settings.mlflow_model_name):
            await self._reembed(version)

    async def reload(self, *, seed: bool = False) -> list[Outcome]:
        """Take over the Production versions; with `seed`, an empty registry receives the released models first.

        If anything goes wrong, the previous models keep answering and `problems` says why.
        """
        async with self._lock:
            outcomes = [await self._receive(delivery) for delivery in await fetch_production(seed=seed)]
            await self._tidy_cache()
            return outcomes

    async def settle(self) -> None:
        """Follow a swap by another process, and swap once the last missing embedding exists."""
        for kind in kinds(self._settings):
            versions = await self._versions(kind.name)
            try:
                for version in versions[:1]:
                    await self._follow(kind, version)
                for version in versions[1:]:
                    model = await asyncio.to_thread(load_version, self._settings, kind, version)
                    change_models(following=model)
                    await swap_when_whole(self._sessions, version)
            except ModelUnavailable as gone:
                self.problems[kind.name] = str(gone)

    async def _open(self, kind: Kind, released: Model | ModelUnavailable) -> ActiveModel | None:
        """Serve the recorded version; the released one on a first start, or if the recorded one is lost."""
        async with self._sessions() as session:
            row = await session.get(ActiveModel, kind.name)
        if row is not None:
            try:
                model = await asyncio.to_thread(load_version, self._settings, kind, row.version)
            except ModelUnavailable as gone:
                self.problems[kind.name] = str(gone)
                log.warning("%s The released version is used.", gone)
            else:
                self._serve(kind, model)
                return row
        self._serve(kind, released)
        return None if isinstance(released, ModelUnavailable) else await self._activate(kind, released.version, None)

    async def _receive(self, delivery: FetchedVersion) -> Outcome:
        kind = next(kind for kind in kinds(self._settings) if kind.name == delivery.name)
        outcome = Outcome(kind.name, "not registered")
        problem = delivery.problem
        if delivery.version:
            try:
                model = await asyncio.to_thread(load_version, self._settings, kind, delivery.version)
                state = await self._take_over(kind, model, delivery.registry_version)
                outcome = Outcome(kind.name, state, model.version)
            except ModelUnavailable as unavailable:
                problem = str(unavailable)
        if problem is None:
            self.problems.pop(kind.name, None)
            return outcome
        if self.problems.get(kind.name) != problem:
            log.warning("%s: %s", kind.name, problem)
        self.problems[kind.name] = problem
        return Outcome(kind.name, "kept as it was", problem=problem)

    async def _take_over(self, kind: Kind, model: Model, registry_version: str | None) -> State:
        if isinstance(model, CompatibilityModel) and await self._announce(kind, model.version, registry_version):
            change_models(following=model)
            if await swap_when_whole(self._sessions, model.version):
                await self._reembed(model.version)
                return "taking over"
            return "active"
        await self._activate(kind, model.version, registry_version)
        self._serve(kind, model)
        return "active"

    async def _announce(self, kind: Kind, version: str, registry_version: str | None) -> bool:
        """Have new photos embedded by this version too; False if no other version is active."""
        async with write(self._sessions) as session:
            row = await session.get(ActiveModel, kind.name, with_for_update=True)
            if row is None or row.version == version:
                return False
            row.next_version, row.next_registry_version = version, registry_version
            return True

    async def _activate(self, kind: Kind, version: str, registry_version: str | None) -> ActiveModel:
        """Make a version the active one; a takeover in progress is given up."""
        async with write(self._sessions) as session:
            source = REGISTRY if registry_version else RELEASED_FILES
            await insert_new(session, ActiveModel, name=kind.name, version=version, source=source)
            row = await session.get_one(ActiveModel, kind.name, with_for_update=True)
            if row.version != version:
                row.version, row.activated_at = version, now()
            row.source, row.registry_version = source, registry_version
            row.next_version = row.next_registry_version = None
            return row

    async def _follow(self, kind: Kind, version: str) -> None:
        served = served_model(kind)
        if not isinstance(served, ModelUnavailable) and served.version != version:
            former = {"former": served} if isinstance(served, CompatibilityModel) else {}
            self._serve(kind, await asyncio.to_thread(load_version, self._settings, kind, version))
            change_models(**former)

    def _serve(self, kind: Kind, model: Model | ModelUnavailable) -> None:
        if kind.opened_by is CompatibilityModel:
            change_models(compatibility=model, following=None)
        else:
            change_models(**{kind.place: model})

    async def _versions(self, name: str) -> list[str]:
        """The active version and, if there is one, the version that is taking over."""
        async with self._sessions() as session:
            row = await session.get(ActiveModel, name)
        return [version for version in (row.version, row.next_version) if version] if row else []

    async def _tidy_cache(self) -> None:
        """Delete files of versions that are neither active nor next and have no embeddings."""
        kept = {version for kind in kinds(self._settings) for version in await self._versions(kind.name)}
        async with self._sessions() as session:
            kept |= set(await session.scalars(select(Embedding.model_version).distinct()))
        for path in self._settings.models_cache_dir.glob("*.onnx"):
            if path.stem not in kept:
                path.unlink(missing_ok=True)
                provenance_file(path).unlink(missing_ok=True)


async def watch_registry(takeover: Takeover, settings: Settings) -> None:
    """Check the registry at the start and, if configured, periodically; finish takeovers."""
    poll_s = settings.registry_poll_s
    seed = settings.registry_at_start
    due = time.monotonic() + (0 if settings.registry_at_start else poll_s or math.inf)
    while True:
        try:
            if time.monotonic() >= due:
                await takeover.reload(seed=seed)
                seed, due = False, time.monotonic() + (poll_s or math.inf)
            await takeover.settle()
        except (SQLAlchemyError, OSError):
            log.exception("checking the models failed; trying again later")
        await asyncio.sleep(min(SETTLING_INTERVAL_S, poll_s or SETTLING_INTERVAL_S))
