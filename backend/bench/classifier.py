"""The classifier on ONNX Runtime beside the same weights in Ultralytics, one photo at a time, one thread each.

Both get the same letterboxed picture; milliseconds are medians over the CC0 photos of the tests.
"""

import os
import time
from pathlib import Path
from statistics import median
from typing import Any

os.environ["YOLO_AUTOINSTALL"] = "false"

import torch
from ultralytics import YOLO

from app.detector import Classifier
from app.settings import get_settings
from app.vision.images import letterbox, read_picture

PICTURES = Path(__file__).resolve().parents[1] / "tests" / "pictures"


def main() -> list[dict[str, Any]]:
    torch.set_num_threads(1)
    weights = get_settings().weights_dir
    ours, theirs = Classifier(weights / "best.onnx"), YOLO(weights / "best.pt")
    squares = [letterbox(read_picture(path).pixels, ours.image_size) for path in sorted(PICTURES.rglob("*.jpg"))]
    answers: dict[str, list[str]] = {"onnx": [], "ultralytics": []}
    times: dict[str, list[float]] = {"onnx": [], "ultralytics": []}
    for square in squares:
        start = time.perf_counter()
        answers["onnx"].append(ours.classify(square).category)
        times["onnx"].append(time.perf_counter() - start)
        start = time.perf_counter()
        result = theirs.predict(square[..., ::-1], imgsz=ours.image_size, verbose=False)[0]
        answers["ultralytics"].append(result.names[result.probs.top1])
        times["ultralytics"].append(time.perf_counter() - start)
    onnx_ms, ultralytics_ms = (round(median(times[name]) * 1000, 1) for name in times)
    agreement = sum(a == b for a, b in zip(*answers.values(), strict=True)) / len(squares)
    row = {
        "photos": len(squares),
        "onnx_ms": onnx_ms,
        "ultralytics_ms": ultralytics_ms,
        "ratio": round(ultralytics_ms / onnx_ms, 2),
        "agreement": round(agreement, 4),
    }
    print("  ".join(f"{name}: {value}" for name, value in row.items()))
    return [row]
