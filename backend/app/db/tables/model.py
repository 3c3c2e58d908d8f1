"""Which model runs."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.tables.base import Base, CreatedAt


class ActiveModel(Base):
    """The version of a model that answers now: one row a model, one update to swap it."""

    __tablename__ = "active_models"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(32))
    activated_at: Mapped[CreatedAt]
