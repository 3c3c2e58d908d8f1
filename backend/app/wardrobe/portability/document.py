"""What an export says of a wardrobe: `wardrobe.json`, whose JSON Schema is docs/export.schema.json.

python -m app.wardrobe.portability.document > docs/export.schema.json
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.db import tables
from app.face_analyzer import FaceShape
from app.vision.colors import Color as VisibleColor
from app.vision.vocabulary import Category, Kind, Pattern, Slot, Warmth
from app.wardrobe.attributes import NO_NUL, Attributes
from app.wardrobe.changes import Availability
from app.wardrobe.guesses import Guessed
from app.wardrobe.photo_views import CutoutMode, PhotoView, Rotation
from app.wardrobe.tags import MAX_TAGS, Tag, TagsOnce

VERSION: Final = 1
EXTENSIONS: Final = {"jpeg": "jpg"}  # of formats whose name is not their files' usual ending

YEARS: Final = range(1970, 2200)


Moment = TypeVar("Moment", bound=date)  # a datetime is a date


def _check_year(time: Moment) -> Moment:
    if time.year not in YEARS:
        raise PydanticCustomError("year", "a year from 1970 to 2199 is needed")
    return time


def _check_web_address(address: str) -> str:
    # It becomes a link on a page.
    if urlsplit(address).scheme not in ("http", "https"):
        raise PydanticCustomError("web_address", "an address that starts with http:// or https:// is needed")
    return address


Time = Annotated[AwareDatetime, AfterValidator(_check_year)]
Day = Annotated[date, AfterValidator(_check_year)]
WebAddress = Annotated[str, StringConstraints(max_length=2048, pattern=NO_NUL), AfterValidator(_check_web_address)]
Share = Annotated[float, Field(ge=0, le=1)]
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


def text_up_to(length: int) -> Any:
    return Annotated[str, StringConstraints(max_length=length, pattern=NO_NUL)]


# Left, top, right, bottom: shares of the picture as it is shown.
Box = tuple[Share, Share, Share, Share]


class _Part(BaseModel):
    """Members that a later version adds are no error to an earlier one."""

    model_config = ConfigDict(extra="ignore", from_attributes=True)


class Alternative(_Part):
    category: Category
    confidence: Share
    kind: Kind | None = None


class Color(_Part):
    name: text_up_to(32)  # type: ignore[valid-type]
    hex: Annotated[str, StringConstraints(pattern="^#[0-9a-f]{6}$")]
    share: Share

    @property
    def as_stored(self) -> dict[str, Any]:
        return asdict(VisibleColor.of_hex(self.name, self.hex, self.share))


class Photo(_Part):
    """A picture exactly as it was uploaded."""

    sha256: Digest
    file: str | None = Field(description="its entry in the archive; null where the picture itself is lost")
    filename: text_up_to(255)  # type: ignore[valid-type]
    format: str
    size_bytes: int
    width_px: int
    height_px: int
    created_at: Time
    rotation: Rotation = Field(0, description="degrees clockwise from the picture as uploaded")
    cutout_mode: CutoutMode = "auto"
    cutout_box: Box | None = None
    cutout_mask: str | None = Field(None, description="the archive's entry of the mask that its owner painted")

    @property
    def view(self) -> PhotoView:
        """How it was shown; a rectangle without its box is none, nor is painting without its mask."""
        missing = {"rectangle": self.cutout_box is None, "painted": self.cutout_mask is None}
        mode = "auto" if missing.get(self.cutout_mode) else self.cutout_mode
        return PhotoView(self.rotation, mode, self.cutout_box if mode == "rectangle" else None)


class Garment(_Part):
    id: UUID = Field(description="as in `outfits` and `corrections`; an import gives new ones")
    category: Category
    kind: Kind | None = None
    slot: Slot | None
    confidence: Share
    alternatives: list[Alternative] = Field(max_length=20)
    needs_review: bool
    classifier_version: text_up_to(64)  # type: ignore[valid-type]
    colors: list[Color] = Field(max_length=7)
    photo_colors: list[Color] | None = Field(
        None, max_length=23, description="as read off the photo, where a person set others"
    )
    attributes: Attributes
    told: list[Guessed] | None = Field(
        None, description="what a person said, so that no model changes it; earlier exports do not say"
    )
    availability: Availability = "available"
    tags: Annotated[list[Tag], TagsOnce] = Field(default=[], max_length=MAX_TAGS)
    sample: bool
    draft: bool = Field(description="read off a shop's page and not confirmed yet")
    source_url: WebAddress | None
    created_at: Time
    updated_at: Time
    deleted_at: Time | None = Field(description="for 30 days a deleted garment can be brought back")
    photos: list[Photo] = Field(min_length=1, max_length=100, description="the first one stands for the garment")

    @classmethod
    def of(cls, item: tables.Item, lost: Iterable[str]) -> Self:
        missing = set(lost)
        photos = [
            {name: getattr(photo, name) for name in Photo.model_fields if name not in {"file", "cutout_mask"}}
            | {"file": None if photo.sha256 in missing else entry_of(photo)}
            | {"cutout_mask": mask_entry_of(photo)}
            for photo in item.photos
        ]
        return cls.model_validate(
            {name: getattr(item, name) for name in cls.model_fields if name != "photos"} | {"photos": photos}
        )


class Reason(_Part):
    """Why an outfit was suggested; `value` is what the sentence rests on."""

    kind: text_up_to(32)  # type: ignore[valid-type]
    text: text_up_to(500)  # type: ignore[valid-type]
    value: Annotated[float, Field(allow_inf_nan=False)] | text_up_to(64) | None = None  # type: ignore[valid-type]


class OutfitItem(_Part):
    item_id: UUID
    slot: Slot


class Outfit(_Part):
    id: UUID | None = Field(None, description="as in `wears` and `plans`; an import gives new ones")
    name: text_up_to(120)  # type: ignore[valid-type]
    score: Share | None
    reasons: list[Reason] = Field(max_length=50)
    model_version: text_up_to(64)  # type: ignore[valid-type]
    created_at: Time
    items: list[OutfitItem] = Field(min_length=1, max_length=20)
    liked: bool | None
    saved: bool = Field(True, description="false: the person only liked or disliked it")

    @classmethod
    def of(cls, outfit: tables.Outfit) -> Self:
        liked = outfit.feedback.liked if outfit.feedback else None
        told = {name: getattr(outfit, name) for name in cls.model_fields if name != "liked"}
        return cls.model_validate(told | {"liked": liked})


class _Day(_Part):
    """Garments of a day, in the person's own time zone."""

    item_ids: list[UUID] = Field(max_length=20)
    outfit_id: UUID | None
    note: text_up_to(2000)  # type: ignore[valid-type]
    created_at: Time
    updated_at: Time

    @classmethod
    def of(cls, day: tables.Wear | tables.Plan) -> Self:
        told = {name: getattr(day, name) for name in cls.model_fields if name != "item_ids"}
        return cls.model_validate(told | {"item_ids": [part.item_id for part in day.items]})


class Wear(_Day):
    """What was worn on a day."""

    worn_on: Day


class Plan(_Day):
    """What is to be worn on a day."""

    planned_on: Day


class Correction(_Part):
    """Where the person said that a garment is something else than was recognised."""

    item_id: UUID
    from_category: Category
    to_category: Category
    classifier_version: text_up_to(64)  # type: ignore[valid-type]
    created_at: Time


class Prediction(_Part):
    """The models' original answers about the garment's photo. For the reader only: an import makes its own."""

    item_id: UUID
    classifier_version: text_up_to(64)  # type: ignore[valid-type]
    category: Category
    confidence: Share
    kind: Kind | None = None
    pattern: Pattern | None = None
    warmth: Warmth | None = None
    embedding_version: text_up_to(64)  # type: ignore[valid-type]
    embedding_sha256: Digest
    latency_ms: float
    created_at: Time


class Profile(_Part):
    """For the reader; an import changes nobody's account."""

    email: str | None
    share_for_training: bool
    learn_from_feedback: bool = True
    face_advice: bool
    face_shape: FaceShape | None
    created_at: Time


class Opening(_Part):
    """The document's members that are no lists."""

    format: Literal["curator-export"]
    version: Literal[1]
    exported_at: Time
    profile: Profile


class Wardrobe(Opening):
    garments: list[Garment] = Field(max_length=100_000)
    outfits: list[Outfit] = Field(max_length=100_000)
    corrections: list[Correction] = Field(max_length=200_000)
    wears: list[Wear] = Field(default=[], max_length=200_000)
    plans: list[Plan] = Field(default=[], max_length=100_000)
    predictions: list[Prediction] = Field(default=[], max_length=1_000_000)


def entry_of(photo: tables.Photo) -> str:
    """The path of a photo in the archive."""
    return f"photos/{photo.sha256}.{EXTENSIONS.get(photo.format, photo.format)}"


def mask_entry_of(photo: tables.Photo) -> str | None:
    """Path of the painted mask in the archive; None if nobody painted one."""
    return f"masks/{photo.sha256}.png" if photo.cutout_mode == "painted" and photo.has_cutout else None


def opening(profile: tables.User, at: datetime) -> dict[str, Any]:
    """The document's members before its lists, as JSON values."""
    head = {"format": "curator-export", "version": VERSION, "exported_at": at.isoformat()}
    return head | {"profile": Profile.model_validate(profile).model_dump(mode="json")}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(Wardrobe.model_json_schema(), indent=2) + "\n")
