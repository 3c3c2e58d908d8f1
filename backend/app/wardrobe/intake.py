"""The upload path: a photo becomes an item, complete and durable, or nothing at all."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import IO, cast
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.accounts.errors import NotSignedIn
from app.accounts.limits import check_room
from app.db.session import SessionFactory, lock_owner, write
from app.db.tables import Embedding, Item, Photo, Prediction
from app.db.types import new_id, now
from app.keyed_locks import KeyedLocks
from app.outside.storage import Store
from app.registry.active import embedder, embedding_versions
from app.registry.models import Models
from app.vision.garment_heads import Guess
from app.wardrobe.attributes import Attributes
from app.wardrobe.guesses import PREDICTED_ATTRIBUTES, fill_in_guesses, told_by
from app.wardrobe.kept_photos import embed_kept_photo
from app.wardrobe.photo_views import AS_UPLOADED, PhotoView
from app.wardrobe.reading import GarmentFacts, OpenPhoto, Timings, read_photo
from app.wardrobe.search_columns import update_search_columns
from app.workers import Workers

FILENAME_LENGTH = 255


@dataclass(frozen=True)
class ClassifiedPhoto:
    """A photo and the classifier's answer for it."""

    photo: Photo
    category: str
    classifier_version: str


@dataclass(frozen=True)
class Intake:
    """What the upload path uses."""

    sessions: SessionFactory
    store: Store
    workers: Workers
    models: Callable[[], Models]
    on_classified: Callable[[ClassifiedPhoto], None]  # called after the photo is stored; must return at once
    _locks: KeyedLocks[tuple[UUID, str]] = field(default_factory=KeyedLocks)

    def one_at_a_time(self, owner_id: UUID, thing: str) -> asyncio.Lock:
        """The lock of a photo (`thing` is its digest) or of a garment (its id), for one request at a time."""
        return self._locks[owner_id, thing]


@dataclass(frozen=True)
class Draft:
    """Details of a garment from a shop's page, which its owner still has to confirm."""

    attributes: Attributes
    source_url: str


@dataclass(frozen=True)
class IntakeResult:
    item: Item
    is_new: bool
    timings: Timings = field(default_factory=Timings)


async def take_photo(
    intake: Intake,
    owner_id: UUID,
    file: IO[bytes],
    filename: str,
    *,
    sample: bool = False,
    draft: Draft | None = None,
    view: PhotoView = AS_UPLOADED,
    painted: bytes | None = None,
    describe: Callable[[Item], None] | None = None,
    claimed: UUID | None = None,
) -> IntakeResult:
    """Make an item of the photo in `file`, or find the item that these bytes already made.

    With `draft`, a new item is a draft; an item that belongs to its owner already stays unchanged. `painted` is the
    mask that the view's mode of that name needs. `describe` may set more of a new item before it is written. `claimed`
    is the announced upload of the photo. Returns only after files and rows are durable.

    Raises: ImageRefused, ModelUnavailable, StorageFull, Busy, LimitReached, NotSignedIn if the account was erased in
    the meantime.
    """
    timings = Timings()
    sha256 = await intake.workers.quick.run(digest, file, timings)
    async with intake.one_at_a_time(owner_id, sha256):
        known = await find_or_restore(intake, owner_id, sha256, draft)
        if known:
            return IntakeResult(known, False, timings)
        check = partial(check_room, user_id=owner_id, items=1, size_bytes=file.seek(0, SEEK_END), claimed=claimed)
        async with intake.sessions() as session:
            await check(session)  # before the work; checked again with the rows
        photo = new_photo(owner_id, sha256, filename, view)
        facts = await intake.workers.run_for(
            owner_id, _read_and_keep, photo, file, intake.models(), intake.store, timings, painted
        )
        try:
            with timings.step("commit"):
                item = _garment(photo, facts, draft, sample=sample)
                if describe:
                    describe(item)
                await _write(intake, item, facts, check)
        except BaseException as error:
            # Another process may have made the same item in the meantime: then the files belong to that item.
            known = await find_or_restore(intake, owner_id, sha256, draft)
            if known is not None:
                return IntakeResult(known, False, timings)
            await asyncio.to_thread(intake.store.delete, owner_id, sha256)
            if isinstance(error, IntegrityError):  # the photo's owner is gone
                raise NotSignedIn("This account was erased in the meantime, so the photo was not stored.") from error
            raise
        return IntakeResult(item, True, timings)


def digest(file: IO[bytes], timings: Timings) -> str:
    file.seek(0)
    with timings.step("digest"):
        return hashlib.file_digest(cast(BytesIO, file), "sha256").hexdigest()


def new_photo(owner_id: UUID, sha256: str, filename: str, view: PhotoView) -> Photo:
    """A photo with its bytes' digest and its view; the rest is filled in later."""
    name = (Path(filename).name or filename)[-FILENAME_LENGTH:]
    photo = Photo(id=new_id(), owner_id=owner_id, sha256=sha256, renditions_key=sha256, filename=name, size_bytes=0)
    view.write_to(photo)
    return photo


def _read_and_keep(
    photo: Photo, file: IO[bytes], models: Models, store: Store, timings: Timings, painted: bytes | None
) -> GarmentFacts:
    """Read a photo, store its files and fill in its row (blocking).

    In one step, so that a photo waiting for the database holds no pixels in memory. Raises: as `take_photo`.
    """
    file.seek(0)
    reading = read_photo(file.read(), PhotoView.of(photo), models, timings, painted)
    with timings.step("store"):
        store.put(photo.owner_id, photo.sha256, reading.renditions)
    photo.size_bytes = len(reading.renditions["original"])
    fill_in(photo, reading.photo)
    return reading.facts


def fill_in(photo: Photo, opened: OpenPhoto) -> None:
    """Copy what was found on opening a photo into its row."""
    picture = opened.picture
    photo.format, photo.width_px, photo.height_px = picture.format, picture.width_px, picture.height_px
    photo.has_cutout, photo.fingerprint = opened.mask is not None, opened.fingerprint
    photo.cutout_doubts = list(opened.cutout.doubts) if opened.cutout else []
    photo.cutout_version = opened.cutout_version


def needs_review(photo: Photo, facts: GarmentFacts) -> bool:
    """Whether a person should look at what was recognised, or at what was cut out."""
    return facts.classification.needs_review or bool(photo.cutout_doubts)


async def find_or_restore(intake: Intake, owner_id: UUID, sha256: str, draft: Draft | None = None) -> Item | None:
    """The item that these bytes made before. A deleted one is restored, and a draft is confirmed.

    With a new `draft`, both become drafts. Raises: LimitReached, if a restored item would be too many.
    """
    query = (
        select(Item)
        .join(Photo)
        .where(Photo.owner_id == owner_id, Photo.sha256 == sha256)
        .options(selectinload(Item.photos))
    )
    async with intake.sessions() as session:
        item = await session.scalar(query)
        if item is None or not (item.deleted_at or item.draft):
            return item
    async with write(intake.sessions) as session:
        await lock_owner(session, owner_id)
        item = await session.scalar(query)
        if item is not None and (item.deleted_at or item.draft):
            if item.deleted_at:
                await check_room(session, owner_id, items=1)
            item.deleted_at, item.draft, item.updated_at = None, draft is not None, now()
            if draft:
                known = {name: item.attributes.get(name) for name in PREDICTED_ATTRIBUTES}
                item.attributes, item.source_url = draft.attributes.model_dump() | known, draft.source_url
                update_search_columns(item)
        return item


def _garment(photo: Photo, facts: GarmentFacts, draft: Draft | None, *, sample: bool) -> Item:
    attributes = draft.attributes if draft else Attributes()
    classification = facts.classification
    item = Item(
        id=new_id(),
        owner_id=photo.owner_id,
        category=classification.category,
        confidence=classification.confidence,
        alternatives=[
            {"category": name, "confidence": share, "kind": classification.kind_of(name)}
            for name, share in classification.alternatives
        ],
        needs_review=needs_review(photo, facts),
        classifier_version=facts.classifier_version,
        attributes=attributes.model_dump(),
        told=told_by(attributes),
        tags=[],
        sample=sample,
        draft=draft is not None,
        source_url=draft.source_url if draft else None,
        photos=[photo],
    )
    fill_in_guesses(item, facts)
    return item


async def _write(
    intake: Intake, item: Item, facts: GarmentFacts, check: Callable[[AsyncSession], Awaitable[None]]
) -> None:
    async def insert(session: AsyncSession) -> Item:
        await lock_owner(session, item.owner_id)
        await check(session)
        session.add(item)
        await session.flush()
        return item

    await write_embedded(intake, item.photos[0], facts, insert)


async def write_embedded(
    intake: Intake, photo: Photo, facts: GarmentFacts, change: Callable[[AsyncSession], Awaitable[Item]]
) -> None:
    """Apply `change` and replace the garment's embeddings, in one transaction; the predictions are logged with it.

    There is an embedding by every version that answers now or is taking over. `photo` is what they see, as its row
    will be.
    """
    embeddings = dict(facts.embeddings)
    while True:
        async with write(intake.sessions) as session:
            late = [version for version in await embedding_versions(session) if version not in embeddings]
            if not late:
                item = await change(session)
                await session.execute(delete(Embedding).where(Embedding.item_id == item.id))
                session.add_all(
                    Embedding(item_id=item.id, model_version=version, owner_id=item.owner_id, vector=vector.tobytes())
                    for version, vector in embeddings.items()
                )
                session.add(_prediction(item, facts))
        if not late:
            break
        for version in late:  # started to take over after this photo was read
            model = await embedder(version)
            embeddings[version] = await intake.workers.run_for(
                photo.owner_id, embed_kept_photo, intake.store, photo, model
            )
    if not item.sample:
        intake.on_classified(ClassifiedPhoto(photo, facts.classification.category, facts.classifier_version))


def _prediction(item: Item, facts: GarmentFacts) -> Prediction:
    version, vector = next(iter(facts.embeddings.items()))
    return Prediction(
        owner_id=item.owner_id,
        item_id=item.id,
        classifier_version=facts.classifier_version,
        category=facts.classification.category,
        confidence=facts.classification.confidence,
        kind=_value(facts.classification.kind),
        pattern=_value(facts.classification.pattern),
        warmth=_value(facts.classification.warmth),
        embedding_version=version,
        embedding_sha256=hashlib.sha256(vector.tobytes()).hexdigest(),
        latency_ms=facts.latency_ms,
    )


def _value(guess: Guess | None) -> str | None:
    return guess.value if guess else None
