"""The photos of one garment: added, replaced, turned, cut out again, deleted.

The first one represents the garment: if it changes, guesses, colours and embeddings change in the same transaction. New
pictures are stored before the rows refer to them and old ones deleted afterwards, so a crash leaves the garment as it
was or as it will be; the next start deletes left-over files.
"""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from io import SEEK_END
from typing import IO, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.limits import check_room
from app.db.session import lock_owner, write
from app.db.tables import CutoutProposal, Item, Photo
from app.db.types import new_id, now
from app.outside.storage import Store
from app.registry.models import Models
from app.vision.images import encode_mask
from app.wardrobe.cutout_proposals import as_proposed, check_pictures, drop_proposal, find_proposal
from app.wardrobe.errors import ChangedMeanwhile, LastPhoto, NotFound, PhotoTaken, TooManyFiles
from app.wardrobe.guesses import fill_in_guesses
from app.wardrobe.intake import Intake, digest, fill_in, needs_review, new_photo, write_embedded
from app.wardrobe.items import get_item
from app.wardrobe.kept_photos import delete_files, kept_mask, read_kept_mask, read_kept_pixels
from app.wardrobe.photo_views import AS_UPLOADED, PhotoView
from app.wardrobe.reading import GarmentFacts, OpenPhoto, Timings, encode_renditions, open_photo, read_facts

MAX_PHOTOS: Final = 20

Change = Callable[[AsyncSession, Item], Awaitable[None]]


async def add_photo(
    intake: Intake,
    owner_id: UUID,
    item_id: UUID,
    file: IO[bytes],
    filename: str,
    view: PhotoView = AS_UPLOADED,
    painted: bytes | None = None,
) -> tuple[Item, bool]:
    """Add a photo behind the existing ones; returns the garment, and whether the photo is new to it.

    `painted` as in `take_photo`.

    Raises: NotFound, PhotoTaken, TooManyFiles, ImageRefused, LimitReached, StorageFull, Busy.
    """
    sha256 = await intake.workers.quick.run(digest, file, Timings())
    async with intake.one_at_a_time(owner_id, str(item_id)), intake.one_at_a_time(owner_id, sha256):
        item = await _find(intake, owner_id, item_id)
        if any(photo.sha256 == sha256 for photo in item.photos):
            return item, False
        if len(item.photos) >= MAX_PHOTOS:
            raise TooManyFiles(f"A garment has at most {MAX_PHOTOS} photos. Delete one first.")
        position = item.photos[-1].position + 1
        photo = new_photo(owner_id, sha256, filename, view)
        return await _take_in(intake, item, file, photo, position, in_place_of=None, painted=painted), True


async def replace_photo(
    intake: Intake, owner_id: UUID, item_id: UUID, photo_id: UUID, file: IO[bytes], filename: str
) -> Item:
    """Replace a photo by another one. Raises: as `add_photo`."""
    sha256 = await intake.workers.quick.run(digest, file, Timings())
    async with intake.one_at_a_time(owner_id, str(item_id)), intake.one_at_a_time(owner_id, sha256):
        item = await _find(intake, owner_id, item_id)
        old = _photo_of(item, photo_id)
        if old.sha256 == sha256:
            return item
        photo = new_photo(owner_id, sha256, filename, AS_UPLOADED)
        proposed = await _proposed_key(intake, old)
        item = await _take_in(intake, item, file, photo, old.position, in_place_of=old)
        await asyncio.to_thread(delete_files, intake.store, old, proposed)
        return item


async def change_view(
    intake: Intake, owner_id: UUID, item_id: UUID, photo_id: UUID | None, change: Callable[[PhotoView], PhotoView]
) -> Item:
    """Display a photo (by default the first) another way: its pictures are made again, with new addresses.

    Raises: NotFound, NoGarmentInBox, FileMissing, StorageFull, Busy, ChangedMeanwhile.
    """
    async with intake.one_at_a_time(owner_id, str(item_id)):
        item = await _find(intake, owner_id, item_id)
        photo = _photo_of(item, photo_id)
        view = change(PhotoView.of(photo))
        if view == PhotoView.of(photo):
            return item
        return await _show(intake, item, photo, view)


async def paint_cutout(intake: Intake, owner_id: UUID, item_id: UUID, photo_id: UUID | None, content: bytes) -> Item:
    """Cut the garment out as a person painted it: a PNG of the display's size, white on the garment.

    Raises: NotFound, MaskRefused, FileMissing, StorageFull, Busy, ChangedMeanwhile.
    """
    async with intake.one_at_a_time(owner_id, str(item_id)):
        item = await _find(intake, owner_id, item_id)
        photo = _photo_of(item, photo_id)
        return await _show(intake, item, photo, PhotoView.of(photo).cut_out_by("painted", None), content)


async def _show(intake: Intake, item: Item, photo: Photo, view: PhotoView, painted: bytes | None = None) -> Item:
    """Make a photo's pictures as `view` shows it, under new addresses."""
    seen, old_key = _state(item), photo.renditions_key
    is_first = photo is item.photos[0]
    facts = await intake.workers.run_for(
        item.owner_id, _make_anew, photo, view, intake.store, intake.models(), painted, is_first
    )

    proposed: str | None = None

    async def apply(session: AsyncSession, fresh: Item) -> None:
        nonlocal proposed
        proposed = await drop_proposal(session, photo.id)  # it was made of the photo as it was shown
        _copy(photo, _photo_of(fresh, photo.id))

    try:
        item = await _rewrite(intake, item, seen, photo, facts, apply)
    except (
        Exception
    ):  # a cancelled task may have committed: then the row needs the files, otherwise the sweep deletes them
        await asyncio.to_thread(intake.store.delete, item.owner_id, photo.renditions_key)
        raise
    for key in {old_key, proposed} - {photo.sha256}:
        if key:
            await asyncio.to_thread(intake.store.delete, item.owner_id, key)
    return item


async def use_proposal(intake: Intake, owner_id: UUID, photo_id: UUID) -> Item:
    """Replace a photo's pictures by those with the proposed cut-out; colours and embeddings follow.

    Raises: NotFound, FileMissing, Busy, ChangedMeanwhile.
    """
    async with intake.sessions() as session:
        proposal, item_id = await find_proposal(session, owner_id, photo_id)
    async with intake.one_at_a_time(owner_id, str(item_id)):
        item = await _find(intake, owner_id, item_id)
        photo = _photo_of(item, photo_id)
        proposed = as_proposed(photo, proposal)
        await asyncio.to_thread(check_pictures, intake.store, proposal)
        facts = None
        if photo is item.photos[0]:
            facts = await intake.workers.run_for(owner_id, _read_kept, proposed, intake.store, intake.models())

        async def apply(session: AsyncSession, fresh: Item) -> None:
            if await drop_proposal(session, photo_id) != proposal.renditions_key:
                raise ChangedMeanwhile
            _copy(proposed, _photo_of(fresh, photo_id))

        old_key = photo.renditions_key
        item = await _rewrite(intake, item, _state(item), proposed, facts, apply)
        if old_key != photo.sha256:
            await asyncio.to_thread(intake.store.delete, owner_id, old_key)
        return item


async def make_first(intake: Intake, owner_id: UUID, item_id: UUID, photo_id: UUID) -> Item:
    """Make a photo the garment's first one. Raises: NotFound, FileMissing, ImageRefused, Busy, ChangedMeanwhile."""
    async with intake.one_at_a_time(owner_id, str(item_id)):
        item = await _find(intake, owner_id, item_id)
        photo = _photo_of(item, photo_id)
        if photo is item.photos[0]:
            return item
        facts = await intake.workers.run_for(owner_id, _read_kept, photo, intake.store, intake.models())

        async def apply(_session: AsyncSession, fresh: Item) -> None:
            _photo_of(fresh, photo_id).position = fresh.photos[0].position - 1

        return await _rewrite(intake, item, _state(item), photo, facts, apply)


async def delete_photo(intake: Intake, owner_id: UUID, item_id: UUID, photo_id: UUID) -> Item:
    """Delete a photo and its files; if it was the first, the next one becomes the first.

    Raises: NotFound, LastPhoto, FileMissing, ImageRefused, Busy, ChangedMeanwhile.
    """
    async with intake.one_at_a_time(owner_id, str(item_id)):
        item = await _find(intake, owner_id, item_id)
        photo = _photo_of(item, photo_id)
        if len(item.photos) == 1:
            raise LastPhoto
        first, facts = item.photos[0], None
        if photo is first:
            first = item.photos[1]
            facts = await intake.workers.run_for(owner_id, _read_kept, first, intake.store, intake.models())

        async def apply(session: AsyncSession, fresh: Item) -> None:
            await session.delete(_photo_of(fresh, photo_id))

        proposed = await _proposed_key(intake, photo)
        item = await _rewrite(intake, item, _state(item), first, facts, apply)
        await asyncio.to_thread(delete_files, intake.store, photo, proposed)
        return item


async def _find(intake: Intake, owner_id: UUID, item_id: UUID) -> Item:
    async with intake.sessions() as session:
        return await get_item(session, owner_id, item_id)


async def _proposed_key(intake: Intake, photo: Photo) -> str | None:
    """The key of the pictures that are proposed for a photo, if any are: its row goes with the photo's."""
    async with intake.sessions() as session:
        proposal = await session.get(CutoutProposal, photo.id)
        return proposal.renditions_key if proposal else None


def _photo_of(item: Item, photo_id: UUID | None) -> Photo:
    """By default the first. Raises: NotFound."""
    if photo_id is None:
        return item.photos[0]
    photo = next((photo for photo in item.photos if photo.id == photo_id), None)
    if photo is None:
        raise NotFound("photo", [photo_id])
    return photo


async def _take_in(
    intake: Intake,
    item: Item,
    file: IO[bytes],
    photo: Photo,
    position: int,
    *,
    in_place_of: Photo | None,
    painted: bytes | None = None,
) -> Item:
    """Store a new photo and its row."""
    await _check_free(intake, photo)
    more = max(0, file.seek(0, SEEK_END) - (in_place_of.size_bytes if in_place_of else 0))
    async with intake.sessions() as session:
        await check_room(session, photo.owner_id, size_bytes=more)  # before the work; checked again with the rows
    is_first = in_place_of is item.photos[0]
    facts = await intake.workers.run_for(
        photo.owner_id, _read_new, photo, file, intake.store, intake.models(), painted, is_first
    )
    photo.item_id, photo.position = item.id, position

    async def apply(session: AsyncSession, fresh: Item) -> None:
        await check_room(session, photo.owner_id, size_bytes=more)
        if in_place_of:
            await session.delete(_photo_of(fresh, in_place_of.id))
            await session.flush()
        session.add(photo)

    try:
        return await _rewrite(intake, item, _state(item), photo, facts, apply)
    except Exception:  # not on cancellation: see `change_view`
        # Another process may have stored the same photo in the meantime: then the files belong to it.
        await _check_free(intake, photo)
        await asyncio.to_thread(delete_files, intake.store, photo)
        raise


async def _check_free(intake: Intake, photo: Photo) -> None:
    """Raises: PhotoTaken."""
    query = select(Item).join(Photo).where(Photo.owner_id == photo.owner_id, Photo.sha256 == photo.sha256)
    async with intake.sessions() as session:
        other = await session.scalar(query)
    if other is not None:
        raise PhotoTaken(other.id, is_deleted=other.deleted_at is not None)


State = list[tuple[UUID, str]]


def _state(item: Item) -> State:
    return [(photo.id, photo.renditions_key) for photo in item.photos]


async def _rewrite(
    intake: Intake, item: Item, seen: State, photo: Photo, facts: GarmentFacts | None, change: Change
) -> Item:
    """Apply `change` to the garment, which must still be as it was `seen`; `facts` replace those of the garment.

    Raises: NotFound, ChangedMeanwhile.
    """

    async def apply(session: AsyncSession) -> Item:
        await lock_owner(session, item.owner_id)
        fresh = await get_item(session, item.owner_id, item.id)
        if _state(fresh) != seen:
            raise ChangedMeanwhile
        await change(session, fresh)
        if facts:
            fill_in_guesses(fresh, facts)
            # What a person said needs no review; what nobody said is as doubtful as the photo as it is shown now.
            fresh.needs_review = fresh.needs_review and needs_review(photo, facts)
        fresh.updated_at = now()
        return fresh

    if facts:
        await write_embedded(intake, photo, facts, apply)
    else:
        async with write(intake.sessions) as session:
            await apply(session)
    return await _find(intake, item.owner_id, item.id)


def _copy(photo: Photo, row: Photo) -> None:
    for column in Photo.__table__.columns.keys():  # noqa: SIM118  a collection of its own kind
        setattr(row, column, getattr(photo, column))


def _make_anew(
    photo: Photo, view: PhotoView, store: Store, models: Models, painted: bytes | None, is_first: bool
) -> GarmentFacts | None:
    """Store a photo's pictures as `view` shows it, under a new key; of the first, the models' results (blocking)."""
    content = store.read(photo.owner_id, photo.sha256, "original")
    before = PhotoView.of(photo)
    if painted is None and view.mode == before.mode == "painted" and (kept := kept_mask(store, photo)) is not None:
        painted = encode_mask(view.turn_mask(kept, before.rotation))
    opened = open_photo(content, view, models, Timings(), painted)
    view.write_to(photo)
    photo.renditions_key, _ = put_pictures(store, photo, opened)
    fill_in(photo, opened)
    return read_facts(opened.picture.pixels, opened.mask, models, Timings()) if is_first else None


def put_pictures(store: Store, photo: Photo, opened: OpenPhoto) -> tuple[str, int]:
    """Store the pictures of an opened photo beside the present ones (blocking); returns their key and size in bytes.

    Raises: StorageFull.
    """
    # The original is represented there by a note of the view, so that the key is its digest as everywhere else.
    note = json.dumps({"photo": photo.sha256, **asdict(PhotoView.of(photo)), "id": str(new_id())}).encode()
    key = hashlib.sha256(note).hexdigest()
    files = encode_renditions(note, opened.picture.pixels, opened.mask)
    store.put(photo.owner_id, key, files)
    return key, sum(len(content) for content in files.values())


def _read_new(
    photo: Photo, file: IO[bytes], store: Store, models: Models, painted: bytes | None, is_first: bool
) -> GarmentFacts | None:
    """Store a new photo; of the first, the models' results (blocking)."""
    file.seek(0)
    content = file.read()
    opened = open_photo(content, PhotoView.of(photo), models, Timings(), painted)
    facts = read_facts(opened.picture.pixels, opened.mask, models, Timings()) if is_first else None
    store.put(photo.owner_id, photo.sha256, encode_renditions(content, opened.picture.pixels, opened.mask))
    photo.size_bytes = len(content)
    fill_in(photo, opened)
    return facts


def _read_kept(photo: Photo, store: Store, models: Models) -> GarmentFacts:
    """The models' results for a stored photo (blocking)."""
    pixels = read_kept_pixels(store, photo)
    return read_facts(pixels, read_kept_mask(store, photo, pixels), models, Timings())
