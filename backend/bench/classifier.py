"""The classifier on ONNX Runtime beside the same weights in Ultralytics and in eight-bit integers, one thread each.

All get the same letterboxed pictures. Milliseconds are medians over the CC0 photos of the tests, for one picture and
for sixteen together. `agreement`: the share of pictures for which the first class is the float ONNX file's. The
eight-bit row needs the preprocessed training photos (`make train`).
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

os.environ["YOLO_AUTOINSTALL"] = "false"

import numpy as np
import onnxruntime
import torch
from ultralytics import YOLO

from app.detector import Classifier
from app.settings import get_settings
from app.vision.images import letterbox, read_picture
from bench.table import Line, Row, quicker
from ml.classifier_int8 import images_of, quantise
from ml.garment_data import load_garments
from ml.parameters import DATA_DIR

PICTURES = Path(__file__).resolve().parents[1] / "tests" / "pictures"
PREPROCESSED = DATA_DIR / "preprocessed"
CALIBRATED_ON = 200
TOGETHER = 16

Answer = Callable[[np.ndarray], np.ndarray]  # UInt8[N, H, W, 3] -> Float[N, classes]


def main() -> list[dict[str, Any]]:
    torch.set_num_threads(1)
    weights = get_settings().weights_dir
    onnx, size_px = weights / "best.onnx", Classifier(weights / "best.onnx").image_size
    squares = np.stack([letterbox(read_picture(path).pixels, size_px) for path in sorted(PICTURES.rglob("*.jpg"))])
    ours = _in_onnx_runtime(onnx)
    ways: dict[str, tuple[Answer, Path]] = {
        "onnx": (ours, onnx),
        "ultralytics": (_in_ultralytics(weights / "best.pt", size_px), weights / "best.pt"),
    }
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        asked = squares
        if (PREPROCESSED / "garments" / "train.npy").exists():
            train = load_garments(PREPROCESSED, "train", CALIBRATED_ON).pixels
            eight_bit = Path(folder) / "int8.onnx"
            quantise(onnx, np.stack([letterbox(picture, size_px) for picture in train]), eight_bit)
            ways["onnx int8"] = (_in_onnx_runtime(eight_bit), eight_bit)
            asked = np.concatenate([load_garments(PREPROCESSED, split).pixels for split in ("validation", "test")])
        expected = _all(ours, asked)
        for name, (answer, file) in ways.items():
            rows.append(
                {
                    "runs in": name,
                    "ms for 1": _median_ms(answer, [square[None] for square in squares]),
                    f"ms for {TOGETHER}": _median_ms(
                        answer, [squares[:TOGETHER], squares[TOGETHER : 2 * TOGETHER]] * 3
                    ),
                    "MB": round(file.stat().st_size / 1e6, 1),
                    "pictures": len(asked),
                    "agreement": round(float((_all(answer, asked).argmax(1) == expected.argmax(1)).mean()), 4),
                }
            )
    for row in rows:
        print("  ".join(f"{name}: {value}" for name, value in row.items()))
    return rows


def _in_onnx_runtime(file: Path) -> Answer:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    return lambda pictures: session.run(None, {"images": images_of(pictures)})[0]


def _in_ultralytics(file: Path, size_px: int) -> Answer:
    yolo = YOLO(file)

    def answer(pictures: np.ndarray) -> np.ndarray:
        results = yolo.predict([one[..., ::-1] for one in pictures], imgsz=size_px, verbose=False)
        return np.stack([result.probs.data.numpy() for result in results])

    return answer


def _all(answer: Answer, pictures: np.ndarray) -> np.ndarray:
    return np.concatenate([answer(pictures[start : start + TOGETHER]) for start in range(0, len(pictures), TOGETHER)])


def _median_ms(answer: Answer, batches: list[np.ndarray]) -> float:
    answer(batches[0])
    times = []
    for batch in batches:
        start = time.perf_counter()
        answer(batch)
        times.append((time.perf_counter() - start) * 1000)
    return round(median(times), 1)


def compare(rows: list[Row]) -> list[Line]:
    ours = next(row for row in rows if row["runs in"] == "onnx")
    return [
        quicker(f"classifier, {name}", ours[name], row[name], f"{row['runs in']}, agreement {row['agreement']}")
        for row in rows
        if row is not ours
        for name in ("ms for 1", f"ms for {TOGETHER}")
    ]
