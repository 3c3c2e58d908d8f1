"""Compare the files of a data folder with its rows, without using the service's code."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

MADE = {"display", "thumb"}
WITH_CUTOUT = {"mask", "cutout", "cutout_thumb"}
DATABASES = ("wardrobe.db", "jobs.db")


@dataclass
class Faults:
    incomplete_items: list[str] = field(default_factory=list)
    stray_files: list[str] = field(default_factory=list)


def inspect_data(data_dir: Path, database_url: str = "") -> Faults:
    """Find incomplete items (a file, photo or embedding is missing) and files without a row.

    The database is the folder's SQLite file, or the one at `database_url`.
    """
    found = Faults()
    engine = sa.create_engine(database_url or f"sqlite:///{data_dir / 'wardrobe.db'}", poolclass=sa.NullPool)
    with engine.connect() as connection:

        def rows(query: str) -> list[Any]:
            return list(connection.execute(sa.text(query)))

        photos = rows("SELECT owner_id, sha256, renditions_key, has_cutout FROM photos")
        open_proposals = "SELECT owner_id, renditions_key FROM cutout_proposals WHERE renditions_key IS NOT NULL"
        proposals = rows(open_proposals)
        without_photo = "SELECT id FROM items WHERE id NOT IN (SELECT item_id FROM photos)"
        without_embedding = "SELECT id FROM items WHERE id NOT IN (SELECT item_id FROM embeddings)"
        for query in (without_photo, without_embedding):
            found.incomplete_items += [f"garment {item_id}" for (item_id,) in rows(query)]
        if engine.dialect.name == "sqlite" and rows("PRAGMA foreign_key_check"):
            found.incomplete_items.append("rows that violate a foreign key")
    uploads = data_dir / "uploads"
    explained = set[Path]()
    for owner_id, sha256, key, has_cutout in photos:
        owner = uploads / str(UUID(str(owner_id)))
        original, made = owner / sha256 / "original", MADE | (WITH_CUTOUT if has_cutout else set())
        expected = {original, *(owner / key / name for name in made)}
        explained |= expected
        if key != sha256:  # the first renditions stay beside the original
            explained |= {owner / sha256 / name for name in MADE | WITH_CUTOUT} | {owner / key / "original"}
        is_whole = all(path.exists() for path in expected)
        if not is_whole or hashlib.sha256(original.read_bytes()).hexdigest() != sha256:
            found.incomplete_items.append(f"photo {sha256}")
    for owner_id, key in proposals:
        owner = uploads / str(UUID(str(owner_id)))
        explained |= {owner / key / name for name in MADE | WITH_CUTOUT | {"original"}}
    found.stray_files = [
        str(path) for path in data_dir.rglob("*") if path.is_file() and not _belongs(path, data_dir, explained)
    ]
    return found


def _belongs(path: Path, data_dir: Path, explained: set[Path]) -> bool:
    if path in explained or path.parent.name in ("secrets", "erasures"):
        return True
    if data_dir / "inbox" in path.parents:  # not yet claimed, or not yet expired
        return True
    if path.parent.name == "models_cache":
        return path.name.endswith((".onnx", ".provenance.json")) or path.name.startswith(".lock")
    return path.parent == data_dir and path.name.startswith(DATABASES)


def unfinished_jobs(data_dir: Path) -> list[str]:
    """Unfinished and failed jobs, takeovers in progress, and garments without an embedding of the active model."""
    with closing(sqlite3.connect(data_dir / "wardrobe.db")) as database:
        jobs = database.execute("SELECT id, kind, state FROM jobs WHERE finished_at IS NULL OR state = 'failed'")
        lacking = database.execute(
            "SELECT id FROM items WHERE NOT EXISTS (SELECT 1 FROM embeddings, active_models"
            " WHERE item_id = items.id AND model_version = active_models.version)"
        )
        waiting = database.execute("SELECT name FROM active_models WHERE next_version IS NOT NULL")
        return [
            *(f"job {job_id} ({kind}, {state})" for job_id, kind, state in jobs),
            *(f"garment {item_id} without embedding" for (item_id,) in lacking),
            *(f"takeover of {name}" for (name,) in waiting),
        ]
