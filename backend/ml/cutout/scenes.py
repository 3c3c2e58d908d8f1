"""Training views for the cut-out network: a picture and the garment's true mask, made afresh each time.

Two kinds. A composition puts a garment with a known mask before other surroundings: another photo's corner, two
materials that meet, one plain colour, or surroundings tinted to the garment's own colour; with other things beside it,
with its shadow, as a pair of shoes with a gap, on a drawn hanger. A photo is a real one with the teacher's mask.
Both are turned, cropped, relit and degraded.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from app.vision.images import Mask, Pixels
from ml.cutout.garments import Garment
from ml.cutout.hangers import hang, tag
from ml.cutout.teacher_masks import SIDE_PX, MaskedPhoto
from ml.data.compositions import mirrored

ASPECTS: Final = (0.75, 0.75, 0.75, 4 / 3, 1.0, 0.5625)  # width by height, as phones make them
OWN_COLOR_SHARE: Final = 0.5  # of the compositions, surroundings of the garment's own colour
TWO_MATERIALS_SHARE: Final = 0.4
PLAIN_SHARE: Final = 0.08
DYED_SHARE: Final = 0.3  # of garments, and of whole views: in other hues
MATERIAL_SHARE: Final = 0.15  # of garments: made of another material
FABRIC_SHARE: Final = 0.15  # of the surroundings: the middle of a garment
BESIDE_SHARE: Final = 0.4  # something else reaches into the picture
SHOE_SHARE: Final = 0.15  # of the compositions, single shoes and pairs of them
PAIR_SHARE: Final = 0.7  # of single shoes, shown as a pair
HANGER_SHARE: Final = 0.25
TAG_SHARE: Final = 0.08
HANGING_KINDS: Final = ("top", "dress", "outerwear", "bottom")


@dataclass(frozen=True)
class Sources:
    """What views are made of."""

    garments: list[Garment]
    surroundings: list[Pixels]
    photos: list[MaskedPhoto]

    @cached_property
    def shoes(self) -> list[Garment]:
        """Single shoes."""
        return [garment for garment in self.garments if garment.kind == "shoe"]


def composition(sources: Sources, random: np.random.Generator) -> tuple[Pixels, Mask]:
    """A garment with a known mask before other surroundings."""
    chosen = sources.shoes if sources.shoes and random.random() < SHOE_SHARE else sources.garments
    garment = chosen[random.integers(len(chosen))]
    aspect = ASPECTS[random.integers(len(ASPECTS))]
    height, width = (SIDE_PX, round(SIDE_PX * aspect)) if aspect <= 1 else (round(SIDE_PX / aspect), SIDE_PX)
    layer = _placed(_dyed(_shown(garment, random), sources, random), height, width, random)
    mask = layer[..., 3] > 127
    if mask.sum() < 200:
        return composition(sources, random)
    picture = _surroundings(sources, height, width, layer, random)
    if random.random() < BESIDE_SHARE:
        _something_beside(picture, sources, mask, garment.kind, random)
    if random.random() < TAG_SHARE:
        tag(picture, mask, random)
    covered = np.zeros(mask.shape, np.bool_)
    if garment.kind in HANGING_KINDS and random.random() < HANGER_SHARE:
        covered = hang(picture, mask, garment.kind, random)
    return _laid_on(picture, layer, covered, random), mask & ~covered


def real_photo(sources: Sources, random: np.random.Generator) -> tuple[Pixels, Mask]:
    """A photo with the teacher's mask, cropped and turned a little."""
    photo = sources.photos[random.integers(len(sources.photos))]
    height, width = photo.mask.shape
    share = random.uniform(0.75, 1.15)  # above 1 the photo's edge is mirrored around it
    angle = random.normal(0, 6) + (90 * random.integers(4) if random.random() < 0.15 else 0)
    center = (width / 2, height / 2)
    matrix: NDArray[np.float64] = np.array(cv2.getRotationMatrix2D(center, float(angle), 1 / share), np.float64)
    matrix[:, 2] += random.uniform(-0.06, 0.06, 2) * np.array([width, height])
    pixels = cv2.warpAffine(
        photo.pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    white = photo.mask.astype(np.uint8) * np.uint8(255)
    mask = cv2.warpAffine(white, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return pixels.astype(np.uint8), mask > 127


def training_view(
    sources: Sources, size_px: int, photo_share: float, random: np.random.Generator
) -> tuple[Pixels, NDArray[np.float32]]:
    """One picture UInt8[size, size, 3] as the network sees it, and the mask at half that Float[size / 2, size / 2]."""
    made = real_photo if sources.photos and random.random() < photo_share else composition
    pixels, mask = made(sources, random)
    if random.random() < DYED_SHARE:
        pixels = _in_other_hues(pixels, random)
    if random.random() < 0.5:
        pixels, mask = pixels[:, ::-1], mask[:, ::-1]
    if random.random() < 0.1:
        pixels, mask = pixels[::-1], mask[::-1]
    square = cv2.resize(np.ascontiguousarray(pixels), (size_px, size_px), interpolation=cv2.INTER_AREA)
    half = (size_px // 2, size_px // 2)
    target = cv2.resize(np.ascontiguousarray(mask, np.float32), half, interpolation=cv2.INTER_AREA)
    return _relit(square.astype(np.uint8, copy=False), random), target.astype(np.float32)


def _shown(garment: Garment, random: np.random.Generator) -> NDArray[np.uint8]:
    """The garment's layer, single shoes mostly as a pair."""
    if garment.kind != "shoe" or random.random() > PAIR_SHARE:
        return garment.pixels
    return pair_of(garment.pixels, gap=random.uniform(0.02, 0.45), drop=random.uniform(-0.15, 0.15))


def pair_of(shoe: NDArray[np.uint8], gap: float, drop: float) -> NDArray[np.uint8]:
    """A shoe UInt8[H, W, 4] and its mirror image beside it, `gap` of its width apart, `drop` of its height lower."""
    height, width = shoe.shape[:2]
    lower = round(abs(drop) * height)
    pair = np.zeros((height + lower, 2 * width + round(gap * width), 4), np.uint8)
    first, second = (0, lower) if drop > 0 else (lower, 0)
    pair[first : first + height, :width] = shoe
    pair[second : second + height, -width:] = shoe[:, ::-1]
    return pair


def _dyed(layer: NDArray[np.uint8], sources: Sources, random: np.random.Generator) -> NDArray[np.uint8]:
    """The garment in other hues, or made of another material in its own folds.

    Otherwise colour and texture alone would say what is garment: wooden floors are yellow, and few garments are.
    """
    drawn = random.random()
    if drawn < DYED_SHARE:
        return np.dstack([_in_other_hues(layer[..., :3], random), layer[..., 3]])
    if drawn > DYED_SHARE + MATERIAL_SHARE:
        return layer
    height, width = layer.shape[:2]
    light = cv2.cvtColor(layer[..., :3], cv2.COLOR_RGB2GRAY).astype(np.float32)
    folds = light / max(1.0, float(light[layer[..., 3] > 127].mean()))
    if random.random() < 0.5:
        material: NDArray[np.float64] = np.broadcast_to(random.integers(20, 256, 3), (height, width, 3)).astype(float)
    else:
        material = _material(sources, height, width, random).astype(float)
    shaded = (material * folds[..., None].clip(0.3, 1.7)).clip(0, 255).astype(np.uint8)
    return np.dstack([shaded, layer[..., 3]])


def _in_other_hues(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """All hues turned by the same angle, colours a little stronger or weaker."""
    colors = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2HSV)
    colors[..., 0] = (colors[..., 0].astype(np.int32) + int(random.integers(180))) % 180
    colors[..., 1] = (colors[..., 1] * random.uniform(0.4, 1.3)).clip(0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(colors, cv2.COLOR_HSV2RGB), np.uint8)


def _placed(layer: NDArray[np.uint8], height: int, width: int, random: np.random.Generator) -> NDArray[np.uint8]:
    """The garment turned, scaled and moved into a picture of this size; sometimes over its edge."""
    down, across = layer.shape[:2]
    angle = float(random.normal(0, 8))
    if random.random() < 0.2:
        angle += float(random.choice([90, 180, 270]))
    turned = abs(np.cos(np.radians(angle))), abs(np.sin(np.radians(angle)))
    fit = min(
        height / (down * turned[0] + across * turned[1]),
        width / (down * turned[1] + across * turned[0]),
    )
    scale = float(fit * random.choice([random.uniform(0.45, 0.98), random.uniform(0.9, 1.25)], p=[0.8, 0.2]))
    matrix: NDArray[np.float64] = np.array(cv2.getRotationMatrix2D((across / 2, down / 2), angle, scale), np.float64)
    free = np.array([width, height]) * max(0.04, 1 - scale / fit) / 2
    matrix[:, 2] += np.array([width - across, height - down]) / 2 + random.uniform(-1, 1, 2) * free
    if scale < 0.6:  # warping does not average
        layer = cv2.resize(layer, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
        matrix[:, :2] /= scale
    return cv2.warpAffine(layer, matrix, (width, height), flags=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def _surroundings(
    sources: Sources, height: int, width: int, layer: NDArray[np.uint8], random: np.random.Generator
) -> Pixels:
    """Floor, bed or wall: one material, or two that meet along a line."""
    if random.random() < PLAIN_SHARE:
        first, last = random.uniform(0.8, 1.2, 2)
        ramp = np.linspace(first, last, height)[:, None, None]
        plain = random.integers(20, 256, 3) * ramp + random.normal(0, 3, (height, width, 1))
        picture: Pixels = plain.clip(0, 255).astype(np.uint8)
    else:
        picture = _material(sources, height, width, random)
        if random.random() < TWO_MATERIALS_SHARE:
            other = _material(sources, height, width, random)
            angle, place = random.uniform(0, 2 * np.pi), random.uniform(-0.45, 0.45)
            y, x = np.mgrid[-0.5 : 0.5 : height * 1j, -0.5 : 0.5 : width * 1j]
            beyond = x * np.cos(angle) + y * np.sin(angle) > place
            picture[beyond] = other[beyond]
    if random.random() < OWN_COLOR_SHARE:
        picture = _tinted(picture, layer, random)
    return picture


def _material(sources: Sources, height: int, width: int, random: np.random.Generator) -> Pixels:
    corner = sources.surroundings[random.integers(len(sources.surroundings))]
    if random.random() < FABRIC_SHARE:
        corner = _fabric(sources.garments[random.integers(len(sources.garments))], corner)
    if random.random() < 0.5:
        corner = corner[::-1]
    if random.random() < 0.5:
        corner = corner[:, ::-1]
    wide = round(max(height, width) * random.uniform(1.0, 1.6))
    full = mirrored(np.ascontiguousarray(corner), wide, wide)
    top, left = random.integers(wide - height + 1), random.integers(wide - width + 1)
    return np.ascontiguousarray(full[top : top + height, left : left + width])


def _fabric(garment: Garment, otherwise: Pixels) -> Pixels:
    """The middle of a garment, as a sheet to lie on; `otherwise` where the garment has no middle."""
    height, width = garment.pixels.shape[:2]
    middle = garment.pixels[height // 3 : height - height // 3, width // 3 : width - width // 3]
    return middle[..., :3] if middle.size and (middle[..., 3] > 127).all() and min(middle.shape[:2]) > 20 else otherwise


def _tinted(picture: Pixels, layer: NDArray[np.uint8], random: np.random.Generator) -> Pixels:
    """The surroundings in nearly the garment's mean colour, their texture kept."""
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    garment = cv2.cvtColor(layer[..., :3].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[layer[..., 3] > 127].mean(axis=0)
    share = random.uniform(0.6, 1.0)
    lab += share * (garment - lab.reshape(-1, 3).mean(axis=0)) + random.normal(0, 5, 3)
    tinted = cv2.cvtColor(lab.astype(np.float32), cv2.COLOR_LAB2RGB)
    return np.asarray((tinted * 255).clip(0, 255), np.uint8)


def _something_beside(picture: Pixels, sources: Sources, mask: Mask, kind: str, random: np.random.Generator) -> None:
    """A part of another garment or a card of another material that reaches in from the picture's edge, in place."""
    height, width = mask.shape
    if random.random() < 0.5:
        other = _placed(_of_other_kind(sources, kind, random).pixels, height, width, random)
        side = random.integers(4)
        step = round((height if side % 2 else width) * random.uniform(0.6, 0.9) * (1 if side < 2 else -1))
        other = np.roll(other, step, axis=0 if side % 2 else 1)
        emptied: list[slice] = [slice(None), slice(None)]
        emptied[0 if side % 2 else 1] = slice(0, step) if step > 0 else slice(step, None)
        kept = np.zeros(mask.shape, np.bool_)
        kept[tuple(emptied)] = True
        shown = (other[..., 3] > 127) & kept
        picture[shown] = other[..., :3][shown]
        return
    material = _material(sources, height, width, random)
    center = (float(random.choice([0, width])), float(random.uniform(0, height)))
    if random.random() < 0.5:
        center = (float(random.uniform(0, width)), float(random.choice([0, height])))
    size = (float(random.uniform(0.1, 0.5) * width), float(random.uniform(0.1, 0.5) * height))
    card = np.zeros(mask.shape, np.uint8)
    cv2.fillPoly(card, [cv2.boxPoints((center, size, float(random.uniform(0, 180)))).astype(np.int32)], 1)
    picture[card > 0] = material[card > 0]


def _of_other_kind(sources: Sources, kind: str, random: np.random.Generator) -> Garment:
    """Beside a shoe no other shoe: nobody could tell which of them is meant."""
    while True:
        garment = sources.garments[random.integers(len(sources.garments))]
        if not (kind.startswith("shoe") and garment.kind.startswith("shoe")):
            return garment


def _laid_on(picture: Pixels, layer: NDArray[np.uint8], covered: Mask, random: np.random.Generator) -> Pixels:
    """The garment over its own shadow, what covers it left as it is."""
    alpha = cv2.GaussianBlur(layer[..., 3], (3, 3), 0).astype(np.float32) / 255
    alpha[covered] = 0
    height, width = alpha.shape
    shift = np.array(
        [[1, 0, random.normal(0, 0.012) * width], [0, 1, random.normal(0.005, 0.012) * height]], np.float32
    )
    shadow = cv2.warpAffine(alpha, shift, (width, height))
    blur = height * random.uniform(0.004, 0.03)
    shade = 1 - random.uniform(0, 0.6) * cv2.GaussianBlur(shadow, (0, 0), blur)
    shade[covered] = 1
    laid = layer[..., :3] * alpha[..., None] + picture * shade[..., None] * (1 - alpha[..., None])
    return laid.clip(0, 255).astype(np.uint8)


def _relit(pixels: Pixels, random: np.random.Generator) -> Pixels:
    """Other light, colour balance, sharpness and noise."""
    values = pixels.astype(np.float32) / 255
    values = values ** np.float32(random.uniform(0.7, 1.4))
    values *= (random.uniform(0.88, 1.12, 3) * random.uniform(0.8, 1.15)).astype(np.float32)
    if random.random() < 0.05:
        values = np.repeat(values.mean(axis=2, keepdims=True), 3, axis=2)
    if random.random() < 0.25:
        values = cv2.GaussianBlur(values, (0, 0), random.uniform(0.4, 1.2)).astype(np.float32)
    if random.random() < 0.3:
        values += random.normal(0, random.uniform(0.005, 0.03), values.shape).astype(np.float32)
    return np.asarray((values * 255).clip(0, 255), np.uint8)
