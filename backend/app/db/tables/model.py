"""Which model runs, what it predicted, and what a candidate predicted for the same photos."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.tables.base import Base, CreatedAt, Id


class ActiveModel(Base):
    """The version of a model that answers now: one row per model, one update to swap it.

    A version is the first digits of its file's sha256. While `next_version` is set, new photos are embedded by both,
    and a job embeds the others.
    """

    __tablename__ = "active_models"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(32))
    registry_version: Mapped[str | None] = mapped_column(String(16))
    activated_at: Mapped[CreatedAt]
    next_version: Mapped[str | None] = mapped_column(String(64))
    next_registry_version: Mapped[str | None] = mapped_column(String(16))


class Prediction(Base):
    """What the models predicted for the photo that represents a garment, each time they saw it; never the picture.

    A correction of the garment leaves it unchanged, and it is deleted with the garment.
    """

    __tablename__ = "predictions"
    __table_args__ = (
        Index(None, "classifier_version", "created_at"),
        Index(None, "created_at"),
        Index(None, "owner_id"),
        Index(None, "item_id"),
    )

    id: Mapped[Id]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    classifier_version: Mapped[str] = mapped_column(String(64))
    category: Mapped[str] = mapped_column(String(32))
    confidence: Mapped[float]
    kind: Mapped[str | None] = mapped_column(String(32))  # NULL: not sure, or before kinds were predicted
    pattern: Mapped[str | None] = mapped_column(String(32))
    warmth: Mapped[str | None] = mapped_column(String(32))
    embedding_version: Mapped[str] = mapped_column(String(64))
    embedding_sha256: Mapped[str] = mapped_column(String(64))  # of the vector as stored in `embeddings`
    latency_ms: Mapped[float]  # of both models
    created_at: Mapped[CreatedAt]


class ShadowAnswer(Base):
    """How many photos a candidate and the active classifier put in which classes: anonymous counts."""

    __tablename__ = "shadow_answers"

    candidate_version: Mapped[str] = mapped_column(String(64), primary_key=True)
    classifier_version: Mapped[str] = mapped_column(String(64), primary_key=True)
    category: Mapped[str] = mapped_column(String(32), primary_key=True)
    candidate_category: Mapped[str] = mapped_column(String(32), primary_key=True)
    photos: Mapped[int]
