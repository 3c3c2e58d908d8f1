"""What a shop's page says of one product."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Final, Self

_LONGEST_TEXT: Final = 300
_TEXTS: Final = ("name", "brand", "color", "size")


@dataclass(frozen=True)
class Price:
    """Integer minor units (cents) with an ISO 4217 currency."""

    amount_minor: int
    currency: str


@dataclass(frozen=True)
class Product:
    """Empty texts are what the page does not say; `pictures` are absolute addresses, the best first."""

    name: str = ""
    brand: str = ""
    color: str = ""
    size: str = ""
    price: Price | None = None
    pictures: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for field in _TEXTS:
            words = " ".join(getattr(self, field).split())
            object.__setattr__(self, field, "".join(filter(str.isprintable, words))[:_LONGEST_TEXT])

    @property
    def is_enough(self) -> bool:
        """Whether a garment can be made of it."""
        return bool(self.name and self.pictures)

    def or_else(self, other: "Product") -> "Product":
        """This one, with what it does not say taken from another."""
        return replace(
            self,
            **{field: getattr(self, field) or getattr(other, field) for field in _TEXTS},
            price=self.price or other.price,
            pictures=tuple(dict.fromkeys((*self.pictures, *other.pictures))),
        )

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        told = json.loads(text)
        price = Price(**told.pop("price")) if told["price"] else told.pop("price")
        return cls(**told | {"price": price, "pictures": tuple(told["pictures"])})
