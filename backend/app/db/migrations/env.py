"""Alembic's entry: runs migrations on the address given by `app.db.session.migrate`."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from app.db.session import make_engine
from app.db.tables import Base
from app.settings import get_settings


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    engine = make_engine(context.config.attributes.get("url") or get_settings().database_url)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(main())
