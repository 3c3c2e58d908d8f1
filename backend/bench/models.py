"""Classifier and embedder without the service: PyTorch eager, ONNX Runtime with floats and 8-bit integers, Ultralytics.

One thread each, batches of 1 and 16 preprocessed pictures; median milliseconds per picture. Agreement with PyTorch: the
share of equal top classes, and the mean cosine of embeddings. The integer models (static quantisation) are made here;
Curator does not ship them. They are calibrated on every second test photo, and agreement is measured on the others. If
the preprocessed photos exist (`make train`), the classifier is calibrated on 200 training photos, and agreement is
measured on all validation and test photos.
"""

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

os.environ["YOLO_AUTOINSTALL"] = "false"

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from ultralytics import YOLO

from app.cutout import cut_out, released_cutout
from app.outfit_compatibility import garment_view
from app.settings import get_settings
from app.vision.images import letterbox
from app.vision.onnx import OnnxModel
from bench.photos import garment_pixels
from bench.table import Line, Row, median_ms, print_rows, quicker
from ml.classifier.int8 import quantise
from ml.classifier.model import images_of
from ml.compatibility.export import load_weights
from ml.data.garments import load_garments
from ml.parameters import DATA_DIR

BATCHES: Final = (1, 16)
RUNS: Final = 15
PREPROCESSED: Final = DATA_DIR / "preprocessed"
CALIBRATED_ON: Final = 200
Batch = NDArray[Any]
Answer = Callable[[Batch], NDArray[np.float32]]


def main() -> list[Row]:
    torch.set_num_threads(1)
    pictures = garment_pixels(60)
    rows = _classifiers(pictures) + _embedders(pictures)
    print_rows(rows)
    return rows


def _classifiers(pictures: list[Batch]) -> list[Row]:
    weights = get_settings().weights_dir
    model = OnnxModel(weights / "best.onnx")
    size = int(model.metadata["image_size"])
    squares = np.stack([letterbox(pixels, size) for pixels in pictures])
    calibrating, held_out = squares[::2], squares[1::2]
    if (PREPROCESSED / "garments" / "train.npy").exists():
        train = load_garments(PREPROCESSED, "train", CALIBRATED_ON).pixels
        others = [load_garments(PREPROCESSED, split).pixels for split in ("validation", "test")]
        calibrating = np.stack([letterbox(picture, size) for picture in train])
        held_out = np.stack([letterbox(picture, size) for pictures in others for picture in pictures])
    yolo = YOLO(weights / "best.pt")
    network = yolo.model.float().eval()

    def eager(batch: Batch) -> NDArray[np.float32]:
        with torch.inference_mode():
            answer = network(torch.from_numpy(batch))
        probabilities: NDArray[np.float32] = (answer[0] if isinstance(answer, tuple) else answer).numpy()
        return probabilities

    def ultralytics(batch: Batch) -> NDArray[np.float32]:
        found = yolo.predict(torch.from_numpy(batch), imgsz=size, verbose=False)
        return np.stack([one.probs.data.numpy() for one in found])

    def same_class(ours: Batch, theirs: Batch) -> float:
        return float((ours.argmax(axis=1) == theirs.argmax(axis=1)).mean())

    with tempfile.TemporaryDirectory() as folder:
        quantise(model.path, calibrating, Path(folder) / "int8.onnx")
        integers = OnnxModel(Path(folder) / "int8.onnx")
        engines: dict[str, Answer] = {
            "PyTorch eager": eager,
            "Ultralytics predict": ultralytics,
            "ONNX Runtime": lambda batch: model.run({"images": batch})[0],
            "ONNX Runtime int8": lambda batch: integers.run({"images": batch})[0],
        }
        return _rows("classifier", engines, images_of(squares), images_of(held_out), same_class)


def _embedders(pictures: list[Batch]) -> list[Row]:
    models = get_settings().models_dir
    model = OnnxModel(models / "compat_mobilenetv2.onnx")
    network, _ = load_weights(models / "compat_mobilenetv2.pth")
    cutouts = [cut_out(pixels, released_cutout()) for pixels in pictures]
    size = int(model.metadata["image_size"])
    views = np.stack(
        [
            garment_view(pixels, found.mask if found else None, size)
            for pixels, found in zip(pictures, cutouts, strict=True)
        ]
    )

    def eager(batch: Batch) -> NDArray[np.float32]:
        with torch.inference_mode():
            embeddings: NDArray[np.float32] = network(torch.from_numpy(batch)).numpy()
        return embeddings

    def cosine(ours: Batch, theirs: Batch) -> float:
        return float((ours * theirs).sum(axis=1).mean())

    with tempfile.TemporaryDirectory() as folder:
        integers = _quantised(model, "garments", views[::2], Path(folder))
        engines: dict[str, Answer] = {
            "PyTorch eager": eager,
            "ONNX Runtime": lambda batch: model.run({"garments": batch})[0],
            "ONNX Runtime int8": lambda batch: integers.run({"garments": batch})[0],
        }
        return _rows("embedder", engines, views, np.ascontiguousarray(views[1::2]), cosine)


def _rows(
    name: str, engines: dict[str, Answer], inputs: Batch, held_out: Batch, agreement: Callable[[Batch, Batch], float]
) -> list[Row]:
    expected = _all(engines["PyTorch eager"], held_out)
    rows = []
    for engine, answer in engines.items():
        row: Row = {"model": name, "engine": engine}
        for batch in BATCHES:
            some = np.ascontiguousarray(inputs[:batch])
            row[f"batch {batch}, ms"] = round(median_ms(partial(answer, some), RUNS) / batch, 2)
        rows.append(row | {"agreement": round(agreement(_all(answer, held_out), expected), 4)})
    return rows


def _all(answer: Answer, inputs: Batch) -> NDArray[np.float32]:
    largest = BATCHES[-1]
    return np.concatenate([answer(inputs[start : start + largest]) for start in range(0, len(inputs), largest)])


class _Examples(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, name: str, inputs: Batch) -> None:
        self._waiting = iter([{name: one[None]} for one in inputs])

    def get_next(self) -> dict[str, Batch] | None:
        return next(self._waiting, None)


def _quantised(model: OnnxModel, name: str, examples: Batch, folder: Path) -> OnnxModel:
    prepared, made = folder / "prepared.onnx", folder / "int8.onnx"
    quant_pre_process(str(model.path), str(prepared), skip_symbolic_shape=True)
    quantize_static(
        str(prepared),
        str(made),
        _Examples(name, examples),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["Conv", "Gemm", "MatMul"],
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
    )
    return OnnxModel(made)


def compare(rows: list[Row]) -> list[Line]:
    lines = []
    for name in ("classifier", "embedder"):
        by_engine = {row["engine"]: row for row in rows if row["model"] == name}
        ours, eager = by_engine["ONNX Runtime"], by_engine["PyTorch eager"]
        for batch in BATCHES:
            key = f"batch {batch}, ms"
            lines.append(quicker(f"{name}, a picture of a batch of {batch}", ours[key], eager[key], "PyTorch eager"))
        integers = by_engine["ONNX Runtime int8"]
        words = f"int8, agreement {integers['agreement']}"
        lines.append(
            quicker(f"{name}, a picture, beside integers", ours["batch 1, ms"], integers["batch 1, ms"], words)
        )
    return lines
