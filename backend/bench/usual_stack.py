"""A straightforward implementation for comparison: FastAPI, everything in the request, default settings of libraries.

Pillow decodes (scaled down if possible), Ultralytics' `predict` classifies, PyTorch embeds, scikit-learn's KMeans
finds colours, and ISNet cuts out if BENCH_CUTOUT_MODEL names its file. It uses the same released weights and stores the
same pictures and a row in SQLite. It has no accounts, input checks or crash safety, so it does less work.

python -m app bench.usual_stack:create_app, with BENCH_DATA_DIR
"""

import io
import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

os.environ["YOLO_AUTOINSTALL"] = "false"

import numpy as np
import torch
from fastapi import FastAPI, UploadFile
from fastapi.responses import JSONResponse
from PIL import Image, ImageOps
from sklearn.cluster import KMeans
from ultralytics import YOLO

from app.outfit_compatibility import garment_view
from app.settings import get_settings
from app.vision.images import Mask, Pixels
from ml.compatibility.export import load_weights
from ml.cutout.isnet import IsNet

SIDE_PX, THUMB_PX, COLOR_PX = 1280, 400, 150


def create_app() -> FastAPI:
    settings = get_settings()
    folder = Path(os.environ["BENCH_DATA_DIR"])
    classifier = YOLO(settings.weights_dir / "best.pt")
    classifier.predict(np.zeros((192, 192, 3), np.uint8), imgsz=192, verbose=False)
    embedder, record = load_weights(settings.models_dir / "compat_mobilenetv2.pth")
    embedder.eval()
    isnet = IsNet(Path(os.environ["BENCH_CUTOUT_MODEL"])) if os.environ.get("BENCH_CUTOUT_MODEL") else None
    one_at_a_time = threading.Lock()  # a YOLO object shared by threads gives wrong answers
    with sqlite3.connect(folder / "items.db") as db:
        db.execute("CREATE TABLE items (id TEXT PRIMARY KEY, category TEXT, colors TEXT, vector BLOB)")
    app = FastAPI()

    @app.get("/health/ready")
    async def ready() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/items")
    def add(files: UploadFile) -> JSONResponse:
        steps = Steps()
        content = files.file.read()
        image: Image.Image = Image.open(io.BytesIO(content))
        image.thumbnail((SIDE_PX, SIDE_PX))
        image = ImageOps.exif_transpose(image).convert("RGB")
        pixels = np.asarray(image)
        steps.done("decode")
        mask = isnet.cut_out(pixels) if isnet else None
        steps.done("cutout")
        with one_at_a_time:
            probabilities = classifier.predict(image, imgsz=192, verbose=False)[0].probs
        category = classifier.names[probabilities.top1]
        steps.done("classify")
        colors = _colors(image)
        steps.done("colors")
        vector = _embed(embedder, record, pixels, mask)
        steps.done("embed")
        item_id = uuid4().hex
        _keep(folder / item_id, content, image, mask)
        steps.done("encode")
        with sqlite3.connect(folder / "items.db", timeout=60) as db:
            db.execute("INSERT INTO items VALUES (?, ?, ?, ?)", [item_id, category, str(colors), vector.tobytes()])
        steps.done("commit")
        return JSONResponse({"id": item_id, "category": category}, 201, {"Server-Timing": steps.header()})

    return app


class Steps:
    def __init__(self) -> None:
        self._ms: dict[str, float] = {}
        self._last = time.perf_counter()

    def done(self, name: str) -> None:
        now = time.perf_counter()
        self._ms[name] = (now - self._last) * 1000
        self._last = now

    def header(self) -> str:
        return ", ".join(f"{name};dur={ms:.1f}" for name, ms in self._ms.items())


def _colors(image: Image.Image) -> list[list[float]]:
    small = image.copy()
    small.thumbnail((COLOR_PX, COLOR_PX))
    found = KMeans(5, n_init=2, random_state=0).fit(np.asarray(small).reshape(-1, 3))
    colors: list[list[float]] = found.cluster_centers_.tolist()
    return colors


def _embed(model: torch.nn.Module, record: dict[str, Any], pixels: Pixels, mask: Mask | None) -> np.ndarray:
    view = garment_view(pixels, mask if mask is not None and mask.any() else None, record["image_size"])
    with torch.inference_mode():
        vector: np.ndarray = model(torch.from_numpy(view[None]))[0].numpy()
    return vector


def _keep(folder: Path, content: bytes, image: Image.Image, mask: Mask | None) -> None:
    folder.mkdir()
    (folder / "original").write_bytes(content)
    image.save(folder / "display.jpg", quality=88)
    thumb = image.copy()
    thumb.thumbnail((THUMB_PX, THUMB_PX))
    thumb.save(folder / "thumb.webp", quality=80)
    if mask is not None:
        cut = image.convert("RGBA")
        cut.putalpha(Image.fromarray(mask.astype(np.uint8) * 255))
        cut.thumbnail((800, 800))
        cut.save(folder / "cutout.webp", quality=80)
