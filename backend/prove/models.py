"""A compatibility model under another version: the same network, other bytes."""

import shutil
from pathlib import Path

RELEASED = Path(__file__).resolve().parents[1] / "models"
FILE = "compat_mobilenetv2.onnx"


def another_version(folder: Path, word: str) -> Path:
    """A folder with a model whose metadata say `word` too. Fields of a protobuf message may simply be appended."""
    folder.mkdir(parents=True, exist_ok=True)
    entry = _field(1, b"variant") + _field(2, word.encode())
    shutil.copy(RELEASED / FILE, folder / FILE)
    with (folder / FILE).open("ab") as file:
        file.write(_field(14, entry))  # ModelProto.metadata_props
    return folder


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited field of fewer than 128 bytes (protobuf.dev/programming-guides/encoding)."""
    return bytes([number << 3 | 2, len(content)]) + content
