"""The database engine, sessions, write transactions, and what makes concurrent ones safe on SQLite and PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, Final
from uuid import UUID

from alembic import command
from alembic.config import Config
from sqlalchemy import Table, event, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from app.db.tables import Base, User

MIGRATIONS = Path(__file__).parent / "migrations"
CONNECTIONS: Final = 15
WAIT_S: Final = 10.0
# How long a statement waits for a lock that another transaction holds, on both databases.
_LOCK_WAIT_MS: Final = 10_000

SessionFactory = async_sessionmaker[AsyncSession]


class Lock(IntEnum):
    """Keys of PostgreSQL's advisory locks."""

    MIGRATION = 7_241_001
    ACCOUNTS = 7_241_002


def make_engine(url: str, connections: int = CONNECTIONS, wait_s: float = WAIT_S) -> AsyncEngine:
    """An engine for `url` with at most this many connections; a request waits up to `wait_s` for a free one.

    On SQLite with write-ahead log, foreign keys, and every commit synced to disk. On both databases, a session that
    only reads sees one moment of the database.
    """
    # Parameters of a statement (addresses, file names) must not appear in the text of an error.
    options: dict[str, Any] = {"hide_parameters": True, "pool_size": connections, "pool_timeout": wait_s}
    options["max_overflow"] = 0
    if make_url(url).get_backend_name() == "postgresql":
        options |= {"pool_pre_ping": True, "isolation_level": "REPEATABLE READ"}
        options["connect_args"] = {
            "application_name": "curator",
            "connect_timeout": 5,
            "tcp_user_timeout": _LOCK_WAIT_MS,
            "options": f"-c lock_timeout={_LOCK_WAIT_MS}",
        }
    engine = create_async_engine(url, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_pragmas)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def make_sessions(engine: AsyncEngine) -> SessionFactory:
    return async_sessionmaker(engine, expire_on_commit=False)


def migrate(url: str) -> None:
    """Migrate the database at `url` to the newest schema (blocking). One process at a time does it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "head")


def _set_pragmas(connection: SqliteConnection, _record: Any) -> None:
    # The driver must not open transactions: SQLAlchemy's `begin` event does (see _begin).
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_LOCK_WAIT_MS}")
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
    first and write later would fail each other ("database is locked"). On PostgreSQL several run at once, and each
    statement sees what others committed: one that decides by what it reads takes `lock` or `lock_owner` first.
    """
    async with sessions.begin() as session:
        options = {"sqlite_begin": "IMMEDIATE"}
        if _is_postgresql(session):
            options = {"isolation_level": "READ COMMITTED"}
        await session.connection(execution_options=options)
        yield session


async def lock(session: AsyncSession, name: Lock) -> None:
    """Let one transaction at a time do what `name` stands for. On SQLite, `write` does."""
    if _is_postgresql(session):
        await session.execute(select(func.pg_advisory_xact_lock(name)))


async def lock_owner(session: AsyncSession, owner_id: UUID) -> None:
    """Let one transaction at a time change what belongs to this person. On SQLite, `write` does.

    The first lock of a transaction, except the row of the active model: each change of a wardrobe also updates this
    row (migration 0018), so any other order could end in a deadlock.
    """
    if _is_postgresql(session):
        await session.execute(select(User.id).where(User.id == owner_id).with_for_update(key_share=True))


async def insert_new(session: AsyncSession, table: type[Base], **values: Any) -> bool:
    """Insert a row unless one with the same key, or another unique value, exists. Returns whether it was inserted."""
    insert = postgresql.insert if _is_postgresql(session) else sqlite.insert
    target = table.__table__
    assert isinstance(target, Table)  # noqa: S101  for the type checker
    statement = insert(target).values(**values).on_conflict_do_nothing().returning(*target.primary_key)
    return (await session.execute(statement)).first() is not None


def _is_postgresql(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def main() -> None:
    """`python -m app.db.session`: migrate and exit, for deployments that migrate before the service starts."""
    from app.settings import get_settings

    migrate(get_settings().database_url)


if __name__ == "__main__":
    main()
