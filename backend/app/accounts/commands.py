"""What the commands of this package share: a transaction on the configured database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from app.db.session import make_engine, make_sessions, migrate, write
from app.settings import Settings


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[AsyncSession]:
    """A transaction, on the newest schema."""
    await asyncio.to_thread(migrate, settings.database_url)
    engine = make_engine(settings.database_url)
    try:
        async with write(make_sessions(engine)) as session:
            yield session
    finally:
        await engine.dispose()
