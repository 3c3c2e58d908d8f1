"""`make backup` and `make restore`.

python -m app.backup make [--to FOLDER_OR_TAR]
python -m app.backup restore FOLDER_OR_TAR
"""

import argparse
import asyncio
import logging
import sys
from pathlib import Path

from app.backup.copy import BackupRefused, make_backup
from app.backup.restore import RestoreRefused, restore
from app.db.types import now
from app.outside.stores import open_store
from app.settings import get_settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="copy everything while the service runs")
    making.add_argument("--to", type=Path, help="a new folder, or a file ending in .tar")
    restoring = commands.add_parser("restore", help="put a copy into an empty data folder")
    restoring.add_argument("source", type=Path)
    asked = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    settings = get_settings()
    store = open_store(settings)
    try:
        if asked.command == "make":
            to = asked.to or settings.data_dir / "backups" / f"{now():%Y-%m-%dT%H-%M-%SZ}"
            manifest = make_backup(settings, store, to.resolve())
            sys.stdout.write(f"{to}: {manifest.photos} photos and everything else, as of {manifest.moment}\n")
        else:
            manifest, erased = asyncio.run(restore(settings, store, asked.source.resolve()))
            sys.stdout.write(
                f"{settings.data_dir}: {manifest.photos} photos and all other data, as of {manifest.moment}; "
                f"digests match, {erased} people were erased again\n"
            )
    except (BackupRefused, RestoreRefused, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
