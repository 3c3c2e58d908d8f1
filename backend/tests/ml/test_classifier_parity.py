"""best.pt in stock Ultralytics and best.onnx in the service give the same answers."""

from pathlib import Path

import numpy as np
import pytest
import torch
from ultralytics import YOLO

from app.detector import CATEGORIES, Classifier
from app.settings import get_settings
from app.vision.images import letterbox, read_picture
from app.vision.onnx import OnnxModel

PICTURES = sorted((Path(__file__).parents[1] / "pictures").glob("*/*.jpg"))


@pytest.fixture(scope="module")
def yolo() -> YOLO:
    return YOLO(get_settings().weights_dir / "best.pt")


@pytest.fixture(scope="module")
def squares() -> list[np.ndarray]:
    return [letterbox(read_picture(path).pixels, 192) for path in PICTURES]


def test_stock_yolo_and_onnx_give_the_same_probabilities(yolo: YOLO, squares: list[np.ndarray]) -> None:
    # Ultralytics takes BGR; a letterboxed square of the model's size passes its resize and crop unchanged.
    results = yolo.predict([square[..., ::-1].copy() for square in squares], verbose=False)
    stock = np.stack([result.probs.data.numpy() for result in results])
    images = np.stack(squares).transpose(0, 3, 1, 2).astype(np.float32) / 255
    served = OnnxModel(get_settings().weights_dir / "best.onnx").run({"images": images})[0]
    assert len(served) == 60
    np.testing.assert_allclose(served, stock, atol=1e-4)


def test_service_and_stock_yolo_name_the_same_classes(yolo: YOLO, squares: list[np.ndarray]) -> None:
    classifier = Classifier(get_settings().weights_dir / "best.onnx")
    assert list(yolo.names.values()) == classifier.categories == list(CATEGORIES)
    for path, square in zip(PICTURES[::6], squares[::6], strict=True):
        stock = yolo.predict(square[..., ::-1].copy(), verbose=False)[0]
        served = classifier.classify(read_picture(path).pixels)
        assert served.category == yolo.names[stock.probs.top1]
        assert served.confidence == pytest.approx(float(stock.probs.top1conf), abs=1e-4)


def test_stock_yolo_sees_the_whole_of_a_raw_photo(yolo: YOLO) -> None:
    """The file's transforms fit the whole photo, while Ultralytics' default ones crop its centre."""
    right = [yolo.names[yolo.predict(path, verbose=False)[0].probs.top1] == path.parent.name for path in PICTURES]
    assert np.mean(right) >= 0.85


def test_weights_hold_no_class_of_ours() -> None:
    checkpoint = torch.load(get_settings().weights_dir / "best.pt", map_location="cpu", weights_only=False)
    modules = {type(module).__module__.partition(".")[0] for module in checkpoint["model"].modules()}
    assert modules <= {"torch", "torchvision", "ultralytics"}
