"""Writes synthetic wardrobes of any size directly into the database of a service, running or not."""

from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session

from app.db.tables import Embedding, Item, Photo, User
from app.db.types import new_id, now
from app.outfit_compatibility import EMBEDDING_SIZE
from app.wardrobe.attributes import Attributes
from app.wardrobe.search_columns import search_columns
from bench.outfits import COLORS, SHARES

CHUNK = 5_000


def fill(database: Path, email: str, count: int, model_version: str) -> list[UUID]:
    """Add `count` garments with photo rows and embeddings to a person; returns their ids, oldest first."""
    random = np.random.default_rng(count)
    categories = random.choice(list(SHARES), count, p=list(SHARES.values()))
    ids: list[UUID] = []
    with Session(create_engine(f"sqlite:///{database}")) as session:
        owner = session.scalars(select(User.id).where(User.email == email)).one()
        for start in range(0, count, CHUNK):
            chunk = [_item(owner, str(category), random) for category in categories[start : start + CHUNK]]
            vectors = random.normal(size=(len(chunk), EMBEDDING_SIZE)).astype("<f4")
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            session.execute(insert(Item), chunk)
            session.execute(insert(Photo), [_photo(owner, item["id"]) for item in chunk])
            session.execute(
                insert(Embedding),
                [
                    {"item_id": item["id"], "model_version": model_version, "owner_id": owner, "vector": v.tobytes()}
                    for item, v in zip(chunk, vectors, strict=True)
                ],
            )
            session.commit()
            ids += [item["id"] for item in chunk]
    return ids


def _item(owner: UUID, category: str, random: np.random.Generator) -> dict[str, Any]:
    chosen = COLORS[random.integers(len(COLORS))]
    colors = [{"name": chosen.name, "hex": chosen.hex, "share": chosen.share, "lab": chosen.lab}]
    moment = now()
    return {
        "id": new_id(),
        "owner_id": owner,
        "category": category,
        "confidence": 0.9,
        "alternatives": [],
        "needs_review": bool(random.random() < 0.1),
        "classifier_version": "made up",
        "colors": colors,
        "attributes": Attributes().model_dump(),
        "told": [],
        "tags": [],
        **search_columns(category, colors, Attributes()),
        "created_at": moment,
        "updated_at": moment,
    }


def _photo(owner: UUID, item_id: UUID) -> dict[str, Any]:
    return {
        "id": new_id(),
        "owner_id": owner,
        "item_id": item_id,
        "sha256": item_id.hex * 2,
        "filename": "photo.jpg",
        "format": "jpeg",
        "size_bytes": 1,
        "width_px": 400,
        "height_px": 533,
        "has_cutout": False,
        "created_at": now(),
    }
