"""Sample garments: CC0 photos for trying Curator before adding one's own."""

import asyncio
import json
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete, func, select

from app.accounts.limits import check_room
from app.db.session import lock_owner, write
from app.db.tables import Item, Photo
from app.wardrobe.intake import Intake, IntakeResult, take_photo
from app.wardrobe.kept_photos import delete_files


async def add_samples(intake: Intake, owner_id: UUID, folder: Path) -> list[IntakeResult]:
    """Add every sample photo like any upload, as many at a time as there are threads.

    Raises: LimitReached, before the first, if not all of them fit.
    """
    listed = json.loads(await asyncio.to_thread((folder / "samples.json").read_text))
    async with intake.sessions() as session:
        kept = await session.scalar(select(func.count()).where(Item.owner_id == owner_id, Item.sample.is_(True)))
        await check_room(session, owner_id, items=len(listed["garments"]) - (kept or 0))
    gate = asyncio.Semaphore(intake.workers.threads)

    async def add(name: str) -> IntakeResult:
        async with gate:
            with (folder / name).open("rb") as file:
                return await take_photo(intake, owner_id, file, name, sample=True)

    return await asyncio.gather(*(add(garment["file"]) for garment in listed["garments"]))


async def remove_samples(intake: Intake, owner_id: UUID) -> None:
    """Delete the sample garments permanently, with their files."""
    chosen = Item.owner_id == owner_id, Item.sample.is_(True)
    async with write(intake.sessions) as session:
        await lock_owner(session, owner_id)
        photos = list(await session.scalars(select(Photo).join(Item).where(*chosen)))
        await session.execute(delete(Item).where(*chosen))
    for photo in photos:
        await asyncio.to_thread(delete_files, intake.store, photo)
