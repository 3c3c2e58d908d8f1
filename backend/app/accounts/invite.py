"""`python -m app.accounts.invite ADDRESS [--administrator]` prints a one-time link to a new account."""

import argparse
import asyncio
import sys

from app.accounts.addresses import canonical_address
from app.accounts.commands import open_database
from app.accounts.errors import EmailTaken, InvalidEmail
from app.accounts.invitations import SIGN_UP, invite
from app.db.types import now
from app.settings import get_settings


async def main(address: str, is_admin: bool) -> str:
    """The link. Raises: InvalidEmail, EmailTaken."""
    settings = get_settings()
    async with open_database(settings) as session:
        invitation = await invite(session, canonical_address(address), is_admin, now())
    return f"{settings.site_url}{SIGN_UP}{invitation.token}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Print a one-time link to a new account.")
    parser.add_argument("address", help="the only address that the link registers")
    parser.add_argument("--administrator", action="store_true", help="the new account is an administrator's")
    given = parser.parse_args()
    try:
        sys.stdout.write(asyncio.run(main(given.address, given.administrator)) + "\n")
    except (InvalidEmail, EmailTaken) as error:
        sys.exit(str(error))
