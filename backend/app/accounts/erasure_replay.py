"""Erase everybody in the erasure journal whom a restored backup brought back.

python -m app.accounts.erasure_replay     # after a restore; every start of the service does the same
"""

import asyncio
import logging
import sys

from app.accounts.erasure import erase_again, open_erasure_targets
from app.db.session import make_engine, make_sessions, migrate
from app.outside.stores import open_inbox, open_store
from app.settings import Settings, get_settings


async def replay(settings: Settings) -> int:
    """Erase everybody of the journal whom a restored database brought back; how many those were.

    Migrates the database first. The service need not run.
    """
    await asyncio.to_thread(migrate, settings.database_url)
    engine, store = make_engine(settings.database_url), open_store(settings)
    try:
        targets = open_erasure_targets(settings, store, open_inbox(settings))
        return await erase_again(make_sessions(engine), targets)
    finally:
        store.close()
        await engine.dispose()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    erased = asyncio.run(replay(get_settings()))
    sys.stdout.write(f"{erased} people whom the database had again were erased again.\n")
