"""The service's classifier, on real photos."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from app.detector import CATEGORIES, Classifier, classify_image_bytes
from app.settings import get_settings
from app.vision.images import NotAnImage, read_picture
from app.vision.vocabulary import SLOT_OF_CATEGORY

PICTURES = Path(__file__).parent / "pictures"
GARMENTS = sorted(p for category in CATEGORIES for p in (PICTURES / category).glob("*.jpg"))


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(get_settings().weights_dir / "best.onnx")


def test_most_garment_photos_are_recognised(classifier: Classifier) -> None:
    right = [classifier.classify(read_picture(p).pixels).category == p.parent.name for p in GARMENTS]
    assert len(right) >= 40
    assert np.mean(right) >= 0.85


def test_confidence_and_alternatives_are_ranked_shares(classifier: Classifier) -> None:
    found = classifier.classify(read_picture(GARMENTS[0]).pixels)
    shares = [found.confidence, *(share for _, share in found.alternatives)]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1 + 1e-6
    assert len({found.category, *(name for name, _ in found.alternatives)}) == 4


def test_unsure_answers_ask_for_review(classifier: Classifier) -> None:
    found = [classifier.classify(read_picture(p).pixels) for p in GARMENTS]
    assert all(one.needs_review == (one.confidence < classifier.review_below) for one in found)
    noise = np.random.default_rng(0).integers(0, 256, (300, 200, 3), np.uint8)
    assert classifier.classify(noise).needs_review


def test_threads_sharing_the_classifier_get_the_same_answers_as_one(classifier: Classifier) -> None:
    pictures = [read_picture(p).pixels for p in GARMENTS[:12]] * 4
    alone = [classifier.classify(pixels) for pixels in pictures]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(classifier.classify, pictures)) == alone


def test_bytes_that_are_no_photo_are_refused() -> None:
    with pytest.raises(NotAnImage):
        classify_image_bytes(b"not a photo")


def test_every_class_has_its_place_in_an_outfit() -> None:
    assert set(CATEGORIES) < set(SLOT_OF_CATEGORY)
    assert all(SLOT_OF_CATEGORY[category] for category in CATEGORIES)


def test_command_line_prints_json_and_names_what_is_wrong(tmp_path: Path) -> None:
    def run(path: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "app.detector", str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    said = json.loads(run(GARMENTS[0]).stdout)
    assert said.keys() == {"category", "confidence", "alternatives", "needs_review", "kind", "pattern", "warmth"}
    (tmp_path / "letter.txt").write_text("Dear Sir")
    refused = run(tmp_path / "letter.txt")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert refused.stderr.strip()
