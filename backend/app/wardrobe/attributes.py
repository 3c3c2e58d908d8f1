"""What a person may say about a garment in addition to its category."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.vision.vocabulary import Pattern, Warmth

Season = Literal["spring", "summer", "autumn", "winter"]
Neckline = Literal["round", "v", "collar", "turtleneck", "boat", "square", "off-shoulder", "hooded", "other"]
Occasion = Literal["everyday", "work", "sport", "evening", "formal", "home", "outdoor"]
NO_NUL: Final = r"^[^\x00]*$"  # PostgreSQL texts cannot contain NUL


def _number(value: object) -> object:
    """Only JSON numbers: by default pydantic takes `true` and `"1"` for 1 too."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("number_type", "Input should be a number")
    return value


def _boolean(value: object) -> object:
    """Only JSON's `true` and `false`: a Literal takes 1 and 0 for them too."""
    if not isinstance(value, bool):
        raise PydanticCustomError("bool_type", "Input should be true or false")
    return value


JsonNumber = BeforeValidator(_number)
JsonBoolean = BeforeValidator(_boolean)


def _once_each(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


OnceEach = AfterValidator(_once_each)
LONGEST_SHORT_TEXT: Final = 120
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_SHORT_TEXT, pattern=NO_NUL)]


class Price(BaseModel):
    """Integer minor units (cents) with an ISO 4217 currency."""

    amount_minor: Annotated[int, JsonNumber] = Field(ge=0, le=10**12)
    currency: str = Field(pattern="^[A-Z]{3}$")


class Attributes(BaseModel):
    model_config = ConfigDict(extra="forbid")

    season: Annotated[list[Season], OnceEach] = Field(default=[], max_length=4)
    warmth: Warmth | None = None
    pattern: Pattern | None = None
    neckline: Neckline | None = None
    occasion: Annotated[list[Occasion], OnceEach] = Field(default=[], max_length=7)
    name: ShortText | None = None
    brand: ShortText | None = None
    color: ShortText | None = Field(
        default=None, description="from its label; the garment's `colors` are those seen on the photo"
    )
    size: ShortText | None = None
    price: Price | None = None
    notes: Annotated[str, StringConstraints(max_length=2000, pattern=NO_NUL)] | None = None

    def words(self) -> str:
        """The words that a search looks at."""
        parts = [
            *self.season,
            self.warmth,
            self.pattern,
            self.neckline,
            *self.occasion,
            self.name,
            self.brand,
            self.color,
            self.notes,
        ]
        return " ".join(part for part in parts if part)
