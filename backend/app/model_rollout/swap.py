"""The moment at which a compatibility model takes over: one update of one row."""

import logging

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.session import SessionFactory, write
from app.db.tables import ActiveModel, Embedding, Item
from app.db.types import now
from app.model_rollout.reembedding import is_reembedded
from app.registry.active import embedder
from app.registry.models import REGISTRY, RELEASED_FILES, change_models, get_models
from app.settings import get_settings

log = logging.getLogger(__name__)


async def swap_when_whole(sessions: SessionFactory, version: str) -> int:
    """Make `version`, which is taking over, the active one if it has embedded every garment that has a picture.

    Returns how many garments it still has to embed: 0 after the swap, and if there is nothing to swap.
    Raises: ModelUnavailable.
    """
    settings = get_settings()
    async with write(sessions) as session:
        row = await session.get(ActiveModel, settings.mlflow_model_name, with_for_update=True)
        if row is None or row.next_version != version:
            return 0
        if not await is_reembedded(session, version):
            return await count_missing(session, version)
        former = row.version
        row.version, row.registry_version = version, row.next_registry_version
        row.source = REGISTRY if row.registry_version else RELEASED_FILES
        row.activated_at = now()
        row.next_version = row.next_registry_version = None
        # The former version's embeddings stay: earlier requests still read them, and a rollback would need them.
        await session.execute(delete(Embedding).where(Embedding.model_version.not_in([version, former])))
    before = get_models().with_version(former)
    change_models(compatibility=await embedder(version), following=None, former=before)
    log.info("%s: version %s replaces version %s", settings.mlflow_model_name, version, former)
    return 0


async def count_missing(session: AsyncSession, version: str) -> int:
    """Garments that a version has not embedded, including deleted ones, which can be restored."""
    embedded = exists().where(Embedding.item_id == Item.id, Embedding.model_version == version)
    return await session.scalar(select(func.count()).select_from(Item).where(~embedded)) or 0
