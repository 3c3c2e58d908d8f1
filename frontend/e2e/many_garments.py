"""Fill a wardrobe for load tests: `python many_garments.py EMAIL COUNT`, in the data folder CURATOR_DATA_DIR.

Copies the person's garments until there are COUNT, row by row with all columns. A copy's photo has a different digest
and shares the files of the original.
"""

import hashlib
import os
import sqlite3
import sys
import uuid
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import uuid_utils

DATA_DIR = Path(os.environ["CURATOR_DATA_DIR"])


def fill(email: str, count: int) -> None:
    """Raises: ValueError if the person has no garments."""
    with sqlite3.connect(DATA_DIR / "wardrobe.db", timeout=30) as db:
        db.row_factory = sqlite3.Row
        (owner,) = db.execute("SELECT id FROM users WHERE email = ?", [email]).fetchone()
        items = db.execute("SELECT * FROM items WHERE owner_id = ? AND deleted_at IS NULL", [owner]).fetchall()
        if not items:
            raise ValueError("Nothing to copy.")
        folder = DATA_DIR / "uploads" / str(uuid.UUID(owner))
        for item in islice(cycle(items), count - len(items)):
            item_id = like(item["id"])
            insert(db, "items", item, id=item_id)
            for photo in db.execute("SELECT * FROM photos WHERE item_id = ?", [item["id"]]).fetchall():
                sha256 = hashlib.sha256(item_id.encode()).hexdigest()
                insert(db, "photos", photo, id=like(photo["id"]), item_id=item_id, sha256=sha256, renditions_key=sha256)
                (folder / sha256).symlink_to(folder / photo["sha256"])
            for embedding in db.execute("SELECT * FROM embeddings WHERE item_id = ?", [item["id"]]).fetchall():
                insert(db, "embeddings", embedding, item_id=item_id)


def insert(db: sqlite3.Connection, table: str, row: sqlite3.Row, **changes: Any) -> None:
    values = dict(row) | changes
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values()))


def like(known: str) -> str:
    """A new id, written the way `known` is: with or without dashes."""
    new = str(uuid_utils.uuid7())
    return new if "-" in known else new.replace("-", "")


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
