"""Alembic's entry point: runs migrations on the address given by `app.db.session.migrate`."""

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection, event

from app.db.session import make_engine
from app.db.tables import Base
from app.settings import get_settings


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def _without_cascades(connection: Any, _record: Any) -> None:
    """To change a column, SQLite replaces the table; dropping the old one would delete the rows that refer to it."""
    connection.execute("PRAGMA foreign_keys = OFF")


async def main() -> None:
    engine = make_engine(context.config.attributes.get("url") or get_settings().database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _without_cascades)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(main())
