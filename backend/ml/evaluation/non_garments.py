"""Measures how often the classifier asks for review on pictures without a garment.

Nothing was tuned on these pictures. They are part of installed packages or generated here:

    people and places    matplotlib's grace_hopper.jpg; Ultralytics' bus.jpg and zidane.jpg; scikit-learn's china.jpg
                         and flower.jpg
    bare surroundings    corners of the test split's photos (floor, wall, bed), mirrored until they fill a picture
    text                 pages of words, and single words
    icons                plain shapes on plain grounds
    empty                one colour each, and noise
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from app.detector import Classifier
from app.vision.images import Pixels, read_picture
from ml.data.compositions import mirrored, room_corner
from ml.metrics.intervals import wilson_interval

IN_PACKAGES: Final = (
    ("matplotlib", "mpl-data/sample_data/grace_hopper.jpg"),
    ("ultralytics", "assets/bus.jpg"),
    ("ultralytics", "assets/zidane.jpg"),
    ("sklearn", "datasets/images/china.jpg"),
    ("sklearn", "datasets/images/flower.jpg"),
)
WORDS: Final = ("what", "can", "be", "worn", "with", "this", "is", "a", "question", "of", "plain", "words")
BARE, PAGES, ICONS, EMPTY = 60, 20, 20, 20  # pictures of each kind


def evaluate_non_garments(onnx: Path, garments_dir: Path) -> dict[str, Any]:
    """Pictures and requests for review by kind, and the accepted ones (`garments_dir`: the photos' test split)."""
    model = Classifier(onnx)
    kinds: dict[str, dict[str, Any]] = {}
    for kind, name, pixels in non_garments(garments_dir):
        answer = model.classify(pixels)
        counted = kinds.setdefault(kind, {"pictures": 0, "asks": 0, "taken_for": {}})
        counted["pictures"] += 1
        counted["asks"] += answer.needs_review
        if not answer.needs_review:
            counted["taken_for"][name] = answer.category
    asks, count = (sum(kind[key] for kind in kinds.values()) for key in ("asks", "pictures"))
    return {
        "kinds": kinds,
        "pictures": count,
        "asks": asks,
        "share": asks / count,
        "interval": wilson_interval(asks, count),
        "review_below": model.review_below,
        "model": model.version,
    }


def non_garments(garments_dir: Path) -> Iterator[tuple[str, str, Pixels]]:
    """Kind, name and pixels of every picture, always the same."""
    rng = np.random.default_rng(5)
    for path in (_in_package(*place) for place in IN_PACKAGES):
        yield "people and places", path.name, read_picture(path).pixels
    rooms = sorted(garments_dir.glob("*/*.jpg"))
    for number in range(BARE):
        yield "bare surroundings", f"corner {number}", mirrored(room_corner(rooms, rng), 640, 480)
    for number in range(PAGES):
        yield "text", f"page {number}", _page(rng, lines=int(rng.choice([1, 4, 18])))
    for number in range(ICONS):
        yield "icons", f"icon {number}", _icon(rng)
    for number in range(EMPTY):
        colour = rng.integers(0, 256, 3)
        noise = rng.normal(0, 60 if number % 4 == 0 else 2, (480, 360, 3))
        yield "empty", f"plain {number}", (colour + noise).clip(0, 255).astype(np.uint8)


def _in_package(package: str, path: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"{package} is not installed: use the training environment.")
    return Path(spec.origin).parent / path


def _page(rng: np.random.Generator, lines: int) -> Pixels:
    page = np.full((640, 480, 3), int(rng.integers(200, 256)), np.uint8)
    size = {1: 2.2, 4: 1.2}.get(lines, 0.6)
    for line in range(lines):
        words = " ".join(rng.choice(WORDS, 1 if lines == 1 else 4 if lines == 4 else 7))
        cv2.putText(
            page, words, (30, 60 + 32 * line + (250 if lines == 1 else 0)), 0, size, (20, 20, 20), 1 + (size > 1)
        )
    return page


def _icon(rng: np.random.Generator) -> Pixels:
    icon = np.full((400, 400, 3), rng.integers(0, 256, 3), np.uint8)
    colour = tuple(int(value) for value in rng.integers(0, 256, 3))
    kind = int(rng.integers(4))
    if kind == 0:
        cv2.circle(icon, (200, 200), int(rng.integers(60, 160)), colour, -1)
    elif kind == 1:
        cv2.rectangle(icon, (90, 120), (310, 280), colour, int(rng.choice([-1, 18])))
    elif kind == 2:
        cv2.fillPoly(icon, [np.array([[200, 70], [330, 310], [70, 310]], np.int32)], colour)
    else:
        cv2.arrowedLine(icon, (80, 200), (320, 200), colour, 24, tipLength=0.4)
    return icon
