"""Portraits and their shapes, and clear errors for pictures that are not portraits."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from conftest import PICTURES
from PIL import Image
from turned_head import turned_head

from app.face_analyzer import SHAPES, ClothingRecommender, FaceAnalysis, FaceAnalyzer
from app.vision.face.errors import PortraitRefused
from app.vision.face.levels import best_finder
from app.vision.face.mesh import MeshLandmarks
from app.vision.face.outline import OutlineLandmarks
from app.vision.face.points68 import Points68
from app.vision.images import NotAnImage, Pixels, encode_jpeg, read_picture
from app.vision.onnx import ModelUnavailable
from app.vision.vocabulary import ALL_CATEGORIES, Pattern
from app.wardrobe.attributes import Neckline

COLLINS = Path(__file__).parent / "portraits" / "collins.jpg"


@pytest.fixture(scope="module")
def analyzer() -> FaceAnalyzer:
    return FaceAnalyzer()


@pytest.fixture(scope="module")
def portrait() -> Pixels:
    return read_picture(COLLINS).pixels


@pytest.fixture(scope="module")
def analysis(analyzer: FaceAnalyzer) -> FaceAnalysis:
    return analyzer.analyze(COLLINS.read_bytes())


def scaled(pixels: Pixels, factor: float) -> Pixels:
    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def turned(pixels: Pixels, degrees: float) -> Pixels:
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(pixels, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


def lit(pixels: Pixels, factor: float) -> Pixels:
    return np.clip(pixels * factor, 0, 255).astype(np.uint8)


def on_gray(pixels: Pixels, height: int, width: int) -> Pixels:
    canvas = np.full((height, width, 3), 128, np.uint8)
    canvas[: pixels.shape[0], : pixels.shape[1]] = pixels
    return canvas


def test_portrait_gets_a_shape_with_everything_that_belongs_to_it(analysis: FaceAnalysis):
    assert analysis.shape in SHAPES
    assert analysis.method == "mesh"
    assert sum(analysis.shapes.values()) == pytest.approx(1, abs=0.001)
    assert next(iter(analysis.shapes)) == analysis.shape
    assert 0 < analysis.confidence <= analysis.shapes[analysis.shape]
    assert {one.topic for one in analysis.advice} == {"neckline", "collar", "hat", "glasses", "scarf", "pattern"}
    assert (analysis.also is not None) == any("Between" in warning for warning in analysis.warnings)


def test_measurements_lie_on_the_face(analysis: FaceAnalysis):
    lines = analysis.measurements.lines
    (top, chin), (left, right) = lines["face_length"], lines["cheekbones"]
    # Measured by eye on the picture of 288 x 320: fringe at 68, chin at 178, cheeks at 82 and 176.
    assert top == pytest.approx((0.45, 0.21), abs=0.03)
    assert chin == pytest.approx((0.44, 0.56), abs=0.03)
    assert (left[0], right[0]) == pytest.approx((0.285, 0.61), abs=0.03)
    assert len(analysis.measurements.outline) == 36


CHANGES: dict[str, Callable[[Pixels], bytes]] = {
    "darker": lambda p: encode_jpeg(lit(p, 0.6)),
    "brighter": lambda p: encode_jpeg(lit(p, 1.4)),
    "half as large": lambda p: encode_jpeg(scaled(p, 0.6)),
    "twice as large": lambda p: encode_jpeg(scaled(p, 2)),
    "coarse JPEG": lambda p: encode_jpeg(p, 40),
    "leaning left": lambda p: encode_jpeg(turned(p, 10)),
    "leaning right": lambda p: encode_jpeg(turned(p, -10)),
    "mirrored": lambda p: encode_jpeg(np.ascontiguousarray(p[:, ::-1])),
    "cropped": lambda p: encode_jpeg(p[12:250, 20:240]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_copy_gets_the_first_or_second_shape(
    analyzer: FaceAnalyzer, portrait: Pixels, analysis: FaceAnalysis, change: str
):
    again = analyzer.analyze(CHANGES[change](portrait))
    assert again.shape in list(analysis.shapes)[:2]
    assert again.measurements.length_to_width == pytest.approx(analysis.measurements.length_to_width, abs=0.06)


def test_photo_lying_on_its_side_is_turned_upright_first(analyzer: FaceAnalyzer, portrait: Pixels, analysis):
    lying = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(np.ascontiguousarray(np.rot90(portrait))).save(lying, "JPEG", exif=exif, quality=92)
    again = analyzer.analyze(lying.getvalue())
    assert again.measurements.lines["face_length"][0] == pytest.approx(
        analysis.measurements.lines["face_length"][0], abs=0.03
    )


def test_largest_of_two_faces_is_measured_and_said(analyzer: FaceAnalyzer, portrait: Pixels):
    small = scaled(portrait, 0.6)
    both = np.hstack([on_gray(small, portrait.shape[0], small.shape[1]), portrait])
    found = analyzer.analyze(encode_jpeg(both))
    assert any("2 faces" in warning for warning in found.warnings)
    assert found.measurements.lines["face_length"][1][0] > 0.5


def test_sunglasses_are_no_hindrance(analyzer: FaceAnalyzer, portrait: Pixels, analysis: FaceAnalysis):
    masked = portrait.copy()
    for x in (103, 145):
        cv2.ellipse(masked, (x, 104), (19, 13), 0, 0, 360, (15, 15, 18), -1)
    cv2.line(masked, (103, 98), (145, 98), (15, 15, 18), 4)
    found = analyzer.analyze(encode_jpeg(masked))
    assert found.measurements.length_to_width == pytest.approx(analysis.measurements.length_to_width, abs=0.15)


def cartoon(_: Pixels) -> Pixels:
    canvas = np.full((400, 400, 3), 255, np.uint8)
    cv2.circle(canvas, (200, 200), 130, (255, 220, 60), -1)
    for x in (155, 245):
        cv2.circle(canvas, (x, 165), 16, (20, 20, 20), -1)
    cv2.ellipse(canvas, (200, 230), (60, 40), 0, 0, 180, (20, 20, 20), 5)
    return canvas


def forty_pixels(portrait: Pixels) -> Pixels:
    return on_gray(scaled(portrait, 40 / 96), 480, 480)


def half_profile(portrait: Pixels) -> Pixels:
    face = portrait[40:220, 50:210]
    points, _ = MeshLandmarks()._run(face, np.array([80.0, 84.0]), 200.0, 0.0)
    return turned_head(face, points, 52)


REFUSED: dict[str, tuple[str, Callable[[Pixels], Pixels]]] = {
    "cartoon": ("no_face", cartoon),
    "trousers": ("no_face", lambda _: read_picture(sorted((PICTURES / "pants").glob("*.jpg"))[0]).pixels),
    "one colour": ("no_face", lambda p: np.full_like(p, 140)),
    "half a face": ("no_face", lambda p: p[:, 130:]),
    "face of 40 px": ("too_small", forty_pixels),
    "turned away": ("turned_away", half_profile),
    "turned away to the left": ("turned_away", lambda p: half_profile(p)[:, ::-1]),
    "in the dark": ("too_dark", lambda p: lit(p, 0.1)),
    "out of focus": ("blurred", lambda p: cv2.GaussianBlur(p, (0, 0), 3.5)),
}


@pytest.mark.parametrize("picture", REFUSED)
def test_what_cannot_be_measured_is_told_apart(analyzer: FaceAnalyzer, portrait: Pixels, picture: str):
    reason, make = REFUSED[picture]
    with pytest.raises(PortraitRefused) as refused:
        analyzer.analyze(encode_jpeg(np.ascontiguousarray(make(portrait)), 95))
    assert refused.value.reason == reason
    assert refused.value.members == {"reason": reason}


def test_no_photo_at_all_is_refused_as_uploads_are(analyzer: FaceAnalyzer):
    with pytest.raises(NotAnImage):
        analyzer.analyze(b"%PDF-1.7")


def test_no_face_on_garments(analyzer: FaceAnalyzer):
    for path in sorted(PICTURES.glob("*/*.jpg"))[::20]:
        with pytest.raises(PortraitRefused):
            analyzer.analyze(path.read_bytes())


def test_one_analyzer_serves_many_threads(analyzer: FaceAnalyzer, analysis: FaceAnalysis):
    answers: list[FaceAnalysis] = []
    threads = [
        threading.Thread(target=lambda: answers.append(analyzer.analyze(COLLINS.read_bytes()))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [analysis] * 4


def test_basic_level_finds_about_the_same_ratios_and_is_less_sure(analysis: FaceAnalysis):
    basic = FaceAnalyzer(OutlineLandmarks()).analyze(COLLINS.read_bytes())
    assert basic.method == "haar"
    assert basic.confidence < analysis.confidence
    assert basic.measurements.length_to_width == pytest.approx(analysis.measurements.length_to_width, rel=0.08)
    assert basic.measurements.jaw_to_cheekbones == pytest.approx(analysis.measurements.jaw_to_cheekbones, rel=0.08)
    assert any("rough" in warning for warning in basic.warnings)


def test_without_the_68_points_the_mesh_measures(tmp_path: Path):
    other = tmp_path / "shape_predictor_68_face_landmarks.dat"
    other.write_bytes(b"another file")
    assert best_finder(other).method == "mesh"
    with pytest.raises(ModelUnavailable):
        Points68(other, best_finder(tmp_path / "missing"))


def test_advice_has_words_sources_and_garments_that_can_be_said():
    recommender = ClothingRecommender()
    known = {"neckline": Neckline, "pattern": Pattern}
    for shape in SHAPES:
        for advice in recommender.recommend(shape):
            assert advice.text.endswith(".")
            assert advice.sources
            assert all(source.url.startswith("http") for source in advice.sources)
            for name, values in advice.wear.items():
                allowed = ALL_CATEGORIES if name == "category" else known[name].__args__
                assert set(values) <= set(allowed)
    assert "not science" in recommender.note


def test_command_prints_json_and_a_refusal_in_words(tmp_path: Path):
    command = [sys.executable, "-m", "app.face_analyzer"]
    backend = Path(__file__).parents[1]
    ran = subprocess.run([*command, COLLINS], cwd=backend, capture_output=True, text=True, timeout=100, check=True)
    assert json.loads(ran.stdout)["shape"] in SHAPES
    nobody = tmp_path / "nobody.jpg"
    nobody.write_bytes(encode_jpeg(np.full((200, 200, 3), 140, np.uint8)))
    ran = subprocess.run([*command, nobody], cwd=backend, capture_output=True, text=True, timeout=100, check=False)
    assert ran.returncode == 1
    assert "No face" in ran.stderr
