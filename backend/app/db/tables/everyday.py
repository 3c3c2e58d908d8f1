"""Days: what was worn, and what is planned."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.tables.base import Base, CreatedAt, Id


class Wear(Base):
    """Garments that were worn together on a day. A garment deleted for good leaves the wear without it."""

    __tablename__ = "wears"
    __table_args__ = (UniqueConstraint("owner_id", "worn_on", "garments_sha256"), Index(None, "outfit_id"))

    id: Mapped[Id]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    worn_on: Mapped[date] = mapped_column(Date)  # in the person's own time zone
    garments_sha256: Mapped[str] = mapped_column(String(64))  # of the ids: the same garments are worn once a day
    outfit_id: Mapped[UUID | None] = mapped_column(ForeignKey("outfits.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt]

    items: Mapped[list["WearItem"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="WearItem.position"
    )


class WearItem(Base):
    __tablename__ = "wear_items"
    __table_args__ = (Index(None, "item_id"),)

    wear_id: Mapped[UUID] = mapped_column(ForeignKey("wears.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]


class Plan(Base):
    """What a person means to wear on a day."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("owner_id", "planned_on"), Index(None, "outfit_id"))

    id: Mapped[Id]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    planned_on: Mapped[date] = mapped_column(Date)  # in the person's own time zone
    outfit_id: Mapped[UUID | None] = mapped_column(ForeignKey("outfits.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[CreatedAt]
    updated_at: Mapped[CreatedAt]

    items: Mapped[list["PlanItem"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="PlanItem.position"
    )


class PlanItem(Base):
    __tablename__ = "plan_items"
    __table_args__ = (Index(None, "item_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]
