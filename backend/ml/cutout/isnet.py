"""A learned cut-out, for comparison and as teacher: ISNet from `@imgly/background-removal-data` on npm (AGPL-3.0).

X. Qin and others: "Highly accurate dichotomous image segmentation", ECCV 2022. Fetched once by `npm pack` into the
user's cache. `model_file` is None without npm or network.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import onnxruntime

from app.vision.images import Mask, Pixels

PACKAGE: Final = "@imgly/background-removal-data@1.4.5"
CACHE: Final = Path.home() / ".cache" / "curator-bench"
SIDE_PX: Final = 1024
MEAN, DEVIATION = np.float32(128), np.float32(256)


@cache
def model_file(size: str = "medium") -> Path | None:
    """`medium` has half-precision weights and is that package's default, `small` has eight-bit ones."""
    path = CACHE / f"isnet-{size}.onnx"
    if path.exists():
        return path
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            command = ["npm", "pack", "--silent", PACKAGE]
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)  # noqa: S603 - fixed words
        except (OSError, subprocess.SubprocessError):
            return None
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as packed:
            packed.extractall(folder, filter="data")
        dist = Path(folder) / "package" / "dist"
        parts = [
            chunk["hash"] for chunk in json.loads((dist / "resources.json").read_text())[f"/models/{size}"]["chunks"]
        ]
        contents = [(dist / part).read_bytes() for part in parts]
    if [hashlib.sha256(content).hexdigest() for content in contents] != parts:
        return None
    path.write_bytes(b"".join(contents))
    return path


class IsNet:
    """Runs as in that package, by default with ONNX Runtime's number of threads."""

    def __init__(self, path: Path, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def cut_out(self, pixels: Pixels) -> Mask:
        square = cv2.resize(pixels, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_LINEAR).astype(np.float32)
        image = np.ascontiguousarray(((square - MEAN) / DEVIATION).transpose(2, 0, 1)[None])
        (alpha,) = self._session.run(["output"], {"input": image})
        return np.asarray(cv2.resize(alpha[0, 0], pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR) > 0.5)
