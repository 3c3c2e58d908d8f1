"""Garments, their photos, and what goes together."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, and_, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.tables.base import Base, CreatedAt, Id


class Item(Base):
    """A garment in a person's wardrobe. `deleted_at` marks one that can still be restored.

    A draft was read from a shop's page. Until its owner confirms it, it does not belong to the wardrobe.
    """

    __tablename__ = "items"
    __table_args__ = (
        Index("ix_items_wardrobe", "owner_id", "deleted_at", "id"),
        Index("ix_items_category", "owner_id", "category", "deleted_at", "id"),
        Index("ix_items_kind", "owner_id", "kind", "deleted_at", "id"),
        Index("ix_items_slot", "owner_id", "slot", "deleted_at", "id"),
    )

    id: Mapped[Id]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    category: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str | None] = mapped_column(String(32))
    slot: Mapped[str | None] = mapped_column(String(16))
    confidence: Mapped[float]
    alternatives: Mapped[list[dict[str, Any]]]
    needs_review: Mapped[bool]
    classifier_version: Mapped[str] = mapped_column(String(64))
    colors: Mapped[list[dict[str, Any]]]
    # As read off the photo, if a person set others; else NULL, and `colors` are the photo's.
    photo_colors: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    color_names: Mapped[str] = mapped_column(String(255))  # " navy white ": the colours that count for a filter
    attributes: Mapped[dict[str, Any]]
    search_text: Mapped[str] = mapped_column(Text)  # casefolded words that `?q=` searches
    told: Mapped[list[str]] = mapped_column(JSON, default=list)  # what a person said of it: app/wardrobe/guesses.py
    read_by: Mapped[str | None] = mapped_column(
        String(64)
    )  # what read kind, pattern, warmth and colours; NULL: nothing
    availability: Mapped[str] = mapped_column(String(16), default="available")
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    tag_lines: Mapped[str] = mapped_column(Text, default="\n")  # "\ntag\ntag\n": each between two line ends
    sample: Mapped[bool] = mapped_column(default=False)
    draft: Mapped[bool] = mapped_column(default=False)
    source_url: Mapped[str | None] = mapped_column(String(2048))  # the shop's page it was read from
    # Counted of `wears` with each change to them (app/wardrobe/everyday/wears.py).
    wear_count: Mapped[int] = mapped_column(default=0, server_default="0")
    last_worn_on: Mapped[date | None]
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt]
    deleted_at: Mapped[datetime | None]

    photos: Mapped[list["Photo"]] = relationship(
        back_populates="item", order_by="Photo.position", lazy="raise", passive_deletes=True
    )

    @classmethod
    def is_owned(cls) -> ColumnElement[bool]:
        """Condition: neither deleted nor a draft."""
        return and_(cls.deleted_at.is_(None), cls.draft.is_(False))


class Photo(Base):
    """A picture as uploaded. Its original stays in the owner's store under `sha256` and never changes.

    The pictures served of it are stored under `renditions_key`: the same digest, or a separate key after rotation or
    cut-out were changed. One update of this row thus makes a change complete, and its pictures get new addresses.
    """

    __tablename__ = "photos"
    __table_args__ = (
        UniqueConstraint("owner_id", "sha256"),
        Index(None, "item_id"),
        Index("ix_photos_sizes", "owner_id", "size_bytes"),  # storage of one person, from the index alone
    )

    id: Mapped[Id]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)  # the first one represents the garment
    sha256: Mapped[str] = mapped_column(String(64))  # of the bytes as uploaded
    filename: Mapped[str] = mapped_column(String(255))
    format: Mapped[str] = mapped_column(String(8))
    size_bytes: Mapped[int]
    width_px: Mapped[int]
    height_px: Mapped[int]
    has_cutout: Mapped[bool]
    renditions_key: Mapped[str] = mapped_column(String(64))
    rotation: Mapped[int] = mapped_column(default=0)  # degrees clockwise from the upright original: 0, 90, 180, 270
    cutout_mode: Mapped[str] = mapped_column(String(16), default="auto")  # auto, off, rectangle, painted
    # Shares of the displayed picture: left, top, right, bottom.
    cutout_box: Mapped[list[float] | None] = mapped_column(JSON(none_as_null=True))
    cutout_doubts: Mapped[list[str]] = mapped_column(JSON, default=list)  # signs of a bad cut-out: app/vision/cutout.py
    # The network that cut it out, by itself or within a rectangle; NULL: none did, or before networks did it.
    cutout_version: Mapped[str | None] = mapped_column(String(64))
    fingerprint: Mapped[str | None] = mapped_column(String(16))  # app/vision/fingerprint.py
    created_at: Mapped[CreatedAt]

    item: Mapped[Item] = relationship(back_populates="photos", lazy="raise")


class CutoutProposal(Base):
    """What a newer network made of a photo's cut-out, kept beside it until the owner answers.

    Without pictures (`renditions_key` is NULL) there is nothing to answer: the present cut-out stays, or is the same.
    """

    __tablename__ = "cutout_proposals"
    __table_args__ = (Index(None, "owner_id"), Index(None, "created_at"))

    photo_id: Mapped[UUID] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    version: Mapped[str] = mapped_column(String(64))
    renditions_key: Mapped[str | None] = mapped_column(String(64))
    doubts: Mapped[list[str]] = mapped_column(JSON, default=list)  # as `Photo.cutout_doubts`
    size_bytes: Mapped[int] = mapped_column(default=0)  # of its pictures
    created_at: Mapped[CreatedAt]


class Embedding(Base):
    """A garment as one compatibility model sees it: float32[128], little-endian. Versions never mix."""

    __tablename__ = "embeddings"
    __table_args__ = (Index(None, "owner_id", "model_version"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    model_version: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class KeptApart(Base):
    """Two garments that look alike, which their owner called two different ones."""

    __tablename__ = "kept_apart"
    __table_args__ = (Index(None, "owner_id"), Index(None, "like_id"))

    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    like_id: Mapped[UUID] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[CreatedAt]


class Correction(Base):
    """The category that a person chose where the classifier predicted another."""

    __tablename__ = "corrections"
    __table_args__ = (Index(None, "owner_id", "created_at"), Index(None, "item_id"))

    id: Mapped[Id]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    from_category: Mapped[str] = mapped_column(String(32))
    to_category: Mapped[str] = mapped_column(String(32))
    classifier_version: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[CreatedAt]


class Outfit(Base):
    """An outfit that its owner saved, liked or disliked. Unless it is saved, it exists as long as its feedback does."""

    __tablename__ = "outfits"
    __table_args__ = (Index(None, "owner_id", "id"), Index(None, "owner_id", "retry_key", unique=True))

    id: Mapped[Id]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    # The Idempotency-Key it was saved with: a crash can happen between the outfit and the answer stored for a retry.
    retry_key: Mapped[str | None] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(120), default="")
    saved: Mapped[bool] = mapped_column(default=True, server_default=true())
    score: Mapped[float | None]
    reasons: Mapped[list[dict[str, Any]]]
    model_version: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[CreatedAt]

    items: Mapped[list["OutfitItem"]] = relationship(lazy="raise", passive_deletes=True)
    feedback: Mapped["OutfitFeedback | None"] = relationship(lazy="raise", passive_deletes=True)


class OutfitItem(Base):
    __tablename__ = "outfit_items"
    __table_args__ = (Index(None, "item_id"),)

    outfit_id: Mapped[UUID] = mapped_column(ForeignKey("outfits.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    slot: Mapped[str] = mapped_column(String(16))


class OutfitFeedback(Base):
    __tablename__ = "outfit_feedback"

    outfit_id: Mapped[UUID] = mapped_column(ForeignKey("outfits.id", ondelete="CASCADE"), primary_key=True)
    liked: Mapped[bool]
    created_at: Mapped[CreatedAt]
