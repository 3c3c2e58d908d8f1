"""What lies in a data folder, held against its rows: looked at from outside, without the service's own code."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

MADE = {"display", "thumb"}
WITH_CUTOUT = {"mask", "cutout", "cutout_thumb"}
DATABASES = ("wardrobe.db", "jobs.db")


@dataclass
class Leftovers:
    half_items: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)


def look_at(data_dir: Path) -> Leftovers:
    """Half items: a row without all of its files, or a garment without photo or embedding. Strays: files of no row."""
    found = Leftovers()
    with closing(sqlite3.connect(data_dir / "wardrobe.db")) as database:
        photos = database.execute("SELECT owner_id, sha256, renditions_key, has_cutout FROM photos").fetchall()
        without_photo = "SELECT id FROM items WHERE id NOT IN (SELECT item_id FROM photos)"
        without_embedding = "SELECT id FROM items WHERE id NOT IN (SELECT item_id FROM embeddings)"
        for query in (without_photo, without_embedding):
            found.half_items += [f"garment {item_id}" for (item_id,) in database.execute(query)]
        if database.execute("PRAGMA foreign_key_check").fetchall():
            found.half_items.append("rows that belong to nothing")
    uploads = data_dir / "uploads"
    explained = set[Path]()
    for owner_id, sha256, key, has_cutout in photos:
        owner = uploads / f"{owner_id[:8]}-{owner_id[8:12]}-{owner_id[12:16]}-{owner_id[16:20]}-{owner_id[20:]}"
        original, made = owner / sha256 / "original", MADE | (WITH_CUTOUT if has_cutout else set())
        expected = {original, *(owner / key / name for name in made)}
        explained |= expected
        if key != sha256:  # what was made of it at first stays beside the original
            explained |= {owner / sha256 / name for name in MADE | WITH_CUTOUT} | {owner / key / "original"}
        is_whole = all(path.exists() for path in expected)
        if not is_whole or hashlib.sha256(original.read_bytes()).hexdigest() != sha256:
            found.half_items.append(f"photo {sha256}")
    found.strays = [
        str(path) for path in data_dir.rglob("*") if path.is_file() and not _belongs(path, data_dir, explained)
    ]
    return found


def _belongs(path: Path, data_dir: Path, explained: set[Path]) -> bool:
    if path in explained or path.parent.name in ("secrets", "erasures"):
        return True
    if data_dir / "inbox" in path.parents:  # waits to be taken, or for its hour to end
        return True
    if path.parent.name == "models_cache":
        return path.suffix == ".onnx" or path.name.startswith(".lock")
    return path.parent == data_dir and path.name.startswith(DATABASES)


def stuck_jobs(data_dir: Path) -> list[str]:
    """Jobs that are not over, and garments that the active model has not embedded."""
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
