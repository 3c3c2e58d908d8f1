"""Background jobs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.tables.base import Base, CreatedAt, Id

_UNFINISHED = text("finished_at IS NULL")


class Job(Base):
    """A job as its owner sees it. `subject` is what it works on; there is one unfinished job for each subject."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "owner_id", "id"),
        Index(
            "ix_jobs_unfinished",
            *("owner_id", "kind", "subject"),
            unique=True,
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
    )

    id: Mapped[Id]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(2048))
    state: Mapped[str] = mapped_column(String(16), default="waiting")  # waiting, running, done, failed
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    starts: Mapped[int] = mapped_column(default=0)  # how often work started since the last progress
    detail: Mapped[str] = mapped_column(Text, default="")  # why it failed, or what was left out
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt]
    finished_at: Mapped[datetime | None]
