"""The database of a service, read by the pipeline's commands while it runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url

from app.db.session import SessionFactory, make_engine, make_sessions
from app.settings import Settings


@asynccontextmanager
async def sessions_of_service(settings: Settings) -> AsyncIterator[SessionFactory]:
    """Raises: FileNotFoundError where there is none: SQLite would make an empty one."""
    _look_for_it(settings.database_url)
    engine = make_engine(settings.database_url)
    try:
        yield make_sessions(engine)
    finally:
        await engine.dispose()


def _look_for_it(url: str) -> None:
    known = make_url(url)
    if known.get_backend_name() == "sqlite" and not Path(known.database or "").exists():
        raise FileNotFoundError(
            f"There is no database at {known.database}. CURATOR_DATA_DIR names the service's folder."
        )
