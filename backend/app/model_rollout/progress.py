"""Which version of a model answers, and the progress of the one that takes over."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.tables import ActiveModel
from app.model_rollout.swap import count_missing
from app.registry.models import RELEASED_FILES
from app.registry.monitoring.counts import count_garments


@dataclass(frozen=True)
class Following:
    """A version that is taking over: it answers once it has embedded every garment."""

    version: str
    registry_version: str | None
    embedded: int
    garments: int


@dataclass(frozen=True)
class Progress:
    source: str
    registry_version: str | None
    following: Following | None


async def find_progress(session: AsyncSession, name: str) -> Progress:
    row = await session.get(ActiveModel, name)
    if row is None:
        return Progress(RELEASED_FILES, None, None)
    following = None
    if row.next_version is not None:
        garments = await count_garments(session, deleted=True)
        missing = await count_missing(session, row.next_version)
        following = Following(row.next_version, row.next_registry_version, garments - missing, garments)
    return Progress(row.source, row.registry_version, following)


@dataclass(frozen=True)
class ActiveVersion:
    name: str
    version: str
    source: str
    registry_version: str | None
    following: str | None  # the version that is taking over


async def list_active_versions(session: AsyncSession) -> list[ActiveVersion]:
    rows = await session.scalars(select(ActiveModel))
    return [ActiveVersion(row.name, row.version, row.source, row.registry_version, row.next_version) for row in rows]
