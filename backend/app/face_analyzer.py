"""The shape of the face in a portrait, and the advice of style tradition for it.

python -m app.face_analyzer photo.jpg

The picture is decoded in memory and discarded; nothing of it is stored, logged or cached here.
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.settings import get_settings
from app.vision.face.condition import check_light, check_sharpness
from app.vision.face.detection import candidates, different_faces
from app.vision.face.errors import FaceTooSmall, NoFace, TurnedAway
from app.vision.face.landmarks import LandmarkFinder, Landmarks, Method, Point
from app.vision.face.levels import best_finder
from app.vision.face.proportions import proportions_of
from app.vision.face.shape import CLOSE, SHAPES, FaceShape, shape_scores
from app.vision.images import ImageRefused, PictureTooSmall, Pixels, read_picture

__all__ = ["SHAPES", "Advice", "ClothingRecommender", "FaceAnalysis", "FaceAnalyzer", "FaceShape", "Measurements"]

MIN_WIDTH_PX: Final = 48  # of a face, in the picture as sent: 40 px are too few to measure
MAX_YAW_DEG: Final = 30.0  # beyond it one cheek is hidden, and its points would be a guess
MAX_PITCH_DEG: Final = 30.0
WORTH_A_WARNING_DEG: Final = 18.0
CERTAINTY: Final[dict[Method, float]] = {"landmarks68": 1.0, "mesh": 0.95, "haar": 0.5}
ADVICE_FILE: Final = Path(__file__).with_name("face_advice.json")

Spot = tuple[float, float]  # x and y on the upright picture, 0..1 of its width and height


@dataclass(frozen=True)
class Measurements:
    """Measurements as ratios to the width at the cheekbones, as a caliper would measure them, and their positions.

    `lines` has two ends for each of face_length, forehead, cheekbones and jaw; `outline` runs around the face.
    """

    length_to_width: float
    forehead_to_cheekbones: float
    jaw_to_cheekbones: float
    jaw_angle_deg: float
    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    lines: dict[str, tuple[Spot, Spot]]
    outline: list[Spot]


@dataclass(frozen=True)
class Source:
    title: str
    url: str


@dataclass(frozen=True)
class Advice:
    """One piece of tradition. `wear` lists the garments it applies to: attribute or category -> values."""

    topic: str
    text: str
    wear: dict[str, list[str]]
    sources: list[Source]


@dataclass(frozen=True)
class FaceAnalysis:
    """`also` is the second shape if it is as close as the first; `shapes` sums to 1, best first."""

    shape: FaceShape
    also: FaceShape | None
    confidence: float
    shapes: dict[FaceShape, float]
    method: Method
    measurements: Measurements
    advice: list[Advice]
    warnings: list[str]


class ClothingRecommender:
    """The advice in `face_advice.json`: data with sources, not a judgement of a person."""

    def __init__(self, file: Path = ADVICE_FILE) -> None:
        data = json.loads(file.read_text())
        sources = {key: Source(**source) for key, source in data["sources"].items()}
        self.note: str = data["note"]
        self._advice: dict[str, list[Advice]] = {
            shape: [Advice(**one | {"sources": [sources[key] for key in one["sources"]]}) for one in advice]
            for shape, advice in data["shapes"].items()
        }

    def recommend(self, shape: FaceShape) -> list[Advice]:
        """Necklines, collars, hats, glasses, scarves and patterns. Raises: KeyError for an unknown shape."""
        return self._advice[shape]


@lru_cache
def get_recommender() -> ClothingRecommender:
    return ClothingRecommender()


class FaceAnalyzer:
    """Finds and measures a face; safe to share between threads. `finder` defaults to the best level available."""

    def __init__(self, finder: LandmarkFinder | None = None) -> None:
        self._finder = finder or best_finder(get_settings().landmarks_file)

    def analyze(self, data: bytes) -> FaceAnalysis:
        """The largest face in a picture.

        Raises: NoFace, FaceTooSmall, TurnedAway, TooDark, Blurred, all PortraitRefused; ImageRefused.
        """
        try:
            picture = read_picture(data)
        except PictureTooSmall as error:
            raise FaceTooSmall from error
        faces = self.find_faces(picture.pixels)
        if not faces:
            check_light(picture.pixels)
            raise NoFace
        face = max(faces, key=lambda one: one.width_px)
        shown_smaller = max(picture.width_px, picture.height_px) / max(picture.pixels.shape[:2])
        if face.width_px * shown_smaller < MIN_WIDTH_PX:
            raise FaceTooSmall
        check_light(picture.pixels, face.outline)
        if abs(face.turn.yaw_deg) > MAX_YAW_DEG or abs(face.turn.pitch_deg) > MAX_PITCH_DEG:
            raise TurnedAway
        check_sharpness(picture.pixels, face.outline)
        return _described(face, picture.pixels, len(faces))

    def find_faces(self, pixels: Pixels) -> list[Landmarks]:
        """The faces that the first successful search finds on UInt8[H, W, 3]; empty if every search fails."""
        for boxes in candidates(pixels):
            found = (self._finder.find(pixels, box) for box in different_faces(boxes))
            if faces := [face for face in found if face is not None]:
                return faces
        return []


def _described(face: Landmarks, pixels: Pixels, faces: int) -> FaceAnalysis:
    proportions = proportions_of(face)
    scores = shape_scores(proportions)
    (shape, best), (second, next_best), *_ = scores.items()
    also = second if best - next_best < CLOSE else None
    height, width = pixels.shape[:2]

    def spot(x: float, y: float) -> Spot:
        return round(float(x) / width, 4), round(float(y) / height, 4)

    def line(a: Point, b: Point) -> tuple[Spot, Spot]:
        return spot(*face.on_picture[a]), spot(*face.on_picture[b])

    measurements = Measurements(
        length_to_width=round(proportions.length, 3),
        forehead_to_cheekbones=round(proportions.forehead, 3),
        jaw_to_cheekbones=round(proportions.jaw, 3),
        jaw_angle_deg=round(proportions.jaw_angle_deg, 1),
        yaw_deg=round(face.turn.yaw_deg, 1),
        pitch_deg=round(face.turn.pitch_deg, 1),
        roll_deg=round(face.turn.roll_deg, 1),
        lines={
            "face_length": line(Point.HAIRLINE, Point.CHIN),
            "forehead": line(Point.FOREHEAD_LEFT, Point.FOREHEAD_RIGHT),
            "cheekbones": line(Point.CHEEKBONE_LEFT, Point.CHEEKBONE_RIGHT),
            "jaw": line(Point.JAW_LEFT, Point.JAW_RIGHT),
        },
        outline=[spot(*point) for point in face.outline],
    )
    return FaceAnalysis(
        shape=shape,
        also=also,
        confidence=round(best * CERTAINTY[face.method], 4),
        shapes={name: round(score, 4) for name, score in scores.items()},
        method=face.method,
        measurements=measurements,
        advice=get_recommender().recommend(shape),
        warnings=_warnings(face, faces, shape, also),
    )


def _warnings(face: Landmarks, faces: int, shape: FaceShape, also: FaceShape | None) -> list[str]:
    warnings = []
    if faces > 1:
        warnings.append(f"There are {faces} faces in this picture; the largest was measured.")
    if max(abs(face.turn.yaw_deg), abs(face.turn.pitch_deg)) > WORTH_A_WARNING_DEG:
        warnings.append("The head is turned a little; the measurements are corrected for it and less certain.")
    if face.method == "haar":
        warnings.append("Measured by the outline only, because there is no landmark model: a rough guess.")
    if also is not None:
        warnings.append(f"Between {shape} and {also}: both are about equally close; the advice is for {shape}.")
    return warnings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photo", type=Path)
    try:
        analysis = FaceAnalyzer().analyze(parser.parse_args().photo.read_bytes())
    except (OSError, ImageRefused) as error:
        sys.exit(str(error))
    sys.stdout.write(json.dumps(asdict(analysis), indent=2) + "\n")


if __name__ == "__main__":
    main()
