"""Opens the database of a running service for the pipeline's commands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url

from app.db.session import SessionFactory, make_engine, make_sessions
from app.settings import Settings


@asynccontextmanager
async def sessions_of_service(settings: Settings) -> AsyncIterator[SessionFactory]:
    """Raises: FileNotFoundError when there is no database. SQLite would create an empty one."""
    _require_existing(settings.database_url)
    engine = make_engine(settings.database_url)
    try:
        yield make_sessions(engine)
    finally:
        await engine.dispose()


def _require_existing(url: str) -> None:
    known = make_url(url)
    if known.get_backend_name() == "sqlite" and not Path(known.database or "").exists():
        raise FileNotFoundError(
            f"There is no database at {known.database}. Set CURATOR_DATA_DIR to the service's data folder."
        )
