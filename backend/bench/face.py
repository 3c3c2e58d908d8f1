"""One portrait's shape, and where its time goes, beside OpenCV's cascade alone as its tutorial sets it.

The portrait of the tests at three sizes, one thread. Milliseconds are medians; "first use" loads cascades and mesh. The
last two rows are what a picture without a face costs, since every search is tried.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np

from app.face_analyzer import FaceAnalyzer
from app.vision.face.condition import check_light, check_sharpness
from app.vision.face.detection import candidates, different_faces
from app.vision.face.mesh import MeshLandmarks
from app.vision.face.proportions import proportions_of
from app.vision.face.refusals import NoFace
from app.vision.face.shape import shape_scores
from app.vision.images import encode_jpeg, read_picture

TESTS = Path(__file__).resolve().parents[1] / "tests"
RUNS = 9
SIDES_PX = (320, 1280, 4000)


def main() -> list[dict[str, Any]]:
    cv2.setNumThreads(1)
    start = time.perf_counter()
    analyzer, mesh = FaceAnalyzer(), MeshLandmarks()
    portrait = read_picture(TESTS / "portraits" / "collins.jpg").pixels
    analyzer.analyze(encode_jpeg(portrait))
    rows: list[dict[str, Any]] = [{"picture": "first use", "analysis": round((time.perf_counter() - start) * 1000, 1)}]
    for side in SIDES_PX:
        scale = side / max(portrait.shape)
        rows.append(_measure(analyzer, mesh, encode_jpeg(cv2.resize(portrait, None, fx=scale, fy=scale)), side))
    garment = sorted((TESTS / "pictures" / "shirt").glob("*.jpg"))[0].read_bytes()
    rows += [
        _refused(analyzer, "a shirt", garment),
        _refused(analyzer, "gray", encode_jpeg(np.full_like(portrait, 140))),
    ]
    for row in rows:
        print("  ".join(f"{name}: {value}" for name, value in row.items()))
    return rows


def _measure(analyzer: FaceAnalyzer, mesh: MeshLandmarks, content: bytes, side: int) -> dict[str, Any]:
    pixels = read_picture(content).pixels
    boxes = different_faces(next(candidates(pixels)))
    face = next(found for box in boxes if (found := mesh.find(pixels, box)))
    tutorial = cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_default.xml"))
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)

    def condition() -> None:
        check_light(pixels, face.outline)
        check_sharpness(pixels, face.outline)

    row: dict[str, Any] = {
        "picture": f"{side} px",
        "analysis": _median_ms(lambda: analyzer.analyze(content)),
        "decode": _median_ms(lambda: read_picture(content)),
        "search": _median_ms(lambda: next(candidates(pixels))),
        "landmarks": _median_ms(lambda: [mesh.find(pixels, box) for box in boxes]),
        "light and focus": _median_ms(condition),
        "shape": _median_ms(lambda: shape_scores(proportions_of(face))),
        "tutorial's cascade alone": _median_ms(lambda: tutorial.detectMultiScale(gray)),
    }
    return row | {"ratio": round(row["tutorial's cascade alone"] / row["analysis"], 2)}


def _refused(analyzer: FaceAnalyzer, name: str, content: bytes) -> dict[str, Any]:
    def refuse() -> None:
        try:
            analyzer.analyze(content)
        except NoFace:
            return
        raise AssertionError("there is no face on it")

    return {"picture": name, "analysis": _median_ms(refuse)}


def _median_ms(call: Callable[[], object]) -> float:
    call()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return round(median(times), 1)


if __name__ == "__main__":
    main()
