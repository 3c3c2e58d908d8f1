"""The service loads exported classifiers and refuses altered ones."""

import json
from pathlib import Path

import onnx
import pytest

from app.detector import CATEGORIES, Classifier
from app.settings import get_settings
from app.vision.images import read_picture
from app.vision.onnx import ModelUnavailable

PICTURES = Path(__file__).parents[1] / "pictures"


def test_the_order_of_classes_is_the_files_own(tmp_path: Path) -> None:
    released = get_settings().weights_dir / "best.onnx"
    classifier, model = Classifier(released), onnx.load(released)
    renamed = {**classifier.metadata, "categories": json.dumps(["hat", "dress", *CATEGORIES[2:]])}
    onnx.helper.set_model_props(model, renamed)
    onnx.save(model, tmp_path / "best.onnx")
    altered = Classifier(tmp_path / "best.onnx")
    hats = [read_picture(path).pixels for path in sorted((PICTURES / "hat").glob("*.jpg"))]
    recognised = [pixels for pixels in hats if classifier.classify(pixels).category == "hat"]
    assert recognised
    assert {altered.classify(pixels).category for pixels in recognised} == {"dress"}


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ({}, "does not list its classes"),
        ({"categories": '["hat"]', "image_size": "192", "review_below": "0.5"}, "one number per class"),
        ({"categories": '["toaster"]', "image_size": "192", "review_below": "0.5"}, "toaster"),
    ],
)
def test_a_file_that_is_no_garment_classifier_is_refused(tmp_path: Path, metadata: dict[str, str], reason: str) -> None:
    model = onnx.load(get_settings().weights_dir / "best.onnx")
    onnx.helper.set_model_props(model, metadata)
    onnx.save(model, tmp_path / "best.onnx")
    with pytest.raises(ModelUnavailable, match=reason):
        Classifier(tmp_path / "best.onnx")
