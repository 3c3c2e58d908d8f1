"""Second real models: the released ones with their last bias moved, byte by byte, so that no training is needed."""

from pathlib import Path

import numpy as np

from app.registry.candidate import digest_of, known_answer
from app.registry.models import Kind

LAST_BIAS = {"compat_mobilenetv2.onnx": (b"projection.4.bias", 128), "best.onnx": (b"model.1.linear.bias", 10)}


def moved(released: Path, target: Path, seed: int = 1) -> Path:
    """A model of the same shape that answers differently."""
    name, length = LAST_BIAS[released.name]
    content = bytearray(released.read_bytes())
    size = 4 * length
    # A TensorProto's name (field 8) is followed by its raw data (field 9), whose length is a varint.
    varint = bytes([size & 0x7F | 0x80, size >> 7]) if size > 0x7F else bytes([size])
    start = content.index(name + b"J" + varint) + len(name) + 1 + len(varint)
    bias = np.frombuffer(content[start : start + size], "<f4")
    bias = bias + np.random.default_rng(seed).normal(0, 3 * bias.std(), length).astype("<f4")
    content[start : start + size] = bias.astype("<f4").tobytes()
    target.write_bytes(content)
    return target


def tags_of(kind: Kind, onnx: Path) -> dict[str, str]:
    """What a release registers with the file."""
    from app.registry.mlflow_registry import KNOWN_ANSWER, SHA256

    return {SHA256: digest_of(onnx), KNOWN_ANSWER: known_answer(kind, onnx)}
