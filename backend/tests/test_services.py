"""A start that fails leaves nothing running or open."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from app.jobs import Jobs
from app.model_rollout.takeover import Takeover
from app.outside.storage_local import LocalStore
from app.services import open_services
from app.settings import get_settings
from app.workers import Workers

MIGRATION = "AsyncEngine"  # the migration has an engine of its own and closes it first


class StartFailed(Exception):
    pass


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of what has been closed, in order; closing still happens."""
    monkeypatch.setenv("CURATOR_DATA_DIR", str(tmp_path))
    get_settings.cache_clear()
    order: list[str] = []

    def note(kind: type[Any], method: str) -> None:
        close = getattr(kind, method)

        def noted(self: Any) -> Any:
            order.append(kind.__name__)
            return close(self)

        monkeypatch.setattr(kind, method, noted)

    for kind, method in ((AsyncEngine, "dispose"), (LocalStore, "close"), (Workers, "close"), (Jobs, "close")):
        note(kind, method)
    return order


def start() -> set[str]:
    """Names of the tasks that are left after a start failed."""

    async def run() -> set[str]:
        before = asyncio.all_tasks()
        with pytest.raises(StartFailed):
            async with open_services(get_settings()):
                pytest.fail("the services started")
        return {task.get_name() for task in asyncio.all_tasks() - before}

    return asyncio.run(run())


def test_start_that_fails_at_its_last_step_closes_what_was_opened(closed: list[str], monkeypatch):
    async def fail(_takeover: Takeover) -> None:
        raise StartFailed

    monkeypatch.setattr(Takeover, "open", fail)
    assert start() == set()
    assert closed == [MIGRATION, "Jobs", "Workers", "LocalStore", "AsyncEngine"]


def test_start_that_fails_while_tidying_closes_what_was_opened_until_then(closed: list[str], monkeypatch):
    async def fail(*_: object) -> None:
        raise StartFailed

    monkeypatch.setattr("app.services.tidy", fail)
    assert start() == set()
    assert closed == [MIGRATION, "Workers", "LocalStore", "AsyncEngine"]
