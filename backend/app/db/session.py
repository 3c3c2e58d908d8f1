"""The database engine, sessions and write transactions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

MIGRATIONS = Path(__file__).parent / "migrations"

SessionFactory = async_sessionmaker[AsyncSession]


def make_engine(url: str) -> AsyncEngine:
    """An engine for `url`; on SQLite with write-ahead log, foreign keys, and every commit synced to disk."""
    # Parameters of a statement (addresses, file names) must not appear in the text of an error.
    engine = create_async_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def make_sessions(engine: AsyncEngine) -> SessionFactory:
    return async_sessionmaker(engine, expire_on_commit=False)


def migrate(url: str) -> None:
    """Migrate the database at `url` to the newest schema (blocking)."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "head")


def _set_pragmas(connection: SqliteConnection, _record: Any) -> None:
    # The driver must not open transactions: SQLAlchemy's `begin` event does (see _begin).
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")  # deleted data is overwritten, not only unlinked
    cursor.close()


def _begin(connection: Any) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


@asynccontextmanager
async def write(sessions: SessionFactory) -> AsyncIterator[AsyncSession]:
    """A transaction that may change rows. It commits at the end of the block and rolls back on an exception.

    On SQLite it takes the write lock at the start and waits for it if necessary. Otherwise two transactions that read
    first and write later would fail each other ("database is locked").
    """
    async with sessions.begin() as session:
        await session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
        yield session


def main() -> None:
    """`python -m app.db.session`: migrate and exit, for deployments that migrate before the service starts."""
    from app.settings import get_settings

    migrate(get_settings().database_url)


if __name__ == "__main__":
    main()
