"""Figures about a wardrobe: its worth, what is worn and what is not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.tables import Item, Wear, WearItem

LISTED: Final = 10  # garments a list


@dataclass(frozen=True)
class Group:
    """Garments with something in common; `wears` are theirs in the span, one for each garment and wear."""

    name: str
    garments: int
    wears: int


@dataclass(frozen=True)
class Worth:
    """Prices are integer minor units of `currency`."""

    amount_minor: int
    currency: str
    garments: int


@dataclass(frozen=True)
class Statistics:
    """Wears are those of the span; the cost per wear counts all wears of a garment."""

    garments: int
    value: list[Worth]
    wears: int
    worn_share: float
    most_worn: list[UUID]
    never_worn: list[UUID]
    cheapest_per_wear: list[UUID]
    dearest_per_wear: list[UUID]
    by_color: list[Group]
    by_kind: list[Group]
    by_month: list[tuple[str, int]]
    worn: dict[UUID, int]  # the wears of the listed garments in the span


@dataclass(frozen=True)
class _Garment:
    id: UUID
    kind: str
    color: str
    price: int | None
    currency: str | None
    wear_count: int

    @property
    def cost(self) -> float:
        """Price for each wear; only of a garment with a price, worn at least once."""
        return (self.price or 0) / self.wear_count


async def read_statistics(session: AsyncSession, owner_id: UUID, first: date | None, last: date | None) -> Statistics:
    """The figures for the days from `first` to `last`; None is no limit."""
    garments = await _garments(session, owner_id)
    span = [Wear.owner_id == owner_id]
    span += [Wear.worn_on >= first] if first else []
    span += [Wear.worn_on <= last] if last else []
    of_items: Select[UUID, int] = (
        select(WearItem.item_id, func.count())
        .join(Wear, Wear.id == WearItem.wear_id)
        .where(*span)
        .group_by(WearItem.item_id)
    )
    worn = {item_id: count for item_id, count in await session.execute(of_items)}  # noqa: C416
    of_days: Select[date, int] = select(Wear.worn_on, func.count()).where(*span).group_by(Wear.worn_on)
    by_month = Counter[str]()
    for day, count in await session.execute(of_days):
        by_month[f"{day:%Y-%m}"] += count
    ranked = sorted((one for one in garments if one.id in worn), key=lambda one: (-worn[one.id], one.id))
    idle = [one for one in garments if one.id not in worn]
    costs = _comparable_costs(garments)
    listed = {
        "most_worn": _ids(ranked),
        "never_worn": _ids(idle),
        "cheapest_per_wear": _ids(costs),
        "dearest_per_wear": _ids(costs[::-1]),
    }
    return Statistics(
        garments=len(garments),
        value=_worth(garments),
        wears=by_month.total(),
        worn_share=round(len(ranked) / len(garments), 4) if garments else 0.0,
        by_color=_groups(((one.color, one) for one in garments), worn),
        by_kind=_groups(((one.kind, one) for one in garments), worn),
        by_month=sorted(by_month.items()),
        worn={item_id: worn.get(item_id, 0) for ids in listed.values() for item_id in ids},
        **listed,
    )


async def _garments(session: AsyncSession, owner_id: UUID) -> list[_Garment]:
    """The wardrobe, oldest first."""
    amount = Item.attributes[("price", "amount_minor")].as_float()  # exact up to 2**53
    rows = await session.execute(
        select(
            Item.id,
            func.coalesce(Item.kind, Item.category),
            Item.color_names,
            amount,
            Item.attributes[("price", "currency")].as_string(),
            Item.wear_count,
        )
        .where(Item.owner_id == owner_id, Item.is_owned())
        .order_by(Item.id)
    )
    return [
        _Garment(item_id, kind, _main_color(colors), None if price is None else int(price), currency, count)
        for item_id, kind, colors, price, currency, count in rows
    ]


def _main_color(color_names: str) -> str:
    """The first of the colours that count for a filter."""
    first = next(iter(color_names.split()), "")
    return first.replace("-", " ")


def _comparable_costs(garments: Sequence[_Garment]) -> list[_Garment]:
    """Garments with a price that were worn, cheapest wear first; of the currency that most of them have."""
    priced = [one for one in garments if one.price is not None and one.wear_count]
    currencies = Counter(one.currency for one in priced)
    usual = max(currencies, key=lambda currency: (currencies[currency], str(currency)), default=None)
    return sorted((one for one in priced if one.currency == usual), key=lambda one: (one.cost, one.id))


def _worth(garments: Iterable[_Garment]) -> list[Worth]:
    """The sum of the prices in each currency, the most used one first."""
    sums, counts = Counter[str](), Counter[str]()
    for one in garments:
        if one.price is not None and one.currency:
            sums[one.currency] += one.price
            counts[one.currency] += 1
    return [Worth(sums[currency], currency, count) for currency, count in counts.most_common()]


def _groups(named: Iterable[tuple[str, _Garment]], worn: dict[UUID, int]) -> list[Group]:
    garments, wears = Counter[str](), Counter[str]()
    for name, one in named:
        garments[name] += 1
        wears[name] += worn.get(one.id, 0)
    return [Group(name, count, wears[name]) for name, count in garments.most_common()]


def _ids(garments: Iterable[_Garment]) -> list[UUID]:
    return [one.id for one in garments][:LISTED]
