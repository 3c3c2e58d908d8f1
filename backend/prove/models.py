"""Other versions of the released models, made by changing bytes, so that no training is needed."""

import shutil
from pathlib import Path

import numpy as np

RELEASED = Path(__file__).resolve().parents[1] / "models"
FILE = "compat_mobilenetv2.onnx"
LAST_BIAS = {FILE: (b"projection.1.bias", 128), "best.onnx": (b"model.1.linear.bias", 10)}


def another_version(folder: Path, word: str) -> Path:
    """A folder with a model that has `word` in its metadata. Fields of a protobuf message may be appended."""
    folder.mkdir(parents=True, exist_ok=True)
    entry = _field(1, b"variant") + _field(2, word.encode())
    shutil.copy(RELEASED / FILE, folder / FILE)
    with (folder / FILE).open("ab") as file:
        file.write(_field(14, entry))  # ModelProto.metadata_props
    return folder


def moved(released: Path, target: Path, seed: int = 1, far: float = 3) -> Path:
    """A model with other answers: noise of `far` standard deviations is added to its last bias."""
    name, length = LAST_BIAS[released.name]
    content = bytearray(released.read_bytes())
    size = 4 * length
    # A TensorProto's name (field 8) is followed by its raw data (field 9), whose length is a varint.
    varint = bytes([size & 0x7F | 0x80, size >> 7]) if size > 0x7F else bytes([size])
    start = content.index(name + b"J" + varint) + len(name) + 1 + len(varint)
    bias = np.frombuffer(content[start : start + size], "<f4")
    bias = bias + np.random.default_rng(seed).normal(0, far * bias.std(), length).astype("<f4")
    content[start : start + size] = bias.astype("<f4").tobytes()
    target.write_bytes(content)
    return target


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited field of fewer than 128 bytes (protobuf.dev/programming-guides/encoding)."""
    return bytes([number << 3 | 2, len(content)]) + content
