"""Writes checkpoints, and identifies the code that wrote one, so that other code does not continue from it."""

import hashlib
import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import torch

from ml.errors import WriteFailed


def code_sha256(*modules: ModuleType) -> str:
    """Digest of the source of `modules`."""
    digest = hashlib.sha256()
    for module in modules:
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()


def save_checkpoint(content: dict[str, Any], path: Path) -> None:
    """Write with torch.save. A kill or a full disk leaves the old file or the new one, never part of one.

    Raises WriteFailed.
    """
    partial = path.with_suffix(".part")
    try:
        torch.save(content, partial)
        partial.replace(path)
    except (OSError, RuntimeError) as error:  # PyTorch's writer raises RuntimeError
        partial.unlink(missing_ok=True)
        raise WriteFailed(path, error) from error
