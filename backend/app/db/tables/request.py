"""Answers stored for retries."""

from typing import Final

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.tables.base import Base, CreatedAt

STRANGERS: Final = "strangers"  # scope of the keys of people who register


class IdempotentAnswer(Base):
    """The first answer to a POST with an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07)."""

    __tablename__ = "idempotent_answers"
    __table_args__ = (Index(None, "created_at"),)

    scope: Mapped[str] = mapped_column(String(64), primary_key=True)  # the person's id, or STRANGERS
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    # Of method, path and body; while the first request is running, the name of its claim.
    request_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]  # None while the first request is still running
    content_type: Mapped[str] = mapped_column(String(100), default="")
    body: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    created_at: Mapped[CreatedAt]  # or when the claim was renewed
