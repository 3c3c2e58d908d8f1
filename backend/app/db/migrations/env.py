"""Alembic's entry point: runs migrations on the address given by `app.db.session.migrate`."""

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection, event, func, select, text

from app.db.session import Lock, make_engine
from app.db.tables import Base
from app.settings import get_settings


def run(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Until the end of the transaction. The version is read after it, so a process that waited finds nothing to do.
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(select(func.pg_advisory_xact_lock(Lock.MIGRATION)))
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    context.run_migrations()


def _without_cascades(connection: Any, _record: Any) -> None:
    """To change a column, SQLite replaces the table; dropping the old one would delete the rows that refer to it."""
    connection.execute("PRAGMA foreign_keys = OFF")


async def main() -> None:
    engine = make_engine(context.config.attributes.get("url") or get_settings().database_url)
    options = {"sqlite_begin": "IMMEDIATE"}
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _without_cascades)
    else:
        options = {"isolation_level": "READ COMMITTED"}
    async with engine.connect() as connection:
        await connection.execution_options(**options)
        async with connection.begin():
            await connection.run_sync(run)
    await engine.dispose()


asyncio.run(main())
