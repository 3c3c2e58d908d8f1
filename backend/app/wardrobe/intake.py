"""The upload path: a photo becomes an item, whole and durable, or nothing at all."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID
from weakref import WeakValueDictionary

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from app.accounts.errors import NotSignedIn
from app.db.session import SessionFactory, begin_write
from app.db.tables import Embedding, Item, Photo
from app.db.types import new_id, now
from app.outside.storage import Store
from app.registry.active import embedder, embedding_versions
from app.registry.models import Models
from app.wardrobe.attributes import Attributes, slot_of
from app.wardrobe.items import color_words, search_words
from app.wardrobe.reading import PhotoReading, Timings, read_photo
from app.workers import Workers

FILENAME_LENGTH = 255


@dataclass(frozen=True)
class Intake:
    """What the upload path works with."""

    sessions: SessionFactory
    store: Store
    workers: Workers
    models: Callable[[], Models]
    _locks: WeakValueDictionary[tuple[UUID, str], asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def one_at_a_time(self, owner_id: UUID, sha256: str) -> asyncio.Lock:
        """The lock of one photo: the same bytes sent twice at once are read once."""
        return self._locks.setdefault((owner_id, sha256), asyncio.Lock())


@dataclass(frozen=True)
class Taken:
    item: Item
    is_new: bool
    timings: Timings = field(default_factory=Timings)


async def take_photo(intake: Intake, owner_id: UUID, file: BinaryIO, filename: str, *, sample: bool = False) -> Taken:
    """Make an item of the photo in `file`, or find the one that these bytes already made.

    Answers only after files and rows are both durable.

    Raises: ImageRefused, ModelUnavailable, StorageFull, Busy, NotSignedIn where the account was erased meanwhile.
    """
    timings = Timings()
    sha256 = await intake.workers.run(_digest, file)
    async with intake.one_at_a_time(owner_id, sha256):
        known = await _item_of(intake, owner_id, sha256)
        if known:
            return Taken(known, False, timings)
        reading = await intake.workers.run(_read, file, intake.models(), timings)
        try:
            with timings.step("store"):
                await intake.workers.run(intake.store.put, owner_id, sha256, reading.renditions)
            with timings.step("commit"):
                item = await _commit(intake, owner_id, sha256, filename, reading, sample)
        except BaseException as error:
            # Another process may have made the same item meanwhile: then the files are its own.
            known = await _item_of(intake, owner_id, sha256)
            if known is not None:
                return Taken(known, False, timings)
            await asyncio.to_thread(intake.store.delete, owner_id, sha256)
            if isinstance(error, IntegrityError):  # nobody owns this photo any more
                raise NotSignedIn("This account was erased meanwhile, so the photo was not kept.") from error
            raise
        return Taken(item, True, timings)


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    return hashlib.file_digest(cast(BytesIO, file), "sha256").hexdigest()


def _read(file: BinaryIO, models: Models, timings: Timings) -> PhotoReading:
    file.seek(0)
    return read_photo(file.read(), models, timings)


async def _item_of(intake: Intake, owner_id: UUID, sha256: str) -> Item | None:
    """The item that these bytes made before; one that was deleted comes back."""
    query = (
        select(Item)
        .join(Photo)
        .where(Photo.owner_id == owner_id, Photo.sha256 == sha256)
        .options(selectinload(Item.photos))
    )
    async with intake.sessions() as session:
        item = await session.scalar(query)
        if item is None or item.deleted_at is None:
            return item
    async with intake.sessions() as session:
        await begin_write(session)
        item = await session.scalar(query)
        if item is not None and item.deleted_at is not None:
            item.deleted_at, item.updated_at = None, now()
            await session.commit()
        return item


async def _commit(
    intake: Intake, owner_id: UUID, sha256: str, filename: str, reading: PhotoReading, sample: bool
) -> Item:
    facts = reading.facts
    classification = facts.classification
    colors = [asdict(color) for color in facts.colors]
    item = Item(
        id=new_id(),
        owner_id=owner_id,
        category=classification.category,
        slot=slot_of(classification.category),
        confidence=classification.confidence,
        alternatives=[{"category": name, "confidence": share} for name, share in classification.alternatives],
        needs_review=classification.needs_review,
        classifier_version=facts.classifier_version,
        colors=colors,
        color_names=color_words(colors),
        attributes=Attributes().model_dump(),
        search_text=search_words(classification.category, colors, Attributes()),
        sample=sample,
    )
    item.photos = [
        Photo(
            id=new_id(),
            owner_id=owner_id,
            sha256=sha256,
            filename=Path(filename).name[-FILENAME_LENGTH:],
            format=reading.picture.format,
            size_bytes=len(reading.renditions["original"]),
            width_px=reading.picture.width_px,
            height_px=reading.picture.height_px,
            has_cutout=reading.mask is not None,
        )
    ]
    return await _write(intake, item, reading)


async def _write(intake: Intake, item: Item, reading: PhotoReading) -> Item:
    """The item and its embeddings, in one transaction: one by every version that answers now or is taking over."""
    embeddings = dict(reading.facts.embeddings)
    while True:
        async with intake.sessions() as session:
            await begin_write(session)
            late = [version for version in await embedding_versions(session) if version not in embeddings]
            if not late:
                session.add(item)
                await session.flush()
                session.add_all(
                    Embedding(item_id=item.id, model_version=version, owner_id=item.owner_id, vector=vector.tobytes())
                    for version, vector in embeddings.items()
                )
                await session.commit()
                return item
        for version in late:  # began to take over after this photo was read
            model = await embedder(version)
            embeddings[version] = await intake.workers.run(model.embed, reading.picture.pixels, reading.mask)
