"""Wardrobes in memory, valid until something in them changes."""

from collections.abc import Iterable
from threading import Lock
from typing import Final
from uuid import UUID

from cachetools import TTLCache
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.tables import Embedding, User
from app.registry.active import active_compatibility
from app.wardrobe.outfits.snapshot import WardrobeSnapshot, load_snapshot

KEPT_GARMENTS: Final = 40_000  # of all people, about a kilobyte each
KEPT_S: Final = 900  # "new" lasts a week: a quarter of an hour makes no difference


class WardrobeCache:
    """Entries are valid for one value of `User.wardrobe_version`."""

    def __init__(self) -> None:
        self._kept: TTLCache[UUID, tuple[int, WardrobeSnapshot]] = TTLCache(KEPT_GARMENTS, KEPT_S, getsizeof=_size)
        self._lock = Lock()

    async def open(self, session: AsyncSession, owner_id: UUID, only: Iterable[UUID] | None = None) -> WardrobeSnapshot:
        """The wardrobe as the session sees it; the session must not have changed it.

        If it is too large for the cache, only the garments in `only`, if given. Raises: ModelUnavailable.
        """
        model = await active_compatibility(session)
        version = await session.scalar(select(User.wardrobe_version).where(User.id == owner_id)) or 0
        with self._lock:
            kept_version, snapshot = self._kept.get(owner_id, (None, None))
        if snapshot is not None and kept_version == version and snapshot.model.version == model.version:
            return snapshot
        of_owner = (Embedding.owner_id == owner_id, Embedding.model_version == model.version)
        count = await session.scalar(select(func.count()).select_from(Embedding).where(*of_owner)) or 0
        if count >= KEPT_GARMENTS:
            return await load_snapshot(session, owner_id, model, only)
        snapshot = await load_snapshot(session, owner_id, model)
        with self._lock:
            self._kept[owner_id] = version, snapshot
        return snapshot

    def erase_owner(self, owner: UUID) -> None:
        """Remove an erased person's wardrobe from memory."""
        with self._lock:
            self._kept.pop(owner, None)


def _size(kept: tuple[int, WardrobeSnapshot]) -> int:
    return 1 + len(kept[1].garments)
