"""`python -m app.accounts.reset_password ADDRESS` prints a one-time link to choose a new password."""

import argparse
import asyncio
import sys

from sqlalchemy import select

from app.accounts.addresses import canonical_address
from app.accounts.commands import open_database
from app.accounts.errors import InvalidEmail, UnknownAccount
from app.accounts.password_resets import RESET_PASSWORD, new_reset
from app.db.tables import User
from app.db.types import now
from app.settings import get_settings


async def main(address: str) -> str:
    """The link. Raises: InvalidEmail, UnknownAccount."""
    settings = get_settings()
    email = canonical_address(address)
    async with open_database(settings) as session:
        user_id = await session.scalar(select(User.id).where(User.email == email))
        if user_id is None:
            raise UnknownAccount(email)
        reset = await new_reset(session, user_id, now())
    return f"{settings.site_url}{RESET_PASSWORD}{reset.token}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Print a one-time link to choose a new password.")
    parser.add_argument("address", help="the address that the account signs in with")
    try:
        sys.stdout.write(asyncio.run(main(parser.parse_args().address)) + "\n")
    except (InvalidEmail, UnknownAccount) as error:
        sys.exit(str(error))
