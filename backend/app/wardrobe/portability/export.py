"""Everything of one person as a ZIP, made while it is sent: of the photos, one piece at a time is in memory."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Iterator
from typing import IO, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from zipstream import ZipStream

from app.accounts.people import find_person
from app.db import tables
from app.db.session import SessionFactory
from app.db.types import now
from app.outside.storage import CHUNK_BYTES, FileMissing, Store
from app.vision.images import encode_mask
from app.wardrobe.kept_photos import kept_mask
from app.wardrobe.portability.document import (
    Correction,
    Garment,
    Outfit,
    Plan,
    Prediction,
    Wear,
    entry_of,
    mask_entry_of,
    opening,
)
from app.wardrobe.portability.spreadsheet import SPREADSHEET, Spreadsheet
from app.wardrobe.portability.zip_directory import DOCUMENT

ROWS_AT_ONCE: Final = 100


async def export_wardrobe(sessions: SessionFactory, store: Store, owner_id: UUID) -> AsyncIterator[bytes]:
    """The archive, piece by piece: photos as uploaded, then `wardrobe.json` and `wardrobe.csv`.

    Raises: NotSignedIn, before the first piece; StorageUnavailable.
    """
    async with sessions() as session:
        head = opening(await find_person(session, owner_id), now())
    archive = ZipStream(compress_type=ZIP_STORED)  # pictures do not get smaller
    with tempfile.TemporaryFile() as document, tempfile.TemporaryFile() as table:
        spreadsheet = Spreadsheet(table)
        document.write(json.dumps(head)[:-1].encode())
        document.write(b', "garments": [')
        separator = b"\n"
        async for item in _items(sessions, owner_id):
            lost = []
            for photo in item.photos:
                try:
                    pieces = await asyncio.to_thread(store.stream, owner_id, photo.sha256, "original")
                except FileMissing:
                    lost.append(photo.sha256)
                    continue
                archive.add(pieces, entry_of(photo))
                if mask_entry := mask_entry_of(photo):
                    mask = await asyncio.to_thread(kept_mask, store, photo)
                    if mask is not None:
                        archive.add(encode_mask(mask), mask_entry)
                async for block in _blocks(archive.all_files()):
                    yield block
            garment = Garment.of(item, lost)
            document.write(separator + garment.model_dump_json().encode())
            spreadsheet.add(garment)
            separator = b",\n"
        await _write_rest(sessions, owner_id, document)
        spreadsheet.close()
        for name, file in ((DOCUMENT, document), (SPREADSHEET, table)):
            file.seek(0)
            archive.add(_pieces(file), name, compress_type=ZIP_DEFLATED)
        async for block in _blocks(archive.finalize()):
            yield block


async def _write_rest(sessions: SessionFactory, owner_id: UUID, document: IO[bytes]) -> None:
    outfits = (
        select(tables.Outfit)
        .where(tables.Outfit.owner_id == owner_id)
        .order_by(tables.Outfit.id)
        .options(selectinload(tables.Outfit.items), selectinload(tables.Outfit.feedback))
    )
    corrections = select(tables.Correction).where(tables.Correction.owner_id == owner_id).order_by(tables.Correction.id)
    predictions = select(tables.Prediction).where(tables.Prediction.owner_id == owner_id).order_by(tables.Prediction.id)
    wears = (
        select(tables.Wear)
        .where(tables.Wear.owner_id == owner_id)
        .order_by(tables.Wear.worn_on, tables.Wear.id)
        .options(selectinload(tables.Wear.items))
    )
    plans = (
        select(tables.Plan)
        .where(tables.Plan.owner_id == owner_id)
        .order_by(tables.Plan.planned_on)
        .options(selectinload(tables.Plan.items))
    )
    document.write(b'\n], "outfits": [')
    async with sessions() as session:
        separator = b"\n"
        for outfit in await session.scalars(outfits):
            if outfit.items:  # whose garments are all gone for good is none any more
                document.write(separator + Outfit.of(outfit).model_dump_json().encode())
                separator = b",\n"
        document.write(b'\n], "corrections": [')
        separator = b"\n"
        for correction in await session.scalars(corrections):
            document.write(separator + Correction.model_validate(correction).model_dump_json().encode())
            separator = b",\n"
        document.write(b'\n], "wears": [')
        separator = b"\n"
        for wear in await session.scalars(wears):
            document.write(separator + Wear.of(wear).model_dump_json().encode())
            separator = b",\n"
        document.write(b'\n], "plans": [')
        separator = b"\n"
        for plan in await session.scalars(plans):
            document.write(separator + Plan.of(plan).model_dump_json().encode())
            separator = b",\n"
        document.write(b'\n], "predictions": [')
        separator = b"\n"
        for prediction in await session.scalars(predictions):
            document.write(separator + Prediction.model_validate(prediction).model_dump_json().encode())
            separator = b",\n"
    document.write(b"\n]}\n")


async def _items(sessions: SessionFactory, owner_id: UUID) -> AsyncIterator[tables.Item]:
    """All garments, deleted ones and drafts too, oldest first; no transaction stays open while photos are sent."""
    last = UUID(int=0)
    while True:
        async with sessions() as session:
            page = list(
                await session.scalars(
                    select(tables.Item)
                    .where(tables.Item.owner_id == owner_id, tables.Item.id > last)
                    .order_by(tables.Item.id)
                    .limit(ROWS_AT_ONCE)
                    .options(selectinload(tables.Item.photos))
                )
            )
        for item in page:
            if item.photos:
                yield item
        if len(page) < ROWS_AT_ONCE:
            return
        last = page[-1].id


async def _blocks(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in larger blocks, each made in a thread."""
    while block := await asyncio.to_thread(_next_block, pieces):
        yield block


def _next_block(pieces: Iterator[bytes]) -> bytes:
    block = bytearray()
    while len(block) < CHUNK_BYTES and (piece := next(pieces, None)) is not None:
        block += piece
    return bytes(block)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK_BYTES):
        yield piece
