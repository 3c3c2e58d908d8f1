"""Announced files that have not been claimed yet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.tables.base import Base, CreatedAt, Id


class Upload(Base):
    """A file in the inbox, or announced for it. `taken_sha256` is set once it has become a photo."""

    __tablename__ = "uploads"
    __table_args__ = (Index(None, "owner_id"), Index(None, "expires_at"))

    id: Mapped[Id]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    filename: Mapped[str] = mapped_column(String(255))  # as the client named it: shown, never used
    content_type: Mapped[str] = mapped_column(String(100))
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)  # if the client announced it
    taken_sha256: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
