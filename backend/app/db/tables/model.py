"""Which model runs."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.tables.base import Base, CreatedAt


class ActiveModel(Base):
    """The version of a model that answers now: one row a model, one update to swap it.

    A version is the start of its file's sha256. While `next_version` is set, new photos are embedded by both, and a
    job embeds the others.
    """

    __tablename__ = "active_models"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(32))
    registry_version: Mapped[str | None] = mapped_column(String(16))
    activated_at: Mapped[CreatedAt]
    next_version: Mapped[str | None] = mapped_column(String(64))
    next_registry_version: Mapped[str | None] = mapped_column(String(16))
