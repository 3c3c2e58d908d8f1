"""How much one person may keep and have under way, and how much they do.

The limits are the server's (`CURATOR_MAX_..._PER_PERSON`), or those that an administrator set for one person.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.errors import NotSignedIn
from app.db.tables import CutoutProposal, Item, Job, Photo, Upload, User
from app.db.types import now
from app.jobs import SERVICE_KINDS
from app.settings import Settings, get_settings

Resource = Literal["items", "bytes", "jobs"]

# In `User.max_items`, `max_bytes` and `max_jobs`, where NULL is the server's limit.
NO_LIMIT: Final = -1
ARCHIVE_TYPE: Final = "application/zip"
PROBLEM_TYPE: Final = "/problems/limit-reached"
_GIBIBYTE: Final = 1024**3


@dataclass(frozen=True)
class Usage:
    """`items` counts garments and drafts, not what is in the trash, and announced photos that are not garments yet.

    `bytes` counts photos as uploaded, those in the trash too, proposed cut-outs, and what was announced or waits to be
    taken. `jobs` are those that wait or run, without the service's own.
    """

    items: int = 0
    bytes: int = 0
    jobs: int = 0


@dataclass(frozen=True)
class Limits:
    """None is no limit."""

    items: int | None
    bytes: int | None
    jobs: int | None


class LimitReached(PermissionError):
    """One person keeps as much as they may."""

    def __init__(self, resource: Resource, used: int, limit: int) -> None:
        super().__init__(_TEXTS[resource].format(used=_shown(resource, used), limit=_shown(resource, limit)))
        self.members: dict[str, Any] = {"type": PROBLEM_TYPE, "resource": resource, "usage": used, "limit": limit}


class TooManyJobs(LimitReached):
    """One person has as many jobs waiting as they may."""

    retry_after_s = 60

    def __init__(self, used: int, limit: int) -> None:
        super().__init__("jobs", used, limit)


_TEXTS: Final[dict[Resource, str]] = {
    "items": "You have {used} of {limit} garments. Delete some, or ask an administrator for a higher limit.",
    "bytes": "This does not fit: your photos and uploads take {used} of {limit} GiB. Delete some and empty the trash, "
    "or ask an administrator for a higher limit.",
    "jobs": "{used} of your jobs are waiting, and {limit} may. Try again when some are done.",
}


def limits(settings: Settings, user: User) -> Limits:
    """The person's own limits, and the server's for the rest."""
    return Limits(
        _limit(user.max_items, settings.max_items_per_person),
        _limit(user.max_bytes, settings.max_bytes_per_person),
        _limit(user.max_jobs, settings.max_jobs_per_person),
    )


async def usage(session: AsyncSession, user_id: UUID) -> Usage:
    """What one person uses now."""
    return (await usages(session, [user_id]))[user_id]


async def usages(session: AsyncSession, user_ids: Sequence[UUID]) -> dict[UUID, Usage]:
    """What each of these people uses now."""
    used: dict[UUID, dict[str, int]] = {user_id: {} for user_id in user_ids}

    async def add(resource: Resource, amount: Any, owner: Any, *conditions: Any) -> None:
        query = select(owner, amount).where(owner.in_(user_ids), *conditions).group_by(owner)
        for owner_id, number in await session.execute(query):
            used[owner_id][resource] = used[owner_id].get(resource, 0) + int(number)

    await add("items", func.count(), Item.owner_id, Item.deleted_at.is_(None))
    await add("bytes", func.sum(Photo.size_bytes), Photo.owner_id)
    await add("bytes", func.sum(CutoutProposal.size_bytes), CutoutProposal.owner_id)
    await add("jobs", func.count(), Job.owner_id, Job.finished_at.is_(None), Job.kind.not_in(SERVICE_KINDS))
    waiting = Upload.taken_sha256.is_(None), Upload.expires_at > now()
    await add("items", func.count(), Upload.owner_id, Upload.content_type != ARCHIVE_TYPE, *waiting)
    await add("bytes", func.sum(_announced_bytes()), Upload.owner_id, *waiting)
    return {user_id: Usage(**amounts) for user_id, amounts in used.items()}


async def check_room(
    session: AsyncSession,
    user_id: UUID,
    *,
    items: int = 0,
    size_bytes: int = 0,
    jobs: int = 0,
    claimed: UUID | None = None,
) -> None:
    """Check that so much more fits within the person's limits; `claimed` is an upload that becomes one of the items.

    Within a transaction that holds `lock_owner`, the answer holds: two that add at the same time wait for each other.

    Raises: LimitReached, TooManyJobs, NotSignedIn.
    """
    user = await session.scalar(select(User).where(User.id == user_id))
    if user is None:
        raise NotSignedIn("This account is gone.")
    allowed = limits(get_settings(), user)
    more = {"items": items, "bytes": size_bytes, "jobs": jobs}
    if not any(more[one.name] and getattr(allowed, one.name) is not None for one in fields(allowed)):
        return
    used = await usage(session, user_id)
    if claimed is not None:
        mine = Upload.id == claimed, Upload.taken_sha256.is_(None), Upload.expires_at > now()
        reserved = await session.scalar(select(_announced_bytes()).where(*mine))
        if reserved is not None:
            used = Usage(used.items - 1, used.bytes - reserved, used.jobs)
    if jobs and allowed.jobs is not None and used.jobs + jobs > allowed.jobs:
        raise TooManyJobs(used.jobs, allowed.jobs)
    if items and allowed.items is not None and used.items + items > allowed.items:
        raise LimitReached("items", used.items, allowed.items)
    if size_bytes and allowed.bytes is not None and used.bytes + size_bytes > allowed.bytes:
        raise LimitReached("bytes", used.bytes, allowed.bytes)


def _limit(own: int | None, default: int | None) -> int | None:
    if own is None:
        return default
    return None if own == NO_LIMIT else own


def _announced_bytes() -> Any:
    """An upload whose size was not announced may become as large as any photo."""
    return case((Upload.size_bytes.is_(None), get_settings().max_upload_bytes), else_=Upload.size_bytes)


def _shown(resource: Resource, amount: int) -> str:
    return f"{amount / _GIBIBYTE:.2f}" if resource == "bytes" else f"{amount:,}"
