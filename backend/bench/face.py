"""The shape of one portrait, and its time by step, compared with OpenCV's cascade set up as in its tutorial.

The portrait of the tests at three sizes, one thread, median milliseconds. "first use" loads cascades and mesh. The last
two rows show a picture without a face, for which every search is tried.
"""

import time
from pathlib import Path

import cv2
import numpy as np

from app.face_analyzer import FaceAnalyzer
from app.vision.face.condition import check_light, check_sharpness
from app.vision.face.detection import candidates, different_faces
from app.vision.face.errors import NoFace
from app.vision.face.mesh import MeshLandmarks
from app.vision.face.proportions import proportions_of
from app.vision.face.shape import shape_scores
from app.vision.images import encode_jpeg, read_picture
from bench.table import Line, Row, median_ms, print_rows, quicker

TESTS = Path(__file__).resolve().parents[1] / "tests"
RUNS = 9
SIDES_PX = (320, 1280, 4000)


def main() -> list[Row]:
    cv2.setNumThreads(1)
    start = time.perf_counter()
    analyzer, mesh = FaceAnalyzer(), MeshLandmarks()
    portrait = read_picture(TESTS / "portraits" / "collins.jpg").pixels
    analyzer.analyze(encode_jpeg(portrait))
    rows: list[Row] = [{"picture": "first use", "analysis": round((time.perf_counter() - start) * 1000, 1)}]
    for side in SIDES_PX:
        scale = side / max(portrait.shape)
        rows.append(
            _measure(
                analyzer, mesh, encode_jpeg(np.asarray(cv2.resize(portrait, None, fx=scale, fy=scale), np.uint8)), side
            )
        )
    garment = sorted((TESTS / "pictures" / "shirt").glob("*.jpg"))[0].read_bytes()
    rows += [
        _refused(analyzer, "a shirt", garment),
        _refused(analyzer, "gray", encode_jpeg(np.full_like(portrait, 140))),
    ]
    print_rows(rows)
    return rows


def _measure(analyzer: FaceAnalyzer, mesh: MeshLandmarks, content: bytes, side: int) -> Row:
    pixels = read_picture(content).pixels
    boxes = different_faces(next(candidates(pixels)))
    face = next(found for box in boxes if (found := mesh.find(pixels, box)))
    tutorial = cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_default.xml"))
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)

    def condition() -> None:
        check_light(pixels, face.outline)
        check_sharpness(pixels, face.outline)

    row: Row = {
        "picture": f"{side} px",
        "analysis": median_ms(lambda: analyzer.analyze(content), RUNS),
        "decode": median_ms(lambda: read_picture(content), RUNS),
        "search": median_ms(lambda: next(candidates(pixels)), RUNS),
        "landmarks": median_ms(lambda: [mesh.find(pixels, box) for box in boxes], RUNS),
        "light and focus": median_ms(condition, RUNS),
        "shape": median_ms(lambda: shape_scores(proportions_of(face)), RUNS),
        "tutorial's cascade alone": median_ms(lambda: tutorial.detectMultiScale(gray), RUNS),
    }
    return row | {"ratio": round(row["tutorial's cascade alone"] / row["analysis"], 2)}


def _refused(analyzer: FaceAnalyzer, name: str, content: bytes) -> Row:
    def refuse() -> None:
        try:
            analyzer.analyze(content)
        except NoFace:
            return
        raise AssertionError("there is no face on it")

    return {"picture": name, "analysis": median_ms(refuse, RUNS)}


def compare(rows: list[Row]) -> list[Line]:
    row = next(row for row in rows if row["picture"] == "1280 px")
    theirs = "OpenCV's cascade alone, as its tutorial sets it"
    return [quicker("a face's shape, portrait of 1280 px", row["analysis"], row["tutorial's cascade alone"], theirs)]
