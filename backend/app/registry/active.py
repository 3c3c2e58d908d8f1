"""The active version of each model: one row per model, read in the same session as the embeddings it compares."""

import asyncio
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.tables import ActiveModel, Prediction
from app.outfit_compatibility import CompatibilityModel
from app.registry.models import compatibility_kind, get_models, load_version
from app.settings import get_settings


async def active_compatibility(session: AsyncSession) -> CompatibilityModel:
    """The active compatibility model, as this session sees the database.

    Embeddings read in the same session are compared by the version that made them, even while another process swaps
    it. Raises: ModelUnavailable.
    """
    name = get_settings().mlflow_model_name
    version = await session.scalar(select(ActiveModel.version).where(ActiveModel.name == name))
    if version is None:
        return get_models().get_compatibility()
    return await embedder(version)


async def embedding_versions(session: AsyncSession) -> list[str]:
    """Every version that must embed a garment when it is added or changed; empty if no model runs.

    Called in the transaction that writes the garment: a takeover either waits for it or is seen by it.
    """
    name = get_settings().mlflow_model_name
    # FOR SHARE on PostgreSQL; on SQLite the transaction holds the only write lock.
    row = await session.scalar(select(ActiveModel).where(ActiveModel.name == name).with_for_update(read=True))
    return [version for version in (row.version, row.next_version) if version] if row else []


async def embedder(version: str) -> CompatibilityModel:
    """The model of one version, loaded if another process took it over. Raises: ModelUnavailable."""
    loaded = get_models().with_version(version)
    if loaded:
        return loaded
    settings = get_settings()
    model = await asyncio.to_thread(load_version, settings, compatibility_kind(settings), version)
    return cast(CompatibilityModel, model)


async def known_model_versions(session: AsyncSession) -> set[str]:
    """Every version, of both models, that answers here or answered within the time that predictions are kept."""
    versions = set[str]()
    for query in (
        select(ActiveModel.version, ActiveModel.next_version),
        select(Prediction.classifier_version, Prediction.embedding_version).distinct(),
    ):
        versions |= {version for row in await session.execute(query) for version in row if version}
    return versions
