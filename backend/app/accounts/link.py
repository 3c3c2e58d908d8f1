"""One-time sign-in links for the owner of a laptop: `python -m app.accounts.link` prints a fresh token."""

import asyncio
import sys
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import LinksAreForLaptops
from app.accounts.tokens import random_token, token_digest
from app.db.session import make_engine, make_sessions, write
from app.db.tables import SignInLink
from app.db.types import now
from app.settings import get_settings

LIFETIME: Final = timedelta(hours=1)


async def new_link(session: AsyncSession, at: datetime) -> str:
    """The token of a new link, good once within `LIFETIME`."""
    await session.execute(delete(SignInLink).where(SignInLink.expires_at <= at))
    token = random_token()
    session.add(SignInLink(sha256=token_digest(token), created_at=at, expires_at=at + LIFETIME))
    return token


async def main() -> str:
    settings = get_settings()
    if settings.is_production:
        raise LinksAreForLaptops
    engine = make_engine(settings.database_url)
    async with write(make_sessions(engine)) as session:
        token = await new_link(session, now())
    await engine.dispose()
    return token


if __name__ == "__main__":
    try:
        sys.stdout.write(asyncio.run(main()) + "\n")
    except LinksAreForLaptops as error:
        sys.exit(str(error))
