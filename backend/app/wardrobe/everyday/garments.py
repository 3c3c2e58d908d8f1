"""The garments of a day: those sent, or those of a saved outfit."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.tables import Item, Outfit, OutfitItem
from app.wardrobe.errors import NotFound


async def choose_garments(
    session: AsyncSession,
    owner_id: UUID,
    item_ids: Sequence[UUID] | None,
    outfit_id: UUID | None,
    there_already: Iterable[UUID] = (),
) -> list[UUID]:
    """`item_ids`, or the outfit's garments without the deleted ones; each once.

    Garments in `there_already` may have been deleted since. Raises: NotFound.
    """
    if outfit_id is not None:
        owned = Outfit.owner_id == owner_id, Outfit.id == outfit_id, Outfit.saved.is_(True)
        if await session.scalar(select(Outfit.id).where(*owned)) is None:
            raise NotFound("saved outfit", [outfit_id])
    mine = Item.owner_id == owner_id, Item.is_owned()
    if item_ids is None:
        query = select(Item.id).join(OutfitItem, OutfitItem.item_id == Item.id)
        of_outfit = list(await session.scalars(query.where(OutfitItem.outfit_id == outfit_id, *mine).order_by(Item.id)))
        if not of_outfit:
            raise NotFound("garment of this outfit")
        return of_outfit
    chosen = list(dict.fromkeys(item_ids))
    known = set(await session.scalars(select(Item.id).where(Item.id.in_(chosen), *mine))) | set(there_already)
    if missing := [item_id for item_id in chosen if item_id not in known]:
        raise NotFound("garment", missing)
    return chosen
