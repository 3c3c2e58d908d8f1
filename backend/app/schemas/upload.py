"""Bodies about uploads straight to the store."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.wardrobe.attributes import NO_NUL, JsonNumber

ImageType = Literal["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/avif", "image/gif"]


class UploadWish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    filename: Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=NO_NUL)] = Field(
        description="displayed, never used as a path"
    )
    content_type: ImageType
    size: Annotated[int, Field(ge=1), JsonNumber] | None = Field(
        default=None, description="in bytes; if given, no other length is accepted"
    )
    expires_in: Annotated[int, JsonNumber] = Field(default=900, ge=60, le=3600, description="in seconds")


class UploadAddress(BaseModel):
    url: str = Field(description="accepts one PUT with this Content-Type")
    key: str = Field(description="for POST /v1/items/from-uploads, within a day")
    expires_in: int = Field(description="in seconds")


class UploadKeys(BaseModel):
    model_config = ConfigDict(extra="forbid")

    upload_keys: list[Annotated[str, StringConstraints(max_length=512)]] = Field(
        min_length=1, description="at most 50; more are a 413"
    )


class StoredUpload(BaseModel):
    key: str
    url: str = Field(description="address where it can be read for ten minutes")
