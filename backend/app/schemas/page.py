"""Lists come in pages: `?limit=&cursor=`, and `next_cursor` while there is more."""

from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from fastapi import Query

Limit = Annotated[int, Query(ge=1, le=100)]
# Ids are UUIDv7, so the last id seen marks a position in time.
Cursor = Annotated[UUID | None, Query(description="`next_cursor` of the previous page")]


class _Row(Protocol):
    id: UUID


def next_cursor(rows: Sequence[_Row], limit: int) -> str | None:
    """Where the next page starts, if there is one; `rows` then holds one row more than the page."""
    return str(rows[limit - 1].id) if len(rows) > limit else None
