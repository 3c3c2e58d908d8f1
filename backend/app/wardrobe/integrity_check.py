"""`make check-data`: compares rows with files and digests; repairs derived data and reports the rest.

    python -m app.wardrobe.integrity_check [--report-only]

Exits with 1 if something is wrong that could not be repaired. It may run while the service does.
"""

import argparse
import asyncio
import hashlib
import io
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np
from PIL import Image
from sqlalchemy import delete, exists, or_, select, text, update

from app.db.session import SessionFactory, make_engine, make_sessions, migrate, write
from app.db.tables import CutoutProposal, Embedding, Item, Photo
from app.outfit_compatibility import EMBEDDING_SIZE
from app.outside.storage import FileMissing, Rendition, Store
from app.outside.stores import open_store
from app.settings import get_settings
from app.vision.images import ImageRefused
from app.wardrobe.cutout_proposals import check_pictures, drop_proposal
from app.wardrobe.kept_photos import read_kept_mask, read_kept_pixels
from app.wardrobe.reading import encode_renditions

ROWS_AT_ONCE: Final = 500
_CUTOUT_FILES: Final[tuple[Rendition, ...]] = ("mask", "cutout", "cutout_thumb")


@dataclass(frozen=True)
class Finding:
    """A fault; `repaired` says how it was repaired, if it was."""

    where: str
    what: str
    repaired: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.repaired or 'NOT REPAIRED'}"


async def check_data(sessions: SessionFactory, store: Store, *, repair: bool) -> AsyncIterator[Finding]:
    """Check everything that is stored; with `repair`, repair what can be."""
    async for finding in _check_database(sessions):
        yield finding
    async for finding in _check_items(sessions, repair=repair):
        yield finding
    known = set[tuple[UUID, str]]()
    async for proposal in _proposals(sessions):
        known.add((proposal.owner_id, proposal.renditions_key or ""))
        if lost := await _check_proposal(sessions, store, proposal, repair=repair):
            yield lost
    async for photo in _photos(sessions):
        known |= {(photo.owner_id, photo.sha256), (photo.owner_id, photo.renditions_key)}
        for finding in await asyncio.to_thread(_check_photo, store, photo, repair=repair):
            yield finding
            if finding.repaired == _WITHOUT_CUTOUT:
                await _forget_cutout(sessions, photo.id)
    there = await asyncio.to_thread(lambda: {(photo.owner, photo.sha256) for photo in store.photos()})
    for owner_id, key in there - known:
        if stray := await _check_stray(sessions, owner_id, key):
            yield stray


async def _check_database(sessions: SessionFactory) -> AsyncIterator[Finding]:
    async with sessions() as session:
        if session.get_bind().dialect.name != "sqlite":
            return
        for (message,) in await session.execute(text("PRAGMA integrity_check")):
            if message != "ok":
                yield Finding("database", f"{message}. Restore a backup: `make restore`.")
        for table, row, parent, _ in await session.execute(text("PRAGMA foreign_key_check")):
            yield Finding("database", f"row {row} of {table} refers to a missing row of {parent}.")


async def _check_items(sessions: SessionFactory, *, repair: bool) -> AsyncIterator[Finding]:
    async with sessions() as session:
        half = list(await session.scalars(select(Item.id).where(~exists().where(Photo.item_id == Item.id))))
        unembedded = list(await session.scalars(select(Item.id).where(~exists().where(Embedding.item_id == Item.id))))
        bad = [
            (embedding.item_id, embedding.model_version)
            async for embedding in await session.stream_scalars(select(Embedding))
            if not _is_unit_vector(embedding.vector)
        ]
    for item_id in half:
        yield Finding(f"garment {item_id}", "has no photo.", "Removed." if repair else "")
    for item_id in unembedded:
        yield Finding(f"garment {item_id}", "has no embedding.", "The next start of the service creates it.")
    for item_id, version in bad:
        repaired = "Removed; the next start of the service creates it." if repair else ""
        yield Finding(f"garment {item_id}", f"has a damaged embedding by {version}.", repaired)
    if repair and (half or bad):
        async with write(sessions) as session:
            await session.execute(delete(Item).where(Item.id.in_(half)))
            for item_id, version in bad:
                same = Embedding.item_id == item_id, Embedding.model_version == version
                await session.execute(delete(Embedding).where(*same))


def _is_unit_vector(content: bytes) -> bool:
    vector = np.frombuffer(content, "<f4") if len(content) == EMBEDDING_SIZE * 4 else np.zeros(1, np.float32)
    return bool(np.isclose(np.linalg.norm(vector), 1, atol=1e-3))


async def _proposals(sessions: SessionFactory) -> AsyncIterator[CutoutProposal]:
    async with sessions() as session:
        is_open = CutoutProposal.renditions_key.is_not(None)
        proposals = list(await session.scalars(select(CutoutProposal).where(is_open)))
    for proposal in proposals:
        yield proposal


async def _check_proposal(
    sessions: SessionFactory, store: Store, proposal: CutoutProposal, *, repair: bool
) -> Finding | None:
    """A backup has no proposed pictures, so a restored proposal goes; the photo can be cut out again."""
    try:
        await asyncio.to_thread(check_pictures, store, proposal)
    except FileMissing:
        if repair:
            async with write(sessions) as session:
                await drop_proposal(session, proposal.photo_id)
        where = f"proposal for photo {proposal.photo_id}"
        return Finding(where, "its pictures are missing.", "Removed." if repair else "")
    return None


async def _photos(sessions: SessionFactory) -> AsyncIterator[Photo]:
    """All photos, in pages: no transaction stays open while files are read."""
    last = UUID(int=0)
    while True:
        async with sessions() as session:
            query = select(Photo).where(Photo.id > last).order_by(Photo.id).limit(ROWS_AT_ONCE)
            page = list(await session.scalars(query))
        for photo in page:
            yield photo
        if len(page) < ROWS_AT_ONCE:
            return
        last = page[-1].id


_WITHOUT_CUTOUT: Final = "It has no cut-out now."


def _check_photo(store: Store, photo: Photo, *, repair: bool) -> list[Finding]:
    """The files of one photo (blocking)."""
    return [*_check_original(store, photo), *_check_made(store, photo, repair=repair)]


def _check_original(store: Store, photo: Photo) -> Iterator[Finding]:
    original = _read(store, photo, "original")
    if original is None:
        yield Finding(_where(photo), "the original is lost.")
    elif hashlib.sha256(original).hexdigest() != photo.sha256:
        yield Finding(_where(photo), "the original is damaged: its digest differs.")


def _check_made(store: Store, photo: Photo, *, repair: bool) -> Iterator[Finding]:
    """Pictures made of the original, which can be made again."""
    expected: list[Rendition] = ["display", "thumb", *(_CUTOUT_FILES if photo.has_cutout else ())]
    damaged = [name for name in expected if not _is_picture(_read(store, photo, name))]
    strays = [name for name in _CUTOUT_FILES if not photo.has_cutout and _read(store, photo, name) is not None]
    if strays:
        if repair:
            store.replace(photo.owner_id, photo.renditions_key, dict.fromkeys(strays))
        yield Finding(_where(photo), f"{', '.join(strays)} without a cut-out.", "Deleted." if repair else "")
    if damaged and not repair:
        yield Finding(_where(photo), f"missing or damaged: {', '.join(damaged)}.")
    elif damaged:
        yield from _make_anew(store, photo, damaged)


def _make_anew(store: Store, photo: Photo, damaged: list[Rendition]) -> Iterator[Finding]:
    try:
        pixels = read_kept_pixels(store, photo)
        mask = read_kept_mask(store, photo, pixels)
    except (FileMissing, ImageRefused):
        what = f"missing or damaged: {', '.join(damaged)}; no picture is left to make it from."
        yield Finding(_where(photo), what)
        return
    made = encode_renditions(b"", pixels, mask)
    store.replace(photo.owner_id, photo.renditions_key, {name: made.get(name) for name in damaged})
    if again := [name for name in damaged if name in made]:
        yield Finding(_where(photo), f"missing or damaged: {', '.join(again)}.", "Made again.")
    if len(again) < len(damaged):
        yield Finding(_where(photo), "the cut-out is lost and cannot be found again.", _WITHOUT_CUTOUT)


def _where(photo: Photo) -> str:
    return f"photo {photo.owner_id}/{photo.sha256}"


def _read(store: Store, photo: Photo, rendition: Rendition) -> bytes | None:
    try:
        key = photo.sha256 if rendition == "original" else photo.renditions_key
        return store.read(photo.owner_id, key, rendition)
    except FileMissing:
        return None


def _is_picture(content: bytes | None) -> bool:
    try:
        with Image.open(io.BytesIO(content or b"")) as image:
            image.load()
    except (OSError, SyntaxError, ValueError):
        return False
    return True


async def _forget_cutout(sessions: SessionFactory, photo_id: UUID) -> None:
    async with write(sessions) as session:
        await session.execute(update(Photo).where(Photo.id == photo_id).values(has_cutout=False))


async def _check_stray(sessions: SessionFactory, owner_id: UUID, key: str) -> Finding | None:
    """Files without a row. The service may be storing that photo right now: then its row follows soon."""
    for _ in range(3):
        await asyncio.sleep(1)
        async with sessions() as session:
            its_own = or_(Photo.sha256 == key, Photo.renditions_key == key)
            if await session.scalar(select(Photo.id).where(Photo.owner_id == owner_id, its_own)):
                return None
            proposed = CutoutProposal.owner_id == owner_id, CutoutProposal.renditions_key == key
            if await session.scalar(select(CutoutProposal.photo_id).where(*proposed)):
                return None
    where = f"photo {owner_id}/{key}"
    # Left alone: the row could be added between check and removal. Each start of the service deletes such files.
    return Finding(where, "these files belong to no photo.", "The next start of the service deletes them.")


async def main(*, repair: bool) -> int:
    logging.basicConfig(level=logging.WARNING)
    settings = get_settings()
    await asyncio.to_thread(migrate, settings.database_url)
    engine = make_engine(settings.database_url)
    left = found = 0
    try:
        async for finding in check_data(make_sessions(engine), open_store(settings), repair=repair):
            found += 1
            left += not finding.repaired
            sys.stdout.write(f"{finding}\n")
    finally:
        await engine.dispose()
    sys.stdout.write(f"{found} findings, {left} of them not repaired.\n" if found else "Everything is in order.\n")
    return 1 if left else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report-only", action="store_true", help="change nothing")
    sys.exit(asyncio.run(main(repair=not parser.parse_args().report_only)))
