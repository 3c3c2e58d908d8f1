"""`python -m app.accounts.administrator ADDRESS` makes the account with this address an administrator."""

import argparse
import asyncio
import sys

from app.accounts.addresses import canonical_address
from app.accounts.commands import open_database
from app.accounts.errors import InvalidEmail, UnknownAccount
from app.accounts.people import make_administrator
from app.settings import get_settings


async def main(address: str) -> None:
    """Raises: InvalidEmail, UnknownAccount."""
    async with open_database(get_settings()) as session:
        await make_administrator(session, canonical_address(address))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make an account an administrator.")
    parser.add_argument("address", help="the address that the account signs in with")
    try:
        asyncio.run(main(parser.parse_args().address))
    except (InvalidEmail, UnknownAccount) as error:
        sys.exit(str(error))
