"""Bodies about portraits."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from app.face_analyzer import FaceAnalysis, FaceShape

Method = Literal["landmarks68", "mesh", "haar"]
Share = Annotated[float, Field(ge=0, le=1)]
Spot = Annotated[tuple[float, float], Field(description="x and y, as shares of the upright picture's width and height")]


class Lines(BaseModel):
    """Both ends of a measured line."""

    face_length: tuple[Spot, Spot]
    forehead: tuple[Spot, Spot]
    cheekbones: tuple[Spot, Spot]
    jaw: tuple[Spot, Spot]


class Measurements(BaseModel):
    length_to_width: float = Field(description="hairline to chin, in widths at the cheekbones")
    forehead_to_cheekbones: float
    jaw_to_cheekbones: float
    jaw_angle_deg: float
    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    lines: Lines
    outline: list[Spot]


class Source(BaseModel):
    title: str
    url: str


class Advice(BaseModel):
    topic: Literal["neckline", "collar", "hat", "glasses", "scarf", "pattern"]
    text: str
    item_ids: list[UUID] = Field(description="your garments that it applies to, newest first")
    sources: list[Source]


class Face(BaseModel):
    """Nothing of this is stored. Style tradition, not science."""

    shape: FaceShape
    also: FaceShape | None = Field(description="a second shape that is as close")
    confidence: Share
    shapes: dict[FaceShape, Share] = Field(description="how close each shape is, best first; sums to 1")
    method: Method
    measurements: Measurements
    advice: list[Advice]
    note: str
    warnings: list[str]

    @classmethod
    def of(cls, analysis: FaceAnalysis, item_ids: Sequence[Sequence[UUID]], note: str) -> Self:
        advice = [
            {
                "topic": one.topic,
                "text": one.text,
                "item_ids": ids,
                "sources": [{"title": source.title, "url": source.url} for source in one.sources],
            }
            for one, ids in zip(analysis.advice, item_ids, strict=True)
        ]
        return cls.model_validate(
            {
                **{name: getattr(analysis, name) for name in _COPIED},
                "measurements": Measurements.model_validate(analysis.measurements, from_attributes=True),
                "advice": advice,
                "note": note,
            }
        )


_COPIED = ("shape", "also", "confidence", "shapes", "method", "warnings")
