"""Imports an export: the same garments, outfits and corrections, in the wardrobe of the person who sends it.

What is there already, by the digest of its photo, stays as it is; so the same export twice changes nothing.
"""

import asyncio
import hashlib
import io
import logging
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO, Final, NamedTuple
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from app.accounts.limits import LimitReached
from app.db import tables
from app.db.session import write
from app.db.types import new_id
from app.jobs import Run, note_progress, set_progress
from app.registry.active import known_model_versions
from app.vision.images import ImageRefused
from app.vision.vocabulary import KINDS_OF_CATEGORY, only_kind
from app.wardrobe.errors import MaskRefused, NoGarmentInBox, NotFound, PhotoTaken, TooManyFiles
from app.wardrobe.guesses import PREDICTED_ATTRIBUTES, told_by
from app.wardrobe.intake import Intake, take_photo
from app.wardrobe.painted_masks import MAX_MASK_BYTES
from app.wardrobe.photos import add_photo
from app.wardrobe.portability.document import Correction, Garment, Outfit, Photo
from app.wardrobe.portability.document_reading import ExportDocument, read_document
from app.wardrobe.portability.import_days import take_plans, take_wears
from app.wardrobe.portability.import_ids import ROWS_A_STEP, items_by_digest, new_ids
from app.wardrobe.search_columns import update_search_columns

log = logging.getLogger(__name__)

BATCH_SIZE: Final = 8  # garments a step, a few seconds of work
MAX_TOLD: Final = 200  # what was left out, by name


class Batch(NamedTuple):
    taken: int
    left_out: list[str]  # for the person: what and why


class _PhotoRefused(ValueError):
    """A photo of an archive that cannot be taken; the message tells why."""


_REFUSALS: Final = (_PhotoRefused, ImageRefused, NoGarmentInBox, MaskRefused, LimitReached)


@dataclass(frozen=True)
class ExportImport:
    """The importer of exports."""

    intake: Intake
    max_photo_bytes: int

    def __call__(self, run: Run, file: IO[bytes], archive: ZipFile) -> None:
        """Raises: ArchiveRefused."""
        with tempfile.TemporaryFile() as lines:
            run.every_time(read_document, file, lines)
            self._take(run, archive, ExportDocument(lines))

    def _take(self, run: Run, archive: ZipFile, document: ExportDocument) -> None:
        first_photo = document.first_photo
        versions = run.every_time(self.known_versions)
        taken, left_out = 0, list[str]()
        for start in range(0, document.garments, BATCH_SIZE):
            batch = run.step(self.take_garments, run, archive, document, start, versions)
            taken += batch[0]
            left_out += batch[1]
        for outfits in document.outfits(ROWS_A_STEP):
            run.step(self.take_outfits, run.owner_id, outfits, first_photo, versions)
        for corrections in document.corrections(ROWS_A_STEP):
            run.step(self.take_corrections, run.owner_id, corrections, first_photo, versions)
        for wears in document.wears(ROWS_A_STEP):
            run.step(take_wears, self.intake.sessions, run.owner_id, wears, document)
        for plans in document.plans(ROWS_A_STEP):
            run.step(take_plans, self.intake.sessions, run.owner_id, plans, document)
        run.step(self.conclude, run.job_id, document.garments, taken, left_out)

    async def known_versions(self) -> set[str]:
        async with self.intake.sessions() as session:
            return await known_model_versions(session)

    async def take_garments(
        self, run: Run, archive: ZipFile, document: ExportDocument, start: int, known_versions: Collection[str]
    ) -> Batch:
        """Those of one batch that are not there yet, as many at a time as there are threads."""
        batch = await asyncio.to_thread(document.read_garments, start, start + BATCH_SIZE)
        async with self.intake.sessions() as session:
            there = await items_by_digest(session, run.owner_id, [g.photos[0].sha256 for g in batch])
        gate = asyncio.Semaphore(self.intake.workers.threads)

        async def take(garment: Garment, item_id: UUID) -> str:
            async with gate:
                try:
                    await self._take_garment(run.owner_id, archive, garment, item_id, known_versions)
                except _REFUSALS as error:
                    return f"{garment.photos[0].filename}: {error}"
                await note_progress(self.intake.sessions, run.job_id)
                return ""

        # Ids are given in order, since the wardrobe's order is theirs.
        new = [(garment, new_id()) for garment in batch if garment.photos[0].sha256 not in there]
        left_out = [told for told in await asyncio.gather(*(take(*one) for one in new)) if told]
        for garment in batch:
            if len(garment.photos) > 1 and garment.deleted_at is None:
                await self._take_further(run.owner_id, archive, garment)
        async with write(self.intake.sessions) as session:
            await set_progress(session, run.job_id, start + len(batch), document.garments)
        return Batch(len(new) - len(left_out), left_out)

    async def _take_garment(
        self, owner_id: UUID, archive: ZipFile, garment: Garment, item_id: UUID, known_versions: Collection[str]
    ) -> None:
        (first, *_) = garment.photos
        content = io.BytesIO(await asyncio.to_thread(_read_photo, archive, first, self.max_photo_bytes))
        painted = await asyncio.to_thread(_read_mask, archive, first)
        describe = partial(_describe, garment, item_id, known_versions)
        await take_photo(
            self.intake, owner_id, content, first.filename, view=first.view, painted=painted, describe=describe
        )

    async def _take_further(self, owner_id: UUID, archive: ZipFile, garment: Garment) -> None:
        """Photos behind the first, where the garment is there and lacks them: a crash may have come between."""
        async with self.intake.sessions() as session:
            there = await items_by_digest(session, owner_id, [garment.photos[0].sha256])
        added = list[Photo]()
        for photo in garment.photos[1:] if there else ():
            (item_id,) = there.values()
            try:
                content = io.BytesIO(await asyncio.to_thread(_read_photo, archive, photo, self.max_photo_bytes))
                painted = await asyncio.to_thread(_read_mask, archive, photo)
                await add_photo(self.intake, owner_id, item_id, content, photo.filename, photo.view, painted)
                added.append(photo)
            except (*_REFUSALS, PhotoTaken, NotFound, TooManyFiles) as refusal:
                log.info("a further photo of garment %s was left out: %s", item_id, type(refusal).__name__)
        if added:
            await self._date(owner_id, garment, added)

    async def _date(self, owner_id: UUID, garment: Garment, photos: Sequence[Photo]) -> None:
        """The times as the export has them."""
        async with write(self.intake.sessions) as session:
            for photo in photos:
                its_own = tables.Photo.owner_id == owner_id, tables.Photo.sha256 == photo.sha256
                await session.execute(update(tables.Photo).where(*its_own).values(created_at=photo.created_at))
            first = select(tables.Photo.item_id).where(
                tables.Photo.owner_id == owner_id, tables.Photo.sha256 == garment.photos[0].sha256
            )
            await session.execute(
                update(tables.Item).where(tables.Item.id.in_(first)).values(updated_at=garment.updated_at)
            )

    async def take_outfits(
        self,
        owner_id: UUID,
        outfits: Sequence[Outfit],
        first_photo: dict[UUID, str],
        known_versions: Collection[str],
    ) -> None:
        """Those of which every garment is there, and which are not there themselves."""
        async with write(self.intake.sessions) as session:
            ids = await new_ids(session, owner_id, {i.item_id for o in outfits for i in o.items}, first_photo)
            query = select(tables.Outfit).where(tables.Outfit.owner_id == owner_id)
            known = {
                (outfit.created_at, frozenset(item.item_id for item in outfit.items))
                for outfit in await session.scalars(query.options(selectinload(tables.Outfit.items)))
            }
            for outfit in outfits:
                items = {ids[item.item_id]: item.slot for item in outfit.items if item.item_id in ids}
                if len(items) == len(outfit.items) and (outfit.created_at, frozenset(items)) not in known:
                    session.add(_outfit_row(owner_id, outfit, items, known_versions))

    async def take_corrections(
        self,
        owner_id: UUID,
        corrections: Sequence[Correction],
        first_photo: dict[UUID, str],
        known_versions: Collection[str],
    ) -> None:
        async with write(self.intake.sessions) as session:
            ids = await new_ids(session, owner_id, {one.item_id for one in corrections}, first_photo)
            query = select(tables.Correction.item_id, tables.Correction.created_at)
            known = {tuple(row) for row in await session.execute(query.where(tables.Correction.owner_id == owner_id))}
            session.add_all(
                tables.Correction(
                    owner_id=owner_id,
                    **one.model_dump()
                    | {
                        "item_id": ids[one.item_id],
                        "classifier_version": _known(one.classifier_version, known_versions),
                    },
                )
                for one in corrections
                if one.item_id in ids and (ids[one.item_id], one.created_at) not in known
            )

    async def conclude(self, job_id: UUID, garments: int, taken: int, left_out: list[str]) -> None:
        async with write(self.intake.sessions) as session:
            job = await session.get(tables.Job, job_id)
            if job is not None:
                known = garments - taken - len(left_out)
                job.result = {"taken": taken, "known": known, "left_out": left_out[:MAX_TOLD]}
                job.detail = f"{len(left_out)} garments were left out: {left_out[0]}" if left_out else ""


def _read_photo(archive: ZipFile, photo: Photo, max_bytes: int) -> bytes:
    """The photo's bytes, which are those that its digest says (blocking). Raises: _PhotoRefused."""
    if photo.file is None:
        raise _PhotoRefused("The photo was lost before the export was made.")
    try:
        with archive.open(photo.file) as file:
            content = file.read(max_bytes + 1)
    except (KeyError, BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _PhotoRefused("The photo is missing in the archive, or damaged.") from error
    if len(content) > max_bytes:
        raise _PhotoRefused(f"The photo is larger than {max_bytes // (1024 * 1024)} MB.")
    if hashlib.sha256(content).hexdigest() != photo.sha256:
        raise _PhotoRefused("The photo in the archive is another one than the export speaks of.")
    return content


def _read_mask(archive: ZipFile, photo: Photo) -> bytes | None:
    """The mask that a person painted over the photo; None if there is none, or it is lost (blocking)."""
    if photo.cutout_mask is None:
        return None
    try:
        with archive.open(photo.cutout_mask) as file:
            return file.read(MAX_MASK_BYTES)
    except (KeyError, BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        return None


def _describe(garment: Garment, item_id: UUID, known_versions: Collection[str], item: tables.Item) -> None:
    """Say of a new item what the export does; what our own models saw of it serves where the export says nothing."""
    item.id = item_id
    _describe_words(garment, item)
    item.confidence, item.needs_review = garment.confidence, garment.needs_review
    item.alternatives = [one.model_dump() for one in garment.alternatives]
    item.classifier_version = _known(garment.classifier_version, known_versions)
    item.availability, item.tags = garment.availability, garment.tags
    update_search_columns(item)
    item.sample, item.draft, item.source_url = garment.sample, garment.draft, garment.source_url
    item.created_at, item.updated_at, item.deleted_at = garment.created_at, garment.updated_at, garment.deleted_at
    item.photos[0].created_at = garment.photos[0].created_at


def _describe_words(garment: Garment, item: tables.Item) -> None:
    """Category, kind, colours and attributes, and which of them are a person's word."""
    attributes = garment.attributes.model_dump()
    if garment.told is None:  # an export from before patterns and warmths were predicted
        item.told = told_by(garment.attributes)
        attributes |= {name: attributes[name] or item.attributes[name] for name in PREDICTED_ATTRIBUTES}
    else:
        item.told, item.read_by = list(garment.told), None  # the next reading renews its guesses
    kind = garment.kind or (item.kind if item.category == garment.category else None)
    is_of_category = kind in KINDS_OF_CATEGORY[garment.category]
    item.category, item.kind = garment.category, kind if is_of_category else only_kind(garment.category)
    item.attributes = attributes
    item.colors = [color.as_stored for color in garment.colors]
    item.photo_colors = None if garment.photo_colors is None else [color.as_stored for color in garment.photo_colors]


def _outfit_row(
    owner_id: UUID, outfit: Outfit, items: Mapping[UUID, str], known_versions: Collection[str]
) -> tables.Outfit:
    told = outfit.model_dump(include={"name", "saved", "score", "reasons", "created_at"})
    version = _known(outfit.model_version, known_versions)
    row = tables.Outfit(id=new_id(), owner_id=owner_id, model_version=version, **told)
    row.items = [tables.OutfitItem(item_id=item_id, slot=slot) for item_id, slot in items.items()]
    row.feedback = None if outfit.liked is None else tables.OutfitFeedback(outfit_id=row.id, liked=outfit.liked)
    return row


def _known(version: str, known_versions: Collection[str]) -> str:
    """What an archive says of models that never ran here would become a label of the metrics for good."""
    return version if version in known_versions else ""
