"""Reads one photo of a garment: from bytes to facts and small pictures."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Self

import cv2
import numpy as np

from app.detector import Classification
from app.metrics import STEP_SECONDS
from app.outfit_compatibility import Embedding
from app.outside.storage import Rendition
from app.registry.models import Models
from app.vision.colors import COLORS_VERSION, Color, read_colors
from app.vision.cutout import Cutout
from app.vision.fingerprint import fingerprint
from app.vision.images import (
    Alpha,
    Mask,
    Picture,
    Pixels,
    encode_jpeg,
    encode_mask,
    encode_webp,
    read_picture,
    shrink_quickly,
)
from app.wardrobe.painted_masks import read_painted_mask
from app.wardrobe.photo_views import PhotoView

# Photos are read in parallel, one per core: OpenCV's own threads would compete with them.
cv2.setNumThreads(1)

THUMB_SIDE_PX = 400
CUTOUT_SIDE_PX = 800
CUTOUT_MARGIN = 0.03


@dataclass
class Timings:
    """Milliseconds per step, in order (the `Server-Timing` header), also exported to Prometheus."""

    ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            seconds = time.perf_counter() - start
            self.ms[name] = self.ms.get(name, 0.0) + seconds * 1000
            STEP_SECONDS.labels(name).observe(seconds)

    @classmethod
    def total(cls, parts: Iterable[Self]) -> Self:
        total = cls()
        for part in parts:
            for name, ms in part.ms.items():
                total.ms[name] = total.ms.get(name, 0.0) + ms
        return total

    def header(self) -> str:
        return ", ".join(f"{name};dur={ms:.1f}" for name, ms in self.ms.items())


@dataclass(frozen=True)
class GarmentWords:
    """What can be said of a garment: category, kind, pattern, warmth and colours."""

    classification: Classification
    classifier_version: str
    colors: list[Color]

    @property
    def read_by(self) -> str:
        """The versions of what read them."""
        return reader_version(self.classifier_version)


@dataclass(frozen=True)
class GarmentFacts(GarmentWords):
    """What the models and the palette found on a garment."""

    embeddings: dict[str, Embedding]  # by version, the active one first
    latency_ms: float  # of the models


def reader_version(classifier_version: str) -> str:
    """`Item.read_by` of a garment that this classifier and today's colours read."""
    return f"{classifier_version} {COLORS_VERSION}"


@dataclass(frozen=True)
class OpenPhoto:
    """One photo as displayed: turned, with the garment's mask."""

    picture: Picture
    cutout: Cutout | None
    cutout_version: str | None  # of the network that was asked for the garment, if one was
    fingerprint: str

    @property
    def mask(self) -> Mask | None:
        return self.cutout.mask if self.cutout else None


@dataclass(frozen=True)
class PhotoReading:
    """The result of reading one photo: facts, and the pictures to serve."""

    photo: OpenPhoto
    facts: GarmentFacts
    renditions: dict[Rendition, bytes]


def read_photo(
    content: bytes, view: PhotoView, models: Models, timings: Timings, painted: bytes | None = None
) -> PhotoReading:
    """Decode, recognise, cut out, read colours, embed and encode (blocking, CPU-heavy); `painted` as in `open_photo`.

    Raises: as `open_photo`.
    """
    photo = open_photo(content, view, models, timings, painted)
    facts = read_facts(photo.picture.pixels, photo.mask, models, timings)
    with timings.step("encode"):
        renditions = encode_renditions(content, photo.picture.pixels, photo.mask)
    return PhotoReading(photo, facts, renditions)


def open_photo(
    content: bytes, view: PhotoView, models: Models, timings: Timings, painted: bytes | None = None
) -> OpenPhoto:
    """Decode, turn and cut out (blocking, CPU-heavy); `painted` is the PNG that goes with the mode of that name.

    Raises: ImageRefused, NoGarmentInBox, MaskRefused, ModelUnavailable.
    """
    with timings.step("decode"):
        picture = read_picture(content)
        height_px, width_px = view.turned_size(picture.height_px, picture.width_px)
        own_mask = None if picture.own_mask is None else view.turn_mask(picture.own_mask, 0)
        picture = replace(
            picture, pixels=view.turn(picture.pixels), height_px=height_px, width_px=width_px, own_mask=own_mask
        )
    with timings.step("cutout"):
        mask = None if painted is None else read_painted_mask(painted, *picture.pixels.shape[:2])
        model = models.get_cutout()
        cutout = view.cut_out(picture, model, mask)
    version = model.version if view.mode in ("auto", "rectangle") else None
    return OpenPhoto(picture, cutout, version, fingerprint(picture.pixels))


def read_facts(pixels: Pixels, mask: Mask | None, models: Models, timings: Timings) -> GarmentFacts:
    """Class of the whole photo; colours and embedding of the cut-out, or of the photo if there is none."""
    embedders = models.embedders()
    words = read_words(pixels, mask, models, timings)
    with timings.step("embed"):
        embeddings = {model.version: model.embed(pixels, mask) for model in embedders}
    latency_ms = timings.ms["classify"] + timings.ms["embed"]
    return GarmentFacts(**vars(words), embeddings=embeddings, latency_ms=latency_ms)


def read_words(pixels: Pixels, mask: Mask | None, models: Models, timings: Timings) -> GarmentWords:
    """Class of the whole photo; colours of the cut-out, or of the photo if there is none."""
    classifier = models.get_classifier()
    with timings.step("classify"):
        classification = classifier.classify(pixels)
    with timings.step("colors"):
        colors = read_colors(pixels, mask)
    return GarmentWords(classification, classifier.version, colors)


def encode_renditions(content: bytes, pixels: Pixels, mask: Mask | None) -> dict[Rendition, bytes]:
    """The stored files of a photo: as uploaded, and as served."""
    renditions: dict[Rendition, bytes] = {
        "original": content,
        "display": encode_jpeg(pixels),
        "thumb": encode_webp(shrink_quickly(pixels, THUMB_SIDE_PX), quality=80),
    }
    if mask is not None:
        renditions["mask"] = encode_mask(mask)
        garment, alpha = trim(pixels, mask, CUTOUT_SIDE_PX)
        renditions["cutout"] = encode_webp(garment, alpha)
        small = shrink_quickly(garment, THUMB_SIDE_PX), shrink_quickly(alpha, THUMB_SIDE_PX)
        renditions["cutout_thumb"] = encode_webp(*small, quality=80)
    return renditions


def trim(pixels: Pixels, mask: Mask, longest_side_px: int) -> tuple[Pixels, Alpha]:
    """The garment's box with a small margin, scaled down to `longest_side_px`; its edges get soft by that."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    margin = round(CUTOUT_MARGIN * max(mask.shape))
    box = np.s_[
        max(0, rows[0] - margin) : rows[-1] + 1 + margin,
        max(0, columns[0] - margin) : columns[-1] + 1 + margin,
    ]
    alpha = mask[box].astype(np.uint8) * np.uint8(255)
    return shrink_quickly(np.ascontiguousarray(pixels[box]), longest_side_px), shrink_quickly(alpha, longest_side_px)
