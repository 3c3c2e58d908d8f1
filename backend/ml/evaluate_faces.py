"""Measures face analysis on the larger faces of the street photos (never published) and on garment photos, most of
which show no face.

python -m ml.evaluate_faces --portraits DIR --garments DIR [--changes 20] [--every 1] [--output FILE]
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from app.face_analyzer import FaceAnalysis, FaceAnalyzer
from app.vision.face.detection import candidates, different_faces
from app.vision.face.errors import PortraitRefused
from app.vision.face.landmarks import LandmarkFinder, Landmarks
from app.vision.face.mesh import MeshLandmarks
from app.vision.face.outline import OutlineLandmarks
from app.vision.face.proportions import proportions_of
from app.vision.images import Pixels, encode_jpeg, read_picture

CROP: Final = 3.2  # sides of a portrait's crop, in widths of the face


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portraits", type=Path, required=True, help="a folder of photos of people, one each")
    parser.add_argument("--garments", type=Path, help="a folder of photos without faces")
    parser.add_argument("--changes", type=int, default=20, help="changed copies of each portrait")
    parser.add_argument("--every", type=int, default=1, help="use only every n-th portrait")
    parser.add_argument("--output", type=Path, help="for the model card: backend/data/evaluation/face/test.json")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    figures = {"portraits": portraits(arguments.portraits, arguments.changes, arguments.every)}
    print(json.dumps(figures["portraits"], indent=1), flush=True)
    if arguments.garments:
        figures["garments"] = false_faces(arguments.garments)
        print(json.dumps(figures["garments"], indent=1))
    if arguments.output:
        arguments.output.parent.mkdir(parents=True, exist_ok=True)
        arguments.output.write_text(json.dumps(figures, indent=1) + "\n")


def portraits(folder: Path, changes: int, every: int) -> dict[str, Any]:
    """Share of faces found, shapes, and how often changed copies get the same shape."""
    random = np.random.default_rng(8)
    analyzer, mesh, outline = FaceAnalyzer(), MeshLandmarks(), OutlineLandmarks()
    answers: Counter[str] = Counter()
    same, answered, tried = 0, 0, 0
    distances = []
    own_shares = []
    for path in sorted(folder.rglob("*.jpg"))[::every]:
        pixels = read_picture(path).pixels
        answer = _answer(analyzer, encode_jpeg(pixels, 95))
        answers[answer if isinstance(answer, str) else answer.shape] += 1
        if isinstance(answer, str):
            continue
        distances += _relative_differences(pixels, mesh, outline)
        first_two = list(answer.shapes)[:2]
        own = 0
        for copy in changed_copies(pixels, answer, random, changes):
            again = _answer(analyzer, copy)
            tried += 1
            if not isinstance(again, str):
                answered += 1
                own += again.shape in first_two
        same += own
        own_shares.append(own / max(changes, 1))
    total = sum(answers.values())
    return {
        "portraits": total,
        "measured": round(len(own_shares) / total, 4),
        "answers": dict(answers.most_common()),
        "copies": tried,
        "copies_measured": round(answered / max(tried, 1), 4),
        "copies_with_first_or_second_shape": round(same / max(tried, 1), 4),
        "portraits_with_90_percent_of_copies": round(float(np.mean(np.array(own_shares) >= 0.9)), 4)
        if own_shares
        else None,
        "outline_on": len(distances),
        "outline_off_mesh_median": np.median(distances, axis=0).round(4).tolist() if distances else None,
    }


def changed_copies(pixels: Pixels, answer: FaceAnalysis, random: np.random.Generator, count: int) -> Iterator[bytes]:
    """Brightness, scale 0.5 to 2, up to 10 degrees, mirrored, small crops, JPEG 40: each in turn, then all."""
    height, width = pixels.shape[:2]
    spots = np.array(answer.measurements.outline) * (width, height)
    center, side = (spots.min(axis=0) + spots.max(axis=0)) / 2, float(np.ptp(spots[:, 0])) * CROP
    for number in range(count):
        kind = number % 6
        light = random.uniform(0.6, 1.5) if kind in (0, 5) else 1.0
        # A halved face of 70 px is correctly refused as too small, so small faces are only enlarged.
        least = max(0.5, 56 / float(np.ptp(spots[:, 0])))
        scale = random.uniform(least, 2.0) if kind in (1, 5) else 1.0
        tilt_deg = random.uniform(-10, 10) if kind in (2, 5) else 0.0
        shift = random.uniform(-0.12, 0.12, 2) * side if kind in (4, 5) else np.zeros(2)
        size = round(side * scale)
        turn = cv2.getRotationMatrix2D((float(center[0]), float(center[1])), tilt_deg, scale)
        turn[:, 2] += size / 2 - center + shift * scale
        averaging = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        copy = cv2.warpAffine(pixels, turn, (size, size), flags=averaging, borderMode=cv2.BORDER_REPLICATE)
        if kind == 3 or (kind == 5 and number % 2):
            copy = cv2.flip(copy, 1)
        bright = np.clip(copy.astype(np.float32) * light, 0, 255).astype(np.uint8)
        yield encode_jpeg(bright, 40 if kind in (0, 5) else 92)


def false_faces(folder: Path) -> dict[str, Any]:
    """Photos on which a face is measured; a person has to check whether there is one."""
    analyzer = FaceAnalyzer()
    paths = sorted(folder.rglob("*.jpg"))
    answers = {path: _answer(analyzer, path.read_bytes()) for path in paths}
    return {
        "photos": len(paths),
        "answers": dict(Counter(a if isinstance(a, str) else "measured" for a in answers.values())),
        "measured": [path.name for path, answer in answers.items() if not isinstance(answer, str)],
        "a_face_refused": [path.name for path, answer in answers.items() if answer not in ("no_face", "too_dark")],
    }


def _answer(analyzer: FaceAnalyzer, picture: bytes) -> FaceAnalysis | str:
    try:
        return analyzer.analyze(picture)
    except PortraitRefused as refused:
        return refused.reason


def _relative_differences(pixels: Pixels, mesh: LandmarkFinder, outline: LandmarkFinder) -> list[Any]:
    """Relative differences of the outline's three ratios from the mesh's; empty where one of them finds no face."""
    for boxes in candidates(pixels):
        for box in different_faces(boxes):
            found: list[Landmarks | None] = [mesh.find(pixels, box), outline.find(pixels, box)]
            if found[0] and found[1]:
                one, other = (np.array(astuple(proportions_of(face))[:3]) for face in found if face)
                return [np.abs(other - one) / one]
        return []
    return []


if __name__ == "__main__":
    main()
